"""Make one tag of several that mean the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from timeline.models import Tag, Tagging
from timeline.services.records.merging import BelongingTable, count_belongings, merge_records

BELONGINGS: BelongingTable = {"events": (Tagging, "tag")}

belongings = partial(count_belongings, BELONGINGS)


def merge(keep: Tag, others: Iterable[Tag], *, by: Any = None) -> dict[str, int]:
    """Have every event of the others have ``keep``, and delete the others; what they had."""
    return merge_records(keep, others, table=BELONGINGS, move=_move, by=by)


def _move(keep: Tag, lost: list[Tag], reason: str) -> None:
    known = {*keep.taggings.values_list("event_id", flat=True)}
    for tagging in Tagging.objects.filter(tag__in=lost):
        if tagging.event_id not in known:
            known.add(tagging.event_id)
            Tagging.objects.filter(pk=tagging.pk).update(tag=keep)
