"""A first start for which something is amiss: a sentence says so, and nothing is left behind."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from tests.installation import copied, manage

TAKEN = "taken"
"""Stands for a port that is in use."""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which a start would keep its key, its index, its backups and exports."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    monkeypatch.delenv("RETOLD_SECRET_KEY")
    monkeypatch.setenv("RETOLD_SECRET_KEY_FILE", str(folder / "key"))
    for name in ("INDEX", "BACKUP", "EXPORT"):
        monkeypatch.setenv(f"RETOLD_{name}_DIR", str(folder / name.lower()))
    return folder


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [
        ("prepare --to-serve", "PORT", "eighty"),
        ("prepare --to-serve", "RETOLD_METRICS", TAKEN),
        ("prepare --to-serve", "RETOLD_HOST", "192.0.2.1"),
        ("prepare --to-serve", "RETOLD_EXPORT_DIR", "/proc/nowhere"),
        ("serve", "PORT", TAKEN),
    ],
)
def test_a_mistake_is_told_by_its_setting_and_nothing_is_written(
    command: str, name: str, value: str, fresh: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.plain_static")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("PORT", "0")
        monkeypatch.setenv(name, port if value == TAKEN else value)
        told = manage(*command.split(), url=f"sqlite:///{fresh}/retold.sqlite3", fails=True)
    [line] = told.splitlines()
    assert name in line
    assert (port if value == TAKEN else value) in line
    assert list(fresh.iterdir()) == []


def test_nor_is_anything_where_the_database_can_not_be_reached(fresh: Path):
    url = "postgres://mira:wet@127.0.0.1:1/retold"
    assert manage("prepare", url=url, fails=True).startswith("CommandError: DATABASE_URL: ")
    assert list(fresh.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        "index",
        "load_seeds",
        "make_editor --name mira",
        "copy_database sqlite:///{fresh}/other.sqlite3",
        "ingest README.md",
        "import_timeline README.md",
        "dump_seeds {fresh}/dump",
        "backup {fresh}/backup/all.zip",
    ],
)
def test_a_command_without_a_database_makes_none(command: str, fresh: Path):
    path = fresh / "retold.sqlite3"
    told = manage(*command.format(fresh=fresh).split(), url=f"sqlite:///{path}", fails=True)
    assert told == f"CommandError: DATABASE_URL names {path}, which is not there.\n"
    assert list(fresh.iterdir()) == []


def test_an_index_is_begun_once_the_database_answers(fresh: Path):
    told = manage("index", url="postgres://mira:wet@127.0.0.1:1/retold", fails=True)
    assert told.startswith("The database that DATABASE_URL names can't do that now: ")
    (fresh / "empty.sqlite3").touch()
    manage("index", url=f"sqlite:///{fresh}/empty.sqlite3", fails=True)
    assert not (fresh / "index").exists()


def test_a_start_for_which_nothing_is_amiss_keeps_a_key_of_its_own_and_so_does_the_next(
    fresh: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RETOLD_STORY", "none")
    url = copied(migrated, fresh / "retold.sqlite3")
    manage("prepare", url=url)
    key = (fresh / "key").read_bytes()
    assert stat.S_IMODE((fresh / "key").stat().st_mode) == 0o600
    manage("prepare", url=url)
    assert (fresh / "key").read_bytes() == key
