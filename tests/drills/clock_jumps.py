"""The system's clock goes back or forward, by seconds to a month, while editors save and one reads.

After each jump a page is answered, a change is saved and read by whoever had the page before it,
and a form that was open since before is not saved over it. Somebody whose session is over may log
in again. The clock is libfaketime's, for the server alone.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.drills.desk import Answer, NoForm, Visitor, employed, logged_in
from tests.drills.place import STORY, Databases
from tests.drills.tally import Tally

COUNT = 20
LIBRARY = "faketime/libfaketimeMT.so.1"
HOUR = 3_600
JUMPS = (-2, 2, -60, 60, -HOUR, 2 * HOUR, -26 * HOUR, 26 * HOUR, 30 * 24 * HOUR, -30 * 24 * HOUR)
"""Seconds, in turns that are shuffled."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Have the clock jump so many times."""
    dice, tally = random.Random(seed), Tally()
    library = next(Path("/usr/lib").glob(f"*/{LIBRARY}"), None)
    if library is None:
        tally.not_tried = "there is no libfaketime here (apt-get install faketime)"
        return tally
    place = databases.place("jumped").made(*STORY)
    password = employed(place)
    clock = place.folder / "clock"
    clock.write_text("+0s")
    key, slug = place.query("SELECT id, slug FROM timeline_event WHERE state = 'published'")[0]
    form, page = f"/admin/timeline/event/{key}/change/", f"/archive/events/{slug}/"
    faked = {
        "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip
    at, jumps = 0, list[int]()
    with place.serve(**faked) as serving:
        for number in range(count):
            editor = Visitor(serving.address, dict(logged_in(serving.address, password)))
            opened = editor.form(form)
            had = _asked(serving.address, page, {})[1]
            jumps = jumps or dice.sample(JUMPS, len(JUMPS))
            at += jumps.pop()
            clock.write_text(f"{at:+d}s")
            title = f"Drill {seed} {number}"
            problems = []
            answer = _saved(editor, form, title, password, tally)
            problems += [f"a save: {answer.status}"] * (answer.status != 302)
            status, _, body = _asked(serving.address, page, had)
            problems += [f"a reader who had the page: {status}"] * (status != 200)
            problems += ["a reader has not what was saved"] * (title not in body)
            answer = editor.post(form, {**opened, "title": ["Older"]})
            problems += ["an older form was saved over it"] * (answer.status == 302)
            problems += [f"an older form: {answer.status}"] * (answer.status in (0, 500))
            tally.fault(problems)
    rows = place.query(f"SELECT title FROM timeline_event WHERE id = {key}")
    tally.afterwards(["the last save is lost"] * (rows != [(title,)]))
    tally.afterwards(place.unsound())
    return tally


def _saved(editor: Visitor, path: str, title: str, password: str, tally: Tally) -> Answer:
    """Save a title, after another log-in where the session is over."""
    with suppress(NoForm):
        return editor.post(path, {**editor.form(path), "title": [title]})
    tally.seen["sessions over"] += 1
    editor.cookies = dict(logged_in(editor.address, password))
    return editor.post(path, {**editor.form(path), "title": [title]})


def _asked(address: str, path: str, had: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
    """A page, as who had it asks: the status, by what it is told from others, and what it says."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request("GET", path, headers=had)
        answer = connection.getresponse()
        told = {
            asks: answer.headers[says]
            for asks, says in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
            if says in answer.headers
        }
        return answer.status, told, answer.read().decode()
    finally:
        connection.close()
