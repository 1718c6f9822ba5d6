"""What readers' pages cost beside another build, on the same story, by turns.

    python -m tests.bench against --against REV [--events N ...]

Each address is asked of one build and then of the other before the next one is, so that a slow
moment of the machine falls on both. It is asked twice: the first time nobody asked for it before
(each round has other events, actors and criteria), the second time the answer may have been kept.
Figures are what the server had a processor for, in milliseconds, and this build's as a ratio.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import mix, stories
from tests.bench.machine import ROOT
from tests.bench.results import table
from tests.bench.serving import Client, Server

EACH = 12
"""Addresses asked of each kind of page."""
TIMELINE = 60
REGISTERS = ("/actors/", "/outlets/", "/sources/")
EXPORTS = (
    "/events.csv", "/events.jsonl", "/events.ics", "/events.atom", "/events.xlsx", "/sources.csv",
    "/cite.ris",
)  # fmt: skip
ROWS = 2_000
"""Rows from which on an export is not made longer: it is narrowed to about as many."""
SEED = 5


@dataclass
class Build:
    """A checkout that serves; ``first`` and ``again`` are seconds of work by kind of page."""

    name: str
    root: Path
    first: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    again: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    start: list[float] = field(default_factory=list)
    own: int = 0
    page: int = 0


@contextmanager
def checked_out(rev: str) -> Iterator[Path]:
    """Another build of Retold in a folder of its own, with the packages of this one."""
    with tempfile.TemporaryDirectory(prefix="retold-against-") as name:
        root = Path(name) / "build"
        subprocess.run(
            ["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", root, rev], check=True
        )
        try:
            yield root
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", root], check=True)


def measure(rev: str, sizes: Sequence[int], *, folder: Path) -> str:
    """Measure stories of these sizes; the part of the results, as Markdown."""
    parts = [f"This build beside `{rev}`; milliseconds of work, the median, and the ratio."]
    with checked_out(rev) as other:
        for events in sizes:
            there, here = Build(rev, other), Build("this build", ROOT)
            _measured((there, here), events, folder=folder / str(events))
            parts.append(_told(there, here, events))
    return "\n\n".join(parts)


def _measured(builds: tuple[Build, Build], events: int, *, folder: Path) -> None:
    folder.mkdir(parents=True)
    made = folder / "made.sqlite3"
    print(f"Making up a story of {events:,} events ...", flush=True)
    _make(builds[0].root, made, events)
    with ExitStack() as stack:
        clients = []
        for number, build in enumerate(builds):
            database = folder / f"{number}.sqlite3"
            shutil.copyfile(made, database)
            environment = _environment(build.root, database, folder / f"static-{number}")
            _manage(build.root, environment, "collectstatic", "--noinput", "--verbosity", "0")
            _manage(build.root, environment, "migrate", "--noinput", "--verbosity", "0")
            _manage(build.root, environment, "index")
            for _ in range(5):
                began = _children()
                _manage(build.root, environment, "check")
                build.start.append(_children() - began)
            server = stack.enter_context(Server(database, root=build.root, environment=environment))
            client = Client(server.url, process=server.process.pid)
            stack.callback(client.close)
            clients.append((build, server, client))
            for path in ("/", "/?kind=statement", "/compare/", "/quotes/", "/actors/"):
                assert client.get(path).status == 200, path
        for kind, path in addresses(made, events):
            for build, _, client in random.sample(clients, 2):
                for times in (build.first, build.again):
                    answer = client.get(path)
                    assert answer.status == 200, (build.name, path, answer.status)
                    times[kind].append(answer.worked)
        for build, server, client in clients:
            build.own = server.memory().own
            build.page = len(client.get("/", accept="identity").body)


def addresses(database: Path, events: int) -> list[tuple[str, str]]:
    """What is asked, each with the kind of page that it is, in an order that mixes the kinds."""
    dice = random.Random(SEED)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:

        def slugs(table_: str, count: int) -> list[str]:
            query = f"SELECT slug FROM timeline_{table_} ORDER BY id"
            every = [slug for (slug,) in connection.execute(query)]
            return dice.sample(every, min(count, len(every)))

        actors, outlets = slugs("actor", 3 * EACH), slugs("outlet", EACH)
        found = [("timeline", one.path) for one in mix.mix(mix.read(database))[:TIMELINE]]
        found += [("event", f"/events/{slug}/") for slug in slugs("event", EACH)]
        found += [("actor", f"/actors/{slug}/") for slug in actors[:EACH]]
        found += [("outlet", f"/outlets/{slug}/") for slug in outlets]
        found += [("source", f"/sources/{slug}/") for slug in slugs("source", EACH)]
        found += [("comparison", f"/compare/?actor={slug}") for slug in actors[EACH:-EACH]]
        found += [("quotations", f"/quotes/?speaker={slug}") for slug in actors[-EACH:]]
        found += [("register", f"{path}?q={w}") for path in REGISTERS for w in ("an", "er", "ka")]
        narrow = "" if events <= ROWS else f"?actor={actors[0]}"
        found += [(path, f"{path}{narrow}") for path in EXPORTS]
    dice.shuffle(found)
    return list(dict.fromkeys(found))


def _told(there: Build, here: Build, events: int) -> str:
    rows = []
    for kind in sorted(there.first, key=lambda kind: (kind.startswith("/"), kind)):
        row = [kind, str(len(there.first[kind]))]
        for one, other in ((there.first, here.first), (there.again, here.again)):
            before, now = statistics.median(one[kind]), statistics.median(other[kind])
            row += [f"{before * 1000:.1f}", f"{now * 1000:.1f}", f"{now / before:.3f}"]
        rows.append(row)
    head = ["page", "asked", "first", "now", "ratio", "again", "now", "ratio"]
    start = [statistics.median(build.start) for build in (there, here)]
    more = [
        ["`manage.py check`, s", *(f"{s:.2f}" for s in start), f"{start[1] / start[0]:.2f}"],
        [
            "memory of its own, MB",
            *(f"{build.own / 1e6:.0f}" for build in (there, here)),
            f"{here.own / there.own:.2f}",
        ],
        [
            "`/` as it is, kB",
            *(f"{build.page / 1e3:.0f}" for build in (there, here)),
            f"{here.page / there.page:.2f}",
        ],
    ]
    return "\n\n".join(
        [f"{events:,} events:", table(head, rows), table(["", "before", "now", "ratio"], more)]
    )


def _make(root: Path, database: Path, events: int) -> None:
    """Make up a story with what a build has for it, in that build's tables."""
    environment = _environment(root, database, database.with_suffix(".static"))
    _manage(root, environment, "migrate", "--noinput", "--verbosity", "0")
    arguments = ["--events", str(events), "--seed", str(stories.SEED)]
    if (root / "tests" / "bench" / "synthesize.py").exists():
        _run(root, environment, "-m", "tests.bench.synthesize", *arguments)
    else:
        _manage(root, environment, "synthesize", *arguments)


def _environment(root: Path, database: Path, static: Path) -> dict[str, str]:
    environment = stories.environment(database, BENCH_STATIC=str(static))
    if root != ROOT:  # older builds call it so; this one refuses names that it doesn’t know
        environment["RETOLD_BENCH_STATIC"] = str(static)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _manage(root: Path, environment: dict[str, str], *arguments: str) -> None:
    _run(root, environment, "manage.py", *arguments)


def _run(root: Path, environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _children() -> float:
    """Seconds of a processor that processes started from here have had, once they ended."""
    times = os.times()
    return times.children_user + times.children_system
