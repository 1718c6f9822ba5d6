"""``manage.py load_seeds`` is killed while it loads a digest into an empty archive, and run again.

After each kill all of the digest is there or nothing of it.
"""

from __future__ import annotations

import subprocess
import sys

from tests.drills.kills.killing import kill_again_and_again
from tests.drills.place import STORY, Databases
from tests.drills.tally import Tally
from tests.installation import ROOT

COUNT = 12
EVENTS = 600


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill it so many times."""
    template = databases.place("template").made(STORY[0])
    told = databases.place("told", like=template)
    made_up = (sys.executable, "-m", "tests.bench.synthesize", "--events", str(EVENTS))
    subprocess.run(made_up, cwd=ROOT, env=told.environment, check=True, stdout=subprocess.DEVNULL)
    digest = databases.folder / "digest"
    told.made(("dump_seeds", str(digest)))
    return kill_again_and_again(
        databases,
        lambda _: ("load_seeds", str(digest)),
        like=template,
        count=count,
        seed=seed,
        at_once=True,
    )
