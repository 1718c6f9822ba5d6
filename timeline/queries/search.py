"""Search of a table's columns for the terms of ``domain.text.folding``, whatever the database.

The texts are read and folded here, not in the database, so that no database has a folding of its
own. Those of whole registers are kept folded until the data changes; what is told of events is
searched in the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from timeline.domain.named_values import as_texts
from timeline.domain.text.folding import APART, holds, terms, words
from timeline.models import Actor, Article, Outlet, Source
from timeline.queries.database import data_version
from timeline.queries.database.deadlines import watched
from timeline.queries.publishing import scope
from timeline.queries.publishing.scope import Seen

_KEPT = (Actor, Article, Outlet, Source)
"""The registers whose texts are kept, folded, until the data changes."""
_READ = 5_000
_VALUES = "named_values"
_KEYS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT json_array_elements_text(%s::json)::bigint",
}
"""Keys as one value, for a query may not have as many values as a register has rows."""

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _FoldedTexts:
    """A register's texts at a version of the data: each row's key with all of its texts, and each
    text by itself, as ``words`` gives them.
    """

    version: str
    rows: list[tuple[int, str]]
    folded: dict[str, str]


_registers: dict[tuple[type[Model], str, tuple[str, ...], Seen], _FoldedTexts] = {}


def holding(rows: QuerySet[_Row], text: str, *columns: str) -> QuerySet[_Row]:
    """Those of the rows of which each term of a text stands in one of the columns."""
    wanted = terms(text)
    if not wanted:
        return rows
    if rows.model in _KEPT:
        searched = _register(rows.model, rows.db, columns)
    else:
        searched = _read(rows.order_by(), columns, {})
    return among(rows, (key for key, found in searched if holds(found, wanted)))


def among(rows: QuerySet[_Row], keys: Iterable[int], *, column: str = "pk") -> QuerySet[_Row]:
    """Those of the rows that have one of these keys in a column, however many these are."""
    return rows.filter(**{f"{column}__in": _listed(rows, keys)})


def but_for(rows: QuerySet[_Row], keys: Iterable[int], *, column: str = "pk") -> QuerySet[_Row]:
    """Those of the rows that have none of these keys in a column, however many these are."""
    return rows.exclude(**{f"{column}__in": _listed(rows, keys)})


def _listed(rows: QuerySet[Any], keys: Iterable[int]) -> RawSQL:
    listed = f"[{','.join(map(str, keys))}]"
    return RawSQL(_KEYS[connections[rows.db].vendor], [listed])  # noqa: S611


def _register(model: type[Model], alias: str, columns: tuple[str, ...]) -> list[tuple[int, str]]:
    """What is searched of all rows of a model, as they are now."""
    every = model._base_manager.using(alias).order_by()
    # A transaction that is rolled back takes its version back, which another may then have.
    state = None if connections[alias].in_atomic_block else data_version.state(alias)
    if state is None:
        return _read(every, columns, {})
    key = model, alias, columns, scope.current()
    known = _registers.get(key)
    if known is None or known.version != state.token:
        before, folded = known.folded if known else {}, dict[str, str]()
        rows = _read(every, columns, folded, before=before)
        _registers[key] = known = _FoldedTexts(state.token, rows, folded)
    return known.rows


def _read(
    rows: QuerySet[Any],
    columns: Sequence[str],
    folded: dict[str, str],
    *,
    before: Mapping[str, str] | None = None,
) -> list[tuple[int, str]]:
    """Each row's key with its texts in these columns; no phrase reaches from one into another.

    ``folded`` gets each text as ``words`` gives it, which ``before`` may have already.
    """
    found: dict[int, str] = {}
    for key, text in watched(_texts(rows, columns)):
        if text not in folded:
            folded[text] = (before or {}).get(text) or words(text)
        found[key] = f"{found[key]}{APART}{folded[text]}" if key in found else folded[text]
    return list(found.items())


def _texts(rows: QuerySet[Any], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each text in these columns with its row's key; without Django's objects, as they are many."""
    own = [column for column in columns if "__" not in column]
    others = [[column] for column in columns if "__" in column]
    for some in filter(None, (own, *others)):
        try:
            sql, values = rows.values_list("pk", *some).query.sql_with_params()
        except EmptyResultSet:  # what was asked for is in no row whatever
            return
        with connections[rows.db].chunked_cursor() as cursor:
            cursor.execute(sql, values)
            while read := cursor.fetchmany(_READ):
                for key, *texts in read:
                    for column, text in zip(some, texts, strict=True):
                        if column == _VALUES and text:
                            yield from ((key, told) for told in as_texts(text))
                        elif text:
                            yield key, text
