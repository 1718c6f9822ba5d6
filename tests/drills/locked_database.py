"""Another process holds the database for longer than a save waits, while editors save and read.

A save then either waits and is made, or is refused with 503 and what was typed still in the form;
a 500 is a fault, and so is a reader who is not answered. What was acknowledged is there once, and
what was refused is not.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

from tests.drills.desk import About, Answer, Visitor, amiss, hired, told_by
from tests.drills.place import STORY, Databases, Place, Serving
from tests.drills.tally import Tally
from timeline import env

COUNT = 12
SAVES = 4
"""Saves sent at the same time, to one lock."""
HELD = 23.0
"""Seconds that the lock is held: longer than a command waits."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Send so many saves to a database that is locked."""
    tally = Tally()
    place = databases.place("locked").made(*STORY)
    cookies = hired(place)
    acknowledged: set[str] = set()
    refused: set[str] = set()
    slowest = 0.0
    with place.serve() as serving:
        for number in range(0, count, SAVES):
            titles = [f"Drill {seed} {each}" for each in range(number, number + SAVES)]
            for title, answer in _saved_meanwhile(place, serving, cookies, titles, tally):
                slowest = max(slowest, answer.seconds)
                tally.seen[f"saves answered {answer.status or 'nothing'}"] += 1
                (acknowledged if answer.status == 302 else refused).add(title)
                tally.fault(_problems(title, answer))
    tally.seen["seconds of the slowest save"] = round(slowest)
    unread = sum(
        number
        for what, number in tally.seen.items()
        if what.startswith("readers") and not what.endswith("200")
    )
    problems = amiss(place, acknowledged, refused) + ["a reader was not answered"] * unread
    if problems:
        tally.failed += 1
        tally.wrong += problems
    return tally


def _saved_meanwhile(
    place: Place, serving: Serving, cookies: Mapping[str, str], titles: list[str], tally: Tally
) -> list[tuple[str, Answer]]:
    """Save sources while the database is held, and read; each title with what was answered."""
    about, path = About.of(place), "/admin/timeline/source/add/"
    editors = [Visitor(serving.address, dict(cookies)) for _ in titles]
    forms = [
        {**editor.form(path), **told_by(title, about=about)}
        for editor, title in zip(editors, titles, strict=True)
    ]
    with ThreadPoolExecutor(len(titles)) as pool:
        with _held(place):
            ends = time.monotonic() + HELD
            sent = [
                pool.submit(editor.post, path, form)
                for editor, form in zip(editors, forms, strict=True)
            ]
            reader = Visitor(serving.address)
            while time.monotonic() < ends:
                _read(reader, tally)
                time.sleep(1)
        return [(title, one.result()) for title, one in zip(titles, sent, strict=True)]


def _read(reader: Visitor, tally: Tally) -> None:
    status = reader.get("/").status
    tally.seen[f"readers answered {status or 'nothing'}"] += 1


def _problems(title: str, answer: Answer) -> list[str]:
    if answer.status == 302:
        return []
    if answer.status == 503:
        return [] if title in answer.body else ["what was typed is not in the form that came back"]
    return [f"a save was answered {answer.status or 'with nothing'}"]


@contextmanager
def _held(place: Place) -> Iterator[None]:
    """Nobody else may write while this lasts."""
    if place.file is None:
        import psycopg

        with psycopg.connect(place.url) as connection:
            connection.execute("LOCK TABLE timeline_source IN EXCLUSIVE MODE")
            yield
            connection.rollback()
        return
    env.newer_sqlite()
    import sqlite3

    with closing(sqlite3.connect(place.file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
