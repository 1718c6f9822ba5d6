"""PostgreSQL is restarted, at once or after its clients' work, while readers read and one saves.

A reader is answered 200, or 503 while it is away; a 500 is a fault, and so is a server that does
not answer again by itself. What was acknowledged is there.
"""

from __future__ import annotations

import random
import threading
import time

from tests.drills.desk import About, Visitor, amiss, hired, saved
from tests.drills.place import DURABLE, STORY, Databases, OnServer
from tests.drills.tally import Tally

COUNT = 8
READERS = 3
VENDORS = ("PostgreSQL",)
RECOVERS = 10
"""Seconds after which a page is answered again, once the database is there."""
PATHS = ("/", "/sources/", "/events.json", "/quotes/")


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Restart it so many times."""
    assert isinstance(databases, OnServer)
    server, dice, tally = databases.server, random.Random(seed), Tally()
    place = databases.place("restarted").made(*STORY)
    cookies = hired(place)
    about = About.of(place)
    acknowledged: set[str] = set()
    with place.serve() as serving:
        stop = threading.Event()
        threads = [
            threading.Thread(target=_read, args=[serving.address, stop, tally, each])
            for each in range(READERS)
        ]
        editor = Visitor(serving.address, dict(cookies))
        saving = threading.Thread(target=_save, args=[editor, about, stop, tally, acknowledged])
        for thread in [*threads, saving]:
            thread.start()
        for _ in range(count):
            before = _broken(tally)
            time.sleep(dice.uniform(0.5, 1.5))
            how = dice.choice(("fast", "immediate"))
            server.run("pg_ctl", "-D", str(server.data), "-m", how, "-w", "stop")
            time.sleep(dice.uniform(0.2, 1.0))
            server.start(*DURABLE)
            problems = _recovered(serving.address)
            tally.fault(problems + ["a 500"] * (_broken(tally) - before))
        stop.set()
        for thread in [*threads, saving]:
            thread.join()
    if problems := amiss(place, acknowledged, set()):
        tally.failed += 1
        tally.wrong += problems
    return tally


def _broken(tally: Tally) -> int:
    return tally.seen["readers answered 500"] + tally.seen["saves answered 500"]


def _read(address: str, stop: threading.Event, tally: Tally, at: int) -> None:
    reader = Visitor(address)
    while not stop.is_set():
        at += 1
        status = reader.get(PATHS[at % len(PATHS)]).status
        tally.seen[f"readers answered {status or 'nothing'}"] += 1
        time.sleep(0.02)


def _save(
    editor: Visitor, about: About, stop: threading.Event, tally: Tally, acknowledged: set[str]
) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        status = saved(editor, f"Drill {number}", about=about).status
        tally.seen[f"saves answered {status or 'no form'}"] += 1
        if status == 302:
            acknowledged.add(f"Drill {number}")
        time.sleep(0.05)


def _recovered(address: str) -> list[str]:
    until, status = time.monotonic() + RECOVERS, 0
    while time.monotonic() < until:
        status = Visitor(address).get("/").status
        if status == 200:
            return []
        time.sleep(0.1)
    return [f"{RECOVERS} s after it was back, a page is a {status}"]
