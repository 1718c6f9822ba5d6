"""Some of the two hundred criteria asked of the page, of plain SQL and of Datasette, by turns.

So that a slow moment of the machine falls on all three. Work is the time that a process had a
processor for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import mix, stories
from tests.bench.mix import Asked
from tests.bench.pages import WARM, at, ms
from tests.bench.results import table
from tests.bench.rival_datasette import Datasette, installed
from tests.bench.serving import Client, Server

_COUNT = re.compile(rb'id="results-heading"[^>]*>\s*([\d,.]+)')


@dataclass
class Beside:
    """One criterion asked of page, plain SQL and Datasette: seconds of each, and of its work."""

    asked: Asked
    times: dict[str, float]
    work: dict[str, float]
    agree: bool


def measure(made: stories.Stories, sizes: Sequence[int], *, folder: Path, sampled: int) -> str:
    """Measure stories of these sizes; the part of the results, as Markdown."""
    program = installed(made.folder / "datasette")
    beside: dict[int, list[Beside]] = {}
    for events in sizes:
        database = made.indexed(events, to=folder / "rivals")
        with Server(database) as server:
            client = Client(server.url, process=server.process.pid)
            for path in WARM:
                client.get(path)
            theirs = made.copy(events, to=folder / "datasette-data")
            with Datasette(program, theirs) as datasette:
                beside[events] = _beside(database, client, datasette, sampled)
            theirs.unlink()
    return _told(beside)


def _beside(database: Path, client: Client, datasette: Datasette, sampled: int) -> list[Beside]:
    """Some of the criteria asked of page, plain SQL and Datasette by turns."""
    story = mix.read(database)
    sql = stories.python("tests.bench.rival_sql", database)
    rows = []
    stories.asked(sql, "/?kind=statement")
    datasette.ask(Asked("", (("kind", "statement"),)))
    for asked in mix.sample(mix.mix(story), sampled):
        answers = sorted((client.get(asked.path) for _ in range(3)), key=lambda a: a.seconds)
        assert answers[1].status == 200, asked.path
        taken, worked, count = map(float, stories.asked(sql, asked.path).split())
        theirs, their_work, counted = datasette.ask(asked)
        times = {"page": answers[1].seconds, "plain SQL": taken, "Datasette": theirs}
        work = {"page": answers[1].worked, "plain SQL": worked, "Datasette": their_work}
        agree = _counted(client, asked) == int(count) == counted
        rows.append(Beside(asked, times, work, agree))
        said = ", ".join(f"{name} {ms(one)} ({ms(work[name])})" for name, one in times.items())
        print(f"{story.events:,} {asked.family}: {said}{'' if agree else ' counts differ'}")
        sys.stdout.flush()
    stories.closed(sql)
    return rows


def _counted(client: Client, asked: Asked) -> int:
    """How many events the page says there are."""
    found = _COUNT.search(client.get(asked.path, accept="identity").body)
    assert found, asked.path
    return int(re.sub(rb"\D", b"", found[1]))


def _told(beside: dict[int, list[Beside]]) -> str:
    rows = []
    for events, of_size in beside.items():
        for name in ("plain SQL", "Datasette"):
            rows.append([f"{events:,}, {name}"])
            for some in ([one.times for one in of_size], [one.work for one in of_size]):
                for percent in (50, 95):
                    ours, theirs = (
                        at([one[who] for one in some], percent) for who in ("page", name)
                    )
                    rows[-1] += [ms(ours), ms(theirs), f"{theirs / ours:.1f}"]
    every = [one for of_size in beside.values() for one in of_size]
    others = [one.asked.path for one in every if not one.agree]
    count = len(next(iter(beside.values())))
    head = [f"{what} {p}" for what in ("", "work") for p in ("p50", "p95")]
    return "\n\n".join(
        [
            f"{count} of the criteria, spread over the families, asked by turns of the page, of"
            " plain SQL (in its own process, without HTTP, HTML, chart and the numbers beside the"
            " flags) and of Datasette (JSON of 50 rows, from a table made for it, the same facets):"
            " milliseconds of the page, of the other, and how many times the page's that is. "
            + (f"Not the same counts: {others}." if others else "All three counted the same."),
            table(["", *(cell for one in head for cell in (one.strip(), "theirs", "times"))], rows),
        ]
    )
