"""Events that match criteria: the one selection that every page and export starts from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Event, Mention, Participation, Story
from timeline.queries import search
from timeline.queries.contradictions import contradicted
from timeline.queries.standing import IN_TIME, Standing, standing, tellings


def matching(criteria: Criteria) -> Standing:
    """The events that match, in the order of time."""
    events = standing(criteria)
    if criteria.actors:
        for actors in [[a] for a in criteria.actors] if criteria.every_actor else [criteria.actors]:
            events = events.filter(
                pk__in=Participation.objects.filter(actor__slug__in=actors).values("event")
            )
    if criteria.outlets:
        events = events.filter(pk__in=_told_by(criteria).values("event"))
    if criteria.kinds:
        events = events.filter(kind__in=criteria.kinds)
    events = _in_range(events, criteria)
    if criteria.disputed:
        events = events.filter(Q(contested=True) | Q(pk__in=contradicted(criteria)))
    if criteria.retold:
        events = events.filter(pk__in=_retold(criteria))
    if criteria.text:
        events = search.matching(events, criteria.text, told=tellings(criteria))
    if criteria.corroborated:
        events = events.filter(pk__in=_corroborated(criteria))
    return _sorted(events, criteria)


def for_timeline(criteria: Criteria, *, opening: date | None) -> Standing:
    """The events that match, in the order of the page: the story's run, before it, undated.

    ``opening`` is the day on which the story opens; what sorts before it stands under "Before".
    """
    if criteria.sort:
        return matching(criteria).annotate(section=Value(RUN))
    selection = matching(criteria).annotate(section=_section(opening))
    return selection.order_by("section", *IN_TIME)


RUN, BEFORE, UNDATED = range(3)
"""The page's sections, in their order."""


def _section(opening: date | None) -> Case:
    before = Q(start__lt=opening) | Q(start__isnull=True, end__lt=opening)
    return Case(
        When(start__isnull=True, end__isnull=True, then=Value(UNDATED)),
        *([When(before, then=Value(BEFORE))] if opening else []),
        default=Value(RUN),
        output_field=IntegerField(),
    )


def opening_day(story: Story | None) -> date | None:
    """The day on which the story opens, where it names an opening event with a date."""
    return story.opens_with.interval.sort_day if story and story.opens_with else None


def _sorted(events: Standing, criteria: Criteria) -> Standing:
    if not criteria.sort:
        return events.order_by(*IN_TIME)
    counted = Coalesce("via", "source") if criteria.sort == "first-hand" else F("source")
    told = tellings(criteria).filter(event=OuterRef("pk")).values("event")
    telling = told.annotate(n=Count(counted, distinct=True)).values("n")
    return events.annotate(
        telling=Coalesce(Subquery(telling, output_field=IntegerField()), 0)
    ).order_by("-telling", *IN_TIME)


def _told_by(criteria: Criteria) -> QuerySet[Mention]:
    """Mentions that the criteria's outlets published, or that are told through them."""
    told = Q(source__outlet__slug__in=criteria.outlets) | Q(via__outlet__slug__in=criteria.outlets)
    if UNSTATED in criteria.outlets:
        told |= Q(source__outlet__isnull=True)
    return tellings(criteria).filter(told)


def _in_range(events: Standing, criteria: Criteria) -> Standing:
    """Those that possibly, or with ``surely`` certainly, happened in the range of days."""
    if not criteria.has_dates:
        return events
    start = criteria.since.interval.earliest if criteria.since else None
    end = criteria.until.interval.latest if criteria.until else None
    events = events.exclude(start__isnull=True, end__isnull=True)
    if criteria.surely:
        if start is not None:
            events = events.filter(start__gte=start)
        if end is not None:
            events = events.filter(end__lte=end)
        return events
    if start is not None:
        events = events.filter(Q(end__gte=start) | Q(end__isnull=True))
    if end is not None:
        events = events.filter(Q(start__lte=end) | Q(start__isnull=True))
    return events


def is_surely_in(event: Event, criteria: Criteria) -> bool:
    """Whether an event that possibly happened in the criteria's range surely did."""
    start = criteria.since.interval.earliest if criteria.since else None
    end = criteria.until.interval.latest if criteria.until else None
    return (start is None or (event.earliest is not None and event.earliest >= start)) and (
        end is None or (event.latest is not None and event.latest <= end)
    )


def _retold(criteria: Criteria) -> QuerySet[Mention, Any]:
    """Events told by two named outlets or more.

    A mention counts for its document's outlet; where that is not stated, for the outlet that it
    is told through; where that is not stated either, for none.
    """
    return (
        tellings(criteria)
        .values("event")
        .annotate(outlets=Count(Coalesce("source__outlet", "via__outlet"), distinct=True))
        .filter(outlets__gte=2)
        .values("event")
    )


def _corroborated(criteria: Criteria) -> QuerySet[Mention, Any]:
    """Events that two first-hand sources or more tell; documents that relay one count once."""
    return (
        tellings(criteria)
        .values("event")
        .annotate(sources=Count(Coalesce("via", "source"), distinct=True))
        .filter(sources__gte=2)
        .values("event")
    )
