"""What a selection is, in plain SQL: the referee of the index, and what benchmarks set it beside.

Slow for many events, and short enough to be read against what the criteria mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    Max,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Collate, Trim

from timeline.domain.criteria import UNSTATED, Criteria, Facet, Flag
from timeline.domain.text.folding import terms
from timeline.models import Actor, Detail, Event, Mention, Outlet, Participation, Quote, Term
from timeline.queries.as_of import tellings
from timeline.queries.events import RUN
from timeline.queries.search import Fold
from timeline.queries.selection import FacetValue

_Members = dict[str, set[int]]


def in_time() -> list[Any]:
    """The order of time: by the day an event begins, then as told within the day, undated last."""
    # Letter by letter, whichever order the database's own language has.
    title = Collate("title", "C") if connection.vendor == "postgresql" else F("title")
    return [
        Coalesce("start", "end").asc(nulls_last=True),
        F("start").asc(nulls_last=True),
        F("sequence").asc(),
        F("end").asc(nulls_last=True),
        title.asc(),
        F("pk").asc(),
    ]


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
        events = _telling(events, criteria.text, told=tellings(criteria))
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
    return selection.order_by("section", *in_time())


def _section(opening: date | None) -> Case:
    before = Q(start__lt=opening) | Q(start__isnull=True, end__lt=opening)
    return Case(
        When(start__isnull=True, end__isnull=True, then=Value(2)),
        *([When(before, then=Value(1))] if opening else []),
        default=Value(RUN),
        output_field=IntegerField(),
    )


def _sorted(events: Standing, criteria: Criteria) -> Standing:
    if not criteria.sort:
        return events.order_by(*in_time())
    counted = Coalesce("via", "source") if criteria.sort == "first-hand" else F("source")
    told = tellings(criteria).filter(event=OuterRef("pk")).values("event")
    telling = told.annotate(n=Count(counted, distinct=True)).values("n")
    return events.annotate(
        telling=Coalesce(Subquery(telling, output_field=IntegerField()), 0)
    ).order_by("-telling", *in_time())


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


def by_actor(criteria: Criteria) -> list[FacetValue]:
    """Actors, those in most events of the whole story first."""
    members: _Members = defaultdict(set)
    for slug, event in _among(Participation.objects.all(), criteria).values_list(
        "actor__slug", "event_id"
    ):
        members[slug].add(event)
    names = dict(Actor.objects.values_list("slug", "name"))
    order = sorted(names, key=lambda slug: (-len(members[slug]), names[slug]))
    counted = _added(criteria, "actors", members, order)
    return [
        FacetValue(slug, names[slug], counted[slug], slug in criteria.actors)
        for slug in order
        if members[slug] or slug in criteria.actors
    ]


def by_outlet(criteria: Criteria) -> list[FacetValue]:
    """Outlets by name, then documents whose publisher is not stated."""
    members: _Members = defaultdict(set)
    for event, published, through in tellings(criteria).values_list(
        "event_id", "source__outlet__slug", "via__outlet__slug"
    ):
        members[published or UNSTATED].add(event)
        if through:
            members[through].add(event)
    outlets = {slug: (name, colour) for slug, name, colour in Outlet.objects.values_list(
        "slug", "name", "colour"
    )}  # fmt: skip
    outlets[UNSTATED] = ("Publisher not stated", None)
    counted = _added(criteria, "outlets", members, outlets)
    return [
        FacetValue(slug, name, counted[slug], slug in criteria.outlets, colour)
        for slug, (name, colour) in outlets.items()
        if members[slug] or slug in criteria.outlets
    ]


def by_kind(criteria: Criteria) -> list[FacetValue]:
    """Kinds of event, in their own order."""
    members: _Members = defaultdict(set)
    for kind, event in standing(criteria).values_list("kind", "pk"):
        members[kind].add(event)
    counted = _added(criteria, "kinds", members, Event.Kind.values)
    return [
        FacetValue(kind.value, str(kind.label), counted[kind.value], kind.value in criteria.kinds)
        for kind in Event.Kind
        if members[kind.value] or kind.value in criteria.kinds
    ]


def flag(criteria: Criteria, name: Flag) -> int:
    """How many events there would be with a flag ("disputed", "retold") set."""
    return matching(criteria.flagged(name)).count()


def _among(participations: QuerySet[Participation], criteria: Criteria) -> QuerySet[Participation]:
    """Those in events that stand, so that nobody is offered who had not been told of yet."""
    if criteria.as_of is None:
        return participations
    return participations.filter(event__in=standing(criteria).values("pk"))


def _added(
    criteria: Criteria, facet: Facet, members: _Members, values: Iterable[str]
) -> dict[str, int]:
    """For each value, the size of the selection with that value added to the criteria."""
    others = set(matching(criteria.cleared(facet)).order_by().values_list("pk", flat=True))
    chosen = getattr(criteria, facet)
    if facet == "actors" and criteria.every_actor:
        base = others.intersection(*(members[value] for value in chosen))
        return {value: len(base & members[value]) for value in values}
    base = others & set().union(*(members[value] for value in chosen))
    return {value: len(base | (others & members[value])) for value in values}


DATE = "date"
ABOUT = (DATE, "place", "actor", "figure")
"""What sources may disagree about."""


def disputed(criteria: Criteria, *, about: str = "") -> Standing:
    """The events that match and are disputed: about one of ``ABOUT``, or, if empty, anything."""
    if not about:
        return matching(replace(criteria, disputed=True))
    events = matching(criteria)
    if about == DATE:
        return events.filter(contested=True)
    return events.filter(pk__in=contradicted(criteria, aspect=about))


def contradicted(criteria: Criteria, *, aspect: str = "") -> QuerySet[Detail, Any]:
    """The events of which different sources give different values of one detail.

    Only mentions that count by the criteria's ``as_of`` are looked at. ``aspect`` is one of
    ``Detail.Aspect``, or empty for any.
    """
    details = Detail.objects.order_by()
    if criteria.as_of is not None:
        details = details.filter(mention__in=tellings(criteria))
    if aspect:
        details = details.filter(aspect=aspect)
    # Two values and two sources are enough: then some two sources differ.
    return (
        details.values("mention__event", "aspect", about=Trim(Fold("subject")))
        .annotate(
            values_given=Count(Trim(Fold("value")), distinct=True),
            sources=Count("mention__source", distinct=True),
        )
        .filter(values_given__gte=2, sources__gte=2)
        .values("mention__event")
    )


def _telling(events: QuerySet[Any], text: str, *, told: QuerySet[Mention]) -> QuerySet[Any]:
    """Those of the events in whose telling every term of the text stands.

    ``told`` are the mentions that count; what others say, quote or name is not looked at.
    """
    for term in terms(text):
        named = _holding(Actor, term, "name", "aliases__name").values("pk")
        events = events.filter(
            Q(pk__in=_holding(Event, term, "title", "summary", "place").values("pk"))
            | Q(pk__in=Participation.objects.filter(actor__in=named).order_by().values("event"))
            | Q(pk__in=told.filter(pk__in=_holding(Mention, term, "says")).values("event"))
            | Q(pk__in=told.filter(quotes__in=_holding(Quote, term, "words")).values("event"))
            | Q(pk__in=told.filter(terms__in=_holding(Term, term, "words")).values("event"))
        )
    return events


def _holding(model: type[Model], term: str, *columns: str) -> QuerySet[Any]:
    """The rows of a model of which one of the columns holds the folded term."""
    folded = {f"folded_{number}": Fold(column) for number, column in enumerate(columns)}
    anywhere = Q()
    for name in folded:
        anywhere |= Q(**{f"{name}__contains": f" {term}"})
    rows: QuerySet[Any] = model._default_manager.order_by().alias(**folded).filter(anywhere)
    return rows
