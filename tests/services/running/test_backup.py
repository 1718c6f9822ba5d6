"""Backups made while others write, and restored where nothing is."""

from __future__ import annotations

import os
import re
import stat
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.installation import copied, manage, rows, run, start
from timeline.queries.database import process_lock
from timeline.services.running import backup_file

FILL = """
call_command("migrate", verbosity=0)
call_command("load_seeds", verbosity=0)
"""
WRITE = """
from django.db import transaction
from timeline.models import Event, Mention, Source
source = Source.objects.create(slug="writer", title="Written meanwhile")
for number in range(100_000):
    with transaction.atomic():
        event = Event.objects.create(slug=f"pair-{number}", title=f"Pair {number}")
        Mention.objects.create(event=event, source=source, paragraph=1, says="half of a pair")
    if number == 5:
        print("writing", flush=True)
"""
HALVES = """
from timeline.models import Event
pairs = Event.objects.filter(slug__startswith="pair-")
print(pairs.count(), pairs.filter(mentions__isnull=True).count())
"""


@pytest.fixture(scope="module")
def filled(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an SQLite database with the shipped story and an account."""
    url = copied(shipped, tmp_path_factory.mktemp("filled") / "retold.sqlite3")
    manage("make_editor", "--name", "mira", url=url)
    return url


@pytest.fixture(scope="module")
def all_rows(filled: str) -> list[str]:
    """Every row of it."""
    return rows(filled)


@pytest.fixture(scope="module")
def backed_up(filled: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("backups") / "one.zip"
    manage("backup", str(path), url=filled)
    return path


@pytest.fixture
def on_postgres() -> Iterator[str]:
    """The address of an empty database of PostgreSQL."""
    try:
        with postgres.server() as server:
            yield server.url
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


def test_every_row_of_every_table_comes_back(
    filled: str, all_rows: list[str], backed_up: Path, tmp_path: Path
):
    place = tmp_path / "new" / "retold.sqlite3"
    place.parent.mkdir()
    told = manage("restore", str(backed_up), "--to", str(place), url=filled)
    assert "Restored" in told
    assert rows(f"sqlite:///{place}") == all_rows
    assert len(all_rows) > 500


def test_a_backup_of_one_kind_of_database_is_restored_into_the_other_and_back(
    all_rows: list[str], backed_up: Path, on_postgres: str, tmp_path: Path
):
    manage("restore", str(backed_up), url=on_postgres)
    assert rows(on_postgres) == all_rows
    again = tmp_path / "again.zip"
    manage("backup", str(again), url=on_postgres)
    place = tmp_path / "retold.sqlite3"
    manage("restore", str(again), url=f"sqlite:///{place}")
    assert rows(f"sqlite:///{place}") == all_rows


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_what_others_write_meanwhile_is_there_whole_or_not_at_all(
    vendor: str, shipped: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    if vendor == "postgresql":
        url = request.getfixturevalue("on_postgres")
        run(FILL, url=url)
    else:
        url = copied(shipped, tmp_path / "busy.sqlite3")
    with start(WRITE, url=url) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        manage("backup", str(tmp_path / "busy.zip"), url=url)
        assert writer.poll() is None
        writer.kill()
    restored = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    manage("restore", str(tmp_path / "busy.zip"), url=restored)
    pairs, halves = map(int, run(HALVES, url=restored).split())
    assert pairs > 5
    assert halves == 0


def test_a_database_in_use_is_not_written_over(filled: str, all_rows: list[str], backed_up: Path):
    told = manage("restore", str(backed_up), url=filled, fails=True)
    assert "holds rows in" in told
    assert "Nothing was changed" in told
    assert rows(filled) == all_rows


def test_what_an_earlier_database_of_the_name_left_is_put_aside(
    all_rows: list[str], backed_up: Path, tmp_path: Path
):
    place = tmp_path / "retold.sqlite3"
    for ending in ("-wal", "-shm", ".index"):
        Path(f"{place}{ending}").write_bytes(b"of another database")
    told = manage("restore", str(backed_up), url=f"sqlite:///{place}")
    assert told.count("put aside") == 3
    assert rows(f"sqlite:///{place}") == all_rows
    kept = [path for path in tmp_path.iterdir() if ".aside-" in path.name]
    assert [path.read_bytes() for path in kept] == [b"of another database"] * 3


def _changed(backed_up: Path, to: Path, name: str, change: bytes | dict[bytes, bytes]) -> Path:
    """A copy of a backup in which one of its files is another."""
    with zipfile.ZipFile(backed_up) as old, zipfile.ZipFile(to, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member == name and isinstance(change, dict):
                for was, becomes in change.items():
                    assert was in data
                    data = data.replace(was, becomes)
            elif member == name:
                assert isinstance(change, bytes)
                data = change
            new.writestr(member, data)
    return to


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (backup_file.DATABASE, b"cut short", "not what it was when it was made"),
        (backup_file.MANIFEST, b"{}", "no backup of Retold"),
        (backup_file.MANIFEST, {b'"format": 1': b'"format": 9'}, "newer release"),
        (backup_file.MANIFEST, {b'timeline.0001_initial"': b'timeline.9999_later"'}, "9999_later"),
        (backup_file.MANIFEST, {b'"timeline_event": ': b'"timeline_event": 9'}, "other rows"),
    ],
)
def test_a_damaged_or_newer_backup_is_refused_with_a_sentence(
    backed_up: Path, tmp_path: Path, name: str, change: bytes | dict[bytes, bytes], told: str
):
    bad = _changed(backed_up, tmp_path / "bad.zip", name, change)
    place = tmp_path / "retold.sqlite3"
    said = manage("restore", str(bad), url=f"sqlite:///{place}", fails=True)
    assert told in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_half_a_file_and_no_file_are_refused_with_a_sentence(backed_up: Path, tmp_path: Path):
    half = tmp_path / "half.zip"
    half.write_bytes(backed_up.read_bytes()[:5_000])
    url = f"sqlite:///{tmp_path / 'retold.sqlite3'}"
    assert "no backup of Retold" in manage("restore", str(half), url=url, fails=True)
    none = tmp_path / "none.zip"
    told = manage("restore", str(none), url=url, fails=True)
    assert told == f"CommandError: {none} is not there.\nNothing was changed.\n"


def test_the_newest_are_kept_and_nothing_else_is_deleted(filled: str, tmp_path: Path):
    other = tmp_path / "retold-holidays.zip"
    other.write_bytes(b"somebody's")
    for number in range(3):
        old = tmp_path / f"retold-2020010{number}T000000.zip"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    manage("backup", str(tmp_path), "--keep", "2", url=filled)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left[0] == "retold-20200102T000000.zip"
    assert left[1].startswith(time.strftime("retold-%Y"))
    assert left[2:] == [other.name]
    told = manage("backup", str(tmp_path / "plain.zip"), "--keep", "2", url=filled, fails=True)
    assert "a date in its name" in told


def test_what_a_killed_backup_left_goes_with_the_next_and_one_in_the_making_stays(
    filled: str, tmp_path: Path
):
    die = (
        "import os\nfrom timeline.services.running import backup_file\n"
        "backup_file.write = lambda *_: os.kill(os.getpid(), 9)\n"
        f"call_command('backup', {str(tmp_path)!r})\n"
    )
    killed = start(die, url=filled)
    killed.communicate()
    assert killed.returncode == -9
    (left,) = tmp_path.glob(".backup-*")
    made = tmp_path / ".backup-being-made"
    made.mkdir()
    with process_lock.exclusive(made / "made"):
        manage("backup", str(tmp_path), url=filled)
    assert not left.exists()
    assert list(tmp_path.glob(".backup-*")) == [made]
    manage("backup", str(tmp_path / "two.zip"), url=filled)
    assert not list(tmp_path.glob(".backup-*"))


def test_a_backup_is_its_owners_alone_and_tells_no_secret(backed_up: Path):
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600
    manifest = backup_file.read_manifest(backed_up)
    assert "DATABASE_URL" in manifest.settings
    assert "RETOLD_SECRET_KEY" in manifest.settings
    with zipfile.ZipFile(backed_up) as archive:
        told = archive.read(backup_file.MANIFEST).decode()
    assert os.environ["RETOLD_SECRET_KEY"] not in told
    assert "sqlite:" not in told


def test_where_no_backup_can_be_written_a_sentence_says_why(filled: str, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    told = manage("backup", str(tmp_path / "file" / "one.zip"), url=filled, fails=True)
    assert "No backup could be written" in told
    assert "Traceback" not in told


def test_a_folder_that_is_made_for_a_backup_is_named(filled: str, tmp_path: Path):
    for place, is_made in ((f"{tmp_path}/new/a.zip", True), (f"{tmp_path}/new/b.zip", False)):
        told = manage("backup", place, url=filled)
        assert (f"Made the folder {tmp_path}/new" in told) is is_made


def test_what_ends_in_a_slash_is_a_folder_that_is_made(filled: str, tmp_path: Path):
    told = manage("backup", f"{tmp_path}/kept/", "--keep", "1", url=filled)
    [made] = (tmp_path / "kept").iterdir()
    assert re.fullmatch(r"retold-\d{8}T\d{6}\.zip", made.name)
    assert str(made) in told


def test_a_database_that_is_not_there_or_holds_nothing_is_told_and_not_backed_up(tmp_path: Path):
    (tmp_path / "empty.sqlite3").touch()
    (tmp_path / "notes.sqlite3").write_text("no database at all" * 100)
    for name, told in (
        ("none.sqlite3", "which is not there."),
        ("empty.sqlite3", "which has no table of Retold's"),
        ("notes.sqlite3", "which can't be read: file is not a database"),
    ):
        url, to = f"sqlite:///{tmp_path / name}", tmp_path / "backups" / "one.zip"
        line = manage("backup", str(to), url=url, fails=True)
        assert line.startswith(f"CommandError: DATABASE_URL names {tmp_path / name}, {told}")
    assert sorted(path.name for path in tmp_path.iterdir() if path.stat().st_size) == [
        "notes.sqlite3"
    ]
    assert not (tmp_path / "backups").exists()


def test_an_empty_database_of_postgresql_is_not_backed_up(on_postgres: str, tmp_path: Path):
    line = manage("backup", str(tmp_path / "one.zip"), url=on_postgres, fails=True)
    assert "which has no table of Retold's" in line
    assert list(tmp_path.iterdir()) == []
