"""Events that match criteria: the one selection that every page and export starts from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Event, Mention, Participation, Quote, Story
from timeline.queries import search


def matching(criteria: Criteria) -> QuerySet[Event]:
    """The events that match, in the order of time."""
    events: QuerySet[Event] = Event.objects.all()
    if criteria.actors:
        for actors in [[a] for a in criteria.actors] if criteria.every_actor else [criteria.actors]:
            events = events.filter(
                pk__in=Participation.objects.filter(actor__slug__in=actors).values("event")
            )
    if criteria.outlets:
        events = events.filter(pk__in=_told_by(criteria.outlets).order_by().values("event"))
    if criteria.kinds:
        events = events.filter(kind__in=criteria.kinds)
    events = _in_range(events, criteria)
    if criteria.disputed:
        events = events.filter(disputed=True)
    if criteria.retold:
        events = events.filter(pk__in=_retold())
    if criteria.text:
        events = search.matching(events, criteria.text)
    return events


def for_timeline(criteria: Criteria, *, opening: date | None) -> QuerySet[Event]:
    """The events that match, in the order of the page: the story's run, before it, undated.

    ``opening`` is the day on which the story opens; what sorts before it stands under "Before".
    """
    return (
        matching(criteria)
        .annotate(section=_section(opening))
        .order_by("section", *(Event._meta.ordering or ()))
    )


RUN, BEFORE, UNDATED = range(3)
"""The page's sections, in their order."""


def _section(opening: date | None) -> Case:
    before = Q(earliest__lt=opening) | Q(earliest__isnull=True, latest__lt=opening)
    return Case(
        When(earliest__isnull=True, latest__isnull=True, then=Value(UNDATED)),
        *([When(before, then=Value(BEFORE))] if opening else []),
        default=Value(RUN),
        output_field=IntegerField(),
    )


def opening_day(story: Story | None) -> date | None:
    """The day on which the story opens, where it names an opening event with a date."""
    return story.opens_with.interval.sort_day if story and story.opens_with else None


def with_tellings(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events with all that a card or an export shows, in a fixed number of queries."""
    return events.prefetch_related(
        Prefetch(
            "participations",
            queryset=Participation.objects.select_related("actor").order_by("position", "pk"),
        ),
        Prefetch(
            "mentions",
            queryset=Mention.objects.select_related("source__outlet", "via__outlet").order_by(
                Coalesce("source__earliest", "source__latest").asc(nulls_last=True),
                "source__slug",
                "paragraph",
                "position",
                "pk",
            ),
        ),
        Prefetch(
            "mentions__quotes",
            queryset=Quote.objects.select_related("speaker", "told_by").order_by("position", "pk"),
        ),
    )


def _told_by(outlets: Iterable[str]) -> QuerySet[Mention]:
    """Mentions that these outlets published, or that are told through them."""
    told = Q(source__outlet__slug__in=outlets) | Q(via__outlet__slug__in=outlets)
    if UNSTATED in outlets:
        told |= Q(source__outlet__isnull=True)
    return Mention.objects.filter(told)


def _in_range(events: QuerySet[Event], criteria: Criteria) -> QuerySet[Event]:
    """Those that possibly, or with ``surely`` certainly, happened in the range of days."""
    if not criteria.has_dates:
        return events
    start = criteria.since.interval.earliest if criteria.since else None
    end = criteria.until.interval.latest if criteria.until else None
    events = events.exclude(earliest__isnull=True, latest__isnull=True)
    if criteria.surely:
        if start is not None:
            events = events.filter(earliest__gte=start)
        if end is not None:
            events = events.filter(latest__lte=end)
        return events
    if start is not None:
        events = events.filter(Q(latest__gte=start) | Q(latest__isnull=True))
    if end is not None:
        events = events.filter(Q(earliest__lte=end) | Q(earliest__isnull=True))
    return events


def is_surely_in(event: Event, criteria: Criteria) -> bool:
    """Whether an event that possibly happened in the criteria's range surely did."""
    start = criteria.since.interval.earliest if criteria.since else None
    end = criteria.until.interval.latest if criteria.until else None
    return (start is None or (event.earliest is not None and event.earliest >= start)) and (
        end is None or (event.latest is not None and event.latest <= end)
    )


def _retold() -> QuerySet[Mention, Any]:
    """Events told by two named outlets or more.

    A mention counts for its document's outlet; where that is not stated, for the outlet that it
    is told through; where that is not stated either, for none.
    """
    return (
        Mention.objects.order_by()
        .values("event")
        .annotate(outlets=Count(Coalesce("source__outlet", "via__outlet"), distinct=True))
        .filter(outlets__gte=2)
        .values("event")
    )
