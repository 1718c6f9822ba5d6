"""Events as they stand: with the dates that the mentions published by a day give them.

Without ``as_of`` an event stands as kept. With it, only mentions of sources published by that day
count, dates and disagreement follow from those alone (an editor's choice came later), and an event
that nobody had told yet is not there. A source with an imprecise date counts from its latest day,
one without a date never.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    F,
    Max,
    Min,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from timeline.domain.criteria import Criteria
from timeline.domain.readings import agree
from timeline.models import Event, Mention, Participation, Quote

IN_TIME = (
    Coalesce("start", "end").asc(nulls_last=True),
    F("start").asc(nulls_last=True),
    F("sequence").asc(),
    F("end").asc(nulls_last=True),
    F("title").asc(),
    F("pk").asc(),
)
"""The order of time: by the day an event begins, then as told within the day, undated last."""


def tellings(criteria: Criteria) -> QuerySet[Mention]:
    """The mentions that count: all, or those of sources published by ``as_of``."""
    told = Mention.objects.order_by()
    return told.filter(source__latest__lte=criteria.as_of) if criteria.as_of else told


Standing = QuerySet[Any]
"""Events with ``start``, ``end`` and ``contested`` beside their columns."""


def standing(criteria: Criteria) -> Standing:
    """Events with ``start`` and ``end`` (days, null where open) and ``contested``, in no order."""
    events: Standing = Event.objects.order_by()
    if criteria.as_of is None:
        return events.annotate(start=F("earliest"), end=F("latest"), contested=F("disputed"))
    dated = Q(mentions__earliest__isnull=False) | Q(mentions__latest__isnull=False)
    apart = Q(last_start__gt=F("first_end"))
    return (
        events.filter(mentions__source__latest__lte=criteria.as_of)
        .annotate(
            last_start=Max("mentions__earliest"),
            first_end=Min("mentions__latest"),
            open_starts=Count("mentions", filter=dated & Q(mentions__earliest__isnull=True)),
            open_ends=Count("mentions", filter=dated & Q(mentions__latest__isnull=True)),
            first_start=Min("mentions__earliest"),
            last_end=Max("mentions__latest"),
        )
        .annotate(
            start=Case(
                When(apart & Q(open_starts__gt=0), then=Value(None)),
                When(apart, then=F("first_start")),
                default=F("last_start"),
                output_field=DateField(),
            ),
            end=Case(
                When(apart & Q(open_ends__gt=0), then=Value(None)),
                When(apart, then=F("last_end")),
                default=F("first_end"),
                output_field=DateField(),
            ),
            contested=Case(
                When(apart, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
        )
    )


def fetched(events: QuerySet[Event], criteria: Criteria) -> list[Event]:
    """The events with all that a card or an export shows, in a fixed number of queries."""
    return [_stood(event, criteria) for event in _with_tellings(events, criteria)]


def each(events: QuerySet[Event], criteria: Criteria) -> Iterator[Event]:
    """The same one by one, in steady memory."""
    told = _with_tellings(events, criteria).iterator(chunk_size=200)
    return (_stood(event, criteria) for event in told)


def published_days() -> list[tuple[date, int]]:
    """The days by which a source was published that tells anything, and how many were, in order."""
    counted = (
        Mention.objects.order_by()
        .values_list("source__latest")
        .annotate(sources=Count("source", distinct=True))
        .order_by("source__latest")
        .values_list("source__latest", "sources")
    )
    return [(day, sources) for day, sources in counted if day is not None]


def imprecise_by(day: date) -> int:
    """How many sources told something by a day whose own dates are longer than a day."""
    told = Mention.objects.filter(source__latest__lte=day).exclude(
        source__earliest=F("source__latest")
    )
    return told.aggregate(n=Count("source", distinct=True))["n"]


def _stood(event: Event, criteria: Criteria) -> Event:
    """The event with the date it had by ``as_of``; not to be saved then."""
    if criteria.as_of is not None:
        event.take(agree(mention.interval for mention in event.mentions.all()))
    return event


def _with_tellings(events: QuerySet[Event], criteria: Criteria) -> QuerySet[Event]:
    return events.prefetch_related(
        Prefetch(
            "participations",
            queryset=Participation.objects.select_related("actor").order_by("position", "pk"),
        ),
        Prefetch("mentions", queryset=_in_order_of_telling(tellings(criteria))),
        Prefetch(
            "mentions__quotes",
            queryset=Quote.objects.select_related("speaker", "told_by").order_by("position", "pk"),
        ),
        "mentions__terms",
        "mentions__details",
    )


def _in_order_of_telling(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    return mentions.select_related("source__outlet", "via__outlet").order_by(
        Coalesce("source__earliest", "source__latest").asc(nulls_last=True),
        "source__slug",
        "paragraph",
        "position",
        "pk",
    )
