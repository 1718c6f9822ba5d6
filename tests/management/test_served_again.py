"""``make serve`` on a user's own database, again and again: it changes nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.installation import ROOT, copied, manage, run

EVENTS = 1_500
TIMES = 2
"""How often it is served, each a few seconds; what two leave as it was, five did too."""


@pytest.fixture
def url(migrated: Path, tmp_path: Path) -> str:
    """The address of a database with a story that is nobody's but the user's."""
    url = copied(migrated, tmp_path / "retold.sqlite3")
    run(
        f"from tests.bench.invented_story import synthesize\nsynthesize({EVENTS}, seed=1)\n",
        url=url,
    )
    return url


def whole(url: str) -> list[str]:
    """Everything that a database holds but sessions: its triggers, and each row of each table."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        made = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = sorted({name for kind, name, _ in made if kind == "table"} - {"django_session"})
        return [*map(str, made)] + [
            f"{table} {row}"
            for table in tables
            for row in database.execute(f'SELECT * FROM "{table}"')
        ]


def serve(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``make serve`` does, a reader's visit, and the end of it."""
    assert manage("prepare", url=url) == ""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.plain_static")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PORT", "0")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip().removeprefix("Retold is at ")
        for page in ("/", "/?q=the", "/compare/"):
            with urllib.request.urlopen(address + page, timeout=60) as answer:
                assert answer.status == 200
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_a_users_database_that_is_served_again_is_row_for_row_the_same(
    url: str, monkeypatch: pytest.MonkeyPatch
):
    before = whole(url)
    serve(url, monkeypatch)
    # The first visit has the index made, of which the database keeps a note.
    served = whole(url)
    assert [line for line in served if not line.startswith("timeline_copy ")] == before
    for _ in range(TIMES - 1):
        serve(url, monkeypatch)
        assert whole(url) == served
