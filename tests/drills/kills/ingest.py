"""``manage.py ingest`` is killed while it takes a folder of articles in, and run again.

An article is there with all its proposals or not at all, and each once.
"""

from __future__ import annotations

from tests.bench import invented_articles
from tests.drills.kills.killing import kill_again_and_again
from tests.drills.place import STORY, Databases
from tests.drills.tally import Tally

COUNT = 12
ARTICLES = 130


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Kill it so many times."""
    articles = databases.folder / "articles"
    invented_articles.write(articles, count=ARTICLES, seed=seed)
    return kill_again_and_again(
        databases,
        lambda _: ("ingest", str(articles), "--verbosity", "0"),
        like=databases.place("template").made(*STORY),
        count=count,
        seed=seed,
    )
