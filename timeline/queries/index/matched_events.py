"""The events that match criteria, as a set for each segment, and in the page's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, reduce
from typing import Any

from pyroaring import BitMap

from timeline.domain.criteria import Criteria
from timeline.domain.text.folding import terms
from timeline.queries.index.segments.bitmaps import Postings
from timeline.queries.index.segments.column_store import named
from timeline.queries.index.segments.event_segment import NEVER
from timeline.queries.index.segments.ordered_events import BackwardsEvents, OrderedEvents
from timeline.queries.index.segments.snapshot import Segment, Snapshot, SnapshotSeries
from timeline.queries.selection import Narrowed

_UNDATED = (NEVER, NEVER + 1)
"""The days, from and to before, by which the undated are ordered."""


class MatchedEvents:
    """The events that match; ``opening`` is the day on which the story opens.

    ``story``: the key of the story that the criteria name, 0 for the whole archive. ``members``:
    their positions in each of the snapshot's segments. ``chosen``: the keys of the
    actors, outlets, tags and places that the criteria name, those of unknown slugs left out.
    """

    def __init__(
        self,
        series: SnapshotSeries,
        criteria: Criteria,
        *,
        opening: date | None = None,
        to: Sequence[Narrowed] = (),
    ) -> None:
        self.criteria = criteria
        self.series = series
        register = series.register
        self.story = register.key_of_story(criteria.story)
        self.snapshot: Snapshot = series.snapshot(criteria.as_of, story=self.story)
        self.actor_keys = register.keys_of_actors(criteria.actors)
        self.outlet_keys = register.keys_of_outlets(criteria.outlets)
        self.tag_keys = register.keys_of_tags(criteria.tags)
        self.place_keys = register.places.keys_of(criteria.places)
        self.opening = opening.toordinal() if opening else 0
        self.to = tuple(to)
        self._sets = [dict(self._criteria_sets(segment)) for segment in self.snapshot.segments]
        self.members = self.but_for()

    def asking(self, **changes: Any) -> MatchedEvents:
        """The events of the same moment that match other criteria."""
        return MatchedEvents(self.series, replace(self.criteria, **changes))

    @property
    def stories(self) -> list[int]:
        """The keys of the stories there are: the criteria's; of the whole archive all, or 0, which
        stands for all events, where it has none.
        """
        return (
            [self.story] if self.story else sorted(self.series.register.story_keys.values()) or [0]
        )

    @cached_property
    def count(self) -> int:
        """How many events match."""
        return sum(len(members) for members in self.members)

    @property
    def by_segment(self) -> Iterator[tuple[Segment, BitMap]]:
        """Each segment with the positions of its events that match."""
        return zip(self.snapshot.segments, self.members, strict=True)

    def over(self, count: Callable[[Segment, BitMap], int]) -> int:
        """A count of each segment's members, added up."""
        return sum(count(segment, members) for segment, members in self.by_segment)

    def but_for(self, *left_out: str) -> list[BitMap]:
        """The events of each segment that match all but some of the criteria."""
        return [
            reduce(BitMap.__and__, (s for n, s in sets.items() if n not in left_out), one.members)
            for one, sets in zip(self.snapshot.segments, self._sets, strict=True)
        ]

    @cached_property
    def in_order(self) -> OrderedEvents:
        """The events in the order of time."""
        return OrderedEvents.of(self.snapshot, self.members)

    @cached_property
    def blocks(self) -> list[OrderedEvents | BackwardsEvents]:
        """The page's order: stretches of the order of time, one after another, or from its end."""
        if self.criteria.sort == "newest":
            dated, undated = (self.in_order.within(*some) for some in ((0, NEVER), _UNDATED))
            return [dated.backwards(), undated]
        if not self.criteria.sort:
            days = self.section_days if self.opening else ()
            return [self.in_order.within(*some) for some in days] or [self.in_order]
        in_blocks = blocks(self.members, self.sorts)
        return [OrderedEvents.of(self.snapshot, some) for some in in_blocks]

    @property
    def section_days(self) -> tuple[tuple[int, int], ...]:
        """The days, from and to before, that are the story's run, before it, and the undated."""
        return (self.opening, NEVER), (0, self.opening), _UNDATED

    @property
    def sorts(self) -> list[list[Postings]]:
        """For each thing that criteria sort by, by segment, the events by how many tell them, or
        by their importance.
        """
        if self.criteria.sort in ("", "newest"):
            return []
        if self.criteria.sort == "importance":
            return [[one.columns.postings("importance") for one in self.snapshot.segments]]
        name = "hands" if self.criteria.sort == "first-hand" else "tellers"
        return [[segment.view.numbers(name) for segment in self.snapshot.segments]]

    def _criteria_sets(self, segment: Segment) -> Iterator[tuple[str, BitMap]]:
        """The events of a segment that each of the criteria selects by itself."""
        criteria, view = self.criteria, segment.view
        if criteria.actors:
            actors = segment.columns.postings("actors")
            found = [actors[key] for key in self.actor_keys]
            if not criteria.every_actor:
                yield "actors", BitMap().union(*found)
            elif len(found) < len(set(criteria.actors)):
                yield "actors", BitMap()
            else:
                yield "actors", reduce(BitMap.__and__, found)
        if criteria.outlets:
            yield "outlets", BitMap().union(*(view.outlets[key] for key in self.outlet_keys))
        if criteria.kinds:
            kinds = (named(segment.columns, "kinds", kind) for kind in criteria.kinds)
            yield "kinds", BitMap().union(*kinds)
        if criteria.tags:
            tags = segment.columns.postings("tags")
            yield "tags", BitMap().union(*(tags[key] for key in self.tag_keys))
        yield from self._place_sets(segment)
        if criteria.importance:
            by_number = segment.columns.postings("importance")
            enough = (by_number[key] for key in by_number if key >= criteria.importance)
            yield "importance", BitMap().union(*enough)
        if criteria.has_dates:
            yield "days", _in_range(segment, criteria)
        for number, term in enumerate(terms(criteria.text)):
            yield f"text {number}", self._holding(segment, term)
        for flag in ("disputed", "retold", "corroborated"):
            if getattr(criteria, flag):
                yield flag, flagged(segment, flag)
        for word in self.to:
            yield f"to {word}", narrowing(segment, word)

    def _place_sets(self, segment: Segment) -> Iterator[tuple[str, BitMap]]:
        """Likewise, by where they happened."""
        places = self.series.register.places
        if self.criteria.places:
            yield "places", in_places(segment, places.inside(self.place_keys))
        if self.criteria.box:
            yield "box", in_places(segment, places.within(self.criteria.box))

    def _holding(self, segment: Segment, term: str) -> BitMap:
        """The events in whose telling, or in a name of whose actors or place, a term stands."""
        actors, register = segment.columns.postings("actors"), self.snapshot.register
        called = (actors[key] for key in register.named(term))
        there = in_places(segment, register.places.named(term))
        return segment.texts.holding(term, day=self.snapshot.day).union(there, *called)


def blocks(members: list[BitMap], sorts: Sequence[list[Postings]]) -> Iterator[list[BitMap]]:
    """Events in stretches, those of the greatest number first, by one sort after another."""
    if not sorts:
        yield members
        return
    first, *rest = sorts
    for number in sorted({key for one in first for key in one}, reverse=True):
        found = [some & one[number] for one, some in zip(first, members, strict=True)]
        if any(found):
            yield from blocks(found, rest)


def page(of: Iterable[OrderedEvents | BackwardsEvents], start: int, stop: int) -> list[int]:
    """The keys of the events from one place to before another, of stretches one after another."""
    found: list[int] = []
    for some in of:
        size = len(some)
        if start < size and stop > 0:
            found += some.keys(max(0, start), stop)
        start, stop = start - size, stop - size
        if stop <= 0:
            break
    return found


def in_places(segment: Segment, keys: Iterable[int]) -> BitMap:
    """The events of a segment that happened in these places themselves."""
    places = segment.columns.postings("places")
    return BitMap().union(*(places[key] for key in keys))


def flagged(segment: Segment, flag: str) -> BitMap:
    """The events of a segment that have one of the criteria's flags."""
    if flag == "disputed":
        return segment.view.flag("contested") | segment.view.flag("contradicted")
    return segment.view.flag(flag)


def narrowing(segment: Segment, to: Narrowed) -> BitMap:
    """The events of a segment that a narrowing leaves."""
    view = segment.view
    if to == "dated":
        return view.present - view.flag("undated")
    if to == "bounded":
        return view.starts.known & view.ends.known
    if to == "disputed":
        return flagged(segment, to)
    return view.flag("contested" if to == "date" else to)


def _in_range(segment: Segment, criteria: Criteria) -> BitMap:
    """The events of which ``Interval.is_in`` is so for the range of days."""
    first, last = (day and day.toordinal() for day in criteria.days)
    starts, ends = segment.view.starts, segment.view.ends
    found = segment.members - segment.view.flag("undated")
    if criteria.surely:
        found = found & starts.at_least(first) if first else found
        return found & ends.at_most(last) if last else found
    found = found - ends.at_most(first - 1) if first else found
    return found - starts.at_least(last + 1) if last else found
