"""The server is killed while two editors save new sources, each with a mention and a quote.

Each save that was answered with a redirect is to be there once, whole and with its entry in the
history; each other one whole or not at all, and it is posted again once the server is back.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from itertools import count as numbers

from tests.drills.desk import About, Visitor, amiss, hired, saved
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally

COUNT = 20
EDITORS = 2
MOST = 6
"""Saves acknowledged before the server is killed, at the most; and a moment more."""
MOMENT = 0.2
LONGEST = 20.0
"""Seconds after which it is killed at the latest."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill the server so many times; the same database is used from one kill to the next."""
    dice, tally = random.Random(seed), Tally()
    place = databases.place("saves").made(*STORY)
    cookies = hired(place)
    about = About.of(place)
    acknowledged: set[str] = set()
    open_: set[str] = set()
    for number in range(count):
        moment = dice.randint(0, MOST), dice.uniform(0, MOMENT)
        done, asked = _saving(place, cookies, about, number, moment, open_)
        acknowledged |= done
        open_ = asked - acknowledged
        tally.seen["saves acknowledged"] = len(acknowledged)
        there = {str(row[0]) for row in place.query("SELECT title FROM timeline_source")}
        tally.seen["saves written, their answer lost"] += len(open_ & there)
        acknowledged |= open_ & there
        open_ -= there
        tally.fault(amiss(place, acknowledged, set()))
    with place.serve() as serving:
        editor = Visitor(serving.address, dict(cookies))
        late = [title for title in open_ if saved(editor, title, about=about).status != 302]
    if late or (problems := amiss(place, acknowledged | open_, set())):
        tally.failed += 1
        tally.wrong += ["a save could not be made again"] if late else problems
    return tally


def _saving(
    place: Place,
    cookies: Mapping[str, str],
    about: About,
    number: int,
    moment: tuple[int, float],
    again: set[str],
) -> tuple[set[str], set[str]]:
    """Save until the server is killed, so many saves and seconds later.

    The titles acknowledged, and all that were sent.
    """
    done: set[str] = set()
    asked = set(again)
    names = (f"Drill {number} {each}" for each in numbers())
    titles = iter([*again, *(next(names) for _ in range(1_000))])
    lock, stop = threading.Lock(), threading.Event()

    def work(editor: Visitor) -> None:
        while not stop.is_set():
            with lock:
                title = next(titles)
                asked.add(title)
            if saved(editor, title, about=about).status == 302:
                done.add(title)

    with place.serve() as serving:
        editors = [Visitor(serving.address, dict(cookies)) for _ in range(EDITORS)]
        editors[0].get("/admin/timeline/source/add/")
        threads = [threading.Thread(target=work, args=[editor]) for editor in editors]
        for thread in threads:
            thread.start()
        until = time.monotonic() + LONGEST
        while len(done) < moment[0] and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(moment[1])
        serving.process.kill()
        stop.set()
        for thread in threads:
            thread.join()
    return done, asked
