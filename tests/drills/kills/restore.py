"""``manage.py restore`` is killed while it restores into an empty place, and run again.

The place holds nothing then or all, and after the second run every row of every table.
"""

from __future__ import annotations

from tests.drills.kills.backup import large
from tests.drills.kills.killing import content, kill_again_and_again
from tests.drills.place import Databases, Place
from tests.drills.tally import Tally
from tests.installation import rows

COUNT = 12


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill it so many times."""
    template = large(databases)
    backup = databases.folder / "large.zip"
    template.made(("backup", str(backup)))
    wanted = rows(template.url)
    target = databases.place("target")

    def command(place: Place) -> tuple[str, ...]:
        # One that has restored all may not be written over: it is done.
        return ("check",) if content(place) else ("restore", str(backup))

    def same(place: Place) -> list[str]:
        return [] if rows(place.url) == wanted else ["a row is another than it was"]

    return kill_again_and_again(
        databases,
        command,
        like=target if target.file is None else None,
        count=count,
        seed=seed,
        at_once=True,
        after_all=same,
    )
