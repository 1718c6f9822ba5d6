"""Deleting a place, after its events were given another, or none."""

from __future__ import annotations

from typing import Any

from simple_history.utils import bulk_update_with_history

from timeline.models import Event, Place, Undoable
from timeline.services.records.recorded_acts import recorded


def delete(place: Place, *, to: Place | None, by: Any = None) -> None:
    """Delete a place, whose events have the place ``to`` then, or none; what lies in it lies where
    it lay. It is recorded, and can be undone. ``by``: the user.
    """
    title = f"place deleted: “{place}”"
    reason = f"The place “{place}” was deleted"[:100]
    with recorded(Undoable.Act.DELETE, Place, [place.pk], title=title, by=by):
        for rows, field, value in (
            (list(Event.objects.filter(place=place)), "place", to),
            (list(Place.objects.filter(lies_in=place)), "lies_in", place.lies_in),
        ):
            for row in rows:
                setattr(row, field, value)
            bulk_update_with_history(
                rows, type(rows[0]) if rows else Event, [field], batch_size=500,
                default_change_reason=reason, default_user=by,
            )  # fmt: skip
        place.delete()
