"""How long the timeline takes to answer two hundred criteria.

Each criterion is asked of all sizes in turn before the next one is, round by round, so that a slow
moment of the machine falls on all alike. A time is a client's on the same machine: from the
request's first byte to the answer's last, over a connection that is kept, Brotli accepted. Work is
the time of those that the process had a processor for: it tells more of a machine that others use.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import index_costs, machine, mix, stories
from tests.bench.index_costs import Costs
from tests.bench.mix import SHARES, Asked
from tests.bench.results import table
from tests.bench.serving import Answer, Client, Memory, Server, mapped

ROUNDS = 3
WEIGHED = 20
"""Criteria of which the bytes sent are looked at."""
WARM = ("/", "/?kind=statement", "/?from=2001&to=2004", "/?q=harbour", "/?sort=sources")


@dataclass
class Size:
    """What was seen of the story of one size. Times are in seconds, sizes in bytes.

    ``rounds``: for each round the time of each criterion, in the order of ``asked``; ``work``
    likewise.
    """

    events: int
    asked: list[Asked]
    client: Client
    server: Server
    costs: Costs
    rounds: list[list[float]] = field(default_factory=list)
    work: list[list[float]] = field(default_factory=list)
    sent: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    memory: Memory | None = None
    index_shared: int = 0

    def at(self, percent: int, *, family: str = "") -> float:
        """The time that so many in a hundred, of one family or of all, do not exceed."""
        return at(self._some(self.rounds, family), percent)

    def work_at(self, percent: int, *, family: str = "") -> float:
        """The same of the work."""
        return at(self._some(self.work, family), percent)

    def _some(self, rounds: list[list[float]], family: str) -> list[float]:
        return [
            seconds
            for times in rounds
            for seconds, one in zip(times, self.asked, strict=True)
            if family in {"", one.family}
        ]


def at(times: Sequence[float], percent: int) -> float:
    """The time that so many in a hundred do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1))]


def measure(made: stories.Stories, sizes: Sequence[int], *, folder: Path) -> str:
    """Measure stories of these sizes; the part of the results, as Markdown."""
    with ExitStack() as stack:
        found = [_size(made, events, folder, stack) for events in sizes]
        for size in found:
            for path in WARM:
                _get(size, path)
        for number in range(ROUNDS):
            started = time.perf_counter()
            for size in found:
                size.rounds.append([])
                size.work.append([])
            for many in zip(*(size.asked for size in found), strict=True):
                for size, asked in zip(found, many, strict=True):
                    answer = _get(size, asked.path)
                    size.rounds[number].append(answer.seconds)
                    size.work[number].append(answer.worked)
            print(f"round {number + 1}: {time.perf_counter() - started:.0f} s", flush=True)
        for size in found:
            for accept in ("br", "gzip", "identity"):
                for asked in mix.sample(size.asked, WEIGHED):
                    answer = size.client.get(asked.path, accept=accept)
                    size.sent[accept].append(len(answer.body))
            size.memory = size.server.memory()
            name = f"{size.server.database.name}.index"
            size.index_shared = mapped(size.server.process.pid, name=name)
    return _told(found)


def _size(made: stories.Stories, events: int, folder: Path, stack: ExitStack) -> Size:
    database = made.copy(events, to=folder / "pages")
    story = mix.read(database)
    print(f"{events:,} events: building the index ...", flush=True)
    costs = index_costs.measured(database, environment=stories.environment(database))
    server = stack.enter_context(Server(database))
    client = Client(server.url, process=server.process.pid)
    stack.callback(client.close)
    return Size(events, mix.mix(story), client, server, costs)


def _get(size: Size, path: str) -> Answer:
    answer = size.client.get(path)
    assert answer.status == 200, (path, answer.status)
    return answer


def _told(found: list[Size]) -> str:
    first = found[0]
    parts = [
        (f"{len(first.asked)} criteria ({', '.join(f'{n} {f}' for f, n in SHARES.items())}),"
        f" {ROUNDS} times each, through `manage.py serve`. Load of the machine {machine.load()}."),
        (
            "Milliseconds of the whole page; “new” the first time that a criterion is asked; “work”"
            " what of it the server had a processor for."
        ),
        table(
            ["events", "p50", "p95", "p99", "p95 new", "p95 to first", "work p50", "work p95",
             "work p99", "p95 to first"],
            [_speed(size, first) for size in found],
        ),
        ("Bytes sent for a page, the median; memory of the worker after it, in MB: resident, its"
        " own, and of the index's file mapped (shared by all workers, given back under need)."),
        table(
            ["events", "Brotli", "gzip", "as it is", "resident", "own",
             f"own above {first.events:,}", "mapped"],
            [_weight(size, first) for size in found],
        ),
        ("The index: seconds to build its sets, then its words (aside, while it answers already);"
        " milliseconds to load; its files in MB."),
        table(
            ["events", "sets", "words", "load", "files"],
            [_cost(size) for size in found],
        ),
    ]  # fmt: skip
    parts += [
        (
            f"Work by family, p50 and most, in milliseconds, at {found[-1].events:,} events and at"
            f" {first.events:,}."
        ),
        table(
            ["criteria", "p50", "most", f"p50 at {first.events:,}", "most"],
            [
                [
                    family,
                    *(ms(found[-1].work_at(percent, family=family)) for percent in (50, 100)),
                    *(ms(first.work_at(percent, family=family)) for percent in (50, 100)),
                ]
                for family in SHARES
            ],
        ),
    ]
    return "\n\n".join(parts)


def _speed(size: Size, first: Size) -> list[str]:
    return [
        f"{size.events:,}",
        *(ms(size.at(percent)) for percent in (50, 95, 99)),
        ms(at(size.rounds[0], 95)),
        f"{size.at(95) / first.at(95):.2f}",
        *(ms(size.work_at(percent)) for percent in (50, 95, 99)),
        f"{size.work_at(95) / first.work_at(95):.2f}",
    ]


def _weight(size: Size, first: Size) -> list[str]:
    assert size.memory
    assert first.memory
    return [
        f"{size.events:,}",
        *(f"{statistics.median(size.sent[a]):,.0f}" for a in ("br", "gzip", "identity")),
        _mb(size.memory.resident),
        _mb(size.memory.own),
        _mb(size.memory.own - first.memory.own),
        _mb(size.index_shared),
    ]


def _cost(size: Size) -> list[str]:
    files = ", ".join(f"{name} {_mb(bytes_)}" for name, bytes_ in size.costs.sizes.items())
    return [
        f"{size.events:,}",
        f"{size.costs.build:.1f}",
        f"{size.costs.texts:.1f}",
        ms(size.costs.load),
        files,
    ]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}" if seconds < 1 else f"{seconds * 1000:,.0f}"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f}"
