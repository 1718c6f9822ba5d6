"""Restoring a backup, into an empty database or into a place that is named."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.db.migrations.loader import MigrationLoader

from timeline.queries import index
from timeline.services.running import backup_file, other_database
from timeline.services.running.backup import counted, in_one_file
from timeline.services.running.backup_file import BadBackup, Manifest
from timeline.services.running.copy_database import NotCopied, copy
from timeline.services.running.database_check import (
    SETTING,
    BadSetup,
    check_database,
    check_file,
)

_BESIDE = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside a database, and would mix with another one of the same name."""


class NotRestored(Exception):
    """Nothing was restored, and what was there is as it was; the message says why."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore: ``aside`` are the files that were in the way, by their new names."""

    manifest: Manifest
    rows: int
    aside: list[Path]


def restore(path: Path, *, url: str = "") -> Restored:
    """Restore a backup into the database that the settings name, or into the one at ``url``.

    The target may not hold a row of the record or an account. The backup's checksum and the number
    of rows in each table are held against what it says of itself; one of an older release is
    brought up to this one's tables. Files that an earlier database of the name left behind are put
    aside, never deleted. Raises ``NotRestored``; nothing is written then.
    """
    try:
        manifest = backup_file.read_manifest(path)
        _refuse_newer(manifest)
        if not url:
            return _restore(path, manifest, DEFAULT_DB_ALIAS, called=SETTING)
        with other_database.opened(url, alias="restore-target", called="--to") as target:
            return _restore(path, manifest, target, called="--to")
    except (BadBackup, other_database.NoDatabase, NotCopied) as error:
        raise NotRestored(str(error)) from error
    except BadSetup as error:
        raise NotRestored(f"{error}.") from error
    except FileNotFoundError as error:
        if path.exists():
            raise NotRestored(f"{path} could not be restored: {error}") from error
        raise NotRestored(f"{path} is not there.") from error
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise NotRestored(f"{path} could not be restored: {error}") from error


def _refuse_newer(manifest: Manifest) -> None:
    """Raise ``NotRestored`` for tables that this release does not know yet."""
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    newer = [name for name in manifest.migrations if name not in known]
    if newer:
        raise NotRestored(
            f"This backup is of a newer release of Retold, which has {newer[-1]}: install that "
            "release, or a later one, and restore it there."
        )


def _restore(path: Path, manifest: Manifest, target: str, *, called: str) -> Restored:
    connection = connections[target]
    is_sqlite = connection.vendor == "sqlite"
    place = Path(connection.settings_dict["NAME"]) if is_sqlite else Path.cwd()
    if is_sqlite:
        check_file(place, called=called)
    else:
        check_database(target, called=called)
    _refuse_full(target, place, is_sqlite=is_sqlite)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".restore-") as room:
        database = Path(room, backup_file.DATABASE)
        backup_file.extract(path, manifest, database)
        if (rows := counted(database)) != manifest.rows:
            raise BadBackup(f"{path} is damaged: its tables have other rows than it says.")
        with other_database.opened(f"sqlite:///{database}", alias="restored") as restored:
            call_command("migrate", database=restored, interactive=False, verbosity=0)
            if not is_sqlite:
                copy(restored, target)
        aside = _put_aside(target, place if is_sqlite else None)
        if is_sqlite:
            connection.close()
            in_one_file(database)
            database.chmod(0o600)
            database.replace(place)
    return Restored(manifest, sum(rows.values()), aside)


def _refuse_full(target: str, place: Path, *, is_sqlite: bool) -> None:
    """Raise ``NotRestored`` where the target holds somebody's work."""
    if is_sqlite and (not place.exists() or not place.stat().st_size):
        return
    there = set(connections[target].introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        kept = model._meta.app_label == "timeline" or model._meta.db_table == "auth_user"
        # The shipped kinds come with the tables.
        kept = kept and model._meta.db_table != "timeline_kind"
        if kept and model._meta.db_table in there:
            if models.QuerySet(model).using(target).exists():
                raise NotRestored(
                    f"The database holds rows in {model._meta.db_table} already. Restore into an "
                    "empty one (--to), or move this one away first."
                )


def _put_aside(target: str, place: Path | None) -> list[Path]:
    """Rename what an earlier database of the name left behind; the new names."""
    left = [index.file_of(target)] if target == DEFAULT_DB_ALIAS else []
    if place is not None:
        left += [place, *(place.with_name(place.name + end) for end in _BESIDE)]
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    there = [old for old in left if old is not None and old.exists()]
    return [old.rename(f"{old}.aside-{moment}") for old in there]
