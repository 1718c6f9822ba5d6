"""The registers: actors, outlets and sources, with what a table says of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.folding import terms
from timeline.models import Actor, Outlet, Source, Term
from timeline.queries.search import Fold
from timeline.queries.standing import standing, tellings


def actors(*, text: str = "", kind: str = "", as_of: date | None = None) -> QuerySet[Actor]:
    """Actors with ``event_count`` and ``quote_count``; the text is sought in names and aliases.

    With ``as_of``, those of whom sources published by that day tell, counted from those alone.
    """
    by_then = Q(participations__event__mentions__source__latest__lte=as_of) if as_of else None
    quoted = Q(quotes__mention__source__latest__lte=as_of) if as_of else None
    found = Actor.objects.annotate(
        event_count=Count("participations", distinct=True, filter=by_then),
        quote_count=Count("quotes", distinct=True, filter=quoted),
    ).prefetch_related("aliases")
    if as_of:
        found = found.filter(Q(event_count__gt=0) | Q(quote_count__gt=0))
    if kind:
        found = found.filter(kind=kind)
    for term in terms(text):
        named = Actor.objects.alias(a=Fold("name"), b=Fold("aliases__name"))
        found = found.filter(
            pk__in=named.filter(Q(a__contains=f" {term}") | Q(b__contains=f" {term}"))
            .order_by()
            .values("pk")
        )
    return found


def sources(
    *, text: str = "", kind: str = "", outlet: str = "", as_of: date | None = None
) -> QuerySet[Source]:
    """Sources as they were published, with ``mention_count`` and ``event_count``.

    The text is sought in titles, authors and outlets' names.
    ``outlet`` is a slug, or ``UNSTATED`` for sources whose publisher is not stated. With ``as_of``,
    those published by that day.
    """
    found = (
        Source.objects.select_related("outlet")
        .prefetch_related("draws_on")
        .annotate(
            mention_count=Count("mentions", distinct=True),
            event_count=Count("mentions__event", distinct=True),
        )
        # Django leaves a model's own order out where it groups.
        .order_by(*(Source._meta.ordering or ()))
    )
    if kind:
        found = found.filter(kind=kind)
    if as_of:
        found = found.filter(latest__lte=as_of)
    if outlet == UNSTATED:
        found = found.filter(outlet__isnull=True)
    elif outlet:
        found = found.filter(outlet__slug=outlet)
    for term in terms(text):
        found = found.alias(a=Fold("title"), b=Fold("authors"), c=Fold("outlet__name")).filter(
            Q(a__contains=f" {term}") | Q(b__contains=f" {term}") | Q(c__contains=f" {term}")
        )
    return found


def outlets(criteria: Criteria) -> QuerySet[Outlet]:
    """Outlets by name, with ``source_count``: how many sources they published.

    With ``as_of``, those that sources published by that day are of, or tell through.
    """
    if criteria.as_of is None:
        found = Outlet.objects.annotate(source_count=Count("sources", distinct=True))
        return found.order_by("name")
    told = tellings(criteria)
    by_then = Q(sources__latest__lte=criteria.as_of)
    return (
        Outlet.objects.filter(
            Q(pk__in=told.values("source__outlet")) | Q(pk__in=told.values("via__outlet"))
        )
        .annotate(source_count=Count("sources", distinct=True, filter=by_then))
        .order_by("name")
    )


@dataclass(frozen=True, slots=True)
class OutletEvents:
    """How many events an outlet's sources tell, and how many are told through it."""

    published: int
    through: int


def events_by_outlet(criteria: Criteria) -> dict[int, OutletEvents]:
    """For each outlet's primary key, the events it tells and those told through it."""
    published: dict[int, set[int]] = defaultdict(set)
    through: dict[int, set[int]] = defaultdict(set)
    for event, own, via in tellings(criteria).values_list(
        "event_id", "source__outlet_id", "via__outlet_id"
    ):
        if own:
            published[own].add(event)
        if via:
            through[via].add(event)
    return {pk: OutletEvents(len(published[pk]), len(through[pk])) for pk in {*published, *through}}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which an actor is written, and how often each outlet's sources do so."""

    words: str
    outlets: list[tuple[str, int]]
    total: int


def spellings_of(actor: Actor, criteria: Criteria) -> list[Spelling]:
    """How sources write an actor, the commonest first; an outlet is named as on its documents."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for term in Term.objects.filter(actor=actor, mention__in=tellings(criteria)).select_related(
        "mention__source__outlet"
    ):
        counted[term.words][term.mention.source.outlet_name] += 1
    found = [
        Spelling(words, sorted(by.items(), key=lambda item: (-item[1], item[0])), by.total())
        for words, by in counted.items()
    ]
    return sorted(found, key=lambda spelling: (-spelling.total, spelling.words))


def companions_of(actor: Actor, criteria: Criteria, *, most: int = 12) -> list[tuple[Actor, int]]:
    """Those who take part in the same events, and in how many, the most first."""
    shared = (
        Actor.objects.filter(events__in=standing(criteria).filter(actors=actor).values("pk"))
        .exclude(pk=actor.pk)
        .annotate(shared=Count("events", distinct=True))
        .order_by("-shared", "name")
    )
    return [(other, other.shared) for other in shared[:most]]
