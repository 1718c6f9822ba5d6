"""Has every statement of a thread that reads as the public be answered from public rows alone.

A query on a table of the record is given the table's public rows under the table's own name, as
``WITH "timeline_event" AS NOT MATERIALIZED (...)`` before it: no query, of the ORM or by hand, can
leave that out. What can't be answered so is refused: another table of ours that readers have no
business with, a table named past that name, and any writing to the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.publishing.public_rows import PUBLIC_ROWS, PUBLISHED, PublicRows, shared_rows
from timeline.queries.publishing.scope import Scope, SharedStory, current

BOOKKEEPING = ("timeline_touched", "timeline_copy", "timeline_told")
"""How names begin of tables that keep the index true, also under a reader's request. What they hold
of the record is keys, and words of what is public."""

_NAMED = re.compile(r"""(\.\s*)?["']?\b(timeline_\w+)""", re.IGNORECASE)
_STATE = re.compile(rf"(\w+\.state = {PUBLISHED})")
_READS = re.compile(
    r"\s*(EXPLAIN\s+(?:QUERY\s+PLAN\s+|\([^)]*\)\s*)?)?(?=\(*\s*SELECT\b)", re.IGNORECASE
)


class NotForReaders(Exception):
    """A statement that would read or write, for a reader, what is not public."""


def install(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Have a new connection answer readers so; a receiver of ``connection_created``."""
    if _executed not in connection.execute_wrappers:
        # The first, for ``execute_wrapper`` takes away the last when it ends.
        connection.execute_wrappers.insert(0, _executed)


def _executed(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    scope, vendor = current(), context["connection"].vendor
    if scope is Scope.PUBLIC:
        sql = public(str(sql), vendor=vendor)
    elif isinstance(scope, SharedStory):
        sql = public(str(sql), vendor=vendor, story=scope.story)
    return execute(sql, params, many, context)


@lru_cache(maxsize=2_000)
def public(sql: str, *, vendor: str, story: int | None = None) -> str:
    """The SQL that runs in place of a reader's: with the public rows of each table that it names,
    or, given the key of a ``story``, with those of that story as it is shared.

    ``vendor``: "sqlite" or "postgresql". A statement that names no table of ours stays as it is.
    Raises ``NotForReaders`` for what can't be answered so.
    """
    known = PUBLIC_ROWS if story is None else shared_rows(story)
    found = {(bool(past), name.lower()) for past, name in _NAMED.findall(sql)}
    named = {name for _, name in found if not name.startswith(BOOKKEEPING)}
    if not named:
        return sql
    start = _READS.match(sql)
    if (
        start is None
        or not named <= known.keys()
        or any(past for past, name in found if name in named)
    ):
        raise NotForReaders(sql)
    rows = ", ".join(
        f'"{table}" AS NOT MATERIALIZED ({_rows(table, known[table], vendor)})'
        for table in known
        if table in named
    )
    return f"{start[0]}WITH {rows} {sql[start.end() :]}"


def _rows(table: str, rows: PublicRows, vendor: str) -> str:
    # On PostgreSQL a table is meant by its name where no rows of that name stand before.
    schema = "main." if vendor == "sqlite" else ""
    columns = ", ".join(_columns(table, rows.shown)) if rows.shown else "r.*"
    query = f"SELECT {columns} FROM {{s}}{table} r WHERE {rows.where}"  # noqa: S608
    query = query.format(r="r", s=schema)
    # Nearly all is published: SQLite would take the key of a state for one that finds few.
    return _STATE.sub(r"likelihood(\1, 0.99)", query) if vendor == "sqlite" else query


def _columns(table: str, shown: Mapping[str, str]) -> Iterator[str]:
    models = apps.get_app_config("timeline").get_models(include_auto_created=True)
    model = next(model for model in models if model._meta.db_table == table)
    for field in model._meta.concrete_fields:
        column = str(field.column)
        yield f"{shown[column]} AS {column}" if column in shown else f"{{r}}.{column}"
