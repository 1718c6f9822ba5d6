"""The database is backed up while editors save, destroyed, restored, and compared row by row.

What was acknowledged before the backup began is in it; nothing that was saved after it ended;
nothing is half in it; and each restored row is as the destroyed database had it.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count as numbers

from tests.drills.desk import About, Visitor, amiss, hired, saved
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally
from tests.installation import rows

COUNT = 5
EDITORS = 2
CHANGES = ("django_session", "sqlite_sequence", "timeline_copy", "timeline_touched")
"""Tables in which a row is written over: sessions, and the index's own."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Back up, destroy and restore so many times."""
    tally = Tally()
    for number in range(count):
        place = databases.place("loaded").made(*STORY)
        backup = databases.folder / f"{seed}-{number}.zip"
        cookies = hired(place)
        with _saving(place, cookies) as acknowledged:
            _wait_for(acknowledged, more=4)
            before = set(acknowledged)
            code, told = place.manage("backup", str(backup))
            after = set(acknowledged)
            _wait_for(acknowledged, more=4)
        last = set(acknowledged)
        tally.seen["saves before"] += len(before)
        tally.seen["saves while it was made"] += len(after - before)
        tally.seen["saves after it"] += len(last - after)
        if code:
            tally.fault([told.strip()[-120:]])
            continue
        problems = amiss(place, last, set())
        were = rows(place.url)
        databases.empty(place)
        code, told = place.manage("restore", str(backup))
        if code:
            tally.fault([told.strip()[-120:]])
            continue
        now = rows(place.url)
        tally.seen["rows compared"] += len(now)
        changed = [row for row in set(now) - set(were) if not row.startswith(CHANGES)]
        tally.fault(
            [
                *problems,
                *("before the destruction" for _ in problems),
                *amiss(place, before, last - after - before),
                *(f"a row of {row.split()[0]} is another" for row in changed),
            ]
        )
    shutil.rmtree(databases.folder / "loaded", ignore_errors=True)
    return tally


def _wait_for(acknowledged: set[str], *, more: int) -> None:
    enough, until = len(acknowledged) + more, time.monotonic() + 60
    while len(acknowledged) < enough and time.monotonic() < until:
        time.sleep(0.05)


@contextmanager
def _saving(place: Place, cookies: Mapping[str, str]) -> Iterator[set[str]]:
    """Editors save all the while; the titles acknowledged so far."""
    about = About.of(place)
    acknowledged: set[str] = set()
    titles = (f"Drill {number}" for number in numbers())
    lock, stop = threading.Lock(), threading.Event()

    def work(editor: Visitor) -> None:
        while not stop.is_set():
            with lock:
                title = next(titles)
            if saved(editor, title, about=about).status == 302:
                acknowledged.add(title)

    with place.serve() as serving:
        threads = [
            threading.Thread(target=work, args=[Visitor(serving.address, dict(cookies))])
            for _ in range(EDITORS)
        ]
        for thread in threads:
            thread.start()
        try:
            yield acknowledged
        finally:
            stop.set()
            for thread in threads:
                thread.join()
