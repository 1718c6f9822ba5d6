"""``manage.py serve`` is told to stop by two signals at once, right after an answer.

It ends by itself within half a minute, with the exit code 0 and nothing to complain of.
"""

from __future__ import annotations

import random
import signal
import subprocess
import time

from tests.drills.desk import Visitor
from tests.drills.place import STORY, Databases
from tests.drills.tally import Tally

COUNT = 50
WAITED = 30


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Stop it so many times."""
    dice, tally = random.Random(seed), Tally()
    place = databases.place("stopped").made(*STORY)
    for _ in range(count):
        with place.serve() as serving:
            status = Visitor(serving.address).get("/").status
            numbers = [signal.SIGTERM, signal.SIGINT]
            dice.shuffle(numbers)
            for number in numbers:
                serving.process.send_signal(number)
                time.sleep(dice.choice((0, 30e-6, 1e-3)))
            try:
                code = serving.process.wait(timeout=WAITED)
            except subprocess.TimeoutExpired:
                tally.fault([f"it did not end in {WAITED} s"])
                continue
        log = place.folder / "served.log"
        complaints = log.read_text().strip()
        log.write_text("")
        tally.fault(
            [f"the page before it was a {status}"] * (status != 200)
            + [f"it ended with {code}"] * (code != 0)
            + [f"it complained: {complaints[-80:]}"] * bool(complaints)
        )
    return tally
