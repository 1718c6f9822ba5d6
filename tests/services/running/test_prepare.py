"""A start that changes nothing but what a new release needs, and that never without a backup."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import postgres
from tests.installation import ROOT, ROWS, copied, manage, rows, run, start
from timeline.services.running import backup_file

OLD = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
last = [key for key in executor.loader.graph.leaf_nodes() if key[0] != "timeline"]
apps = executor.migrate([*last, ("timeline", "0001_initial")]).apps
apps.get_model("timeline", "Outlet").objects.create(slug="herald", name="The Herald")
"""
"""A database as the first release had it, with an outlet of a user's."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that isn't there yet."""
    return f"sqlite:///{tmp_path / 'retold.sqlite3'}"


@pytest.fixture(autouse=True)
def backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where backups before migrations go."""
    monkeypatch.setenv("RETOLD_BACKUP_DIR", str(tmp_path / "backups"))
    return tmp_path / "backups"


def test_the_first_start_loads_the_shipped_story_privately_and_later_ones_change_no_row(
    url: str, backups: Path, tmp_path: Path
):
    assert "The shipped story: " in manage("prepare", url=url)
    before = rows(url)
    assert stat.S_IMODE((tmp_path / "retold.sqlite3").stat().st_mode) == 0o600
    index = tmp_path / "retold.sqlite3.index"
    index.write_bytes(b"of an older release")
    for path in (index, tmp_path / "retold.sqlite3"):
        path.chmod(0o644)
    assert [manage("prepare", url=url) for _ in range(2)] == ["", ""]
    assert rows(url) == before
    assert not backups.exists()
    beside = [path for path in tmp_path.iterdir() if path.name.startswith("retold.sqlite3")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in beside} == {0o600}


@pytest.mark.parametrize(
    "made",
    [
        "Event.objects.create(slug='own', title='Our own')",
        "Story.objects.create(title='Our own')",
        "call_command('load_seeds', verbosity=0); Event.objects.all().delete()",
        "call_command('load_seeds', verbosity=0)\nfor m in Story, Event: m.objects.all().delete()",
    ],
)
def test_an_archive_that_holds_anything_or_had_the_shipped_story_gets_none(
    migrated: Path, tmp_path: Path, made: str
):
    url = copied(migrated, tmp_path / "retold.sqlite3")
    told = run(
        f"from timeline.models import *\n{made}\nprint('then')\n{ROWS}print('then')\n"
        f"call_command('prepare')\nprint('then')\n{ROWS}",
        url=url,
    )
    _, before, during, after = told.split("then\n")
    assert during == ""
    assert before == after


def test_an_archive_without_a_story_that_only_another_digest_ever_told_of_gets_it(
    migrated: Path, tmp_path: Path
):
    url = copied(migrated, tmp_path / "retold.sqlite3")
    made = "DigestRecord.objects.create(digest='own', kind='event', key='gone', values={})"
    run(f"from timeline.models import *\n{made}", url=url)
    assert "The shipped story: " in manage("prepare", url=url)


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="wants util-linux")
def test_in_a_folder_that_takes_no_writes_a_sentence_says_so(migrated: Path, tmp_path: Path):
    folder, refused = tmp_path / "closed", ["there.sqlite3", "none.sqlite3"]
    folder.mkdir()
    copied(migrated, folder / refused[0])
    folder.chmod(0o555)
    told = [_prepared_without_rights(folder / name) for name in refused]
    assert [done.returncode for done in told] == [0, 1]
    assert f"{folder / refused[0]}, or its folder, takes no writes" in told[0].stdout
    assert told[1].stderr.startswith("CommandError: DATABASE_URL names ")
    assert "none can be made: its folder takes no writes" in told[1].stderr
    assert [path.name for path in folder.iterdir()] == refused[:1]
    folder.chmod(0o700)


def _prepared_without_rights(database: Path) -> subprocess.CompletedProcess[str]:
    """``manage.py prepare`` by somebody whom a folder's rights bind, as they don't bind root."""
    return subprocess.run(
        [
            *("setpriv", "--bounding-set=-dac_override,-dac_read_search"),
            *(sys.executable, "manage.py", "prepare"),
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_of_four_starts_at_once_one_makes_all_and_every_one_ends_well(vendor: str, url: str):
    if vendor == "sqlite":
        _start_four(url)
        return
    try:
        with postgres.server() as server:
            _start_four(server.url)
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


def _start_four(url: str) -> None:
    started = [start("call_command('prepare')", url=url) for _ in range(4)]
    told = [process.communicate(timeout=300)[0] for process in started]
    assert [process.returncode for process in started] == [0] * 4
    assert sorted(map(bool, told)) == [False, False, False, True]
    assert "".join(told).count("The shipped story: ") == 1
    assert "".join(told).count("tables of this release") == 1
    assert run("from timeline.models import *; print(Story.objects.count())", url=url) == "1\n"


def test_a_release_with_the_same_tables_and_other_triggers_gets_them(shipped: Path, tmp_path: Path):
    url = copied(shipped, tmp_path / "retold.sqlite3")

    def asked(sql: str) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(tmp_path / "retold.sqlite3")) as database, database:
            return database.execute(sql).fetchall()

    look = "SELECT name, sql FROM sqlite_master ORDER BY name"
    before = asked(look)
    for name in ("touched_by_event_update", "retold_change_timeline_event_update"):
        asked(f"DROP TRIGGER {name}")
        asked(f"CREATE TRIGGER {name} AFTER UPDATE ON timeline_event BEGIN SELECT 1; END")
    assert asked(look) != before
    assert manage("prepare", url=url) == ""
    assert asked(look) == before


def test_it_starts_empty_where_that_is_asked_for(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    url = copied(migrated, tmp_path / "retold.sqlite3")
    monkeypatch.setenv("RETOLD_STORY", "none")
    assert "story" not in manage("prepare", url=url)
    made = {row.partition(" ")[0] for row in rows(url) if row.startswith("timeline_")}
    assert made <= {"timeline_kind", "timeline_historicalkind"}  # the shipped kinds of events
    monkeypatch.setenv("RETOLD_STORY", "some")
    told = manage("prepare", url=url, fails=True)
    assert "RETOLD_STORY is “some”; say shipped or none" in told


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_before_it_migrates_it_backs_up_what_an_older_release_left(
    vendor: str, url: str, backups: Path, tmp_path: Path
):
    if vendor == "postgresql":
        try:
            with postgres.server() as server:
                _migrates_after_a_backup(server.url, backups, tmp_path)
        except postgres.NoPostgres as error:
            pytest.skip(str(error))
    else:
        _migrates_after_a_backup(url, backups, tmp_path)


def _migrates_after_a_backup(url: str, backups: Path, tmp_path: Path) -> None:
    run(OLD, url=url)
    told = manage("prepare", url=url)
    assert "Backed up to " in told
    assert "The shipped story" in told
    (backup,) = backups.iterdir()
    manifest = backup_file.read_manifest(backup)
    assert "timeline.0001_initial" in manifest.migrations
    assert "timeline.0002_articles" not in manifest.migrations
    assert manifest.rows["timeline_outlet"] == 1
    assert "timeline_article" not in manifest.rows
    restored = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    manage("restore", str(backup), url=restored)
    assert "timeline_outlet" in (left := "".join(rows(restored)))
    assert "The Herald" in left


TOO_LARGE = """
import resource, sys
from django.core.management import CommandError
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    call_command("prepare")
except CommandError as error:
    print(error)
"""
"""Prepare, where no file may have more than 100 kB, as a backup has."""


def test_without_a_backup_nothing_is_migrated(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run(OLD, url=url)
    told = run(TOO_LARGE, url=url)
    assert told.startswith(f"No backup could be written to {tmp_path / 'backups'}")
    assert "Nothing was migrated" in told
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("RETOLD_BACKUP_DIR", str(tmp_path / "file"))
    told = manage("prepare", url=url, fails=True)
    assert "RETOLD_BACKUP_DIR names " in told
    assert "Traceback" not in told
    code = "from django.db import connection; print(connection.introspection.table_names())"
    assert "timeline_article" not in run(code, url=url)
