"""Facets: for each value that a filter offers, how many events there would be with it added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from timeline.domain.criteria import UNSTATED, Criteria, Facet, Flag
from timeline.models import Actor, Event, Outlet, Participation
from timeline.queries.events import matching
from timeline.queries.standing import standing, tellings

_Members = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its slug, its name, and how many events the list would have with it.

    For a value that is chosen already, ``count`` is the list as it stands. ``colour`` is an
    outlet's place in the colour set, ``None`` elsewhere and for "Publisher not stated".
    """

    value: str
    label: str
    count: int
    chosen: bool
    colour: int | None = None


def by_actor(criteria: Criteria) -> list[Choice]:
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
        Choice(slug, names[slug], counted[slug], slug in criteria.actors)
        for slug in order
        if members[slug] or slug in criteria.actors
    ]


def by_outlet(criteria: Criteria) -> list[Choice]:
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
        Choice(slug, name, counted[slug], slug in criteria.outlets, colour)
        for slug, (name, colour) in outlets.items()
        if members[slug] or slug in criteria.outlets
    ]


def by_kind(criteria: Criteria) -> list[Choice]:
    """Kinds of event, in their own order."""
    members: _Members = defaultdict(set)
    for kind, event in standing(criteria).values_list("kind", "pk"):
        members[kind].add(event)
    counted = _added(criteria, "kinds", members, Event.Kind.values)
    return [
        Choice(kind.value, str(kind.label), counted[kind.value], kind.value in criteria.kinds)
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
