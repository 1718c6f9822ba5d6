"""The events of a selection, with all that a page or an export shows of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet

from timeline.domain.criteria import Criteria
from timeline.domain.time.intervals import Interval, Precision
from timeline.models import Event, Story
from timeline.models.record.dated import DATE_COLUMNS
from timeline.queries.as_of import fetched
from timeline.queries.database.prepared_rows import rows
from timeline.queries.event_rows import event_rows
from timeline.queries.selection import Selection

RUN, BEFORE, UNDATED = range(3)
"""The page's sections, in their order."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event's key, name, importance (``None`` where it has none) and date."""

    key: int
    slug: str
    title: str
    importance: int | None
    interval: Interval


class HasInterval(Protocol):
    """Whatever has a date: an event, or its row."""

    @property
    def interval(self) -> Interval: ...


def listed(selection: Selection, start: int, stop: int) -> list[Event]:
    """The events from one position to before another, with all that a card or an export shows.

    One that was deleted a moment ago is missing.
    """
    keys = selection.ids(start, stop)
    found = {
        event.pk: event for event in fetched(Event.objects.filter(pk__in=keys), selection.criteria)
    }
    return [found[key] for key in keys if key in found]


def dated(keys: list[int], criteria: Criteria) -> list[DatedEvent]:
    """Events by their keys, in that order, with no more than their names, their importance and the
    dates they have by ``as_of``.
    """
    if criteria.as_of is not None:
        return [
            DatedEvent(event.key, event.slug, event.title, event.importance, event.interval)
            for event in event_rows(keys, criteria)
        ]
    found = {
        key: DatedEvent(
            key, slug, title, importance, Interval(edtf, first, last, Precision(precise))
        )
        for key, slug, title, importance, edtf, first, last, precise in rows(_dated, keys)
    }
    return [found[key] for key in keys if key in found]


def _dated(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Event.objects.filter(pk__in=keys).order_by()
    return found.values_list("pk", "slug", "title", "importance", *DATE_COLUMNS)


def section_of(event: HasInterval, *, opening: date | None) -> int:
    """In which section of the page an event stands, by the day on which the story opens."""
    day = event.interval.sort_day
    if day is None:
        return UNDATED
    return BEFORE if opening and day < opening else RUN


def opening_day(story: Story | None) -> date | None:
    """The day on which the story opens, where it names an opening event with a date."""
    return story.opens_with.interval.sort_day if story and story.opens_with else None


def is_surely_in(event: HasInterval, criteria: Criteria) -> bool:
    """Whether an event that possibly happened in the criteria's range surely did."""
    return event.interval.is_in(*criteria.days, surely=True)
