"""The triggers that count the changes of what readers get, whoever writes: the desk, a command,
or a shell.

A change counts where a row is or was public, and where anything of it that readers see is another
thing than before. What makes a row public without being changed itself (an actor's first public
telling) is counted where that happens.

SQLite's rows are looked at one by one, and a number goes up. PostgreSQL's are looked at once a
statement, and what is kept is the transaction's own number, once; what of these a snapshot sees
tells what of the data it sees.
"""

# Queries are made of words of this file, of models' columns, and of ``public_rows`` alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database import postgresql_triggers, release_tables, sqlite_triggers
from timeline.queries.publishing.public_rows import PUBLIC_ROWS
from timeline.queries.publishing.scope import Scope, reading

TABLE = "retold_change"
"""SQLite: one row with the number of such changes, when the last was, in seconds since 1970, and
the number of all writes, seen or not. PostgreSQL: a row for each transaction, and one for all that
were put together, whose ``xid`` is 0."""

FAMILY = f"{TABLE}_"
VERBS = ("INSERT", "UPDATE", "DELETE")

_NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
_COUNT_WHERE = f"UPDATE {TABLE} SET number = number + 1, at = {_NOW} WHERE"
_COUNT = f"UPDATE {TABLE} SET number = number + 1, writes = writes + 1, at = {_NOW}"
_XID = "pg_current_xact_id()::text::bigint"
_NOTE = (
    f"INSERT INTO {TABLE} (xid, number, total) VALUES ({_XID}, 1, {_XID}) ON CONFLICT DO NOTHING"
)


@cache
def triggers() -> dict[str, tuple[str, str]]:
    """Each trigger's name, with its table and the verb it waits for."""
    return {
        f"{FAMILY}{table}_{verb.lower()}": (table, verb)
        for table in PUBLIC_ROWS
        if not table.startswith("timeline_historical")
        for verb in VERBS
    }


def take_away(database: BaseDatabaseWrapper) -> None:
    """Take the triggers away: no table can be made another that one of them names."""
    if database.vendor == "sqlite":
        sqlite_triggers.replace(database, {}, family=FAMILY)
    else:
        postgresql_triggers.replace(database, {}, family=FAMILY, noted=TABLE)


def install(database: BaseDatabaseWrapper) -> None:
    """Make what is missing or not as it is to be, and count that: nobody did until then.

    On the tables of another release there are none.
    """
    # Also for a reader, whose own queries may not name these tables so.
    with reading(Scope.WHOLE), transaction.atomic(using=database.alias):
        if not release_tables.are_here(database):
            take_away(database)
            return
        if database.vendor == "sqlite":
            _install_sqlite(database)
        else:
            _install_postgresql(database)


def put_together(database: BaseDatabaseWrapper) -> None:
    """Have PostgreSQL keep one row for all transactions that everybody sees ended."""
    with database.cursor() as cursor:
        cursor.execute(
            f"WITH gone AS (DELETE FROM {TABLE} WHERE xid > 0 "
            "AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint "
            "RETURNING number, total) "
            f"UPDATE {TABLE} SET number = {TABLE}.number + made.number, "
            f"total = {TABLE}.total + made.total "
            "FROM (SELECT sum(number) AS number, sum(total) AS total FROM gone) made "
            f"WHERE {TABLE}.xid = 0 AND made.number IS NOT NULL"
        )


def _install_sqlite(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} "
            "(id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, at INTEGER NOT NULL)"
        )
        columns = database.introspection.get_table_description(cursor, TABLE)
        if "writes" not in {column.name for column in columns}:
            cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN writes INTEGER NOT NULL DEFAULT 0")
        # A number to begin with that no other database begins with: one may take another's place.
        cursor.execute(
            f"INSERT OR IGNORE INTO {TABLE} (id, number, at) VALUES (1, abs(random() / 4), 0)"
        )
        wanted = {
            name: f'CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" BEGIN '
            f"UPDATE {TABLE} SET writes = writes + 1; {_COUNT_WHERE} "
            f"{_counts(table, verb, old='OLD', new='NEW')}; END"
            for name, (table, verb) in triggers().items()
        }
        if sqlite_triggers.replace(database, wanted, family=FAMILY):
            cursor.execute(_COUNT)


def _install_postgresql(database: BaseDatabaseWrapper) -> None:
    wanted = dict(_postgresql_triggers())
    with database.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} "
            "(xid bigint PRIMARY KEY, number bigint NOT NULL, total numeric NOT NULL)"
        )
        cursor.execute(
            f"INSERT INTO {TABLE} VALUES (0, (random() * 2 ^ 60)::bigint, 0) ON CONFLICT DO NOTHING"
        )
        if postgresql_triggers.replace(database, wanted, family=FAMILY, noted=TABLE):
            cursor.execute(_NOTE)


def _postgresql_triggers() -> Iterator[tuple[str, tuple[str, str]]]:
    """The statements that make each trigger's function and itself, by its name."""
    for name, (table, verb) in triggers().items():
        rows, tables = {
            "INSERT": ("new_rows n", "REFERENCING NEW TABLE AS new_rows"),
            "UPDATE": (
                "old_rows o JOIN new_rows n ON n.id = o.id",
                "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
            ),
            "DELETE": ("old_rows o", "REFERENCING OLD TABLE AS old_rows"),
        }[verb]
        counts = (
            f"NOT EXISTS (SELECT 1 FROM {TABLE} WHERE xid = {_XID}) AND EXISTS "
            f"(SELECT 1 FROM {rows} WHERE {_counts(table, verb, old='o', new='n')})"
        )
        yield name, _postgresql_trigger(name, f"{verb} ON {table} {tables}", counts)
        if verb == "DELETE":
            emptied = f"{FAMILY}{table}_truncate"
            yield emptied, _postgresql_trigger(emptied, f"TRUNCATE ON {table}", "true")


def _postgresql_trigger(name: str, on: str, counts: str) -> tuple[str, str]:
    # The plan may be kept from when the tables were empty, and to be read from end to end.
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET enable_seqscan = off AS $$ BEGIN IF {counts} THEN {_NOTE}; END IF; RETURN NULL; "
        "END $$"
    )
    return (
        function,
        f"CREATE TRIGGER {name} AFTER {on} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )


def _counts(table: str, verb: str, *, old: str, new: str) -> str:
    """That a change of a row counts, in SQL over the row as it was and as it is."""
    was, is_now = (_is_public(table, row) for row in (old, new))
    if verb == "INSERT":
        return is_now
    if verb == "DELETE":
        return was
    other = " OR ".join(
        f"{a} IS DISTINCT FROM {b}"
        for a, b in zip(_seen(table, old), _seen(table, new), strict=True)
    )
    return f"(({was}) <> ({is_now}) OR (({is_now}) AND ({other})))"


def _is_public(table: str, row: str) -> str:
    return f"({PUBLIC_ROWS[table].where.format(r=row, s='')})"


def _seen(table: str, row: str) -> Iterator[str]:
    """What readers see of a row, column by column."""
    rows = PUBLIC_ROWS[table]
    model: Any = next(model for model in _models() if model._meta.db_table == table)
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column not in rows.unseen:
            yield rows.shown.get(column, f"{{r}}.{column}").format(r=row, s="")


def _models() -> Iterator[Any]:
    return iter(apps.get_app_config("timeline").get_models(include_auto_created=True))
