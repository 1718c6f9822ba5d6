"""When what a page shows was last changed, as the history has it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Subquery

from timeline.models import Actor, Event, Mention, Outlet, Source


def last_changed(record: Event | Source | None = None) -> datetime | None:
    """The moment at which an event, or a source, or what is told of it, was last changed; without
    one, anything in the record. ``None`` where the history has no moment.
    """
    match record:
        case Event():
            kept = [_changes(Event, id=record.pk), _changes(Mention, event_id=record.pk)]
        case Source():
            kept = [_changes(Source, id=record.pk), _changes(Mention, source_id=record.pk)]
        case _:
            kept = [_changes(model) for model in (Event, Mention, Source, Outlet, Actor)]
    # All in one query, each the first entry of an index, however long the history is.
    first, *others = kept
    names = [f"other_{number}" for number in range(len(others))]
    found = first.annotate(
        **{
            name: Subquery(other.values("history_date")[:1], output_field=DateTimeField())
            for name, other in zip(names, others, strict=True)
        }
    )
    moments = found.values_list("history_date", *names).first() or ()
    return max(filter(None, moments), default=None)


def _changes(model: Any, **of: int) -> Any:
    return model.history.model.objects.filter(**of).order_by("-history_date")
