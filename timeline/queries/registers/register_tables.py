"""The registers: actors, outlets and sources, with what a table says of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.text.folding import fold
from timeline.models import Actor, Outlet, Quote, Source, Term
from timeline.queries.as_of import tellings
from timeline.queries.index import select
from timeline.queries.registers.register_rows import Counting, RegisterRows
from timeline.queries.search import holding

_ASKED_FOR = 1_000
"""Rows up to which counts are asked of these alone."""


def actors(*, text: str = "", kind: str = "", as_of: date | None = None) -> RegisterRows[Actor]:
    """Actors with ``event_count`` and ``quote_count``; the text is sought in names and aliases.

    With ``as_of``, those of whom sources published by that day tell, counted from those alone.
    """
    found = Actor.objects.prefetch_related("aliases")
    if kind:
        found = found.filter(kind=kind)
    found = holding(found, text, "name", "aliases__name")
    counts = select(Criteria(as_of=as_of)).registers
    events = counts.events_by_actor()
    quotes = counts.quotes_by_speaker() if as_of else None
    return RegisterRows(
        found,
        counts={
            "event_count": _counting(events),
            "quote_count": _quotes if quotes is None else _counting(quotes),
        },
        only=None if quotes is None else {key for key, size in events.items() if size} | {*quotes},
    )


def sources(
    *, text: str = "", kind: str = "", outlet: str = "", as_of: date | None = None
) -> RegisterRows[Source]:
    """Sources as they were published, with ``mention_count`` and ``event_count``.

    ``relayed_count``: how many events others tell through it.

    The text is sought in titles, authors and outlets' names and aliases.
    ``outlet`` is a slug, or ``UNSTATED`` for sources whose publisher is not stated. With ``as_of``,
    those published by that day.
    """
    found = Source.objects.select_related("outlet").prefetch_related("draws_on")
    if kind:
        found = found.filter(kind=kind)
    if as_of:
        found = found.filter(latest__lte=as_of)
    if outlet == UNSTATED:
        found = found.filter(outlet__isnull=True)
    elif outlet:
        found = found.filter(outlet__slug=outlet)
    counts = select(Criteria()).registers
    return RegisterRows(
        holding(found, text, "title", "authors", "outlet__name", "outlet__aliases__name"),
        counts={
            "mention_count": lambda keys: counts.counts_of_sources(keys)[0],
            "event_count": lambda keys: counts.counts_of_sources(keys)[1],
            "relayed_count": lambda keys: _relayed(keys, as_of),
        },
    )


def unstated(as_of: date | None) -> int:
    """Of how many documents the publisher is not stated."""
    found = Source.objects.order_by().filter(outlet=None).exclude(document="")
    return found.filter(latest__lte=as_of).count() if as_of else found.count()


def outlets(criteria: Criteria) -> list[Outlet]:
    """Outlets by name, with ``source_count``: how many sources they published.

    With ``as_of``, those that sources published by that day are of, or tell through.
    """
    found, published = Outlet.objects.order_by(), Source.objects.order_by()
    if criteria.as_of is not None:
        tellers = select(Criteria(as_of=criteria.as_of)).tellings.by_outlets()
        found = found.filter(pk__in=tellers.keys())
        published = published.filter(latest__lte=criteria.as_of)
    counts = dict(published.values_list("outlet").annotate(sources=Count("pk")))
    # Databases order names each by a collation of its own.
    listed = sorted(found, key=lambda outlet: (fold(outlet.name), outlet.name))
    for outlet in listed:
        outlet.source_count = counts.get(outlet.pk, 0)  # type: ignore[attr-defined]
    return listed


@dataclass(frozen=True, slots=True)
class OutletEvents:
    """How many events an outlet's sources tell, and how many are told through it."""

    published: int
    through: int


def events_by_outlet(criteria: Criteria) -> dict[int, OutletEvents]:
    """For each outlet's primary key, the events it tells and those told through it.

    Of the criteria, only ``as_of`` counts.
    """
    counts = select(Criteria(as_of=criteria.as_of)).registers.events_by_outlet()
    return {key: OutletEvents(*some) for key, some in counts.items()}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which an actor is written, and how often each outlet's sources do so."""

    words: str
    outlets: list[tuple[str, int]]
    total: int


def spellings_of(actor: Actor, criteria: Criteria) -> list[Spelling]:
    """How sources write an actor, the commonest first; an outlet is named as on its documents."""
    told = Term.objects.order_by().filter(actor=actor)
    if criteria.as_of:
        told = told.filter(mention__in=tellings(criteria).values("pk"))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for words, outlet, times in told.values_list("words", "mention__source__outlet__name").annotate(
        times=Count("pk")
    ):
        written[words][outlet or "Publisher not stated"] += times
    found = [
        Spelling(words, sorted(by.items(), key=lambda item: (-item[1], item[0])), by.total())
        for words, by in written.items()
    ]
    return sorted(found, key=lambda spelling: (-spelling.total, spelling.words))


def companions_of(actor: Actor, criteria: Criteria, *, most: int = 12) -> list[tuple[Actor, int]]:
    """Those who take part in the same events, and in how many, the most first."""
    own = Criteria(actors=(actor.slug,), every_actor=True, as_of=criteria.as_of)
    found = select(own).facets.commonest_actors(most=most + 1)
    shared = {choice.value: choice.count for choice in found if choice.value != actor.slug}
    others = {other.slug: other for other in Actor.objects.filter(slug__in=shared)}
    return [(others[slug], shared[slug]) for slug in list(shared)[:most] if slug in others]


def _counting(sizes: Mapping[int, int]) -> Counting:
    return lambda keys: [sizes.get(key, 0) for key in keys]


def _relayed(keys: Sequence[int], as_of: date | None) -> Sequence[int]:
    """How many events are told through these sources."""
    told = tellings(Criteria(as_of=as_of)).filter(via__isnull=False)
    if len(keys) <= _ASKED_FOR:
        told = told.filter(via__in=keys)
    found = told.values_list("via").annotate(events=Count("event", distinct=True))
    return _counting(dict(found))(keys)


def _quotes(keys: Sequence[int]) -> Sequence[int]:
    """How many quotes these speakers have."""
    spoken = Quote.objects.order_by()
    if len(keys) <= _ASKED_FOR:
        spoken = spoken.filter(speaker__in=keys)
    return _counting(dict(spoken.values_list("speaker").annotate(times=Count("pk"))))(keys)
