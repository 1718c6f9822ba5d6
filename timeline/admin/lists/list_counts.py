"""Numbers in lists, each counted by a subquery of its own so that none multiplies another."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(records: QuerySet[Any], *, by: str) -> Coalesce:
    """How many of ``records`` point with ``by`` to the row at hand; to annotate a list with."""
    counted = (
        records.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number")), 0)
