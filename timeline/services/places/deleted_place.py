"""Deleting a place, after its events were given another, or none."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from timeline.models import Event, FormerSlug, Place, Undoable
from timeline.services.records.recorded_acts import recorded
from timeline.services.records.slugs import met_by_readers


def delete(place: Place, *, to: Place | None, by: Any = None) -> None:
    """Delete a place, whose events have the place ``to`` then, or none; what lies in it lies where
    it lay. Addresses with its slug lead to ``to``. It is recorded, and can be undone. ``by``: the
    user.
    """
    title = f"place deleted: “{place}”"
    reason = f"The place “{place}” was deleted"[:100]
    former = FormerSlug.objects.of(Place)
    beside = [former.filter(Q(object_id=place.pk) | Q(slug=place.slug))]
    met = met_by_readers(Place, [place.pk])
    with recorded(Undoable.Act.DELETE, Place, [place.pk], title=title, beside=beside, by=by):
        if to is not None:
            former.filter(object_id=place.pk).update(object_id=to.pk)
            FormerSlug.objects.lead(to, [place.slug], public=met)
        changes: tuple[tuple[Any, str, Place | None], ...] = (
            (Event, "place", to), (Place, "lies_in", place.lies_in),
        )  # fmt: skip
        for model, field, value in changes:
            rows = list(model.objects.filter(**{field: place}))
            for row in rows:
                setattr(row, field, value)
            bulk_update_with_history(
                rows, model, [field], batch_size=500,
                default_change_reason=reason, default_user=by,
            )  # fmt: skip
        place.delete()
