"""Which state of the data an answer was made from: a token that any change to it changes.

On SQLite a trigger on each table counts what is written, in the writer's own transaction, whoever
writes: the desk, a command, or a shell. The triggers are kept by themselves; where some are missing
(the first time, or after a migration that made a table anew) they are made before the token counts.
On PostgreSQL the snapshot that a statement sees is such a token, and needs nothing kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import Error, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.models import Event
from timeline.queries.database import sqlite_triggers
from timeline.queries.publishing.scope import Scope, reading

_TABLE = "retold_change"
_NAMES = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
_OF_THE_DESK = frozenset(
    ["proposal", "decision", "importdraft", "importmapping", "digestrecord", "undoable"]
)
"""Models that no reader sees anything of."""


@dataclass(frozen=True, slots=True)
class DataVersion:
    """A state of the data. ``at`` is when it came to be, in seconds since 1970, where known."""

    token: str
    at: int | None


def state(alias: str | None = None) -> DataVersion | None:
    """The state that a query from now on sees, or a later one; ``None`` where that can't be told.

    Of the database of that alias, else of the one that readers read from.

    Ask before reading: what is then read is at least as new as the token says.
    """
    # The database that answers is asked: a replica may not have what the primary has already.
    database = connections[alias or router.db_for_read(Event)]
    try:
        if database.vendor == "sqlite":
            return _sqlite(database)
        if database.vendor == "postgresql" and not database.in_atomic_block:
            # Within a transaction its own writes would not show in the snapshot.
            return _postgresql(database)
    except Error:  # a database that may only be read, or is busy for too long
        pass
    return None


def _sqlite(database: BaseDatabaseWrapper) -> DataVersion | None:
    with database.cursor() as cursor:
        cursor.execute(_NAMES, [f"{_TABLE}_%"])
        if not {name for (name,) in cursor.fetchall()} >= set(_triggers()):
            primary = connections[router.db_for_write(Event)]
            install(primary)
            if database is not primary:
                return None
        cursor.execute(f"SELECT number, at FROM {_TABLE}")  # noqa: S608 - a name of our own
        number, at = cursor.fetchone()
    return DataVersion(str(number), int(at))


def _postgresql(database: BaseDatabaseWrapper) -> DataVersion:
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT oid, pg_current_snapshot() FROM pg_database WHERE datname = current_database()"
        )
        oid, snapshot = cursor.fetchone()
    return DataVersion(f"{oid}/{snapshot}", None)


def count_changes(*, using: str, **_: Any) -> None:
    """Have a database count before anybody asks; for ``post_migrate`` too."""
    if connections[using].vendor == "sqlite":
        install(connections[using])


def install(database: BaseDatabaseWrapper) -> None:
    """Make what is missing or not as it is to be, and count that: nobody did until then."""
    # Also for a reader, whose own queries may not name these tables so.
    with (
        reading(Scope.WHOLE),
        transaction.atomic(using=database.alias),
        database.cursor() as cursor,
    ):
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {_TABLE} "
            "(id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, at INTEGER NOT NULL)"
        )
        # A number to begin with that no other database begins with: one may take another's place.
        cursor.execute(
            f"INSERT OR IGNORE INTO {_TABLE} "  # noqa: S608 - names of our own
            "VALUES (1, abs(random() / 4), 0)"
        )
        # Going back to an older release takes away tables that this one has.
        tables = database.introspection.table_names(cursor)
        wanted = {
            name: f'CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" BEGIN {_COUNT} END'
            for name, (table, verb) in _triggers().items()
            if table in tables
        }
        if sqlite_triggers.replace(database, wanted, family=f"{_TABLE}_"):
            cursor.execute(_COUNT)


_COUNT = (
    f"UPDATE {_TABLE} SET number = number + 1, "  # noqa: S608
    "at = CAST(strftime('%s', 'now') AS INTEGER);"
)


@cache
def _triggers() -> dict[str, tuple[str, str]]:
    """Each trigger's name, with its table and the verb it waits for.

    What no reader sees is not counted: past versions, and what is at work on the desk.
    """
    models = apps.get_app_config("timeline").get_models(include_auto_created=True)
    tables = [
        model._meta.db_table
        for model in models
        if model._meta.managed
        and model._meta.model_name not in _OF_THE_DESK
        and not {"history_id", "m2m_history_id"} & {f.name for f in model._meta.get_fields()}
    ]
    return {
        f"{_TABLE}_{table}_{verb.lower()}": (table, verb)
        for table in tables
        for verb in ("INSERT", "UPDATE", "DELETE")
    }
