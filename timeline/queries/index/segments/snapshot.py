"""All events: those numbered in the base, less what was touched since, and what was touched."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Protocol

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments import segment_view
from timeline.queries.index.segments.bitmaps import Numbers, bitmap, positions, span
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.segments.register_names import RegisterNames
from timeline.queries.index.segments.segment_view import SegmentView, positions_of

DAYS_KEPT = 2
"""Days asked about with ``as_of`` that are kept worked out."""


class Texts(Protocol):
    """What is told of a part's events."""

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling a folded term stands, but for names.

        With ``day`` only what sources published by then tell is looked at.
        """


@dataclass(frozen=True)
class Segment:
    """A part of all events: of its view all count here but for those ``gone``."""

    view: SegmentView
    gone: BitMap
    texts: Texts

    @cached_property
    def members(self) -> BitMap:
        """Those that count."""
        return self.view.present - self.gone


@dataclass(eq=False)
class Snapshot:
    """All events as they stand, now or on a day: one side or two, the second a small one."""

    sides: list[Segment]
    register: RegisterNames
    day: int | None

    @cached_property
    def actor_sizes(self) -> Counter[int]:
        """By actor, how many of the events there are."""
        sizes: Counter[int] = Counter()
        for side in self.sides:
            part = side.view.part
            whole = len(part.array("pk"))
            missing = whole - len(side.members)
            if missing > whole // 10:
                counts = np.zeros(whole, dtype=bool)
                counts[positions(side.members)] = True
                actors = part.array("p_actor")[counts[part.array("p_event")]]
                found, times = np.unique(actors, return_counts=True)
                sizes.update(dict(zip(found.tolist(), times.tolist(), strict=True)))
                continue
            sizes.update(part.family("actors").sizes)
            left_out = BitMap(range(whole)) - side.members
            events = part.array("p_event")
            for at in left_out:
                first, last = span(events, at)
                sizes.subtract(part.array("p_actor")[first:last].tolist())
        return sizes

    @cached_property
    def actors(self) -> list[int]:
        """The actors in any of the events, those in most first, then by name."""
        names, sizes = self.register.actors, self.actor_sizes
        known = [key for key in names if sizes[key] > 0]
        return sorted(known, key=lambda key: (-sizes[key], names[key][1]))

    @cached_property
    def actor_ranks(self) -> dict[int, int]:
        """The places of actors in that order."""
        return {key: rank for rank, key in enumerate(self.actors)}

    @cached_property
    def outlet_sizes(self) -> Counter[int]:
        """By outlet, how many of the events it tells or are told through it."""
        sizes: Counter[int] = Counter()
        for side in self.sides:
            for key in side.view.outlets:
                sizes[key] += side.members.intersection_cardinality(side.view.outlets[key])
        return sizes

    @cached_property
    def before(self) -> list[int]:
        """For each rank of the second side, the first side's rank before which it comes."""
        first, second = (side.view for side in self.sides)
        ranks = range(len(first))
        found = []
        for rank in range(len(second)):
            key = second.sort_key(rank)
            low, high = first.ranks_from([key[0], key[0] + 1])
            found.append(bisect_left(ranks, key, low, high, key=first.sort_key))
        return found

    @cached_property
    def sources(self) -> int:
        """How many sources tell any of the events."""
        first, *others = (_sources(side, self.day) for side in self.sides)
        return len(first) + sum(int(np.isin(some, first, invert=True).sum()) for some in others)


def _sources(side: Segment, day: int | None) -> Numbers:
    """The keys of the sources whose mentions of the side's events count."""
    part = side.view.part
    told = part.array("s_told").astype(np.int64)
    by_event, sources = part.array("m_event"), part.array("m_source")
    for at in side.gone:
        first, last = span(by_event, at)
        np.subtract.at(told, sources[first:last], 1)
    counts = told > 0
    if day is not None:
        # All events of a source that had come out by then are there: none is to be taken off.
        latest = part.array("s_latest")
        counts &= (latest > 0) & (latest <= day)
    return part.array("s_pk")[counts]


@dataclass
class SnapshotSeries:
    """The base and what was touched since, of one moment; never changed once made.

    ``touched``: the keys of events that the base has wrong, or not at all; ``patch`` has those of
    them that there are.
    """

    base: ColumnStore
    base_texts: Texts
    register: RegisterNames
    touched: Sequence[int] = ()
    patch: ColumnStore | None = None
    patch_texts: Texts | None = None
    _stands: OrderedDict[int | None, Snapshot] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stand(self, as_of: date | None) -> Snapshot:
        """All events as they stand now, or stood on a day."""
        day = as_of.toordinal() if as_of else None
        with self._lock:
            if day not in self._stands:
                self._stands[day] = self._made(day)
                days = [kept for kept in self._stands if kept is not None]
                if len(days) > DAYS_KEPT:
                    del self._stands[days[0]]
            self._stands.move_to_end(day)
            return self._stands[day]

    def _made(self, day: int | None) -> Snapshot:
        seen = self._view(self.base, day)
        gone = bitmap(positions_of(self.base, self.touched))
        sides = [Segment(seen, gone, self.base_texts)]
        if self.patch is not None:
            assert self.patch_texts is not None
            fresh = self._view(self.patch, day)
            sides.append(Segment(fresh, BitMap(), self.patch_texts))
        return Snapshot(sides, self.register, day)

    def _view(self, part: ColumnStore, day: int | None) -> SegmentView:
        return segment_view.now(part) if day is None else segment_view.as_of(part, day=day)


class OrderedEvents:
    """Some events in the order of time, across the sides of a stand."""

    def __init__(self, stand: Snapshot, ranks: list[BitMap]) -> None:
        self._stand = stand
        self._ranks = ranks

    def __len__(self) -> int:
        return sum(len(ranks) for ranks in self._ranks)

    @cached_property
    def _between(self) -> list[int]:
        """The places that the second side's events have in the line."""
        first, second = self._ranks
        before = self._stand.before
        return [
            number + (first.rank(before[rank] - 1) if before[rank] else 0)
            for number, rank in enumerate(second)
        ]

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys from one place to before another."""
        views = [side.view for side in self._stand.sides]
        stop = min(stop, len(self))
        if start >= stop:
            return []
        if len(views) == 1 or not self._ranks[1]:
            return views[0].keys(self._ranks[0][start:stop])
        low, high = bisect_left(self._between, start), bisect_left(self._between, stop)
        others = views[1].keys(self._ranks[1][low:high])
        found = iter(views[0].keys(self._ranks[0][start - low : stop - high]))
        put = dict(zip(self._between[low:high], others, strict=True))
        return [put[place] if place in put else next(found) for place in range(start, stop)]

    def place_of(self, key: int) -> int | None:
        """The place of an event in the line, if it is there."""
        for number, side in reversed(list(enumerate(self._stand.sides))):
            rank = side.view.rank_of(key)
            if rank is None or rank not in self._ranks[number]:
                continue
            own = self._ranks[number].rank(rank) - 1
            if len(self._ranks) == 1 or not self._ranks[1]:
                return own
            if number:
                return self._between[own]
            return own + bisect_left(
                range(len(self._between)), own + 1, key=lambda n: self._between[n] - n
            )
        return None

    @property
    def extent(self) -> tuple[int, int] | None:
        """The days by which the first and the last event are ordered."""
        days = [
            side.view.sort_key(rank)[0]
            for side, ranks in zip(self._stand.sides, self._ranks, strict=True)
            if ranks
            for rank in (ranks.min(), ranks.max())
        ]
        return (min(days), max(days)) if days else None

    def edges(self, days: Sequence[int]) -> list[list[int]]:
        """For each side the ranks from which on events are ordered by these days or later."""
        return [side.view.ranks_from(days) for side in self._stand.sides]

    def between(self, edges: Sequence[Sequence[int]]) -> list[int]:
        """How many of the line's events lie between one of the edges and the next."""
        counts = [0] * (len(edges[0]) - 1)
        for ranks, own in zip(self._ranks, edges, strict=True):
            if not ranks:
                continue
            for number, (first, last) in enumerate(pairwise(own)):
                if first < last:
                    counts[number] += ranks.range_cardinality(first, last)
        return counts

    def part(self, first: int, last: int) -> OrderedEvents:
        """Those of the line that are ordered by a day from the first to before the last."""
        stretches = []
        for side, ranks in zip(self._stand.sides, self._ranks, strict=True):
            low, high = side.view.ranks_from([first, last])
            stretches.append(ranks & BitMap(range(low, high)))
        return OrderedEvents(self._stand, stretches)
