"""When what a page shows was last changed, as the history has it: for readers, as they meet it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, QuerySet, Subquery

from timeline.models import Actor, Event, Mention, Outlet, Source
from timeline.queries.database.kept_by_version import kept


def last_changed(record: Event | Source | None = None) -> datetime | None:
    """The moment at which an event, or a source, or what is told of it, was last changed; without
    one, anything in the record, to the second. ``None`` where the history has no moment.
    """
    return _read(record) if record else kept("last changed", _read)


def _read(record: Event | Source | None = None) -> datetime | None:
    match record:
        case Event():
            every: QuerySet[Any] = Event.objects.filter(pk=record.pk)
            changes = [_changes(Event, id=record.pk), _changes(Mention, event_id=record.pk)]
            told = Mention.objects.filter(event=record)
        case Source():
            every = Source.objects.filter(pk=record.pk)
            changes = [_changes(Source, id=record.pk), _changes(Mention, source_id=record.pk)]
            told = Mention.objects.filter(source=record)
        case _:
            every = Event.objects.all()
            changes = [_changes(model) for model in (Event, Mention, Source, Outlet, Actor)]
            told = Mention.objects.all()
    public = told.filter(public_since__isnull=False).order_by("-public_since")
    # All in one query, each the first entry of an index, however long the history is.
    moments = {
        f"moment_{number}": Subquery(moment[:1], output_field=DateTimeField())
        for number, moment in enumerate([*changes, public.values("public_since")])
    }
    found = every.order_by().annotate(**moments).values_list(*moments)[:1]
    last = max((moment for row in found for moment in row if moment), default=None)
    # With more digits no finder of dates takes it for a moment, and finds another in the text.
    return last.replace(microsecond=0) if last else None


def _changes(model: Any, **of: int) -> Any:
    # ``model.history`` would make a class of its own each time.
    history = apps.get_model("timeline", f"historical{model.__name__}")
    return history._default_manager.filter(**of).order_by("-history_date").values("history_date")
