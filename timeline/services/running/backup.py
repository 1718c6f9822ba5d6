"""Backing up: all that the database holds, of one moment, in one file, while others write."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder

from timeline.queries.database import process_lock
from timeline.services.running import backup_file, other_database
from timeline.services.running.backup_file import FORMAT, Manifest
from timeline.services.running.copy_database import NotCopied, copy

NAME = "retold-%Y%m%dT%H%M%S.zip"
"""How a backup is called in a folder: by the moment, in UTC."""

_SETTINGS = re.compile(r"(?:RETOLD_\w+|DATABASE_URL|DATABASE_REPLICA_URLS|PORT)\Z")


class NotBackedUp(Exception):
    """No backup was made, and none was deleted; the message says why."""


def back_up(to: Path, *, keep: int | None = None, alias: str = DEFAULT_DB_ALIAS) -> Path:
    """Write a backup, and give its path.

    ``to`` is a folder, in which it is called by ``NAME``, or a file's name, which may hold the
    moment as ``strftime`` has it ("retold-%Y%m%d.zip"). Others may go on writing: it holds what was
    there at one moment. It can be read by the file's owner alone, and appears whole or not at all.
    With ``keep`` that many backups so named stay in the folder, the newest; older ones are deleted.
    Raises ``NotBackedUp``.
    """
    folder, name = (to, NAME) if to.is_dir() else (to.parent, to.name)
    if keep is not None and (keep < 1 or "%" not in name):
        raise NotBackedUp(
            "To keep some backups, name a folder, or a file with a date in its name, such as "
            f"“{NAME}”, and keep 1 or more."
        )
    _check_source(alias)
    path = folder / datetime.now(UTC).strftime(name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _room(folder) as room:
            part = Path(room, "whole.zip")
            _write(part, Path(room, backup_file.DATABASE), alias)
            part.replace(path)
        _settle(folder)
        if keep is not None:
            for old in _so_named(folder, name)[:-keep]:
                old.unlink()
    except (OSError, sqlite3.Error, NotCopied) as error:
        raise NotBackedUp(f"No backup could be written to {path}: {error}") from error
    return path


def _check_source(alias: str) -> None:
    """Raise ``NotBackedUp`` where the database isn't there, can't be read, or has no table."""
    connection = connections[alias]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        # To connect as Django does would make the file.
        try:
            with closing(_opened(name)) as source:
                there = {row[0] for row in source.execute("SELECT name FROM sqlite_master")}
        except sqlite3.Error as error:
            why = f"can't be read: {error}" if Path(name).exists() else "is not there"
            raise NotBackedUp(f"DATABASE_URL names {name}, which {why}.") from error
    else:
        there = set(connection.introspection.table_names())
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    if not tables & there:
        raise NotBackedUp(
            f"DATABASE_URL names {name}, which has no table of Retold's: there is nothing to back "
            "up."
        )


def _opened(name: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(name).absolute().as_uri()}?mode=ro", uri=True)


_ROOM = ".backup-"
"""How the folder begins in which a backup is made."""

_BEGINS = 3600
"""Seconds for which a folder without a lock may be one that was just made."""


@contextmanager
def _room(folder: Path) -> Iterator[str]:
    """A folder for a backup while it is made; those that were killed left theirs, which go."""
    for left in folder.glob(f"{_ROOM}*"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=_ROOM) as room,
        process_lock.exclusive(Path(room, "made")),
    ):
        yield room


def _is_left(room: Path) -> bool:
    """Whether nobody makes a backup in a folder any more. Its maker's end gave its lock back."""
    lock = process_lock.file_of(room / "made")
    if lock.exists():
        return not process_lock.is_held(room / "made")
    with suppress(FileNotFoundError):
        return time.time() - room.stat().st_mtime > _BEGINS
    return False


def _write(part: Path, database: Path, alias: str) -> None:
    connection = connections[alias]
    if connection.vendor == "sqlite":
        _copy_sqlite(str(connection.settings_dict["NAME"]), database)
    else:
        with other_database.opened(f"sqlite:///{database}", alias="backup") as target:
            copy(alias, target)
        in_one_file(database)
    applied = MigrationRecorder(connection).applied_migrations()
    manifest = Manifest(
        format=FORMAT,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=sorted(".".join(key) for key in applied),
        rows=counted(database),
        settings=sorted(name for name in os.environ if _SETTINGS.match(name)),
        sha256=backup_file.checksum(database),
    )
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        backup_file.write(file, manifest, database)
        file.flush()
        os.fsync(file.fileno())


def _copy_sqlite(name: str, database: Path) -> None:
    """Copy a database in one step, in which it sees one moment and keeps nobody from writing."""
    with (
        closing(_opened(name)) as source,
        closing(sqlite3.connect(database)) as target,
    ):
        source.backup(target)
    in_one_file(database)


def in_one_file(database: Path) -> None:
    """Leave no write-ahead log beside an SQLite database.

    Raises ``NotBackedUp`` where it is damaged.
    """
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise NotBackedUp(f"The database is damaged ({found}); restore an older backup.")


def counted(database: Path) -> dict[str, int]:
    """How many rows each table of an SQLite database has that a model stands for."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with closing(sqlite3.connect(database)) as connection:
        there = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = sorted(tables & {name for (name,) in there})
        return {
            name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
        }


def _so_named(folder: Path, name: str) -> list[Path]:
    """The backups in a folder whose names have the same form, the oldest first."""
    form = re.compile("".join(r"\d+" if part else re.escape(text) for text, part in _parts(name)))
    found = [path for path in folder.iterdir() if form.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns)


def _parts(name: str) -> list[tuple[str, bool]]:
    """A name's texts, each with whether it stands for a part of the moment."""
    return [(text, text.startswith("%")) for text in re.split(r"(%[a-zA-Z])", name) if text]


def _settle(folder: Path) -> None:
    """Have a new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
