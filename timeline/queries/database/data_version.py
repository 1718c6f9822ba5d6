"""Which state of the data an answer was made from: a token that any change of that changes. For who
reads as the public, no other change does.

The database counts such changes itself (``public_changes``). Its triggers are kept by themselves;
where SQLite's are missing (the first time, or after a migration that made a table anew) they are
made before the token counts.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import Error, OperationalError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.models import Event
from timeline.queries.database import public_changes
from timeline.queries.database.public_changes import FAMILY, TABLE
from timeline.queries.database.replica_routing import is_replica
from timeline.queries.publishing.scope import Scope, current

_NAMES = "SELECT group_concat(name) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
_MANY = 500
"""Rows from which on PostgreSQL is asked to put them together."""


@dataclass(frozen=True, slots=True)
class DataVersion:
    """A state of the data. ``at`` is when it came to be, in seconds since 1970, where known."""

    token: str
    at: int | None


def state(alias: str | None = None) -> DataVersion | None:
    """The state that a query from now on sees, or a later one; ``None`` where that can't be told.

    Of what is public, or of the whole archive, as this thread reads; no token is one of both. And
    of the database of that alias, else of the one that readers read from.

    Ask before reading: what is then read is at least as new as the token says.
    """
    # The database that answers is asked: a replica may not have what the primary has already.
    database = connections[alias or router.db_for_read(Event)]
    try:
        if database.vendor == "sqlite":
            return _sqlite(database)
        if database.vendor == "postgresql" and not database.in_atomic_block:
            # Within a transaction a second write of its own would not show.
            return _public_postgresql(database) if _is_public() else _whole_postgresql(database)
    except Error:  # a database that may only be read, or is busy for too long
        pass
    return None


def _sqlite(database: BaseDatabaseWrapper) -> DataVersion | None:
    told = _told_by_sqlite(database)
    if told is None:
        primary = connections[router.db_for_write(Event)]
        public_changes.install(primary)
        told = _told_by_sqlite(database) if database is primary else None
    if told is None:
        return None
    number, writes, at = told
    return DataVersion(str(number), int(at)) if _is_public() else DataVersion(f"w{writes}", None)


def _told_by_sqlite(database: BaseDatabaseWrapper) -> tuple[int, int, int] | None:
    """What was counted, in one look; ``None`` where not all of it is counted."""
    with database.cursor() as cursor:
        try:
            cursor.execute(f"SELECT number, writes, at, ({_NAMES}) FROM {TABLE}", [f"{FAMILY}%"])
        except OperationalError:  # there is no such table, or it lacks a column
            return None
        number, writes, at, names = cursor.fetchone()
    is_whole = set((names or "").split(",")) >= set(public_changes.triggers())
    return (number, writes, at) if is_whole else None


def _whole_postgresql(database: BaseDatabaseWrapper) -> DataVersion:
    # It goes on with any work at all, which is soon enough for who works at the desk.
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return DataVersion(f"w{cursor.fetchone()[0]}", None)


def _public_postgresql(database: BaseDatabaseWrapper) -> DataVersion:
    with database.cursor() as cursor:
        # What is seen of transactions: how many, and which, as good as surely, by their sum.
        cursor.execute(
            "SELECT (SELECT oid FROM pg_database WHERE datname = current_database()), "
            f"sum(number), sum(total), count(*) FROM {TABLE}"
        )
        oid, number, total, rows = cursor.fetchone()
    if rows > _MANY and not is_replica(database.alias):
        public_changes.put_together(database)
    return DataVersion(f"{oid}/{number}/{total}", None)


def _is_public() -> bool:
    return current() is Scope.PUBLIC


def before_migrate(*, using: str, plan: Sequence[Any] | None = None, **_: Any) -> None:
    """Have nothing in the way of what changes tables; for ``pre_migrate``."""
    if plan:
        public_changes.take_away(connections[using])


def count_changes(*, using: str, **_: Any) -> None:
    """Have a database count before anybody asks; for ``post_migrate`` too."""
    public_changes.install(connections[using])
