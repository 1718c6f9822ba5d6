"""A register's rows: sorted by what the database or the index knows, fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, Generic, TypeVar, overload

import numpy as np
from django.db import connections
from django.db.models import Model, QuerySet

from timeline.queries.index.segments.bitmaps import Numbers

_Row = TypeVar("_Row", bound=Model)
Counting = Callable[[Numbers], Numbers]
"""How many there are of something, for rows by primary key."""

_AT_ONCE = 200
_NEAR = 1_000
_READ = 20_000


class RegisterRows(Generic[_Row]):
    """The rows of a queryset, each with counts that no query has to work out.

    ``counts``: by name of the attribute that a row gets. ``only``: primary keys, where some of the
    queryset's rows are not to count.
    """

    def __init__(
        self,
        queryset: QuerySet[_Row],
        *,
        counts: Mapping[str, Counting],
        only: Numbers | None = None,
    ) -> None:
        self.model = queryset.model
        self._queryset = queryset
        self._counts = counts
        self._only = only
        self._by: str = ""
        self._keys: Numbers | None = None
        self._count: int | None = None

    @property
    def ordering(self) -> tuple[Any, ...]:
        """What they are ordered by, as ``order_by`` takes it."""
        by = (self._by,) if self._by else ()
        return (*by, *(self._queryset.query.order_by or self.model._meta.ordering or ()))

    def order_by(self, *fields: Any) -> RegisterRows[_Row]:
        """The same in another order; of counts, the first field alone can be one."""
        names = [field.removeprefix("-") if isinstance(field, str) else "" for field in fields]
        found = copy(self)
        found._keys = None
        found._by = fields[0] if names and names[0] in self._counts else ""
        others = [f for f, name in zip(fields, names, strict=True) if name not in self._counts]
        found._queryset = self._queryset.order_by(*others)
        return found

    def count(self) -> int:
        """How many rows there are."""
        if self._count is None:
            every = self._only is None
            self._count = self._queryset.order_by().count() if every else len(self._in_order())
        return self._count

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[_Row]:
        if self._by or self._only is not None:
            keys = self._in_order()
            for start in range(0, len(keys), _AT_ONCE):
                yield from self._fetched(keys[start : start + _AT_ONCE])
            return
        some: list[_Row] = []
        for row in self._queryset.iterator(chunk_size=_AT_ONCE):
            some.append(row)
            if len(some) == _AT_ONCE:
                yield from self._counted(some)
                some = []
        yield from self._counted(some)

    @overload
    def __getitem__(self, at: int) -> _Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[_Row]: ...
    def __getitem__(self, at: int | slice) -> _Row | list[_Row]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        count = self.count()
        start, stop, _ = at.indices(count)
        if self._by or self._only is not None:
            return self._fetched(self._in_order()[start:stop])
        if start < _NEAR:
            return self._counted(list(self._queryset[start:stop]))
        # Of rows that are passed over only keys are read, and from the nearer end.
        if start > count // 2:
            return self._fetched(
                _keys(self._queryset.reverse()[count - stop : count - start])[::-1]
            )
        return self._fetched(_keys(self._queryset[start:stop]))

    def _in_order(self) -> Numbers:
        """All rows' primary keys."""
        if self._keys is None:
            keys = _keys(self._queryset)
            if self._only is not None:
                keys = keys[np.isin(keys, self._only)]
            if self._by:
                counts = self._counts[self._by.removeprefix("-")](keys)
                down = self._by.startswith("-")
                keys = keys[np.argsort(-counts if down else counts, kind="stable")]
            self._keys = keys
        return self._keys

    def _fetched(self, keys: Numbers) -> list[_Row]:
        wanted = keys.tolist()
        rows = {row.pk: row for row in self._queryset.order_by().filter(pk__in=wanted)}
        return self._counted([rows[key] for key in wanted if key in rows])

    def _counted(self, rows: Sequence[_Row]) -> list[_Row]:
        keys = np.array([row.pk for row in rows], dtype=np.int64)
        for name, count in self._counts.items():
            for row, number in zip(rows, count(keys).tolist(), strict=True):
                setattr(row, name, number)
        return list(rows)


def _keys(queryset: QuerySet[Any]) -> Numbers:
    """The primary keys of many rows, without an object for each."""
    sql, params = queryset.values_list("pk").query.sql_with_params()
    found = [np.empty(0, dtype=np.int64)]
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(_READ):
            found.append(np.array(some, dtype=np.int64)[:, 0])
    return np.concatenate(found)
