"""Rows of a query that is asked again and again by other keys: its SQL is written once.

To write a query down costs Django more than a database takes to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from timeline.models import Event

_SIZES = (1, 10, 50, 200, 1_000)
"""How many keys a query is written for; fewer are filled up with the last of them."""

Keyed = Callable[[Sequence[int]], QuerySet[Any, Any]]
"""What makes the query for some keys: with ``values_list``, and no other parameters than these."""


def rows(query: Keyed, keys: Sequence[int]) -> list[list[Any]]:
    """The rows of a query for these keys, as its ``values_list`` names their columns.

    ``query``: a function of a module, for what it gives is kept. Rows of very many keys come some
    keys at a time.
    """
    found: list[list[Any]] = []
    for start in range(0, len(keys), _SIZES[-1]):
        some = list(keys[start : start + _SIZES[-1]])
        size = next(size for size in _SIZES if size >= len(some))
        alias = router.db_for_read(Event)
        sql, compiler, converters = _written(query, alias, size)
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, [*some, *(size - len(some)) * [some[-1]]])
            read = cursor.fetchall()
        found += compiler.apply_converters(read, converters) if converters else map(list, read)
    return found


@lru_cache(maxsize=200)
def _written(query: Keyed, alias: str, size: int) -> tuple[str, SQLCompiler, dict[int, Any]]:
    keys = list(range(1, size + 1))
    compiler = query(keys).query.get_compiler(alias)
    sql, parameters = compiler.as_sql()
    assert list(parameters) == keys, "such a query has no parameters but its keys"
    return sql, compiler, compiler.get_converters([column for column, *_ in compiler.select])
