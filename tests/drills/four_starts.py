"""``manage.py prepare`` and ``manage.py serve`` are started four times at once on a new database.

All end well, or serve; the story is loaded once, and is what one start alone makes.
"""

from __future__ import annotations

import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

from tests.drills.desk import Visitor
from tests.drills.kills.killing import content
from tests.drills.place import Databases, Place, TookTooLong
from tests.drills.tally import Tally

COUNT = 5
AT_ONCE = 4


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Start four so many times; each start counts."""
    tally = Tally()
    wanted = content(databases.place("alone").made(("prepare",)))
    for number in range(count):
        place = databases.place(f"started-{number}")
        prepared = [place.start("prepare", told=subprocess.PIPE) for _ in range(AT_ONCE)]
        for process in prepared:
            told, _ = process.communicate(timeout=300)
            last = told.strip().splitlines()[-1:] or [""]
            tally.fault([f"prepare ended with “{last[0][:100]}”"] if process.returncode else [])
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for problems in pool.map(_served, [place] * AT_ONCE):
                tally.fault(problems)
        now = content(place)
        if now != wanted:
            tally.failed += 1
            tally.wrong.append("the archive is not what one start makes")
        tally.wrong += place.unsound()
    return tally


def _served(place: Place) -> list[str]:
    try:
        with place.serve() as serving:
            status = Visitor(serving.address).get("/").status
            serving.process.send_signal(signal.SIGTERM)
            code = serving.process.wait(timeout=30)
    except TookTooLong as error:
        return [f"serve did not start: {error}"]
    return [f"the first page is a {status}"] * (status != 200) + [f"ended with {code}"] * bool(code)
