"""For each value that a filter offers, how many events there would be with it added."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from heapq import heappush, heapreplace

from pyroaring import BitMap

from timeline.domain.criteria import UNSTATED, Facet
from timeline.domain.text.folding import terms
from timeline.models import Event
from timeline.queries.index.segments.column_store import named
from timeline.queries.index.segments.snapshot import Segment
from timeline.queries.index.selection import Selection, outlet_key
from timeline.queries.index.tellings.mention_columns import STATED_NOWHERE

_Members = Callable[[Segment, int], BitMap]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its slug, its name, and how many events the list would have with it.

    For a value that is chosen already, ``count`` is the list as it stands. ``colour`` is an
    outlet's place in the colour set, ``None`` elsewhere and for "Publisher not stated".
    """

    value: str
    label: str
    count: int
    chosen: bool
    colour: int | None = None


def actors(selection: Selection, *, most: int | None = None) -> list[FacetValue]:
    """The ``most`` actors in most events of the whole story, and those chosen, in that order."""
    stand = selection.stand
    names, ranks = stand.register.actors, stand.actor_ranks
    shown = {*stand.actors[:most], *_chosen_actors(selection)}
    # Chosen ones that no event has come last, as in any order by size.
    order = sorted(shown, key=lambda key: (ranks.get(key, len(ranks)), names[key][1]))
    return _of_actors(selection, order)


def actors_named(selection: Selection, text: str, *, most: int) -> list[FacetValue]:
    """The ``most`` actors in most events of the whole story whose names have the text's terms.

    None where the text has no term.
    """
    register = selection.stand.register
    sought = terms(text)
    found = set(register.actors if sought else ())
    for term in sought:
        found &= set(register.named(term))
    order = [key for key in selection.stand.actors if key in found]
    return _of_actors(selection, order[:most])


def commonest(selection: Selection, *, most: int) -> list[FacetValue]:
    """The ``most`` actors in most of the events selected, those of the same number by name."""
    stand = selection.stand
    sizes, names = stand.actor_sizes, stand.register.actors
    best: list[tuple[int, _Backwards, int]] = []
    for key in stand.actors:
        # No actor is in more of these events than in all of them: the rest can't be better.
        if len(best) == most and sizes[key] < best[0][0]:
            break
        count = sum(
            members.intersection_cardinality(_in_events(side, key))
            for side, members in zip(stand.sides, selection.members, strict=True)
        )
        if count:
            entry = (count, _Backwards(names[key][1]), key)
            if len(best) < most:
                heappush(best, entry)
            elif entry > best[0]:
                heapreplace(best, entry)
    return _of_actors(selection, [key for _, _, key in sorted(best, reverse=True)])


def outlets(selection: Selection) -> list[FacetValue]:
    """Outlets by name, then documents whose publisher is not stated."""
    stand = selection.stand
    chosen = {outlet_key(stand, slug) for slug in selection.criteria.outlets}
    known: list[tuple[int, str, str, int | None]] = [
        (key, *row) for key, row in stand.register.outlets.items()
    ]
    known.append((STATED_NOWHERE, UNSTATED, "Publisher not stated", None))
    count = _added(
        selection,
        "outlets",
        lambda side, key: side.view.outlets[key],
        chosen=[key for key in chosen if key is not None],
    )
    sizes = stand.outlet_sizes
    return [
        FacetValue(slug, name, count(key), key in chosen, colour)
        for key, slug, name, colour in known
        if sizes[key] or key in chosen
    ]


def kinds(selection: Selection) -> list[FacetValue]:
    """Kinds of event, in their own order."""
    every = list(Event.Kind)

    def members(side: Segment, number: int) -> BitMap:
        return named(side.view.part, "kinds", every[number].value)

    wanted = selection.criteria.kinds
    chosen = [number for number, kind in enumerate(every) if kind.value in wanted]
    count = _added(selection, "kinds", members, chosen=chosen)
    return [
        FacetValue(kind.value, str(kind.label), count(number), number in chosen)
        for number, kind in enumerate(every)
        if number in chosen
        or any(side.members.intersect(members(side, number)) for side in selection.stand.sides)
    ]


class _Backwards(str):
    """A text that sorts the other way round, so that of equal numbers the first name is best."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)


def _of_actors(selection: Selection, keys: Iterable[int]) -> list[FacetValue]:
    chosen = _chosen_actors(selection)
    count = _added(selection, "actors", _in_events, chosen=chosen)
    names = selection.stand.register.actors
    return [FacetValue(*names[key], count(key), key in chosen) for key in keys]


def _chosen_actors(selection: Selection) -> set[int]:
    keys = selection.stand.register.actor_keys
    return {keys[slug] for slug in selection.criteria.actors if slug in keys}


def _in_events(side: Segment, actor: int) -> BitMap:
    return side.view.part.family("actors")[actor]


def _added(
    selection: Selection, facet: Facet, members: _Members, *, chosen: Iterable[int]
) -> Callable[[int], int]:
    """What gives the size of the selection with a value of a facet added to its criteria."""
    sides = selection.stand.sides
    others = selection.but_for(facet)
    if facet == "actors" and selection.criteria.every_actor:
        inside = selection.members if selection.criteria.actors else others
        rest, already = inside, 0
    else:
        inside = [
            reduce(BitMap.__or__, (some & members(side, key) for key in chosen), BitMap())
            for side, some in zip(sides, others, strict=True)
        ]
        rest = [some - found for some, found in zip(others, inside, strict=True)]
        already = sum(len(found) for found in inside)

    def count(key: int) -> int:
        added = (
            some.intersection_cardinality(members(side, key))
            for side, some in zip(sides, rest, strict=True)
        )
        return already + sum(added)

    return count
