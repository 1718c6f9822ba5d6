"""``manage.py backup`` is killed while it writes, and run again.

There is no backup then or a whole one, which restores all rows, and the database is as it was.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.drills.kills.killing import content, kill_again_and_again
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally
from tests.installation import ROOT
from timeline.services.running import backup_file

COUNT = 12
EVENTS = 3_000


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill it so many times."""
    template = large(databases)
    wanted = content(template)

    def whole(place: Place) -> list[str]:
        return [
            f"a backup is not whole: {told}"
            for path in _backups(place)
            if (told := _damage(path, databases.folder / "extracted"))
        ]

    def restored(place: Place) -> list[str]:
        target = databases.place("restored")
        code, told = target.manage("restore", str(_backups(place)[0]))
        same = not code and content(target) == wanted
        return whole(place) + ([] if same else [f"it does not restore: {told.strip()[-120:]}"])

    return kill_again_and_again(
        databases,
        lambda place: ("backup", str(place.folder / "one.zip")),
        like=template,
        count=count,
        seed=seed,
        at_once=True,
        after_kill=whole,
        after_all=restored,
    )


def large(databases: Databases) -> Place:
    """An installation with many events."""
    place = databases.place("template").made(STORY[0])
    subprocess.run(
        [sys.executable, "-m", "tests.bench.synthesize", "--events", str(EVENTS)],
        cwd=ROOT,
        env=place.environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return place


def _backups(place: Place) -> list[Path]:
    return sorted(place.folder.glob("*.zip"))


def _damage(path: Path, to: Path) -> str:
    """What is wrong with a backup's file; nothing where it is whole."""
    to.unlink(missing_ok=True)
    try:
        backup_file.extract(path, backup_file.read_manifest(path), to)
    except (backup_file.BadBackup, OSError) as error:
        return str(error)
    return ""
