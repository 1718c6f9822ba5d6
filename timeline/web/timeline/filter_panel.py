"""What the filter offers beside a list, each value with its count, and the filters that are on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from timeline.domain.criteria import Criteria, Facet
from timeline.domain.text.folding import by_name
from timeline.domain.time.formatting import say
from timeline.queries.selection import FacetValue, Flagged, Selection
from timeline.web.http import addresses
from timeline.web.timeline.as_of import in_words
from timeline.web.timeline.filter_form import FLAGS, OUTLETS_OFFERED, SORTS, FilterRequest

ACTORS_SHOWN = 8
"""Actors offered at once; more open on request."""

ACTORS_OFFERED = 48
"""Actors in most events, up to which they open on request; the rest are found by name."""

OUTLETS_SHOWN = 14
"""Outlets offered at once; more open on request."""

MOST_FOUND = 12
"""Actors, outlets or places shown of those that have the words asked for in a name."""

TAGS_SHOWN, TAGS_OFFERED = 8, 100
"""Tags of most events offered at once, and up to which they open on request."""

PLACES_SHOWN, PLACES_OFFERED = 8, 24
"""Places of most events offered at once, and up to which they open on request."""

KINDS_SHOWN = 6
"""Kinds of event offered at once; the rest open on request."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NameFinder:
    """The search for the name of an actor, an outlet or a place, where there are too many to offer
    all.

    ``name`` is the parameter, ``text`` what was typed, ``found`` those of most events that have it
    in a name, and ``all`` how many there are.
    """

    name: str
    text: str
    found: list[FacetValue]
    all: int


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """The filter's fields. ``count``: how many events are selected; ``flags``: how many there would
    be with each flag set; ``more_actors``, ``more_outlets``, ``more_kinds``, ``more_tags`` and
    ``more_places`` open on request. ``sorts``: the orders that there are, each with whether it is
    the list's.
    """

    criteria: Criteria
    typed: QueryDict
    errors: dict[str, list[str]]
    count: int
    actors: list[FacetValue]
    more_actors: list[FacetValue]
    finder: NameFinder | None
    outlets: list[FacetValue]
    more_outlets: list[FacetValue]
    outlet_finder: NameFinder | None
    kinds: list[FacetValue]
    more_kinds: list[FacetValue]
    tags: list[FacetValue]
    more_tags: list[FacetValue]
    places: list[FacetValue]
    more_places: list[FacetValue]
    place_finder: NameFinder | None
    sorts: list[tuple[str, str, bool]]
    flags: dict[Flagged, int]
    chips: list[Chip]

    @property
    def box_chosen(self) -> list[str]:
        """The box of coordinates, in words, if one is on."""
        return [label for label, _ in _less_box(self.criteria)]

    @property
    def dates_chosen(self) -> list[str]:
        """What is on of a range of days, in words."""
        return [label for label, _ in _less_dates(self.criteria)]

    @property
    def flags_chosen(self) -> list[str]:
        """What is on of how events are told, and of their importance, in words."""
        return [label for label, _ in _less_flags(self.criteria)]

    @property
    def order_chosen(self) -> list[str]:
        """The order, if it is another than that of time."""
        return [label for value, label, chosen in self.sorts if value and chosen]


def filter_panel(
    selection: Selection,
    asked: FilterRequest,
    *,
    address: Callable[[Criteria], str] = addresses.of_selection,
) -> FilterPanel:
    """The fields for a selection; ``address`` gives the page's address for other criteria."""
    criteria = selection.criteria
    facets = selection.facets
    told = by_count(added(facets.outlets(), selection, "outlets"))
    offered: dict[Facet, list[FacetValue]] = {
        "actors": _actors(selection),
        "outlets": told[: max(OUTLETS_OFFERED, len(criteria.outlets))],
        "kinds": by_count(added(facets.kinds(), selection, "kinds")),
        "tags": by_count(named(added(facets.tags(most=TAGS_OFFERED), selection, "tags"))),
        "places": by_count(named(added(facets.places(most=PLACES_OFFERED), selection, "places"))),
    }
    actors, more_actors = parted(offered["actors"], ACTORS_SHOWN)
    outlets, more_outlets = parted(offered["outlets"], OUTLETS_SHOWN)
    kinds, more_kinds = parted(offered["kinds"], KINDS_SHOWN)
    tags, more_tags = parted(offered["tags"], TAGS_SHOWN)
    places, more_places = parted(offered["places"], PLACES_SHOWN)
    return FilterPanel(
        criteria=criteria,
        typed=asked.typed,
        errors=asked.errors,
        count=selection.count,
        actors=actors,
        more_actors=more_actors,
        finder=actor_finder(selection, asked),
        outlets=outlets,
        more_outlets=more_outlets,
        outlet_finder=_outlet_finder(selection, asked, len(told)),
        kinds=kinds,
        more_kinds=more_kinds,
        tags=tags,
        more_tags=more_tags,
        places=places,
        more_places=more_places,
        place_finder=place_finder(selection, asked),
        sorts=[(value, label, value == criteria.sort) for value, label in SORTS],
        flags={flag: selection.flagged(flag) for flag in FLAGS},
        chips=[Chip(label, address(rest)) for label, rest in _less_one(criteria, offered)],
    )


def actor_finder(selection: Selection, asked: FilterRequest) -> NameFinder | None:
    """The search for an actor, where there are more than are offered."""
    text, count = asked.actor_name, selection.actor_count
    if count <= ACTORS_OFFERED:
        return None
    found = selection.facets.actors_named(text, most=MOST_FOUND) if text else []
    return _finder("find", text, named(added(found, selection, "actors")), count)


def outlet_finder(selection: Selection, asked: FilterRequest) -> NameFinder | None:
    """The search for an outlet, where there are more than are offered."""
    return _outlet_finder(selection, asked, len(selection.facets.outlets()))


def _outlet_finder(selection: Selection, asked: FilterRequest, count: int) -> NameFinder | None:
    text = asked.outlet_name
    if count <= OUTLETS_OFFERED:
        return None
    found = selection.facets.outlets_named(text) if text else []
    found = added(found, selection, "outlets")
    return _finder("find_outlet", text, found, count)


def _finder(name: str, text: str, found: list[FacetValue], count: int) -> NameFinder:
    # Those chosen stand in the list above; a second box could not be unticked by itself.
    others = [choice for choice in by_count(found) if not choice.chosen]
    return NameFinder(name, text, others[:MOST_FOUND], count)


def place_finder(selection: Selection, asked: FilterRequest) -> NameFinder | None:
    """The search for a place, where there are more than are offered."""
    text, count = asked.place_name, len(selection.registers.events_by_place())
    if count <= PLACES_OFFERED:
        return None
    found = selection.facets.places_named(text, most=MOST_FOUND) if text else []
    return _finder("find_place", text, named(added(found, selection, "places")), count)


def _actors(selection: Selection) -> list[FacetValue]:
    """Actors in most events, and of many actors those in most of the events selected."""
    found = selection.facets.actors(most=ACTORS_OFFERED)
    if selection.actor_count > ACTORS_OFFERED and not selection.criteria.is_empty:
        offered = {choice.value for choice in found}
        common = selection.facets.commonest_actors(most=ACTORS_SHOWN)
        found += [choice for choice in common if choice.value not in offered]
    return by_count(named(added(found, selection, "actors")))


def added(offered: list[FacetValue], selection: Selection, facet: Facet) -> list[FacetValue]:
    """A facet's values; where one is chosen and any may hold, each with what it would add."""
    criteria = selection.criteria
    every = facet == "actors" and criteria.every_actor
    if every or not getattr(criteria, facet):
        return offered
    return adding(offered, selection.count)


def adding(offered: list[FacetValue], count: int) -> list[FacetValue]:
    """Values of which others are chosen, each with what it would add to a list of so many."""
    return [
        choice if choice.chosen else replace(choice, count=choice.count - count, adds=True)
        for choice in offered
    ]


def by_count(offered: list[FacetValue]) -> list[FacetValue]:
    """Values that are chosen, then the others, those with most events first; of the same number, in
    the order that they have.
    """
    return sorted(offered, key=lambda choice: (not choice.chosen, -choice.count))


def named(offered: list[FacetValue]) -> list[FacetValue]:
    """Values in the order of their names."""
    return sorted(offered, key=lambda choice: by_name(choice.label))


def parted(offered: list[FacetValue], most: int) -> tuple[list[FacetValue], list[FacetValue]]:
    """The first ``most`` and those chosen, and the rest, in the order they have."""
    shown = [choice for place, choice in enumerate(offered) if place < most or choice.chosen]
    values = {choice.value for choice in shown}
    return shown, [choice for choice in offered if choice.value not in values]


def _less_one(
    criteria: Criteria, offered: dict[Facet, list[FacetValue]]
) -> Iterator[tuple[str, Criteria]]:
    """Each filter that is on, in words, with the criteria without it."""
    for facet, choices in offered.items():
        for choice in choices:
            if choice.chosen:
                yield choice.label, criteria.without(facet, choice.value)
    if criteria.every_actor and len(criteria.actors) > 1:
        yield "all of these actors", replace(criteria, every_actor=False)
    yield from _less_box(criteria)
    yield from _less_dates(criteria)
    if criteria.text:
        yield f"“{criteria.text}”", replace(criteria, text="")
    yield from _less_flags(criteria)
    if criteria.as_of:
        yield f"as of {in_words(criteria.as_of)}", replace(criteria, as_of=None)


def _less_box(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    if criteria.box:
        yield f"coordinates within {criteria.box}", replace(criteria, box=None)


def _less_dates(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    if criteria.since:
        yield f"from {say(criteria.since.interval)}", replace(criteria, since=None)
    if criteria.until:
        yield f"to {say(criteria.until.interval)}", replace(criteria, until=None)
    if criteria.surely and criteria.has_dates:
        yield "surely in range", replace(criteria, surely=False)


def _less_flags(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    for flag, label in FLAGS.items():
        if getattr(criteria, flag):
            unset: dict[str, Any] = {flag: False}
            yield label, replace(criteria, **unset)
    if criteria.importance > 1:
        yield f"importance {criteria.importance} or more", replace(criteria, importance=0)
