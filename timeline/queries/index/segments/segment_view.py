"""A segment's events with the dates and flags that they have now, or had as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import (
    BitSlices,
    Numbers,
    Postings,
    bitmap,
    positions,
    run_starts,
)
from timeline.queries.index.segments.column_store import (
    ColumnStore,
    MemoryColumns,
    named,
    sliced,
    text_at,
)
from timeline.queries.index.segments.event_segment import NEVER, in_time, sort_days
from timeline.queries.index.segments.mention_columns import (
    contradicted,
    dates_as_of,
    flags_as_of,
    outlets_as_of,
    put_flags,
    put_numbers,
    units_as_of,
)

TimeKey = tuple[int, int, int, int, int, str, int]
"""What an event is ordered by in time: day (its start, else its end), start, clock, sequence, end,
title, key; ``NEVER`` for a day that is open and a time of day that is not known.
``event_segment.in_time`` sorts by it without making any."""


class SegmentView:
    """Events of a segment as they stand now, or as of a day.

    ``present``: the positions of those that anybody had told. A *rank* is an event's place among
    them in the order of time; now that is its position, as of a day it is not.
    """

    def __init__(
        self,
        columns: ColumnStore,
        *,
        day: int | None,
        dates: ColumnStore,
        present: BitMap,
        order: Numbers | None,
        days: Numbers,
    ) -> None:
        """``dates`` has what ``put_flags`` puts, as of a day ``clock`` too, ``order`` the positions
        by rank where those are not the same, and ``days``, by rank, the days by which events are
        ordered.
        """
        self.columns = columns
        self.present = present
        self._day = day
        self._dates = dates
        self._order = order
        # Each day once, with the rank at which it begins, and where all end.
        firsts = np.flatnonzero(run_starts(days))
        self._days = days[firsts], np.r_[firsts, len(days)].astype(np.uint32)

    @cached_property
    def outlets(self) -> Postings:
        """By outlet's key, the events it tells or that are told through it."""
        if self._day is None:
            return self.columns.postings("outlets")
        return outlets_as_of(self.columns, self._day)

    def told_in(self, unit: str) -> Postings:
        """By the number of a month or year ("months", "years"), the events told in it."""
        return self.columns.postings(unit) if self._day is None else self._units[unit]

    def numbers(self, name: str) -> Postings:
        """By how many sources, or first-hand ones, tell them ("tellers", "hands"), the events."""
        return self._numbers.postings(name)

    def flag(self, word: str) -> BitMap:
        """One of ``mention_columns.FLAGS``, or the events whose details of an aspect contradict."""
        return named(self._dates, "flags", word)

    @cached_property
    def starts(self) -> BitSlices:
        """The days on which events begin, where known."""
        return sliced(self._dates, "starts")

    @cached_property
    def ends(self) -> BitSlices:
        """The days on which events end, where known."""
        return sliced(self._dates, "ends")

    @cached_property
    def start_days(self) -> Numbers:
        """By position, the days on which events begin, 0 where not known."""
        if self._day is None:
            return self.columns.array("start")
        return self.starts.numbers(len(self.columns.array("pk")))

    @cached_property
    def clocks(self) -> Numbers:
        """By position, the times of day at which events happened, 0 where not known."""
        return self.columns.array("clock") if self._day is None else self._dates.array("clock")

    @cached_property
    def mentions(self) -> BitSlices:
        """How many mentions that count events have."""
        return sliced(self._numbers, "mentions")

    def ranks_from(self, days: Sequence[int]) -> list[int]:
        """The ranks from which on events are ordered by these days or later."""
        ordered, firsts = self._days
        # Of the same type: else all of the days would be turned into another first.
        at = np.searchsorted(ordered, np.array(days, dtype=ordered.dtype))
        found: list[int] = firsts[at].tolist()
        return found

    def ranked(self, members: BitMap) -> BitMap:
        """The ranks of some of the events present, given by position."""
        return members if self._order is None else bitmap(self.ranks[positions(members)])

    def keys(self, ranks: BitMap) -> list[int]:
        """The primary keys of the events at some ranks, in the order of time."""
        at = positions(ranks) if self._order is None else self._order[positions(ranks)]
        found: list[int] = self.columns.array("pk")[at].tolist()
        return found

    def rank_of(self, key: int) -> int | None:
        """The rank of an event, if it is present."""
        found = positions_of(self.columns, [key])
        if not len(found) or int(found[0]) not in self.present:
            return None
        return int(found[0] if self._order is None else self.ranks[found[0]])

    def sort_key(self, rank: int) -> TimeKey:
        """What the event at a rank is ordered by."""
        at = rank if self._order is None else int(self._order[rank])
        columns = self.columns
        if self._day is None:
            start, end = int(columns.array("start")[at]), int(columns.array("end")[at])
        else:
            start, end = self.starts.at(at), self.ends.at(at)
        return (
            start or end or NEVER,
            start or NEVER,
            int(self.clocks[at]) or NEVER,
            int(columns.array("sequence")[at]),
            end or NEVER,
            text_at(columns, "title", at),
            int(columns.array("pk")[at]),
        )

    def __len__(self) -> int:
        return len(self.present)

    @cached_property
    def ranks(self) -> Numbers:
        """By position, the rank that a present event has."""
        count = len(self.columns.array("pk"))
        if self._order is None:
            return np.arange(count, dtype=np.uint32)
        ranks = np.zeros(count, dtype=np.uint32)
        ranks[self._order] = np.arange(len(self._order), dtype=np.uint32)
        return ranks

    @cached_property
    def _units(self) -> dict[str, Postings]:
        assert self._day is not None
        return units_as_of(self.columns, self._day)

    @cached_property
    def _numbers(self) -> ColumnStore:
        if self._day is None:
            return self.columns
        put = MemoryColumns()
        put_numbers(put, self.columns, day=self._day)
        return put


def now(columns: ColumnStore) -> SegmentView:
    """A segment as it stands."""
    present = BitMap(range(len(columns.array("pk"))))
    days = columns.array("day")
    return SegmentView(columns, day=None, dates=columns, present=present, order=None, days=days)


def as_of(columns: ColumnStore, *, day: int) -> SegmentView:
    """A segment as it stood on a day, from the mentions of sources published by then."""
    present, start, end, contested, clock = dates_as_of(columns, day=day)
    dates = MemoryColumns()
    dates.arrays["clock"] = clock
    flags = {"contested": contested, **flags_as_of(columns, day)}
    put_flags(dates, start=start, end=end, flags=flags, apart=contradicted(columns, day=day))
    at = positions(present)
    order = at[
        in_time(
            start[at],
            end[at],
            clock=clock[at],
            sequence=columns.array("sequence")[at],
            title_rank=columns.array("title_rank")[at],
        )
    ]
    days = sort_days(start[order], end[order])
    return SegmentView(columns, day=day, dates=dates, present=present, order=order, days=days)


def positions_of(columns: ColumnStore, keys: Sequence[int] | Numbers) -> Numbers:
    """The positions of those of these events, given by key, that are in the segment, in their
    order.
    """
    by_pk, in_order = columns.array("by_pk"), columns.array("pk_in_order")
    if not len(by_pk):
        return by_pk
    wanted = np.asarray(keys, dtype=np.int64)
    at = np.minimum(np.searchsorted(in_order, wanted), len(by_pk) - 1)
    return by_pk[at[in_order[at] == wanted]]
