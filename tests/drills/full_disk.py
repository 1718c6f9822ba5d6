"""The disk under an SQLite database fills up while an editor saves, and is cleared again.

A save that finds no room is not a 500 and is not acknowledged; readers go on being answered; once
there is room, the same save is made, and somebody can log in. The disk is a small one in memory,
mounted for the drill, which wants the right to mount.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drills.desk import About, NoForm, Visitor, amiss, employed, logged_in, saved
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally

COUNT = 10
SIZE = "24m"
VENDORS = ("SQLite",)
"""PostgreSQL's disk is its own server's matter, and is not filled here."""


class NoDisk(Exception):
    """No disk could be mounted here; the message says why."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Fill the disk so many times."""
    tally = Tally()
    folder = databases.folder / "small"
    try:
        with _disk(folder):
            place = Place(f"sqlite:///{folder / 'retold.sqlite3'}", folder).made(*STORY)
            _fill_and_save(place, employed(place), tally, count=count, seed=seed)
    except NoDisk as error:
        tally.not_tried = str(error)
    return tally


def _fill_and_save(place: Place, password: str, tally: Tally, *, count: int, seed: int) -> None:
    about = About.of(place)
    acknowledged: set[str] = set()
    with place.serve() as serving:
        editor = Visitor(serving.address, dict(logged_in(serving.address, password)))
        reader = Visitor(serving.address)
        reader.get("/")
        for number in range(count):
            problems, refused = [], set[str]()
            with _full(place.folder):
                for each in range(30):  # the log may have room for some
                    title = f"Drill {seed} {number} {each}"
                    status = saved(editor, title, about=about).status
                    tally.seen[f"saves on a full disk answered {status or 'nothing'}"] += 1
                    if status != 302:
                        refused.add(title)
                        problems += [f"a save was answered {status}"] * (status in (0, 500))
                        break
                    acknowledged.add(title)
                read = reader.get("/").status
                tally.seen[f"readers on a full disk answered {read or 'nothing'}"] += 1
                problems += [f"a reader was answered {read}"] * (read != 200)
            problems += amiss(place, acknowledged, refused)
            for title in refused:
                status = saved(editor, title, about=about).status
                problems += [f"with room again, a save is a {status}"] * (status != 302)
                acknowledged |= {title} if status == 302 else set()
            try:
                logged_in(serving.address, password)
            except NoForm as error:
                problems.append(f"with room again, {error}")
            tally.fault([*problems, *amiss(place, acknowledged, set())])


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "retold-drill", str(folder)],
        capture_output=True,
        text=True,
    )
    if mounted.returncode:
        raise NoDisk(f"no small disk can be mounted here ({mounted.stderr.strip()})")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def _full(folder: Path) -> Iterator[None]:
    """No room is left on the disk while this lasts."""
    stuff = folder / "stuff"
    descriptor = os.open(stuff, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (65_536, 4_096):
            while _written(descriptor, size):
                pass
        yield
    finally:
        os.close(descriptor)
        stuff.unlink()


def _written(descriptor: int, size: int) -> bool:
    try:
        return os.write(descriptor, bytes(size)) == size
    except OSError:
        return False
