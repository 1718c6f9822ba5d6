"""Rows and records of a query that is asked again and again by other keys: its SQL is written once.

To write a query down costs Django more than a database takes to answer it. The keys, however many,
are one parameter: so it is one statement that a connection keeps, and not one for each number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections, router
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]
from django.db.models.sql.compiler import SQLCompiler

from timeline.models import Event

AT_ONCE = 1_000
"""Keys up to which all rows come at once, in the query's order."""
_KEY = 2_000_000_000
"""What a query is written with, in the place of its keys."""
_ONE_OF = {
    "sqlite": "IN (SELECT value FROM json_each(%s))",
    "postgresql": "= ANY(%s)",
}
"""How databases say that something is one of the keys of a parameter."""

_Record = TypeVar("_Record", bound=Model)


def rows(query: Callable[[Sequence[Any]], QuerySet[Any, Any]], keys: Sequence[Any]) -> list[Any]:
    """The rows of a query for these keys, as its ``values_list`` names their columns.

    ``query``: a function of a module, for what it gives is kept. It makes the query for some keys,
    numbers or slugs, of which something is to be one (``__in``), and has no other parameters.
    Rows of more than ``AT_ONCE`` keys come some keys at a time.
    """
    return [row for _, _, some in _read(query, keys) for row in some]


def records(
    query: Callable[[Sequence[Any]], QuerySet[_Record]], keys: Sequence[Any]
) -> list[_Record]:
    """The records of a query for these keys, as ``rows`` has them, with what ``select_related``
    names.
    """
    found = []
    for written, alias, some in _read(query, keys):
        for row in some:
            record = written.model.from_db(alias, written.names, row[written.columns])
            for related in written.related:
                related.populate(row, record)
            found.append(record)
    return found


@dataclass(frozen=True, slots=True)
class _Written:
    """A query's SQL, which takes the keys as a parameter so many ``times``.

    ``related`` makes the records that a record refers to, of the row that has the ``columns`` of
    its own fields, whose ``names`` these are.
    """

    sql: str
    times: int
    compiler: SQLCompiler
    converters: dict[int, Any]
    model: Any
    names: list[str]
    columns: slice
    related: list[Any]


def _read(
    query: Callable[[Sequence[Any]], QuerySet[Any, Any]], keys: Sequence[Any]
) -> Iterator[tuple[_Written, str, list[Any]]]:
    for start in range(0, len(keys), AT_ONCE):
        some: Any = list(keys[start : start + AT_ONCE])
        alias = router.db_for_read(Event)
        written = _written(query, alias)
        if connections[alias].vendor == "sqlite":
            some = json.dumps(some)
        with connections[alias].cursor() as cursor:
            cursor.execute(written.sql, written.times * [some])
            found = cursor.fetchall()
        if written.converters:
            found = list(written.compiler.apply_converters(found, written.converters))
        yield written, alias, found


@lru_cache(maxsize=400)
def _written(query: Callable[[Sequence[Any]], QuerySet[Any, Any]], alias: str) -> _Written:
    compiler = query([_KEY]).query.get_compiler(alias)
    sql, parameters = compiler.as_sql()
    pieces = sql.split("IN (%s)")
    assert [*map(str, parameters)] == [str(_KEY)] * (len(pieces) - 1), (
        "such a query has no parameters but its keys"
    )
    columns = [column for column, *_ in compiler.select]
    kind = compiler.klass_info if compiler.query.default_cols else None  # of rows there is none
    own = slice(kind["select_fields"][0], kind["select_fields"][-1] + 1) if kind else slice(0)
    return _Written(
        _ONE_OF[connections[alias].vendor].join(pieces),
        len(parameters),
        compiler,
        compiler.get_converters(columns),
        kind and kind["model"],
        [column.target.attname for column in columns[own]],
        own,
        get_related_populators(kind, compiler.select, alias) if kind else [],
    )
