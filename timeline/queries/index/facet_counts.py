"""For each value that a filter offers, how many events there would be with it added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappush, heapreplace

from pyroaring import BitMap

from timeline.domain.criteria import Facet
from timeline.domain.text.folding import terms
from timeline.queries.index.matched_events import MatchedEvents, in_places
from timeline.queries.index.segments.column_store import named
from timeline.queries.index.segments.snapshot import Segment
from timeline.queries.selection import FacetValue

_MembersOf = Callable[[Segment, int], BitMap]
"""The events of a segment that have a facet's value, by its key."""


class FacetCounts:
    """The facets of the events that match."""

    def __init__(self, matched: MatchedEvents) -> None:
        self._matched = matched
        self._snapshot = matched.snapshot

    def actors(self, *, most: int | None = None) -> list[FacetValue]:
        names, ranks = self._snapshot.register.actors, self._snapshot.actor_ranks
        shown = {*self._snapshot.actors[:most], *self._matched.actor_keys}
        # Chosen ones that no event has come last, as in any order by size.
        order = sorted(shown, key=lambda key: (ranks.get(key, len(ranks)), names[key][1]))
        return self._of_actors(order)

    def actors_named(self, text: str, *, most: int) -> list[FacetValue]:
        found = _having(text, self._snapshot.register.named)
        order = [key for key in self._snapshot.actors if key in found]
        return self._of_actors(order[:most])

    def commonest_actors(self, *, most: int) -> list[FacetValue]:
        sizes, names = self._snapshot.actor_sizes, self._snapshot.register.actors
        best: list[tuple[int, _Backwards, int]] = []
        for key in self._snapshot.actors:
            # No actor is in more of these events than in all of them: the rest can't be better.
            if len(best) == most and sizes[key] < best[0][0]:
                break
            count = sum(
                some.intersection_cardinality(_of_actor(segment, key))
                for segment, some in self._matched.by_segment
            )
            if count:
                entry = (count, _Backwards(names[key][1]), key)
                if len(best) < most:
                    heappush(best, entry)
                elif entry > best[0]:
                    heapreplace(best, entry)
        return self._of_actors([key for _, _, key in sorted(best, reverse=True)])

    def outlets(self) -> list[FacetValue]:
        return self._of_outlets(self._snapshot.register.outlets)

    def outlets_named(self, text: str) -> list[FacetValue]:
        register = self._snapshot.register
        found = _having(text, register.outlets_named)
        return self._of_outlets(key for key in register.outlets if key in found)

    def kinds(self) -> list[FacetValue]:
        kinds, wanted = self._snapshot.register.kinds, self._matched.criteria.kinds
        every = list(kinds)

        def members(segment: Segment, number: int) -> BitMap:
            return named(segment.columns, "kinds", every[number])

        def has_any(number: int) -> bool:
            return any(one.members.intersect(members(one, number)) for one in segments)

        segments = self._snapshot.segments
        chosen = [number for number, slug in enumerate(every) if slug in wanted]
        count = self._added("kinds", members, chosen)
        return [
            FacetValue(slug, name, count(number), number in chosen, sign=sign)
            for number, (slug, (name, sign, hidden)) in enumerate(kinds.items())
            if number in chosen or (not hidden and has_any(number))
        ]

    def tags(self, *, most: int) -> list[FacetValue]:
        chosen, sizes = self._matched.tag_keys, self._snapshot.tag_sizes
        names = self._snapshot.register.tags
        order = sorted((key for key in names if sizes[key]), key=lambda key: -sizes[key])[:most]
        order += [key for key in chosen if key not in order]
        count = self._added("tags", lambda s, key: s.columns.postings("tags")[key], chosen)
        return [FacetValue(*names[key], count(key), key in chosen) for key in order]

    def places(self, *, most: int) -> list[FacetValue]:
        places, sizes = self._snapshot.register.places, self._snapshot.place_sizes
        chosen = {*self._matched.place_keys}
        some = (key for key in places.order if sizes[key] or key in chosen)
        ranked = enumerate(sorted(some, key=lambda key: -sizes[key]))
        return self._of_places([key for rank, key in ranked if rank < most or key in chosen])

    def places_named(self, text: str, *, most: int) -> list[FacetValue]:
        places, sizes = self._snapshot.register.places, self._snapshot.place_sizes
        sought = terms(text)
        found = {key for key in places.order if sizes[key]} if sought else set()
        for term in sought:
            found &= set(places.named(term))
        order = sorted((k for k in places.order if k in found), key=lambda key: -sizes[key])
        return self._of_places(order[:most])

    def _of_places(self, keys: Iterable[int]) -> list[FacetValue]:
        chosen, places = self._matched.place_keys, self._snapshot.register.places
        count = self._added("places", lambda s, key: in_places(s, places.inside([key])), chosen)
        return [
            FacetValue(places.rows[key].slug, places.label(key), count(key), key in chosen)
            for key in keys
        ]

    def _of_actors(self, keys: Iterable[int]) -> list[FacetValue]:
        chosen, names = self._matched.actor_keys, self._snapshot.register.actors
        count = self._added("actors", _of_actor, chosen)
        return [FacetValue(*names[key], count(key), key in chosen) for key in keys]

    def _of_outlets(self, keys: Iterable[int]) -> list[FacetValue]:
        chosen, sizes = self._matched.outlet_keys, self._snapshot.outlet_sizes
        names = self._snapshot.register.outlets
        count = self._added("outlets", lambda segment, key: segment.view.outlets[key], chosen)
        return [
            FacetValue(slug, name, count(key), key in chosen, colour)
            for key, (slug, name, colour) in ((key, names[key]) for key in keys)
            if sizes[key] or key in chosen
        ]

    def _added(
        self, facet: Facet, members: _MembersOf, chosen: Iterable[int]
    ) -> Callable[[int], int]:
        """What gives the size of the selection with a value of a facet added to its criteria."""
        segments = self._snapshot.segments
        rest, already = self._matched.members, 0
        if facet != "actors" or not self._matched.criteria.every_actor:
            others = self._matched.but_for(facet)
            inside = [
                some.intersection(BitMap().union(*(members(segment, key) for key in chosen)))
                for segment, some in zip(segments, others, strict=True)
            ]
            rest = [some - found for some, found in zip(others, inside, strict=True)]
            already = sum(map(len, inside))

        def count(key: int) -> int:
            added = (
                some.intersection_cardinality(members(segment, key))
                for segment, some in zip(segments, rest, strict=True)
            )
            return already + sum(added)

        return count


class _Backwards(str):
    """A text that sorts the other way round, so that of equal numbers the first name is best."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)


def _having(text: str, named: Callable[[str], Iterator[int]]) -> set[int]:
    """The keys that ``named`` gives for each term of a text; none where it has no term."""
    sought = terms(text)
    return set.intersection(*(set(named(term)) for term in sought)) if sought else set()


def _of_actor(segment: Segment, actor: int) -> BitMap:
    return segment.columns.postings("actors")[actor]
