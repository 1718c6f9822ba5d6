"""All events of one moment: those of the base segment, less what was touched since, and the patch.

A *segment* is a part of all events, numbered by itself. The base segment holds all events as they
were when it was made; the patch, which is small, those touched since. A *snapshot* is both as they
stand now or as of a day.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments import segment_view
from timeline.queries.index.segments.bitmaps import (
    Numbers,
    bitmap,
    equal_range,
    mask,
)
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.segments.mention_columns import published_by
from timeline.queries.index.segments.register_names import RegisterNames
from timeline.queries.index.segments.segment_view import SegmentView, positions_of

DAYS_KEPT = 2
"""Days asked about with ``as_of`` that are kept worked out."""
STORIES_KEPT = 64
"""Stories, now or as of one of those days, that are kept worked out."""


class Texts(Protocol):
    """What is told of a segment's events."""

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling, names apart, a folded term stands.

        With ``day``, an ordinal, only what sources published by then tell is looked at.
        """


@dataclass(frozen=True)
class Segment:
    """A part of all events: those of its view count here, but for the ``superseded``, which were
    touched since, and of which the patch tells. With ``story``, a key, only that story's count.
    """

    view: SegmentView
    superseded: BitMap
    texts: Texts
    story: int = 0

    @property
    def columns(self) -> ColumnStore:
        """What is known of its events."""
        return self.view.columns

    @property
    def size(self) -> int:
        """How many positions there are."""
        return len(self.columns.array("pk"))

    @cached_property
    def members(self) -> BitMap:
        """The positions of those that count."""
        found = self.view.present - self.superseded
        return found & self.columns.postings("stories")[self.story] if self.story else found


@dataclass(eq=False)
class Snapshot:
    """All events, or a story's, as they stand now or, with ``day``, an ordinal, as of that day.

    ``segments``: the base and, where anything was touched since, the patch. ``whole``: of a story,
    the snapshot of all events.
    """

    segments: list[Segment]
    register: RegisterNames
    day: int | None
    whole: Snapshot | None = None

    def of_story(self, story: int) -> Snapshot:
        """The events of a story, given by its key; the same snapshot where that has all of them."""
        segments = [replace(segment, story=story) for segment in self.segments]
        pairs = zip(segments, self.segments, strict=True)
        if all(len(some.members) == len(every.members) for some, every in pairs):
            return self
        return Snapshot(segments, self.register, self.day, whole=self)

    def memo_owner(self, segment: Segment) -> object:
        """For ``memoized``: what lasts as long as a segment's mentions that count are the same."""
        return segment.columns if self.day is None else segment.view

    @cached_property
    def actor_sizes(self) -> Counter[int]:
        """By actor's key, how many of the events there are; 0 for any other key."""
        sizes: Counter[int] = Counter()
        for segment in self.segments:
            columns = segment.columns
            events, actors = columns.array("p_event"), columns.array("p_actor")
            if segment.size - len(segment.members) > segment.size // 10:
                some = actors[mask(segment.members, segment.size)[events]]
                found, times = np.unique(some, return_counts=True)
                sizes.update(dict(zip(found.tolist(), times.tolist(), strict=True)))
                continue
            sizes.update(columns.postings("actors").sizes)
            for position in BitMap(range(segment.size)) - segment.members:
                first, last = equal_range(events, position)
                sizes.subtract(actors[first:last].tolist())
        return sizes

    @cached_property
    def actors(self) -> list[int]:
        """The keys of the actors in any of the events, those in most first, then by name."""
        names, sizes = self.register.actors, self.actor_sizes
        known = [key for key in names if sizes[key] > 0]
        return sorted(known, key=lambda key: (-sizes[key], names[key][1]))

    @cached_property
    def actor_ranks(self) -> dict[int, int]:
        """The places of actors in that order."""
        return {key: rank for rank, key in enumerate(self.actors)}

    @cached_property
    def outlet_sizes(self) -> Counter[int]:
        """By outlet's key, how many of the events it tells or are told through it."""
        sizes: Counter[int] = Counter()
        for segment in self.segments:
            outlets = segment.view.outlets
            for key in outlets:
                sizes[key] += segment.members.intersection_cardinality(outlets[key])
        return sizes

    @cached_property
    def tag_sizes(self) -> Counter[int]:
        """By tag's key, how many of the events have it."""
        sizes: Counter[int] = Counter()
        for segment in self.segments:
            tags = segment.columns.postings("tags")
            for key in tags:
                sizes[key] += segment.members.intersection_cardinality(tags[key])
        return sizes

    @cached_property
    def place_sizes(self) -> Counter[int]:
        """By place's key, how many of the events happened in it or in what lies in it."""
        sizes: Counter[int] = Counter()
        for segment in self.segments:
            places = segment.columns.postings("places")
            for key in places:
                size = segment.members.intersection_cardinality(places[key])
                for outer in self.register.places.lineage(key):
                    sizes[outer] += size
        return sizes

    @cached_property
    def before(self) -> list[int]:
        """For each rank of the patch, the base's rank before which it comes in time."""
        if self.whole is not None:
            return self.whole.before
        base, patch = (segment.view for segment in self.segments)
        ranks = range(len(base))
        found = []
        for rank in range(len(patch)):
            key = patch.sort_key(rank)
            low, high = base.ranks_from([key[0], key[0] + 1])
            found.append(bisect_left(ranks, key, low, high, key=base.sort_key))
        return found

    @cached_property
    def source_count(self) -> int:
        """How many sources tell any of the events."""
        base, *patch = (_sources(segment, self.day) for segment in self.segments)
        return len(base) + sum(int(np.isin(some, base, invert=True).sum()) for some in patch)


def _sources(segment: Segment, day: int | None) -> Numbers:
    """The keys of the sources whose mentions of the segment's events count."""
    columns = segment.columns
    events, sources = columns.array("m_event"), columns.array("m_source")
    if segment.story:
        told = np.zeros(len(columns.array("s_pk")), dtype=np.int64)
        told[sources[mask(segment.members, segment.size)[events]]] = 1
        return columns.array("s_pk")[(told > 0) & published_by(columns, day)]
    told = columns.array("s_told").astype(np.int64)
    for position in segment.superseded:
        first, last = equal_range(events, position)
        np.subtract.at(told, sources[first:last], 1)
    # Every event of a source that had come out by a day is there as of that day.
    return columns.array("s_pk")[(told > 0) & published_by(columns, day)]


@dataclass
class SnapshotSeries:
    """The base and the patch of one moment, and their snapshots by day; never changed once made.

    ``touched``: the keys of events that the base has wrong, or not at all; ``patch`` has those of
    them that there are.
    """

    base: ColumnStore
    base_texts: Texts
    register: RegisterNames
    touched: Sequence[int] = ()
    patch: ColumnStore | None = None
    patch_texts: Texts | None = None
    _snapshots: OrderedDict[int | None, Snapshot] = field(default_factory=OrderedDict)
    _of_stories: OrderedDict[tuple[int | None, int], Snapshot] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def snapshot(self, as_of: date | None, *, story: int = 0) -> Snapshot:
        """All events, or those of a story, as they stand now, or with a day as they stood on it."""
        day = as_of.toordinal() if as_of else None
        with self._lock:
            whole = self._of_day(day)
            if not story:
                return whole
            key = day, story
            if key not in self._of_stories:
                self._of_stories[key] = whole.of_story(story)
            self._of_stories.move_to_end(key)
            for old in [*self._of_stories][:-STORIES_KEPT]:
                del self._of_stories[old]
            return self._of_stories[key]

    def _of_day(self, day: int | None) -> Snapshot:
        """All events as of a day, or now; the lock is held."""
        if day not in self._snapshots:
            self._snapshots[day] = self._made(day)
            days = [kept for kept in self._snapshots if kept is not None]
            if len(days) > DAYS_KEPT:
                del self._snapshots[days[0]]
                for key in [key for key in self._of_stories if key[0] == days[0]]:
                    del self._of_stories[key]
        self._snapshots.move_to_end(day)
        return self._snapshots[day]

    def _made(self, day: int | None) -> Snapshot:
        superseded = bitmap(positions_of(self.base, self.touched))
        segments = [Segment(_view(self.base, day), superseded, self.base_texts)]
        if self.patch is not None:
            assert self.patch_texts is not None
            segments.append(Segment(_view(self.patch, day), BitMap(), self.patch_texts))
        return Snapshot(segments, self.register, day)


def _view(columns: ColumnStore, day: int | None) -> SegmentView:
    return segment_view.now(columns) if day is None else segment_view.as_of(columns, day=day)
