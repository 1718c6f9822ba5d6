"""The origin of many sources at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from timeline.models import Source, columns
from timeline.services.records.new_records import record_change
from timeline.services.records.publishing import UNPUBLISHED, may_publish

_AT_ONCE = 500


def set_origin(sources: QuerySet[Source], origin: str, *, by: Any) -> int:
    """Record whether sources are first-hand, each with a line of history; of how many it changed.

    What readers meet, or are told was withdrawn, is changed for who may publish alone.
    """
    chosen = sources if may_publish(by) else sources.filter(state__in=UNPUBLISHED)
    keys = list(chosen.order_by().values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), _AT_ONCE):
        with transaction.atomic():
            some = Source.objects.order_by("pk").select_for_update().exclude(origin=origin)
            others = list(some.filter(pk__in=keys[start : start + _AT_ONCE]))
            for source in others:
                source.origin = origin
            columns.write(others, ["origin"])
            record_change(others, reason="origin recorded", by=getattr(by, "pk", None))
        changed += len(others)
    return changed
