"""What the index of one story takes: to build, to load, and on disk.

As a program, ``build`` or ``load``, it prints seconds as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.machine import ROOT


@dataclass(frozen=True)
class Costs:
    """Seconds and bytes.

    ``build``: of the sets. ``texts``: of the words to search, which a server does aside, after.
    ``load``: in a new process, from the file to the first fifty events of all. ``sizes``: of the
    files.
    """

    build: float
    texts: float
    load: float
    sizes: dict[str, int]


def measured(database: Path, *, environment: dict[str, str]) -> Costs:
    """Build the index of a database that has none, and load it."""
    built = run("build", environment=environment)
    loads = sorted(run("load", environment=environment)["load"] for _ in range(3))
    beside = [path for path in database.parent.glob(f"{database.name}.*") if path.stat().st_size]
    sizes = {path.name.removeprefix(f"{database.name}."): path.stat().st_size for path in beside}
    wanted = {
        name.split("-")[0]: size
        for name, size in sorted(sizes.items())
        if name.startswith("index") and not name.endswith(("-shm", "-wal"))
    }
    return Costs(built["build"], built["texts"], loads[1], wanted)


def run(what: str, *, environment: dict[str, str]) -> dict[str, float]:
    """Build or load in a new process: seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.index_costs", what],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main(what: str) -> None:
    """Build or load, and print."""
    import django

    django.setup()
    from django.db import connection

    from timeline.domain.criteria import Criteria
    from timeline.queries.index import rebuild, select
    from timeline.queries.index.store import base_files

    connection.ensure_connection()
    if what == "build":
        started = time.time()
        rebuild("default")
        ended = time.time()
        path = base_files.path_of("default")
        assert path
        written = path.stat().st_mtime
        print(json.dumps({"build": written - started, "texts": ended - written}))
    else:
        first = time.perf_counter()
        select(Criteria()).ids(0, 50)
        print(json.dumps({"load": time.perf_counter() - first}))


if __name__ == "__main__":
    main(sys.argv[1])
