"""What became public since a moment: events, tellings and sources, the newest first.

A record counts from when readers could first meet it; what was withdrawn and published again does
so no second time. What was written past the record's own ways has no moment, and is not told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge, nlargest
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention, Source, Story
from timeline.models.state import State
from timeline.queries.registers.story_sources import story_sources

MOST = 10_000
"""Up to so many records of a kind are counted; of more it is only known that they are more."""


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """A record, with the moment since when readers meet it."""

    moment: datetime
    record: Event | Source | Mention


class PublishedSince:
    """What of a story, or of the archive, became public at a moment or later; at any, for ``None``.

    Of the criteria, ``story`` and ``as_of`` count, the others are passed over. ``counts``: by
    model, how many records, at most one more than ``MOST``. Make and ask it within
    ``reading(Scope.PUBLIC)``: otherwise what was withdrawn is told, too.
    """

    def __init__(self, criteria: Criteria, since: datetime | None) -> None:
        told = Mention.objects.filter(public_since__isnull=False).order_by()
        if since is not None:
            told = told.filter(public_since__gte=since)
        if criteria.as_of:
            told = told.filter(source__latest__lte=criteria.as_of)
        self._moments: Mapping[type[Any], tuple[QuerySet[Any], str, str]] = {
            Event: (_events(criteria, since), "history_date", "id"),
            Source: (_sources(criteria, since), "history_date", "id"),
            Mention: (told.filter(of_story(criteria, event="event_id")), "public_since", "pk"),
        }
        # Of a story's few all are read at once: sought by their moments, those of all others would
        # be passed over on the way.
        self._read = {
            model: list(rows.values_list(moment, key)[: MOST + 1]) if criteria.story else None
            for model, (rows, moment, key) in self._moments.items()
        }
        self.counts = {
            model: rows.values(key)[: MOST + 1].count() if read is None else len(read)
            for (model, read), (rows, _, key) in zip(
                self._read.items(), self._moments.values(), strict=True
            )
        }

    def listed(self, start: int, stop: int) -> list[PublishedRecord]:
        """Those from position ``start``, from 0, to before ``stop``, the newest first.

        They come with all that a page tells of them, in as many queries however many they are; one
        that was deleted a moment ago is missing.
        """
        every = [
            [(at, rank, pk, model) for at, pk in self._newest(model, stop)]
            for rank, model in enumerate(self._moments)
        ]
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

    def _newest(self, model: type[Any], most: int) -> Iterable[tuple[datetime, int]]:
        """The newest moments of a kind with the keys of its records, in that order."""
        read = self._read[model]
        if read is not None and len(read) <= MOST:
            return nlargest(most, read)
        rows, moment, key = self._moments[model]
        newest: Iterable[tuple[datetime, int]] = rows.order_by(f"-{moment}", f"-{key}").values_list(
            moment, key
        )[:most]
        return newest


def of_story(criteria: Criteria, *, event: str) -> Q:
    """A filter: rows with the key of an event of the criteria's story in the column ``event``; all,
    where the criteria name none.
    """
    return Q((f"{event}__in", _members(criteria))) if criteria.story else Q()


def _members(criteria: Criteria) -> QuerySet[Any]:
    members: QuerySet[Any] = Story.events.through.objects.filter(story__slug=criteria.story)
    return members.values("event_id")


def _events(criteria: Criteria, since: datetime | None) -> QuerySet[Any]:
    """Events' lines of history: of the story, and told by the day of ``as_of``."""
    found = _firsts(Event, since).filter(of_story(criteria, event="id"))
    if criteria.as_of:
        told = Mention.objects.filter(source__latest__lte=criteria.as_of).order_by()
        found = found.filter(Exists(told.filter(event_id=OuterRef("id"))))
    return found


def _sources(criteria: Criteria, since: datetime | None) -> QuerySet[Any]:
    """Sources' lines of history: for the story, and published by that day."""
    found = _firsts(Source, since)
    if criteria.story:
        found = story_sources(criteria.story).of(found, column="id")
    if criteria.as_of:
        out = Source.objects.filter(latest__lte=criteria.as_of).order_by()
        found = found.filter(Exists(out.filter(pk=OuterRef("id"))))
    return found


def _firsts(model: type[Event | Source], since: datetime | None) -> QuerySet[Any]:
    """The first line of each record's history that has it published, from a moment on."""
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
