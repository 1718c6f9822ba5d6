"""Of two replicas one hangs under load, stopped and not closed, and goes on again.

Every reader is answered 200, the first ones that meet it within three and a half seconds more than
pages took before, and once it is left out within two and a half, also who tries it again. Editors,
who are served by the primary, notice nothing. Each hanging is a fault.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests import postgres
from tests.drills.desk import About, Answer, Visitor, amiss, hired, saved
from tests.drills.place import STORY, Databases, OnServer
from tests.drills.tally import Tally

COUNT = 8
READERS = 4
VENDORS = ("PostgreSQL",)
FIRST, LATER = 3.5, 2.5
"""Seconds that a reader waits at most for it, in the first seconds of it and after them."""
HANGS = 8.0
SLOWEST = "tenths of a second of the slowest page"
PATHS = ("/", "/sources/", "/events.json", "/quotes/")


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Have one hang so many times."""
    assert isinstance(databases, OnServer)
    dice, tally = random.Random(seed), Tally()
    place = databases.place("replicated").made(*STORY)
    cookies, about = hired(place), About.of(place)
    acknowledged: set[str] = set()
    with ExitStack() as stack:
        replicas = [stack.enter_context(postgres.replica(databases.server)) for _ in range(2)]
        name = place.url.rpartition("/")[2]
        urls = ",".join(each.url.rpartition("/")[0] + f"/{name}" for each in replicas)
        # Without answers that are kept, pages cost the same before it and beside it.
        settings = {"DATABASE_REPLICA_URLS": urls, "RETOLD_CACHE_URL": "none"}
        serving = stack.enter_context(place.serve(**settings))
        editor = Visitor(serving.address, dict(cookies))
        Visitor(serving.address).get("/")
        for number in range(count):
            title = f"Drill {seed} {number}"
            with _reading(serving.address) as answers:
                time.sleep(1)
                with dice.choice(replicas).hanging():
                    began = time.monotonic()
                    save = saved(editor, title, about=about)
                    time.sleep(max(0.0, HANGS - (time.monotonic() - began)))
                time.sleep(1)
            acknowledged |= {title} if save.status == 302 else set()
            problems = [f"a save: {save.status}, {save.seconds:.0f} s"] * (save.status != 302)
            before = (one.seconds for at, one in answers if at + one.seconds < began)
            usual = max(before, default=0.0)
            for at, answer in answers:
                tally.seen[f"readers answered {answer.status or 'nothing'}"] += 1
                most = FIRST if at < began + FIRST else LATER
                late = answer.status != 200 or answer.seconds > usual + most
                problems += [f"a reader: {answer.status}, {answer.seconds:.0f} s"] * late
            slowest = max(answer.seconds for _, answer in answers)
            tally.seen[SLOWEST] = max(tally.seen[SLOWEST], round(slowest * 10))
            tally.fault(problems[:3])
            time.sleep(6)  # it is tried again, and answers
    tally.afterwards(amiss(place, acknowledged, set()))
    return tally


@contextmanager
def _reading(address: str) -> Iterator[list[tuple[float, Answer]]]:
    """Readers who ask as long as it lasts: when each asked, and what came."""
    stop, answers = threading.Event(), list[tuple[float, Answer]]()

    def read(number: int) -> None:
        reader = Visitor(address)
        while not stop.is_set():
            number += 1
            began = time.monotonic()
            answers.append((began, reader.get(PATHS[number % len(PATHS)])))
            time.sleep(0.05)

    threads = [threading.Thread(target=read, args=[number]) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()
