"""What became public since a moment: events, tellings and sources, the newest first.

A record counts from when readers could first meet it; what was withdrawn and published again does
so no second time. What was written past the record's own ways has no moment, and is not told here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention, Source, Story
from timeline.models.state import State

MOST = 10_000
"""Records of a kind up to which they are counted."""


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """A record, with the moment since when readers meet it."""

    moment: datetime
    record: Event | Source | Mention


class PublishedSince:
    """What of a story, or of the archive, became public at a moment or later, or ever; to be asked
    by who reads as the public.

    ``counts``: how many of each kind of record, at most one more than ``MOST``. Of the criteria,
    ``story`` and ``as_of`` count.
    """

    def __init__(self, criteria: Criteria, since: datetime | None) -> None:
        told = Mention.objects.filter(public_since__isnull=False).order_by()
        if since is not None:
            told = told.filter(public_since__gte=since)
        if criteria.as_of:
            told = told.filter(source__latest__lte=criteria.as_of)
        self._moments: Mapping[type[Any], tuple[QuerySet[Any], str, str]] = {
            Event: (_firsts(Event, since).filter(_events(criteria)), "history_date", "id"),
            Source: (_firsts(Source, since).filter(_sources(criteria)), "history_date", "id"),
            Mention: (told.filter(of_story(criteria, event="event_id")), "public_since", "pk"),
        }
        self.counts = {
            model: rows.values(key)[: MOST + 1].count()
            for model, (rows, _, key) in self._moments.items()
        }

    def listed(self, start: int, stop: int) -> list[PublishedRecord]:
        """Those from one position to before another; all that is told of them in a few queries."""
        every = []
        for rank, (model, (rows, moment, key)) in enumerate(self._moments.items()):
            newest = rows.order_by(f"-{moment}", f"-{key}").values_list(moment, key)[:stop]
            every.append([(at, rank, pk, model) for at, pk in newest])
        merged = merge(*every, key=lambda one: one[:3], reverse=True)
        chosen = list(islice(merged, start, stop))
        found: dict[tuple[type[Any], int], Any] = {
            (model, record.pk): record
            for model, rows in _rows().items()
            for record in rows.filter(pk__in=[pk for *_, pk, of in chosen if of is model])
        }
        return [
            PublishedRecord(moment, found[model, pk])
            for moment, _, pk, model in chosen
            if (model, pk) in found
        ]


def of_story(criteria: Criteria, *, event: str) -> Q:
    """For a filter: that the event whose key stands in a column is one of the criteria's story."""
    return Q((f"{event}__in", _members(criteria))) if criteria.story else Q()


def for_story(criteria: Criteria, *, source: str, told: QuerySet[Mention]) -> Q:
    """The same of a source: that by what is ``told`` it tells the story's events, or was read for
    it, or neither tells anything nor was read for any story.
    """
    if not criteria.story:
        return Q()
    own = told.filter(source_id=OuterRef(source))
    read = Story.sources.through.objects.filter(source_id=OuterRef(source))
    tells = told.filter(event_id__in=_members(criteria)).values("source_id")
    is_read = Story.sources.through.objects.filter(story__slug=criteria.story).values("source_id")
    return (
        Q((f"{source}__in", tells))
        | Q((f"{source}__in", is_read))
        | (~Q(Exists(own)) & ~Q(Exists(read)))
    )


def _members(criteria: Criteria) -> QuerySet[Any]:
    members: QuerySet[Any] = Story.events.through.objects.filter(story__slug=criteria.story)
    return members.values("event_id")


def _events(criteria: Criteria) -> Q:
    """Of an event's line of history: that it is of the story, and told by the day."""
    found = of_story(criteria, event="id")
    if criteria.as_of:
        told = Mention.objects.filter(source__latest__lte=criteria.as_of).order_by()
        found &= Q(Exists(told.filter(event_id=OuterRef("id"))))
    return found


def _sources(criteria: Criteria) -> Q:
    """Of a source's line of history: that it is for the story, and came out by the day."""
    found = for_story(criteria, source="id", told=Mention.objects.order_by())
    if criteria.as_of:
        out = Source.objects.filter(latest__lte=criteria.as_of).order_by()
        found &= Q(Exists(out.filter(pk=OuterRef("id"))))
    return found


def _firsts(model: type[Event | Source], since: datetime | None) -> QuerySet[Any]:
    """The lines of history with which records became public."""
    past: Any = model.history.model
    lines: QuerySet[Any] = past.objects.filter(state=State.PUBLISHED).order_by()
    earlier = lines.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    found = lines.filter(~Exists(earlier)).exclude(history_type="-")
    return found if since is None else found.filter(history_date__gte=since)


def _rows() -> dict[type[Any], QuerySet[Any]]:
    told = Mention.objects.select_related("event", "source__outlet", "via__outlet")
    return {
        Event: Event.objects.all(),
        Source: Source.objects.select_related("outlet"),
        Mention: told.prefetch_related("quotes__speaker", "quotes__told_by"),
    }
