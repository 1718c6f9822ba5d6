"""The triggers that write to the journal, whichever way data is written.

A migration makes its tables. ``timeline_touched`` gets the key of every event whose place in a
selection may have changed, or 0 where the names of an actor, an outlet, a place or a story did.
``timeline_copy`` names the copies of the data that follow the journal; while there is none,
SQLite's triggers write nothing, so that loading in bulk costs little.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database import postgresql_triggers, release_tables, sqlite_triggers


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
            "id", "edtf", "earliest", "latest", "sequence", "disputed", "kind", "title", "summary",
            "place_id", "importance", "named_values", "state",
        ),
        "r.id",
    ),
    _Watched("timeline_story_events", ("event_id", "story_id"), "r.event_id"),
    _Watched("timeline_story", ("id", "slug"), "0"),
    _Watched("timeline_tagging", ("event_id", "tag_id"), "r.event_id"),
    _Watched("timeline_kind", ("slug", "name", "sign", "hidden", "rank", "listed"), "0"),
    _Watched("timeline_tag", ("id", "slug", "name"), "0"),
    _Watched("timeline_place", ("id", "slug", "name", "lies_in_id", "latitude", "longitude"), "0"),
    _Watched("timeline_placealias", ("place_id", "name"), "0"),
    _Watched("timeline_participation", ("event_id", "actor_id"), "r.event_id"),
    _Watched(
        "timeline_mention",
        (
            "id", "event_id", "source_id", "via_id", "edtf", "earliest", "latest", "says", "state",
        ),
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
        ("id", "outlet_id", "earliest", "latest", "origin", "document", "state"),
        "m.event_id",
        (
            "JOIN timeline_mention m ON m.source_id = r.id",
            "JOIN timeline_mention m ON m.via_id = r.id",
        ),
        # Of a new source nothing is told yet; of what is, the mentions' own changes speak.
        acts=("update", "delete"),
    ),
    _Watched("timeline_outlet", ("id", "slug", "name", "colour", "listed"), "0"),
    _Watched("timeline_actor", ("id", "slug", "name", "listed"), "0"),
    _Watched("timeline_alias", ("actor_id", "name"), "0"),
)  # fmt: skip


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are not those of this release, and forget every copy then.

    SQLite loses the triggers of a table that a migration changes, and a release may have others
    than the last. Where they are as they are to be, nothing is written.
    """
    if _INSTALL[connection.vendor](connection):
        _forget_copies(connection)


def before_migrate(
    using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] | None = None, **_: Any
) -> None:
    """Take the triggers away before tables change, for ``pre_migrate``: SQLite makes a changed
    table anew, which it refuses while another table's trigger names the one that is gone, and no
    trigger may name a column that goes.

    No copy is followed from here on, so that none is behind should the migration break off.
    """
    connection = connections[using]
    if plan:
        _TAKE_AWAY[connection.vendor](connection)
        if "timeline_copy" in connection.introspection.table_names():
            _forget_copies(connection)


def on_migrate(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] | None = None, **_: Any) -> None:
    """Have a database that holds a journal write to it; for ``post_migrate``.

    ``plan``: the migrations that were made, past the triggers as it may be; ``None`` where all
    tables were emptied.
    """
    connection = connections[using]
    if release_tables.are_here(connection):
        install(connection)
    if "timeline_copy" in connection.introspection.table_names() and (plan is None or plan):
        _forget_copies(connection)


def _forget_copies(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM timeline_copy")


def _install_sqlite(connection: BaseDatabaseWrapper) -> bool:
    return sqlite_triggers.replace(connection, _sqlite_triggers(connection), family=_FAMILY)


def _watched(connection: BaseDatabaseWrapper) -> list[_Watched]:
    """The tables that are watched, as far as they are there: going back to an older release takes
    some away that this one has.
    """
    there = set(connection.introspection.table_names())
    return [watched for watched in _WATCHED if watched.table in there]


def _sqlite_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The statement that makes each trigger, by its name."""
    wanted = {}
    for watched in _watched(connection):
        change = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in watched.columns)
        for event, rows in (("insert", "new"), ("update", "old new"), ("delete", "old")):
            if event not in watched.acts:
                continue
            name = _name(watched, event)
            when = f" AND ({change})" if event == "update" else ""
            touches = "; ".join(_sqlite_touch(watched, row) for row in rows.split())
            wanted[name] = (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {watched.table} "
                f"WHEN EXISTS (SELECT 1 FROM timeline_copy){when} BEGIN {touches}; END"
            )
    return wanted


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


def _install_postgresql(connection: BaseDatabaseWrapper) -> bool:
    """Whether any were made: a comment on the journal's table tells which there are."""
    return postgresql_triggers.replace(
        connection, _postgresql_triggers(connection), family=_FAMILY, noted="timeline_touched"
    )


def _postgresql_triggers(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """The statements that make each trigger's function and itself, by its name."""
    wanted = {}
    for watched in _watched(connection):
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
            if event not in watched.acts:
                continue
            # Each way by itself, for PostgreSQL looks at every pair of rows to join by either.
            ways = (f"SELECT {watched.event} FROM ({rows}) r {join}" for join in watched.joins)
            name = _name(watched, event)
            # The plan is kept from when the tables were empty, and to be read from end to end.
            function = (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                "SET enable_seqscan = off AS $$ BEGIN "
                "INSERT INTO timeline_touched (event_id) SELECT DISTINCT e.key "
                f"FROM ({' UNION ALL '.join(ways)}) e (key); RETURN NULL; END $$"
            )
            trigger = (
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {watched.table} "
                f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
            wanted[name] = function, trigger
        name = _name(watched, "truncate")
        function = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "DELETE FROM timeline_copy; RETURN NULL; END $$"
        )
        trigger = (
            f"CREATE TRIGGER {name} AFTER TRUNCATE ON {watched.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
        wanted[name] = function, trigger
    return wanted


def _name(watched: _Watched, event: str) -> str:
    return f"{_FAMILY}{watched.table.removeprefix('timeline_')}_{event}"


_FAMILY = "touched_by_"
_TAKE_AWAY = {
    "sqlite": partial(sqlite_triggers.replace, wanted={}, family=_FAMILY),
    "postgresql": partial(
        postgresql_triggers.replace, wanted={}, family=_FAMILY, noted="timeline_touched"
    ),
}
_INSTALL = {"sqlite": _install_sqlite, "postgresql": _install_postgresql}
