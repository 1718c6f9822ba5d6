"""``manage.py import_timeline`` is killed while it takes somebody's timeline in, and run again.

An event is there with its mention or not at all, and each once, with one entry in the history.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta

from tests.drills.kills.killing import kill_again_and_again
from tests.drills.place import STORY, Databases
from tests.drills.tally import Tally

COUNT = 12
ROWS = 1_500


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill it so many times."""
    file = databases.folder / "harbour.csv"
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Title", "Date", "Description"])
        for number in range(ROWS):
            day = date(1990, 1, 1) + timedelta(days=7 * number)
            rows.writerow([f"Meeting {number} of the harbour", day.isoformat(), "They met again."])
    return kill_again_and_again(
        databases,
        lambda _: ("import_timeline", str(file)),
        like=databases.place("template").made(STORY[0]),
        count=count,
        seed=seed,
    )
