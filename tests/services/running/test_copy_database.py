"""The record copied from one database to another, each a process's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.installation import copied, manage, run

LOOK = """
from django.contrib.auth.models import User
from timeline.models import *
print(User.objects.get().password, Event.history.count())
print(list(Source.history.values_list('pk', 'history_date')))
print([bytes(one.content) for one in KeptFile.objects.all()])
print(list(Mention.objects.values_list('pk', 'edtf', 'because')))
call_command('dump_seeds', {folder!r})
"""
"""A database's accounts, history, keys and dates as text, and its digest in a folder."""


@dataclass(frozen=True)
class Seen:
    """What a database has: as text, and each file of its digest."""

    told: str
    digest: dict[str, str]


def seen(url: str, folder: Path, *, then: str = "") -> Seen:
    """What a database has, before some more code is run."""
    told = run(LOOK.format(folder=str(folder)) + then, url=url)
    told = told.replace(str(folder), "")
    files = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.yaml")}
    assert files
    return Seen(told, files)


@pytest.fixture(scope="module")
def source(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with the shipped story and an account."""
    url = copied(shipped, tmp_path_factory.mktemp("source") / "source.sqlite3")
    manage("make_editor", "--name", "mira", url=url)
    run(
        "from timeline.services.desk.kept_files import keep\nkeep(bytes(range(256)), name='x')",
        url=url,
    )
    return url


@pytest.fixture(scope="module")
def before(source: str, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What it has."""
    return seen(source, tmp_path_factory.mktemp("before") / "digest")


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'target.sqlite3'}"
        return
    try:
        with postgres.server() as server:
            yield server.url
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


def test_everything_arrives_with_its_keys_its_history_and_its_accounts(
    source: str, before: Seen, target: str, tmp_path: Path
) -> None:
    told = manage("copy_database", target, url=source)
    assert told.rstrip().endswith("Set DATABASE_URL to the new one.")
    if target.startswith("postgres"):
        # So that its plans are made for as much as there is.
        manage("index", url=target)
        with psycopg.connect(target) as connection:
            known = connection.execute("SELECT 1 FROM pg_stats WHERE tablename = 'timeline_event'")
            assert known.fetchone()
    # The next row gets a key of its own.
    new = "Event.objects.create(slug='n', title='New')"
    assert seen(target, tmp_path / "digest", then=new) == before
    again = manage("copy_database", target, url=source, fails=True)
    assert "already" in again


def test_an_address_that_names_no_database_is_told(source: str) -> None:
    assert "names no database" in manage("copy_database", "nonsense", url=source, fails=True)


def test_a_kind_of_database_that_is_not_known_is_told_without_its_password(source: str) -> None:
    told = manage("copy_database", "mysql://mira:secret@host/name", url=source, fails=True)
    assert "names no database that Retold knows" in told
    assert "secret" not in told
    assert "Traceback" not in told


def test_an_address_torn_apart_by_its_password_is_told_without_it(source: str) -> None:
    told = manage("copy_database", "postgres://mira:12/se@cret@host/name", url=source, fails=True)
    assert "characters such as @ / : # in a password are written" in told
    assert "cret" not in told
