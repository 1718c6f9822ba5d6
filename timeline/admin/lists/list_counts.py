"""Columns of numbers in lists, each counted apart so that none multiplies another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(records: QuerySet[Any], *, by: str) -> Coalesce:
    """How many of ``records`` point with ``by`` to the row at hand; to annotate a list with."""
    counted = (
        records.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number")), 0)


def count_numbers(rows: list[Any], name: str, model: type[Model], *, by: str) -> None:
    """Set on each row, under a name, how many records of a model point to it with ``by``.

    One query counts for all the rows.
    """
    pointing = model._default_manager.filter(**{f"{by}__in": [row.pk for row in rows]})
    counted = dict(pointing.order_by().values_list(by).annotate(Count("pk")))
    for row in rows:
        setattr(row, name, counted.get(row.pk, 0))


def number_column(name: str) -> Callable[[Any, Any], int]:
    """The column of a number that rows carry under a name such as ``events_count``: "events"."""

    @admin.display(description=name.removesuffix("_count").replace("_", " "), ordering=name)
    def column(_admin: Any, row: Any) -> int:
        return int(getattr(row, name))

    return column
