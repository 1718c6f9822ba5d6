"""The registers: actors, outlets, places and sources, with what a table says of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.text.folding import by_name
from timeline.models import Actor, Outlet, Place, Source, Term
from timeline.queries.as_of import in_story, tellings
from timeline.queries.database.kept_by_version import kept
from timeline.queries.database.prepared_rows import rows
from timeline.queries.index import select, select_each
from timeline.queries.plain_events import plain_sources
from timeline.queries.publishing.scope import SharedStory, current
from timeline.queries.registers.register_rows import Counting, RegisterRows
from timeline.queries.registers.story_sources import story_sources
from timeline.queries.search import holding
from timeline.queries.selection import Selection

ALL = Criteria()
"""The whole archive as it stands."""


def actors(of: Criteria = ALL, *, text: str = "", kind: str = "") -> RegisterRows[Actor]:
    """Actors with ``event_count`` and ``quote_count``; the text is sought in names and aliases.

    Of the criteria ``of``, ``story`` and ``as_of`` count. Within a story that is not the whole
    archive, those are there who take part or speak in it. With ``as_of``, those are there of whom
    sources published by that day tell, counted from those alone.
    """
    found = Actor.objects.prefetch_related("aliases")
    if kind:
        found = found.filter(kind=kind)
    found = holding(found, text, "name", "aliases__name")
    counts = select(of.unfiltered).registers
    events = counts.events_by_actor()
    quotes = counts.quotes_by_speaker()
    has_part = of.as_of or _has_part_alone(of)
    here = {key for key, size in events.items() if size} | {*quotes}
    return RegisterRows(
        found,
        counts={
            "event_count": _counting(events),
            "quote_count": _counting(quotes),
        },
        only=here if has_part else None,
    )


def sources(
    of: Criteria = ALL, *, text: str = "", kind: str = "", outlet: str = ""
) -> RegisterRows[Source]:
    """Sources as they were published, with ``mention_count`` and ``event_count``.

    ``relayed_count``: how many events others tell through it. ``drawn``: slug and title of each
    source that it draws on.

    The text is sought in titles, authors, values and outlets' names and aliases.
    ``outlet`` is a slug, or ``UNSTATED`` for sources whose publisher is not stated. Of the criteria
    ``of``, ``story`` and ``as_of`` count: within a story that is not the whole archive, its own
    sources are there; with ``as_of``, those that were published by that day.
    """
    found: QuerySet[Source] = Source.objects.select_related("outlet")
    if kind:
        found = found.filter(kind=kind)
    if of.as_of:
        found = found.filter(latest__lte=of.as_of)
    if outlet == UNSTATED:
        found = found.filter(outlet__isnull=True)
    elif outlet:
        found = found.filter(outlet__slug=outlet)
    selection = select(of.unfiltered)
    counts = selection.registers
    found = holding(
        found, text, "title", "authors", "named_values", "outlet__name", "outlet__aliases__name"
    )
    only: frozenset[int] | None = None
    if _has_part_alone(of):
        known = story_sources(of.story)
        found = known.of(found)
        # So few are sorted once, by their keys, instead of for their number and again for a page.
        only = known.own if known.is_small else None
    return RegisterRows(
        found,
        counts={
            "mention_count": lambda keys: counts.counts_of_sources(keys)[0],
            "event_count": lambda keys: counts.counts_of_sources(keys)[1],
            "relayed_count": lambda keys: _relayed(keys, selection),
            "drawn": _drawn,
        },
        only=only,
        plain=plain_sources,
    )


def places(of: Criteria = ALL, *, text: str = "") -> RegisterRows[Place]:
    """Places in which, or in what lies in them, anything happened, with ``event_count``.

    The text is sought in names and aliases. Of the criteria ``of``, ``story`` and ``as_of`` count.
    """
    found: QuerySet[Place] = Place.objects.select_related("lies_in").prefetch_related("aliases")
    found = holding(found, text, "name", "aliases__name")
    events = select(of.unfiltered).registers.events_by_place()
    here = {key for key, size in events.items() if size}
    return RegisterRows(found, counts={"event_count": _counting(events)}, only=here)


def parts_of(place: Place, of: Criteria) -> list[Place]:
    """The places that lie in another itself, of ``places``, by name."""
    return [one for one in places(of) if one.lies_in_id == place.pk]


def unstated(of: Criteria) -> int:
    """Of how many documents the publisher is not stated; within the story, by the day."""
    return kept(("unstated", of.story, of.as_of), lambda: _unstated(of))


def _unstated(of: Criteria) -> int:
    found = Source.objects.order_by().filter(outlet=None).exclude(document="")
    if of.as_of:
        found = found.filter(latest__lte=of.as_of)
    return (story_sources(of.story).of(found) if _has_part_alone(of) else found).count()


def outlets(of: Criteria = ALL, *, text: str = "", kind: str = "") -> RegisterRows[Outlet]:
    """Outlets with ``source_count``, how many sources they published, and ``published_count`` and
    ``through_count``, how many events these tell and how many are told through them; ``by_name`` is
    a name's place among all. The text is sought in names and aliases.

    Of the criteria ``of``, ``story`` and ``as_of`` count. With ``as_of``, those are there that
    sources published by that day are of, or tell through; within a story that is not the whole
    archive, those that its sources are of, or tell through.
    """
    counts, events = _sources_by_outlet(of), events_by_outlet(of)
    places = kept("places of outlets' names", _places_of_names)
    found = Outlet.objects.filter(kind=kind) if kind else Outlet.objects.all()
    return RegisterRows(
        holding(found, text, "name", "aliases__name"),
        counts={
            "by_name": _counting(places),
            "source_count": _counting(counts),
            "published_count": _counting({key: told.published for key, told in events.items()}),
            "through_count": _counting({key: told.through for key, told in events.items()}),
        },
        only={*counts, *events} if of.as_of or _has_part_alone(of) else None,
    )


def publishers(of: Criteria = ALL, *, text: str = "") -> RegisterRows[Outlet]:
    """The outlets that published any source, with ``source_count``; as ``outlets`` has them."""
    counts = _sources_by_outlet(of)
    return RegisterRows(
        holding(Outlet.objects.all(), text, "name", "aliases__name"),
        counts={"source_count": _counting(counts)},
        only={*counts},
    )


def _sources_by_outlet(of: Criteria) -> dict[int, int]:
    return kept(("sources by outlet", of.story, of.as_of), lambda: _by_outlet(of))


def _places_of_names() -> dict[int, int]:
    names = sorted(Outlet.objects.values_list("name", "pk"), key=lambda row: by_name(row[0]))
    return {key: place for place, (_, key) in enumerate(names)}


def _by_outlet(of: Criteria) -> dict[int, int]:
    published: QuerySet[Source] = Source.objects.order_by().exclude(outlet=None)
    if of.as_of is not None:
        published = published.filter(latest__lte=of.as_of)
    if _has_part_alone(of):
        published = story_sources(of.story).of(published)
    return dict(published.values_list("outlet").annotate(sources=Count("pk")))


@dataclass(frozen=True, slots=True)
class OutletEvents:
    """How many events an outlet's sources tell, and how many are told through it."""

    published: int
    through: int


def events_by_outlet(criteria: Criteria) -> dict[int, OutletEvents]:
    """For each outlet's primary key, the events it tells and those told through it.

    Of the criteria, only ``story`` and ``as_of`` count.
    """
    counts = select(criteria.unfiltered).registers.events_by_outlet()
    return {key: OutletEvents(*some) for key, some in counts.items()}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which an actor is written, and how often each outlet's sources do so."""

    words: str
    outlets: list[tuple[str, int]]
    total: int


def spellings_of(actor: Actor, criteria: Criteria) -> list[Spelling]:
    """How sources write an actor, the commonest first; an outlet is named as on its documents."""
    told = Term.objects.order_by().filter(in_story(criteria, event="mention__event"), actor=actor)
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
    own = replace(criteria.unfiltered, actors=(actor.slug,), every_actor=True)
    found = select(own).facets.commonest_actors(most=most + 1)
    shared = {choice.value: choice.count for choice in found if choice.value != actor.slug}
    others = {other.slug: other for other in Actor.objects.filter(slug__in=shared)}
    return [(others[slug], shared[slug]) for slug in list(shared)[:most] if slug in others]


def _has_part_alone(of: Criteria) -> bool:
    """Whether the criteria's story leaves out any event of the archive. One that is shared does:
    of the events of others nothing is seen there, so that they can't be counted.
    """
    if not of.story or isinstance(current(), SharedStory):
        return bool(of.story)
    here, every = select_each([Criteria(story=of.story), ALL])
    return here.count < every.count


def _counting(sizes: Mapping[int, int]) -> Counting:
    return lambda keys: [sizes.get(key, 0) for key in keys]


def _relayed(keys: Sequence[int], selection: Selection) -> Sequence[int]:
    """How many events are told through these sources."""
    through = selection.tellings.events_through(keys)
    return [len(through[key]) for key in keys]


def _drawn(keys: Sequence[int]) -> Sequence[list[tuple[str, str]]]:
    """Slug and title of each source that these draw on, in the order of sources."""
    found: dict[int, list[tuple[str, str]]] = {key: [] for key in keys}
    for key, slug, title in rows(_drawing, keys):
        found[key].append((slug, title))
    return list(found.values())


def _drawing(sources: Sequence[int]) -> QuerySet[Any, Any]:
    drawing = Source.draws_on.through.objects.filter(from_source__in=sources)
    in_order = Coalesce("to_source__earliest", "to_source__latest").asc(nulls_last=True)
    return drawing.order_by(in_order, "to_source__title", "to_source__slug").values_list(
        "from_source_id", "to_source__slug", "to_source__title"
    )
