"""The journal: which events were touched since a copy of the data was made.

A *copy* is anything derived from all events. It has a token, by which the database knows it, and is
true up to a version. Where the database does not know it (any more), it is of no use: another
database's, one restored from a backup, one that was forgotten.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database.replica_routing import is_replica

NAMES = 0
"""Stands among touched events for the names of actors, outlets and stories."""

BASE, TEXTS = "base", "texts"
"""What a copy is of: the index itself, or the texts that are searched. Tokens begin with it."""

MOST_COPIES = 32
"""Copies that are kept up; of more, those furthest behind are forgotten."""


@dataclass(frozen=True, slots=True)
class Version:
    """A point in the journal.

    On SQLite, whose writers come one after another, ``at`` is the last entry's key. On PostgreSQL
    it is the oldest transaction that had not ended, and ``seen`` are entries from it on that were
    there already.
    """

    at: int
    seen: frozenset[int] = frozenset()

    @classmethod
    def kept(cls, at: int, seen: str) -> Version:
        """The version that a copy keeps with it in two columns."""
        return cls(at, frozenset(json.loads(seen)))

    def columns(self) -> list[int | str]:
        """What a copy keeps of it."""
        return [self.at, json.dumps(sorted(self.seen))]

    def reaches(self, other: Version) -> bool:
        """Whether what is true to this version has all that another has."""
        if self.at == other.at:
            return self.seen >= other.seen
        return self.at > other.at


@dataclass(frozen=True, slots=True)
class Glance:
    """What one quick look tells.

    ``alive``: the database knows the copy. ``last``: differs whenever the journal goes on.
    ``newest``: the token of the base that is furthest on; of those as far, the one made last.
    """

    alive: bool
    last: tuple[int, int]
    newest: str


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Have all reads within see one moment; within a transaction, that one's."""
    if connection.in_atomic_block or not connection.get_autocommit():
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if connection.vendor == "postgresql"
        # Not Django's own, which may be IMMEDIATE and would wait for writers.
        else "BEGIN DEFERRED"
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        # No rollback, which would take back what was counted within (``table_sizes``).
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")


def glance(connection: BaseDatabaseWrapper, *, token: str, since: Version) -> Glance:
    """Look, in one query, whether a copy is known and anything was touched since a version."""
    if connection.vendor == "postgresql":
        last = (
            "(SELECT COALESCE(max(id), 0) FROM timeline_touched), "
            f"(SELECT count(*) FROM timeline_touched WHERE xid >= {int(since.at)})"
        )
    else:
        last = (
            "COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'timeline_touched'), 0), "
            "COALESCE((SELECT nonce FROM timeline_touched ORDER BY id DESC LIMIT 1), 0)"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 FROM timeline_copy WHERE token = %s), {last}, "
            "COALESCE((SELECT token FROM timeline_copy WHERE token LIKE %s "
            f"ORDER BY version DESC, {_made(connection)} DESC LIMIT 1), '')",
            [token, f"{BASE}-%"],
        )
        alive, key, other, newest = cursor.fetchone()
    return Glance(bool(alive), (key, other), newest)


def now(connection: BaseDatabaseWrapper) -> Version:
    """The version that what is read in this snapshot has."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            (at,) = cursor.fetchone()
            cursor.execute("SELECT id FROM timeline_touched WHERE xid >= %s", [at])
            return Version(at, frozenset(key for (key,) in cursor.fetchall()))
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'timeline_touched'")
        row = cursor.fetchone()
    return Version(row[0] if row else 0)


def touched(connection: BaseDatabaseWrapper, *, since: Version, most: int) -> set[int] | None:
    """The events touched since a version, ``NAMES`` among them; ``None`` for more than ``most``.

    As many entries of the same event count once.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT DISTINCT event_id FROM timeline_touched "
                "WHERE xid >= %s AND NOT id = ANY(%s) LIMIT %s",
                [since.at, sorted(since.seen), most + 1],
            )
        else:
            cursor.execute(
                "SELECT DISTINCT event_id FROM timeline_touched WHERE id > %s LIMIT %s",
                [since.at, most + 1],
            )
        found = {key for (key,) in cursor.fetchall()}
    return None if len(found) > most else found


def is_known(connection: BaseDatabaseWrapper, *, token: str) -> bool:
    """Whether the database knows a copy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM timeline_copy WHERE token = %s", [token])
        return cursor.fetchone() is not None


def register(connection: BaseDatabaseWrapper, *, of: str) -> str:
    """Make a new copy known, from before it is read; its token. Entries are kept for it."""
    token = f"{of}-{secrets.token_hex(16)}"
    version = now(connection).at
    primary = writer(connection)
    with transaction.atomic(using=primary.alias), primary.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timeline_copy (token, version) VALUES (%s, %s)", [token, version]
        )
        cursor.execute(
            "DELETE FROM timeline_copy WHERE token NOT IN "
            "(SELECT token FROM timeline_copy "
            f"ORDER BY version DESC, {_made(connection)} DESC LIMIT %s)",
            [MOST_COPIES],
        )
    return token  # fmt: skip


def follow(connection: BaseDatabaseWrapper, *, token: str, version: Version) -> bool:
    """Say that a copy is true up to a version, and drop entries that no copy needs.

    ``False`` where the database does not know the copy any more.
    """
    column = "xid" if connection.vendor == "postgresql" else "id"
    sign = "<" if connection.vendor == "postgresql" else "<="
    primary = writer(connection)
    with transaction.atomic(using=primary.alias), primary.cursor() as cursor:
        cursor.execute(
            "UPDATE timeline_copy SET version = %s WHERE token = %s", [version.at, token]
        )
        known: bool = cursor.rowcount > 0
        cursor.execute(
            f"DELETE FROM timeline_touched WHERE {column} {sign} "
            "(SELECT min(version) FROM timeline_copy)"
        )
    return known


def reaches(connection: BaseDatabaseWrapper, *, token: str, version: Version) -> bool:
    """Whether what this connection sees has all that a copy has: a replica may be behind.

    The copy's own row says so, for it was brought up to the version after all that the copy has.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM timeline_copy WHERE token = %s AND version >= %s", [token, version.at]
        )
        return cursor.fetchone() is not None


def _made(connection: BaseDatabaseWrapper) -> str:
    """The column that is higher the later a copy was made known."""
    return "made" if connection.vendor == "postgresql" else "rowid"


def writer(connection: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """Where to write what concerns a copy: a replica gets it from the primary."""
    return connections[DEFAULT_DB_ALIAS] if is_replica(connection.alias) else connection


def forget(connection: BaseDatabaseWrapper, *, token: str = "") -> None:
    """Forget a copy, or all: what loads very much does so first, in its own transaction."""
    with writer(connection).cursor() as cursor:
        if token:
            cursor.execute("DELETE FROM timeline_copy WHERE token = %s", [token])
        else:
            cursor.execute("DELETE FROM timeline_copy")
