"""When what a page shows was last changed, as the history has it: for readers, as they meet it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, QuerySet, Subquery

from timeline.models import Actor, Event, Mention, Outlet, Source
from timeline.queries.database.kept_by_version import kept
from timeline.queries.database.prepared_rows import rows


def last_changed(record: Event | Source | None = None) -> datetime | None:
    """The moment at which an event, or a source, or what is told of it, was last changed; without
    one, anything in the record, to the second. ``None`` where the history has no moment.
    """
    return _read(record) if record else kept("last changed", _read)


def _read(record: Event | Source | None = None) -> datetime | None:
    match record:
        case Event():
            found = rows(_of_event, [record.pk])
        case Source():
            found = rows(_of_source, [record.pk])
        case _:
            found = rows(_of_anything, [0])
    last = max((moment for row in found for moment in row if moment), default=None)
    # With more digits no finder of dates takes it for a moment, and finds another in the text.
    return last.replace(microsecond=0) if last else None


def _of_event(events: Sequence[int]) -> QuerySet[Any, Any]:
    changes = [_changes(Event, id__in=events), _changes(Mention, event_id__in=events)]
    told = Mention.objects.filter(event__in=events)
    return _moments(Event.objects.filter(pk__in=events), changes, told)


def _of_source(sources: Sequence[int]) -> QuerySet[Any, Any]:
    changes = [_changes(Source, id__in=sources), _changes(Mention, source_id__in=sources)]
    told = Mention.objects.filter(source__in=sources)
    return _moments(Source.objects.filter(pk__in=sources), changes, told)


def _of_anything(_: Sequence[int]) -> QuerySet[Any, Any]:
    changes = [_changes(model) for model in (Event, Mention, Source, Outlet, Actor)]
    return _moments(Event.objects.all(), changes, Mention.objects.all())


def _moments(
    every: QuerySet[Any], changes: Iterable[QuerySet[Any]], told: QuerySet[Mention]
) -> QuerySet[Any, Any]:
    """The last of some changes, and the moment at which the last of what is told became public.

    All in one query, each the first entry of an index, however long the history is.
    """
    public = told.filter(public_since__isnull=False).order_by("-public_since")
    moments = {
        f"moment_{number}": Subquery(moment[:1], output_field=DateTimeField())
        for number, moment in enumerate([*changes, public.values("public_since")])
    }
    return every.order_by().annotate(**moments).values_list(*moments)[:1]


def _changes(model: Any, **of: Sequence[int]) -> Any:
    # ``model.history`` would make a class of its own each time.
    history = apps.get_model("timeline", f"historical{model.__name__}")
    return history._default_manager.filter(**of).order_by("-history_date").values("history_date")
