"""Faults made on purpose, and what came of them: ``python -m tests.drills``.

    python -m tests.drills [NAME ...] [--on sqlite postgresql] [--count N] [--seed N] [--write]

All drills on both databases unless some are named. ``--write`` puts the figures into results.md, in
the place of those that the same drills had there.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from tests import postgres
from tests.bench import machine
from tests.browser.chromium import say
from tests.drills import (
    backup_under_load,
    bombs,
    clock_jumps,
    four_starts,
    full_disk,
    hanging_replica,
    locked_database,
    postgres_restarts,
    slow_clients,
    stopping,
    two_editors,
)
from tests.drills.kills import backup, imports, index, ingest, load_seeds, restore, saves
from tests.drills.place import DURABLE, Databases, InFiles, OnServer, TookTooLong
from tests.drills.tally import Tally

DRILLS: dict[str, ModuleType] = {
    "kill-saves": saves,
    "kill-ingest": ingest,
    "kill-import": imports,
    "kill-load-seeds": load_seeds,
    "kill-index": index,
    "kill-backup": backup,
    "kill-restore": restore,
    "stopping": stopping,
    "backup-under-load": backup_under_load,
    "locked-database": locked_database,
    "full-disk": full_disk,
    "two-editors": two_editors,
    "hanging-replica": hanging_replica,
    "clock-jumps": clock_jumps,
    "bombs": bombs,
    "slow-clients": slow_clients,
    "four-starts": four_starts,
    "postgres-restarts": postgres_restarts,
}
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
FILE = Path(__file__).with_name("results.md")
COLUMNS = ("drill", "database", "tried", "failed", "seconds", "when, at", "what came")
HEAD = """# What drills found

Written by `python -m tests.drills --write`; each line can be made anew by itself, and says when and
at which commit. A fault is one kill, stop, lock, full disk, meeting, restart, start, jump of the
clock, hanging replica or upload, or one page asked beside slow clients; it failed where something
was lost, doubled, half there, or not answered as the drill’s module says it must be.
"""


def main() -> int:
    """Hold the drills; 1 where a fault failed."""
    options = _options()
    os.environ |= {"RETOLD_SECRET_KEY": "kept for as long as the drills last"}
    failed = 0
    say(machine.described())
    for vendor in options.on:
        with _databases(VENDORS[vendor]) as databases:
            for name in options.name or DRILLS:
                failed += _held(name, databases, options)
    return int(bool(failed))


def _held(name: str, databases: Databases | str, options: argparse.Namespace) -> int:
    module = DRILLS[name]
    vendor = databases if isinstance(databases, str) else databases.vendor
    if vendor not in getattr(module, "VENDORS", VENDORS.values()):
        return 0
    began = time.perf_counter()
    if isinstance(databases, str):
        tally = Tally(not_tried="there is no PostgreSQL here")
    else:
        count = options.count or module.COUNT
        try:
            tally = module.drill(databases, count=count, seed=options.seed)
        except TookTooLong as error:
            tally = Tally(tried=1, failed=1, wrong=[str(error)])
    seconds = round(time.perf_counter() - began)
    when = f"{datetime.now(UTC):%Y-%m-%d}, {machine.commit()}"
    row = (name, vendor, tally.tried, tally.failed, seconds, when, tally.told)
    say(" | ".join(str(cell) for cell in row))
    if options.write:
        _write([str(cell).replace("|", "/") for cell in row])
    return tally.failed


@contextmanager
def _databases(vendor: str) -> Iterator[Databases | str]:
    """Where installations come from; the vendor's name where it is not here."""
    with tempfile.TemporaryDirectory(prefix="retold-drills-") as name, ExitStack() as stack:
        if vendor == "SQLite":
            yield InFiles(Path(name))
            return
        try:
            yield OnServer(Path(name), stack.enter_context(postgres.server(*DURABLE)))
        except postgres.NoPostgres:
            yield vendor


def _write(row: list[str]) -> None:
    before = FILE.read_text() if FILE.exists() else ""
    lines = [re.split(r" \| ", line[2:-2]) for line in before.splitlines() if line[:2] == "| "]
    kept = {(line[0], line[1]): line for line in lines[2:]}
    kept[row[0], row[1]] = row
    names = list(DRILLS)
    table = sorted(kept.values(), key=lambda line: (names.index(line[0]), -ord(line[1][0])))
    rules = ["---", "---", "---:", "---:", "---:", "---", "---"]
    told = "\n".join(f"| {' | '.join(line)} |" for line in [list(COLUMNS), rules, *table])
    tried, failed = (sum(int(line[at]) for line in table) for at in (2, 3))
    total = f"{tried} faults in all, {failed} failed. The last on: {machine.described()}."
    FILE.write_text(f"{HEAD}\n{total}\n\n{told}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", nargs="*", choices=[*DRILLS, []], help="which drills to hold")
    parser.add_argument("--on", nargs="+", choices=VENDORS, default=list(VENDORS))
    parser.add_argument("--count", type=int, help="faults a drill, unless its own number will do")
    parser.add_argument("--seed", type=int, default=1, help="the same has the same moments")
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
