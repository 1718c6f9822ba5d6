"""The triggers that write to the journal, whichever way data is written.

A migration makes its tables. ``timeline_touched`` gets the key of every event whose place in a
selection may have changed, or 0 where an actor's or outlet's names did. ``timeline_copy`` names the
copies of the data that follow the journal; while there is none, SQLite's triggers write nothing, so
that loading in bulk costs little.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class _Watched:
    """A table: ``columns`` whose change counts, and where the touched events are found.

    ``event`` is the touched event's key and ``joins`` how a row ``r`` leads there, each way by
    itself. ``acts`` are the changes that count.
    """

    table: str
    columns: tuple[str, ...]
    event: str
    joins: tuple[str, ...] = ("",)
    acts: tuple[str, ...] = ("insert", "update", "delete")


_OF_MENTION = ("JOIN timeline_mention m ON m.id = r.mention_id",)
_WATCHED = (
    _Watched(
        "timeline_event",
        (
            "id", "earliest", "latest", "sequence", "disputed", "kind", "title", "summary", "place",
        ),
        "r.id",
    ),
    _Watched("timeline_participation", ("event_id", "actor_id"), "r.event_id"),
    _Watched(
        "timeline_mention",
        ("id", "event_id", "source_id", "via_id", "earliest", "latest", "says"),
        "r.event_id",
    ),
    _Watched(
        "timeline_quote", ("mention_id", "speaker_id", "words"), "m.event_id", _OF_MENTION
    ),
    _Watched(
        "timeline_term", ("mention_id", "actor_id", "subject", "words"), "m.event_id", _OF_MENTION
    ),
    _Watched(
        "timeline_detail", ("mention_id", "aspect", "subject", "value"), "m.event_id", _OF_MENTION
    ),
    _Watched(
        "timeline_source",
        ("id", "outlet_id", "earliest", "latest", "document"),
        "m.event_id",
        (
            "JOIN timeline_mention m ON m.source_id = r.id",
            "JOIN timeline_mention m ON m.via_id = r.id",
        ),
        # Of a new source nothing is told yet; of what is, the mentions' own changes speak.
        acts=("update", "delete"),
    ),
    _Watched("timeline_outlet", ("id", "slug", "name", "colour"), "0"),
    _Watched("timeline_actor", ("id", "slug", "name"), "0"),
    _Watched("timeline_alias", ("actor_id", "name"), "0"),
)  # fmt: skip


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, anew where they are there, and forget every copy.

    To be called after every ``migrate``: SQLite loses the triggers of a table that a migration
    changes, and a release may have other triggers than the last.
    """
    with connection.cursor() as cursor:
        for statement in _TRIGGERS[connection.vendor]():
            cursor.execute(statement)
        cursor.execute("DELETE FROM timeline_copy")


def on_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Have a database that holds a journal write to it; for ``post_migrate``."""
    connection = connections[using]
    if "timeline_touched" in connection.introspection.table_names():
        install(connection)


def _sqlite_triggers() -> Iterator[str]:
    for watched in _WATCHED:
        for event, rows in (("insert", "new"), ("update", "old new"), ("delete", "old")):
            name = _name(watched, event)
            yield f"DROP TRIGGER IF EXISTS {name}"
            if event not in watched.acts:
                continue
            change = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in watched.columns)
            when = f" AND ({change})" if event == "update" else ""
            touches = "; ".join(_sqlite_touch(watched, row) for row in rows.split())
            yield (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {watched.table} "
                f"WHEN EXISTS (SELECT 1 FROM timeline_copy){when} BEGIN {touches}; END"
            )


def _sqlite_touch(watched: _Watched, row: str) -> str:
    put = "INSERT INTO timeline_touched (event_id)"
    if watched.table == "timeline_source":
        return (
            f"{put} SELECT event_id FROM timeline_mention WHERE source_id = {row}.id "
            f"UNION SELECT event_id FROM timeline_mention WHERE via_id = {row}.id"
        )
    if watched.joins is _OF_MENTION:
        return f"{put} SELECT event_id FROM timeline_mention WHERE id = {row}.mention_id"
    return f"{put} VALUES ({watched.event.replace('r.', f'{row}.')})"


def _postgresql_triggers() -> Iterator[str]:
    for watched in _WATCHED:
        columns = ", ".join(watched.columns)
        # A row that an update leaves as it was is no change; the event that a mention left is.
        changed = (
            f"(SELECT {columns} FROM old_rows EXCEPT SELECT {columns} FROM new_rows) UNION ALL "
            f"(SELECT {columns} FROM new_rows EXCEPT SELECT {columns} FROM old_rows)"
        )
        for event, rows, tables in (
            ("insert", "SELECT * FROM new_rows", "NEW TABLE AS new_rows"),
            ("update", changed, "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            ("delete", "SELECT * FROM old_rows", "OLD TABLE AS old_rows"),
        ):
            name = _name(watched, event)
            yield f"DROP TRIGGER IF EXISTS {name} ON {watched.table}"
            if event not in watched.acts:
                continue
            # Each way by itself, for PostgreSQL looks at every pair of rows to join by either.
            ways = (f"SELECT {watched.event} FROM ({rows}) r {join}" for join in watched.joins)
            yield (
                # The plan is kept from when the tables were empty, and to be read from end to end.
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                "SET enable_seqscan = off AS $$ BEGIN "
                "INSERT INTO timeline_touched (event_id) SELECT DISTINCT e.key "
                f"FROM ({' UNION ALL '.join(ways)}) e (key); RETURN NULL; END $$"
            )
            yield (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {watched.table} "
                f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
        name = _name(watched, "truncate")
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "DELETE FROM timeline_copy; RETURN NULL; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {watched.table}"
        yield (
            f"CREATE TRIGGER {name} AFTER TRUNCATE ON {watched.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _name(watched: _Watched, event: str) -> str:
    return f"touched_by_{watched.table.removeprefix('timeline_')}_{event}"


_TRIGGERS = {"sqlite": _sqlite_triggers, "postgresql": _postgresql_triggers}
