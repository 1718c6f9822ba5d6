"""Mistakes of setting up: each is told in one sentence that names the setting, before a write."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests import postgres
from tests.installation import ROOT, copied, manage
from timeline import env, settings
from timeline.queries.database import process_lock
from timeline.services.running import other_database
from timeline.services.running.database_check import BadSetup, check_database
from timeline.services.running.prepare import check_folders


@pytest.fixture(autouse=True)
def _other_databases(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Databases that are none of the tests' own may be asked here."""
    with django_db_blocker.unblock():
        yield


def _refused(url: str) -> str:
    """What is said of a database that can't be used."""
    with (
        other_database.opened(url, alias="refused") as alias,
        pytest.raises(BadSetup, match=r"^DATABASE_URL") as error,
    ):
        check_database(alias)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)
    return str(error.value)


def _told(*arguments: str, lines: int = 1, **environment: str) -> str:
    """What a command that must fail says, which has to be one line, or as many as are named."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    told = done.stderr.strip()
    assert len(told.splitlines()) == lines
    return told


def test_of_starts_at_once_one_begins_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path, seen = tmp_path / "new.sqlite3", []
    with other_database.opened(f"sqlite:///{path}", alias="new") as alias:
        connection = connections[alias]
        connect = connection.connect

        def noted() -> None:
            seen.append(process_lock.is_held(path))
            connect()

        monkeypatch.setattr(connection, "connect", noted)
        check_database(alias)
        assert seen == [True]
        assert not process_lock.is_held(path)


def _database(url: str) -> object:
    return settings._database(url, setting="DATABASE_URL")


@pytest.mark.parametrize(
    ("read", "value", "told"),
    [
        (_database, "mysql://mira:secret@host/name", "no database that Retold knows"),
        (_database, "retold", "no database that Retold knows"),
        (_database, "postgres://mira:se/cret@host/name", "is no address"),
        (_database, "postgres://mira:secret@host", "names a server and no database"),
        (env.time_zone, "Kyiv", "say a zone"),
        (lambda name: env.hosts(name, ""), "https://timeline.example", "host names alone"),
        (lambda name: env.hosts(name, ""), "timeline.example:8000", "host names alone"),
        (env.origins, "timeline.example", "say origins"),
        (
            lambda name: env.need(name, beside="RETOLD_OIDC"),
            "",
            "is not set, and RETOLD_OIDC wants",
        ),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[str], object], value: str, told: str
):
    name = "DATABASE_URL" if read is _database else "RETOLD_SOMETHING"
    monkeypatch.setenv(name, value)
    with pytest.raises(env.BadSetting, match=told) as error:
        read(value if read is _database else name)
    assert str(error.value).startswith(name)
    assert "secret" not in str(error.value)


def test_a_file_that_can_not_be_one_is_told_and_left_as_it_is(tmp_path: Path):
    (tmp_path / "notes").write_text("no database")
    (tmp_path / "notes").chmod(0o644)
    for path, why in {
        tmp_path / "no" / "folder": "there is no such folder",
        tmp_path: "which is a folder",
        tmp_path / "notes": "file is not a database",
    }.items():
        assert why in _refused(f"sqlite:///{path}")
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "notes"]
    assert (tmp_path / "notes").stat().st_mode & 0o777 == 0o644


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    try:
        with postgres.server() as server:
            for statement in (
                "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
                "CREATE DATABASE others",
                "CREATE DATABASE read",
                "ALTER DATABASE read SET default_transaction_read_only = on",
                "CREATE ROLE reader LOGIN",
            ):
                server.run("psql", "-h", "127.0.0.1", "-p", str(server.port), "-U", "retold",
                           "postgres", "-c", statement)  # fmt: skip
            yield server
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("who", "name", "told"),
    [
        ("retold", "nothing", 'database "nothing" does not exist'),
        ("nobody:secret", "postgres", 'role "nobody" does not exist'),
        ("retold", "latin", "in LATIN1"),
        ("reader", "others", "may make no tables"),
        ("retold", "read", "can only be read"),
    ],
)
def test_what_postgresql_refuses_is_told_before_a_table_is_made(
    server: postgres.Server, who: str, name: str, told: str
):
    assert told in _refused(f"postgres://{who}@127.0.0.1:{server.port}/{name}")
    if name not in {"nothing", "postgres"}:
        assert _tables(server, name) == 0


def test_of_a_target_it_is_told_the_same_and_nothing_is_written(
    server: postgres.Server, migrated: Path, tmp_path: Path
):
    source, at = copied(migrated, tmp_path / "here.sqlite3"), f"127.0.0.1:{server.port}"
    backup = tmp_path / "all.zip"
    manage("backup", str(backup), url=source)
    gone = postgres.free_port()
    for url, told in {
        f"postgres://retold:secret@{at}/latin": " names a database in LATIN1, ",
        f"postgres://retold:secret@{at}/others?nonsense=x": ": invalid ",
        f"postgres://nobody:secret@{at}/postgres": ': role "nobody" does not exist (database ',
        f"postgres://retold:secret@127.0.0.1:{gone}/name": ": connection failed",
        f"sqlite:///{tmp_path / 'no' / 'file'}": f" names a file in {tmp_path / 'no'}, ",
        f"sqlite:///{tmp_path / 'new'}?nonsense=x": " names no file; say sqlite:////folder/file",
        "postgres://retold:se/cret@host/name": " is no address: characters such as",
    }.items():
        line = _told("copy_database", url, DATABASE_URL=source)
        assert line.startswith(f"CommandError: The URL{told}")
        again = _told("restore", str(backup), "--to", url, lines=2, DATABASE_URL=source)
        assert again.startswith(f"CommandError: --to{told}")
        assert again.endswith("\nNothing was changed.")
        if "@127" in url:
            assert f"at 127.0.0.1, port {gone if 'name' in url else server.port})" in line
        assert "cret" not in line + again
        assert "DATABASE_URL" not in line + again
    assert {path.name for path in tmp_path.iterdir()} == {"all.zip", "here.sqlite3"}
    assert _tables(server, "latin") == _tables(server, "others") == 0


def _tables(server: postgres.Server, name: str) -> int:
    count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    return int(server.run("psql", "-h", "127.0.0.1", "-p", str(server.port), "-U", "retold", name,
                          "-Atc", count))  # fmt: skip


def test_each_command_tells_it_in_a_line(tmp_path: Path):
    address = f"postgres://mira:secret@127.0.0.1:{postgres.free_port()}/name"
    line = _told("backup", str(tmp_path / "out.zip"), DATABASE_URL=address)
    assert "DATABASE_URL" in line
    assert "secret" not in line
    line = _told("check", RETOLD_HOSTS="https://timeline.example")
    assert line.startswith("RETOLD_HOSTS says")


def test_a_migration_that_fails_is_named(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'retold.sqlite3'}"
    with closing(sqlite3.connect(tmp_path / "retold.sqlite3")) as database:
        database.execute("CREATE TABLE timeline_outlet (id integer)")
        # With the table of what was migrated it is no other program's.
        database.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY, app, name, applied)"
        )
    told = manage("prepare", url=url, fails=True)
    assert "The migration timeline.0001_initial failed" in told
    assert "timeline_outlet" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("RETOLD_WORKERS", "many"),
        ("RETOLD_PROXY", "nginx"),
        ("RETOLD_PAGE_SECONDS", "-1"),
        ("RETOLD_FILES_SECONDS", "few"),
        ("RETOLD_HSTS_SECONDS", "a year"),
        ("RETOLD_OIDC", "keycloak"),
        ("RETOLD_PASSAGE_LENGTH", "0"),
        ("RETOLD_INDEX_DIR", "/proc/nowhere"),
        ("RETOLD_EXPORT_DIR", "/proc/nowhere"),
        ("RETOLD_BACKUP_DIR", "/proc/nowhere"),
        ("RETOLD_WORKERS", "0"),
        ("RETOLD_MAIL_FROM", "nobody"),
        ("PORT", "70000"),
    ],
)
def test_what_it_could_not_be_served_with_is_told_before_a_database_is_made(
    name: str, value: str, tmp_path: Path
):
    database = tmp_path / "retold.sqlite3"
    beside = {
        "RETOLD_MAIL_FROM": ("RETOLD_MAIL", "smtp://localhost"),
        "RETOLD_HSTS_SECONDS": ("RETOLD_HTTPS", "1"),
    }
    more = dict([beside[name]] if name in beside else [])
    url = f"sqlite:///{database}"
    line = _told("prepare", DATABASE_URL=url, **{name: value}, **more)
    assert line.removeprefix("CommandError: ").startswith(name)
    assert value in line
    assert [path.name for path in tmp_path.iterdir() if path.stat().st_size] == []


def test_where_no_key_can_be_kept_is_told_before_a_database_is_made(tmp_path: Path):
    url, settings = f"sqlite:///{tmp_path / 'retold.sqlite3'}", {"RETOLD_SECRET_KEY": ""}
    for more in ([], ["--to-serve"]):
        line = _told(
            "prepare", *more, DATABASE_URL=url, RETOLD_SECRET_KEY_FILE="/proc/nokey", PORT="0",
            **settings,
        )  # fmt: skip
        assert line.startswith("No key can be kept in /proc/nokey (")
    assert list(tmp_path.iterdir()) == []


def test_where_it_can_not_be_listened_on_is_told_before_a_database_is_made(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'retold.sqlite3'}"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port, other = taken.getsockname()[1], postgres.free_port()
        for settings, told in (
            ({"PORT": str(port)}, f"Port {port} is in use. Stop what uses it, or take another: "),
            (
                {"PORT": str(other), "RETOLD_METRICS": str(port)},
                f"RETOLD_METRICS wants port {port}: Port {port} is in use.",
            ),
            ({"RETOLD_HOST": "300.1.1.1"}, "RETOLD_HOST is “300.1.1.1”, which is no address of"),
        ):
            line = _told("prepare", "--to-serve", DATABASE_URL=url, **settings)
            assert line.startswith(f"CommandError: {told}")
        assert list(tmp_path.iterdir()) == []
        # A command beside the server that runs asks for no port.
        assert "The shipped story" in manage("prepare", url=url)


def test_folders_are_looked_at_without_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("RETOLD_INDEX_DIR", "RETOLD_EXPORT_DIR", "RETOLD_BACKUP_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name / "below"))
    check_folders()
    assert list(tmp_path.iterdir()) == []
    check_folders(make=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "RETOLD_EXPORT_DIR", "RETOLD_INDEX_DIR",
    ]  # fmt: skip


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path):
    path = tmp_path / "theirs.sqlite3"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE auth_user (id INTEGER)")
        theirs.commit()
    told = _told("prepare", DATABASE_URL=f"sqlite:///{path}")
    assert "DATABASE_URL names a database that has tables of another program (auth_user)" in told
    with closing(sqlite3.connect(path)) as theirs:
        names = [name for (name,) in theirs.execute("SELECT name FROM sqlite_master")]
    assert names == ["auth_user"]
