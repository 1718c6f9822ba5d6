"""Some events in the order of time, across the segments of a snapshot."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from pyroaring import BitMap

from timeline.queries.index.segments.event_segment import NEVER
from timeline.queries.index.segments.segment_view import TimeKey
from timeline.queries.index.segments.snapshot import Snapshot
from timeline.queries.selection import Bounds


class OrderedEvents:
    """Some events in the order of time; ``ranks`` are theirs in each segment."""

    def __init__(self, snapshot: Snapshot, ranks: Sequence[BitMap]) -> None:
        self._snapshot = snapshot
        self._ranks = ranks

    @classmethod
    def of(cls, snapshot: Snapshot, members: Iterable[BitMap]) -> OrderedEvents:
        """The events at some positions of each segment."""
        segments = zip(snapshot.segments, members, strict=True)
        return cls(snapshot, [segment.view.ranked(some) for segment, some in segments])

    def __len__(self) -> int:
        return sum(len(ranks) for ranks in self._ranks)

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys from one place, from 0, to before another."""
        views = [segment.view for segment in self._snapshot.segments]
        stop = min(stop, len(self))
        if start >= stop:
            return []
        if not self._has_patch:
            return views[0].keys(self._ranks[0][start:stop])
        low, high = bisect_left(self._patch_places, start), bisect_left(self._patch_places, stop)
        patch = views[1].keys(self._ranks[1][low:high])
        base = iter(views[0].keys(self._ranks[0][start - low : stop - high]))
        put = dict(zip(self._patch_places[low:high], patch, strict=True))
        return [put[place] if place in put else next(base) for place in range(start, stop)]

    def place_of(self, key: int) -> int | None:
        """The place of an event, given by its key, from 0; ``None`` where it is not among them."""
        for number, segment in reversed(list(enumerate(self._snapshot.segments))):
            rank = segment.view.rank_of(key)
            if rank is None or rank not in self._ranks[number]:
                continue
            own = self._ranks[number].rank(rank) - 1
            if not self._has_patch:
                return own
            places = self._patch_places
            if number:
                return places[own]
            return own + bisect_left(range(len(places)), own + 1, key=lambda n: places[n] - n)
        return None

    @property
    def extent(self) -> tuple[int, int] | None:
        """The days, ordinals, by which the first and the last event are ordered, if any is."""
        keys = self._outermost
        return (keys[0][0], keys[-1][0]) if keys else None

    @property
    def ends(self) -> tuple[Bounds, Bounds] | None:
        """Between which days, ordinals, the first and the last event lie, if any is there."""
        keys = self._outermost
        return (_bounds(keys[0]), _bounds(keys[-1])) if keys else None

    @property
    def _outermost(self) -> list[TimeKey]:
        """What the first and the last event of each segment are ordered by, in that order."""
        return sorted(
            segment.view.sort_key(rank)
            for segment, ranks in zip(self._snapshot.segments, self._ranks, strict=True)
            if ranks
            for rank in (ranks.min(), ranks.max())
        )

    def edges(self, days: Sequence[int]) -> list[list[int]]:
        """For each segment the ranks from which on events are ordered by these days or later."""
        return [segment.view.ranks_from(days) for segment in self._snapshot.segments]

    def between(self, edges: Sequence[Sequence[int]]) -> list[int]:
        """How many of the events lie between one of the ``edges`` and the next."""
        counts = [0] * (len(edges[0]) - 1)
        for ranks, own in zip(self._ranks, edges, strict=True):
            if not ranks:
                continue
            for number, (first, last) in enumerate(pairwise(own)):
                if first < last:
                    counts[number] += ranks.range_cardinality(first, last)
        return counts

    def within(self, first: int, last: int) -> OrderedEvents:
        """Those that are ordered by a day, an ordinal, from the first to before the last."""
        edges = self.edges([first, last])
        ranks = [r & BitMap(range(*own)) for r, own in zip(self._ranks, edges, strict=True)]
        return OrderedEvents(self._snapshot, ranks)

    def backwards(self) -> BackwardsEvents:
        """The same from the last to the first."""
        return BackwardsEvents(self)

    @property
    def _has_patch(self) -> bool:
        return len(self._ranks) > 1 and bool(self._ranks[1])

    @cached_property
    def _patch_places(self) -> list[int]:
        """The places that the patch's events have among all."""
        base, patch = self._ranks
        before = self._snapshot.before
        return [
            number + (base.rank(before[rank] - 1) if before[rank] else 0)
            for number, rank in enumerate(patch)
        ]


class BackwardsEvents:
    """Events in the order of time from its end."""

    def __init__(self, of: OrderedEvents) -> None:
        self._of = of

    def __len__(self) -> int:
        return len(self._of)

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys from one place, from 0, to before another."""
        count = len(self)
        return self._of.keys(max(0, count - stop), max(0, count - start))[::-1]

    def place_of(self, key: int) -> int | None:
        """The place of an event, given by its key, from 0; ``None`` where it is not among them."""
        place = self._of.place_of(key)
        return None if place is None else len(self) - 1 - place


def _bounds(key: TimeKey) -> Bounds:
    """The days between which an event lies that is ordered by a key."""
    start, end = (None if day == NEVER else day for day in (key[1], key[4]))
    return start, end
