"""Rows attached to the records they hang on, as ``prefetch_related`` does, at a third of its cost.

Django copies the query that is prefetched once for each record, in case somebody narrows it; with
fifty events of three mentions each that is a third of a page's work. Here one is made only where
somebody does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.sql import Query

from timeline.queries.database.prepared_rows import records

_Row = TypeVar("_Row", bound=Model)


class HeldRows(QuerySet[Any]):
    """Rows at hand; what narrows or counts them anew asks the database as if they were not."""

    asked: Callable[[], QuerySet[Any]] | None = None

    def _of_own_rows(self) -> Any:
        if self.asked is not None:
            self._query, self.asked = self.asked().query, None
        return self._query

    query = property(_of_own_rows, QuerySet.query.fset)  # type: ignore[attr-defined]
    """The query of the record's own rows, made when it is first looked at."""


def attach(
    owners: Iterable[Model],
    relation: str,
    query: Callable[[Sequence[int]], QuerySet[_Row]],
    *,
    by: str,
    only: Callable[[_Row], bool] = lambda row: True,
) -> list[_Row]:
    """Have each owner's ``relation`` hold its rows, of which ``by`` refers to it; all of them.

    ``query``: for owners' keys, their rows, as ``prepared_rows.records`` takes it. Rows keep the
    order that they have. ``only``: which of them count. One query.
    """
    known = {owner.pk: owner for owner in owners}
    if not known:
        return []
    model: Any = next(iter(known.values()))._meta.get_field(relation).related_model
    field, unasked = model._meta.get_field(by), Query(model)
    found = [row for row in records(query, list(known)) if only(row)]
    held: dict[Any, list[_Row]] = {key: [] for key in known}
    for row in found:
        key = getattr(row, field.attname)
        held[key].append(row)
        field.set_cached_value(row, known[key])
    for key, owner in known.items():
        kept: Any = HeldRows(model, unasked)
        kept.asked = partial(_asked, query, key, held[key])
        kept._result_cache = held[key]
        kept._prefetch_done = True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = kept
    return found


def _asked(
    query: Callable[[Sequence[int]], QuerySet[_Row]], key: int, held: Iterable[_Row]
) -> QuerySet[_Row]:
    return query([key]).filter(pk__in=[row.pk for row in held])
