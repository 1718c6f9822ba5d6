"""Make one place of several that turned out to be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from simple_history.utils import bulk_update_with_history

from timeline.models import Event, Place, PlaceAlias
from timeline.models.record.place import misplaced
from timeline.services.records.merging import (
    BelongingTable,
    count_belongings,
    merge_records,
    move_aliases,
)

BELONGINGS: BelongingTable = {
    "events": (Event, "place"),
    "parts": (Place, "lies_in"),
    "aliases": (PlaceAlias, "place"),
}
"""``parts`` are the places that lie in them."""

belongings = partial(count_belongings, BELONGINGS)


def merge(keep: Place, others: Iterable[Place], *, by: Any = None) -> dict[str, int]:
    """Have every event of the others be at ``keep``, and delete the others; what they had.

    Their names and aliases become aliases, and what lies in them lies in ``keep``. It keeps its own
    coordinates and the place that it lies in, and takes over another's where it has none.
    """
    return merge_records(keep, others, table=BELONGINGS, move=_move, by=by)


def _move(keep: Place, lost: list[Place], reason: str) -> None:
    ids = [place.pk for place in lost]
    Place.objects.filter(pk__in=ids).update(lies_in=None)
    for model, field in ((Event, "place"), (Place, "lies_in")):
        rows = list(model._default_manager.filter(**{f"{field}__in": ids}).exclude(pk=keep.pk))
        for row in rows:
            setattr(row, field, keep)
        bulk_update_with_history(rows, model, [field], batch_size=500, default_change_reason=reason)
    move_aliases(keep, lost)
    above = dict(Place.objects.order_by().values_list("pk", "lies_in_id"))
    outside = [keep.lies_in_id, *(place.lies_in_id for place in lost)]
    keep.lies_in_id = next(
        (one for one in outside if one and _may_lie_in(keep, one, above, gone=ids)), None
    )
    for place in lost:
        if keep.latitude is None and place.latitude is not None:
            keep.latitude, keep.longitude = place.latitude, place.longitude
            keep.precision_m = place.precision_m


def _may_lie_in(keep: Place, outer: int, above: Mapping[Any, Any], *, gone: list[int]) -> bool:
    return outer not in gone and not misplaced(keep.pk, {**above, keep.pk: outer})
