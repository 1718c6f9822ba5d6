"""A register's rows: sorted by what the database or the index knows, fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, Generic, TypeVar, overload

from django.db import connections
from django.db.models import Model, QuerySet

from timeline.queries.database import deadlines
from timeline.queries.database.kept_by_version import kept

_Row = TypeVar("_Row", bound=Model)
Counting = Callable[[Sequence[int]], Sequence[Any]]
"""How many there are of something, or which, for rows by primary key, in their order."""

_AT_ONCE = 1_000
_NEAR = 1_000
_READ = 20_000


class RegisterRows(Generic[_Row]):
    """The rows of a queryset, each with counts that no query has to work out.

    ``counts``: by name of the attribute that a row gets. ``only``: primary keys, where some of the
    queryset's rows are not to count. ``plain``: what reads rows by their keys where all of them are
    gone through, with less work than the queryset.
    """

    def __init__(
        self,
        queryset: QuerySet[_Row],
        *,
        counts: Mapping[str, Counting],
        only: Container[int] | None = None,
        plain: Callable[[Sequence[int]], Mapping[int, _Row]] | None = None,
    ) -> None:
        self.model = queryset.model
        self._queryset = queryset
        self._counts = counts
        self._only = only
        self._plain = plain
        self._by: str = ""
        self._keys: list[int] | None = None
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

    def holds(self, key: int) -> bool:
        """Whether the row of a primary key is one of them."""
        if self._only is not None and key not in self._only:
            return False
        return self._queryset.order_by().filter(pk=key).exists()

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[_Row]:
        keys = self._in_order()
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            if self._plain is None:
                yield from self._fetched(some)
            else:
                rows = self._plain(some)
                yield from self._counted([rows[key] for key in some if key in rows])

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

    def _in_order(self) -> list[int]:
        """All rows' primary keys."""
        if self._keys is None:
            if (only := self._only) is None:
                keys = _keys(self._queryset)
            else:
                asked = self._queryset.values_list("pk").query.sql_with_params()
                every = kept(("keys", *asked), lambda: _keys(self._queryset))
                keys = [key for key in every if key in only]
            if self._by:
                counts = self._counts[self._by.removeprefix("-")](keys)
                sign = -1 if self._by.startswith("-") else 1
                order = sorted(range(len(keys)), key=[sign * count for count in counts].__getitem__)
                keys = [keys[place] for place in order]
            self._keys = keys
        return self._keys

    def _fetched(self, keys: list[int]) -> list[_Row]:
        rows = {row.pk: row for row in self._queryset.order_by().filter(pk__in=keys)}
        return self._counted([rows[key] for key in keys if key in rows])

    def _counted(self, rows: Sequence[_Row]) -> list[_Row]:
        keys = [row.pk for row in rows]
        for name, count in self._counts.items():
            for row, number in zip(rows, count(keys), strict=True):
                setattr(row, name, number)
        return list(rows)


def _keys(queryset: QuerySet[Any]) -> list[int]:
    """The primary keys of many rows, without an object for each."""
    sql, params = queryset.values_list("pk").query.sql_with_params()
    found: list[int] = []
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(_READ):
            deadlines.look()
            found += (row[0] for row in some)
    return found
