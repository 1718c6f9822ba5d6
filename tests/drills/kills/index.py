"""``manage.py index`` is killed while it builds the index of a large story, and run again.

After each kill readers are answered as before, from whichever index there is.
"""

from __future__ import annotations

import subprocess
import sys

from tests.drills.kills.killing import kill_again_and_again
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally
from tests.installation import ROOT

COUNT = 10
EVENTS = 4_000
"""More than are searched without an index of their texts."""
ANSWERED = """
import sys
import django; django.setup()
from timeline.domain.criteria import Criteria
from timeline.queries.index import select
print(select(Criteria()).count, select(Criteria(text=sys.argv[1])).count)
"""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill it so many times."""
    template = databases.place("template").made(STORY[0])
    _python("-m", "tests.bench.synthesize", "--events", str(EVENTS), place=template)
    word = template.query("SELECT title FROM timeline_event ORDER BY id LIMIT 1")[0][0].split()[-1]
    wanted = _python("-c", ANSWERED, word, place=databases.place("asked", like=template))
    events, found = wanted.split()
    assert int(events) >= EVENTS
    assert int(found) > 0

    def answers(place: Place) -> list[str]:
        now = _python("-c", ANSWERED, word, place=place)
        return [] if now == wanted else [f"readers are told {now.split()}, not {wanted.split()}"]

    def left(place: Place) -> list[str]:
        parts = list(place.folder.glob("*.new"))
        return answers(place) + ["half an index was left lying"] * len(parts)

    return kill_again_and_again(
        databases,
        lambda _: ("index",),
        like=template,
        count=count,
        seed=seed,
        after_kill=answers,
        after_all=left,
    )


def _python(*arguments: str, place: Place) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=place.environment,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip() or done.stderr.strip()[-200:]
