"""A selection: the events that match criteria, counted, cut into pages and set against the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from typing import Literal

from pyroaring import BitMap

from timeline.domain.criteria import UNSTATED, Criteria, Facet
from timeline.domain.text.folding import terms
from timeline.queries.index.segments.column_store import named
from timeline.queries.index.segments.event_segment import NEVER
from timeline.queries.index.segments.snapshot import (
    OrderedEvents,
    Segment,
    Snapshot,
    SnapshotSeries,
)
from timeline.queries.index.tellings.mention_columns import STATED_NOWHERE

Flagged = Literal["disputed", "retold", "corroborated"]
Narrowed = Literal["disputed", "date", "place", "actor", "figure", "dated", "bounded"]
"""What a selection can be narrowed to: disputed at all, or about a date, a place, an actor or a
figure; with any date; with both a first and a last day."""
Unit = Literal["years", "months"]


@dataclass(frozen=True, slots=True)
class Band:
    """Events told in one unit of time.

    ``number``: the year, or the months from the start of year 0. ``happened``: how many of them
    are in each stretch of the upper rail; ``count``: how many in all, the undated too.
    """

    number: int
    count: int
    happened: list[int]


@dataclass(frozen=True, slots=True)
class Totals:
    """All events as they stand, whatever the criteria select."""

    events: int
    sources: int
    outlets: int
    mentions: int


class Selection:
    """The events that match. ``opening``: the day on which the story opens; what sorts before it
    comes after the story's run, and the undated last, unless another order is asked for.
    """

    def __init__(
        self,
        whole: SnapshotSeries,
        criteria: Criteria,
        *,
        opening: date | None = None,
        to: Sequence[Narrowed] = (),
    ) -> None:
        self.criteria = criteria
        self.stand: Snapshot = whole.stand(criteria.as_of)
        self._whole = whole
        self._opening = opening.toordinal() if opening else 0
        self._to = tuple(to)
        self._sets = [_sets(side, criteria, self.stand) for side in self.stand.sides]
        for side, sets in zip(self.stand.sides, self._sets, strict=True):
            sets.update({f"to {word}": _narrowing(side, word) for word in self._to})
        self.members = self.but_for()

    def in_time(self) -> Selection:
        """The same events in the order of time alone, whatever order was asked for."""
        return Selection(self._whole, replace(self.criteria, sort=""), to=self._to)

    def narrowed(self, to: Narrowed) -> Selection:
        """Those of the events of which something is so, in the same order."""
        opening = date.fromordinal(self._opening) if self._opening else None
        return Selection(self._whole, self.criteria, opening=opening, to=[*self._to, to])

    @property
    def now(self) -> Snapshot:
        """All events as they stand now, even where the selection stands on a day."""
        return self._whole.stand(None)

    @cached_property
    def count(self) -> int:
        """How many events match."""
        return sum(len(members) for members in self.members)

    @cached_property
    def mentions(self) -> int:
        """How many mentions that count the events have."""
        return self._over(lambda side, members: side.view.mentions.total(members))

    @cached_property
    def untold(self) -> int:
        """How many of the events no mention that counts tells."""
        return self._over(lambda side, members: len(members - side.view.mentions.known))

    def ids(self, start: int, stop: int) -> list[int]:
        """The primary keys from one position to before another, in the page's order."""
        found: list[int] = []
        for block in self._blocks:
            size = len(block)
            if start < size and stop > 0:
                found += block.keys(max(0, start), stop)
            start, stop = start - size, stop - size
            if stop <= 0:
                break
        return found

    def place_of(self, key: int) -> int | None:
        """The position of an event in the page's order, ``None`` where it does not match."""
        before = 0
        for block in self._blocks:
            place = block.place_of(key)
            if place is not None:
                return before + place
            before += len(block)
        return None

    def sections(self) -> tuple[int, int, int]:
        """How many events are of the story's run, before it, and undated."""
        run, before, undated = (
            len(self._line.part(first, last)) for first, last in self._stretches()
        )
        return run, before, undated

    def holds(self, keys: Iterable[int]) -> set[int]:
        """Which of these events match."""
        return {key for key in keys if self._line.place_of(key) is not None}

    def flagged(self, flag: Flagged) -> int:
        """How many events there would be with a flag set."""
        return self._over(lambda side, members: len(members & _flag(side, flag)))

    def narrowed_count(self, to: Narrowed) -> int:
        """How many events there would be narrowed so."""
        return self._over(lambda side, members: len(members & _narrowing(side, to)))

    @cached_property
    def undated_left_out(self) -> int:
        """How many undated events match but for the range of days, which leaves them out."""
        if not self.criteria.has_dates:
            return 0
        return sum(
            len(members & side.view.flag("undated"))
            for side, members in zip(self.stand.sides, self.but_for("days"), strict=True)
        )

    @cached_property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last day by which dated events are ordered, as ordinals."""
        return self._line.part(0, NEVER).extent

    def happened(self, days: Sequence[int]) -> list[int]:
        """How many of the events sort from each day, as an ordinal, to before the next."""
        return self._line.between(self._line.edges(days))

    def told(self, days: Sequence[int], *, unit: Unit) -> list[Band]:
        """The events by when they were told, and each of those by when they happened.

        A source tells on the last day of its date, and never where that is open. An event told in
        several units is in each.
        """
        bands = []
        families = [side.view.told_in(unit) for side in self.stand.sides]
        edges = self._line.edges(days)
        for number in sorted({key for one in families for key in one}):
            found = [m & one[number] for one, m in zip(families, self.members, strict=True)]
            if count := sum(len(one) for one in found):
                happened = self._lined_up(found).between(edges)
                bands.append(Band(number, count, happened))
        return bands

    @cached_property
    def totals(self) -> Totals:
        """All events as they stand."""
        sides = self.stand.sides
        sizes = self.stand.outlet_sizes
        return Totals(
            events=sum(len(side.members) for side in sides),
            sources=self.stand.sources,
            outlets=sum(size > 0 for key, size in sizes.items() if key != STATED_NOWHERE),
            mentions=sum(side.view.mentions.total(side.members) for side in sides),
        )

    def but_for(self, *left_out: str) -> list[BitMap]:
        """The events of each side that match all but some of the criteria."""
        return [
            reduce(BitMap.__and__, (s for n, s in sets.items() if n not in left_out), side.members)
            for side, sets in zip(self.stand.sides, self._sets, strict=True)
        ]

    def sets_of(self, facet: Facet) -> list[BitMap | None]:
        """For each side the events that one facet's criteria alone select, if it has any."""
        return [sets.get(facet) for sets in self._sets]

    @cached_property
    def _line(self) -> OrderedEvents:
        return self._lined_up(self.members)

    def _lined_up(self, members: Iterable[BitMap]) -> OrderedEvents:
        ranks = [
            side.view.lined_up(some) for side, some in zip(self.stand.sides, members, strict=True)
        ]
        return OrderedEvents(self.stand, ranks)

    @cached_property
    def _blocks(self) -> list[OrderedEvents]:
        """The page's order: lines of time one after another."""
        if not self.criteria.sort:
            if not self._opening:
                return [self._line]
            return [self._line.part(first, last) for first, last in self._stretches()]
        name = "hands" if self.criteria.sort == "first-hand" else "tellers"
        families = [side.view.numbers(name) for side in self.stand.sides]
        numbers = sorted({key for one in families for key in one}, reverse=True)
        found = (
            [m & one[number] for one, m in zip(families, self.members, strict=True)]
            for number in numbers
        )
        return [self._lined_up(some) for some in found if any(some)]

    def _stretches(self) -> Iterator[tuple[int, int]]:
        yield self._opening, NEVER
        yield 0, self._opening
        yield NEVER, NEVER + 1

    def _over(self, count: Callable[[Segment, BitMap], int]) -> int:
        return sum(
            count(side, some) for side, some in zip(self.stand.sides, self.members, strict=True)
        )


def _sets(side: Segment, criteria: Criteria, stand: Snapshot) -> dict[str, BitMap]:
    """The events of a side that each of the criteria that are asked for selects by itself."""
    sets: dict[str, BitMap] = {}
    register = stand.register
    if criteria.actors:
        actors = side.view.part.family("actors")
        found = [actors[register.actor_keys.get(slug, 0)] for slug in criteria.actors]
        sets["actors"] = reduce(BitMap.__and__ if criteria.every_actor else BitMap.__or__, found)
    if criteria.outlets:
        keys = [outlet_key(stand, slug) for slug in criteria.outlets]
        outlets = side.view.outlets
        sets["outlets"] = reduce(
            BitMap.__or__, (outlets[key] for key in keys if key is not None), BitMap()
        )
    if criteria.kinds:
        part = side.view.part
        sets["kinds"] = reduce(
            BitMap.__or__, (named(part, "kinds", kind) for kind in criteria.kinds)
        )
    if criteria.has_dates:
        sets["days"] = _in_range(side, criteria)
    if criteria.text:
        for number, term in enumerate(terms(criteria.text)):
            sets[f"text {number}"] = _holding(side, term, stand)
    for flag in ("disputed", "retold", "corroborated"):
        if getattr(criteria, flag):
            sets[flag] = _flag(side, flag)
    return sets


def outlet_key(stand: Snapshot, slug: str) -> int | None:
    """An outlet's key by its slug."""
    return STATED_NOWHERE if slug == UNSTATED else stand.register.outlet_keys.get(slug)


def _holding(side: Segment, term: str, stand: Snapshot) -> BitMap:
    actors = side.view.part.family("actors")
    found = BitMap(side.texts.holding(term, day=stand.day))
    for actor in stand.register.named(term):
        found |= actors[actor]
    return found


def _flag(side: Segment, flag: str) -> BitMap:
    if flag == "disputed":
        return side.view.flag("contested") | side.view.flag("contradicted")
    return side.view.flag(flag)


def _narrowing(side: Segment, to: Narrowed) -> BitMap:
    view = side.view
    if to == "dated":
        return view.present - view.flag("undated")
    if to == "bounded":
        return view.starts.known & view.ends.known
    if to == "disputed":
        return _flag(side, to)
    return view.flag("contested" if to == "date" else to)


def _in_range(side: Segment, criteria: Criteria) -> BitMap:
    """Those that possibly, or with ``surely`` certainly, happened in the range of days."""
    first = criteria.since.interval.earliest if criteria.since else None
    last = criteria.until.interval.latest if criteria.until else None
    starts, ends = side.view.starts, side.view.ends
    found = side.members - side.view.flag("undated")
    if criteria.surely:
        if first is not None:
            found &= starts.at_least(first.toordinal())
        if last is not None:
            found &= ends.at_most(last.toordinal())
        return found
    if first is not None:
        found -= ends.at_most(first.toordinal() - 1)
    if last is not None:
        found -= starts.at_least(last.toordinal() + 1)
    return found
