"""A part of the index as it stands: now, or as it stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import Numbers, Postings, Slices, bitmap, positions
from timeline.queries.index.segments.column_store import (
    ColumnStore,
    MemoryColumns,
    named,
    sliced,
    text,
)
from timeline.queries.index.segments.event_segment import NEVER, in_time, sort_days
from timeline.queries.index.tellings.mention_columns import (
    agreed,
    contradicted,
    flags_by,
    months_by,
    outlets_by,
    put_numbers,
    put_standing,
)

Key = tuple[int, int, int, int, str, int]
"""What an event is ordered by: day, start, sequence, end, title, key."""


class SegmentView:
    """Events of a part as they stand.

    ``present``: those that anybody had told. A *rank* is an event's place among them in the order
    of time; now that is its position, on a day it is not. ``days`` are, by rank, those by which
    events are ordered.
    """

    def __init__(
        self,
        part: ColumnStore,
        *,
        day: int | None,
        told: ColumnStore,
        present: BitMap,
        order: Numbers | None,
        days: Numbers,
    ) -> None:
        self.part = part
        self._day = day
        self.present = present
        self._told = told
        self._order = order
        # Each day once, with the rank at which it begins, and where all end.
        firsts = np.flatnonzero(np.r_[True, days[1:] != days[:-1]][: len(days)])
        self._days = days[firsts], np.r_[firsts, len(days)].astype(np.uint32)

    @cached_property
    def outlets(self) -> Postings:
        """By outlet's key, the events it tells or that are told through it."""
        if self._day is None:
            return self.part.family("outlets")
        return outlets_by(self.part, self._day)

    def told_in(self, unit: str) -> Postings:
        """By the number of a month or year ("months", "years"), the events told in it."""
        if self._day is None:
            return self.part.family(unit)
        return self._told_in[unit != "months"]

    def numbers(self, name: str) -> Postings:
        """By how many sources, or first-hand ones, tell them ("tellers", "hands"), the events."""
        return self._numbers.family(name)

    def flag(self, word: str) -> BitMap:
        """One of ``telling.FLAGS``, or the events whose details of an aspect contradict."""
        return named(self._told, "flags", word)

    @cached_property
    def starts(self) -> Slices:
        """The days on which events begin, where known."""
        return sliced(self._told, "starts")

    @cached_property
    def ends(self) -> Slices:
        """The days on which events end, where known."""
        return sliced(self._told, "ends")

    @cached_property
    def mentions(self) -> Slices:
        """How many mentions that count events have."""
        return sliced(self._numbers, "mentions")

    def ranks_from(self, days: Sequence[int]) -> list[int]:
        """The ranks from which on events are ordered by these days or later."""
        ordered, firsts = self._days
        # Of the same type: else all of the days would be turned into another first.
        at = np.searchsorted(ordered, np.array(days, dtype=ordered.dtype))
        found: list[int] = firsts[at].tolist()
        return found

    def lined_up(self, members: BitMap) -> BitMap:
        """The ranks of some of the events present."""
        return members if self._order is None else bitmap(self.ranks[positions(members)])

    def keys(self, ranks: BitMap) -> list[int]:
        """The primary keys of the events at some ranks, in the order of time."""
        at = positions(ranks) if self._order is None else self._order[positions(ranks)]
        found: list[int] = self.part.array("pk")[at].tolist()
        return found

    def rank_of(self, key: int) -> int | None:
        """The rank of an event, if it is present."""
        position = self.position_of(key)
        if position is None or position not in self.present:
            return None
        return position if self._order is None else int(self.ranks[position])

    def position_of(self, key: int) -> int | None:
        """The position of an event in its part, if it is there."""
        found = positions_of(self.part, [key])
        return int(found[0]) if len(found) else None

    def sort_key(self, rank: int) -> Key:
        """What the event at a rank is ordered by."""
        at = rank if self._order is None else int(self._order[rank])
        part = self.part
        if self._day is None:
            start, end = int(part.array("start")[at]), int(part.array("end")[at])
        else:
            start, end = self.starts.at(at), self.ends.at(at)
        return (
            start or end or NEVER,
            start or NEVER,
            int(part.array("sequence")[at]),
            end or NEVER,
            text(part, "title", at),
            int(part.array("pk")[at]),
        )

    def __len__(self) -> int:
        return len(self.present)

    @cached_property
    def _told_in(self) -> tuple[Postings, Postings]:
        assert self._day is not None
        return months_by(self.part, self._day)

    @cached_property
    def _numbers(self) -> ColumnStore:
        if self._day is None:
            return self.part
        shelf = MemoryColumns()
        put_numbers(shelf, self.part, day=self._day)
        return shelf

    @cached_property
    def ranks(self) -> Numbers:
        """By position, the rank that a present event has."""
        if self._order is None:
            return np.arange(len(self.part.array("pk")), dtype=np.uint32)
        ranks = np.zeros(len(self.part.array("pk")), dtype=np.uint32)
        ranks[self._order] = np.arange(len(self._order), dtype=np.uint32)
        return ranks


def now(part: ColumnStore) -> SegmentView:
    """A part as it stands."""
    present = BitMap(range(len(part.array("pk"))))
    days = part.array("day")
    return SegmentView(part, day=None, told=part, present=present, order=None, days=days)


def as_of(part: ColumnStore, *, day: int) -> SegmentView:
    """A part as it stood on a day, from the mentions of sources published by then."""
    present, start, end, contested = agreed(part, day=day)
    told = MemoryColumns()
    put_standing(
        told, start=start, end=end, contested=contested, apart=contradicted(part, day=day),
        **flags_by(part, day),
    )  # fmt: skip
    at = positions(present)
    order = at[
        in_time(
            start[at],
            end[at],
            sequence=part.array("sequence")[at],
            title_rank=part.array("title_rank")[at],
        )
    ]
    days = sort_days(start[order], end[order])
    return SegmentView(part, day=day, told=told, present=present, order=order, days=days)


def positions_of(part: ColumnStore, keys: Sequence[int] | Numbers) -> Numbers:
    """The positions of those of these events that are in the part, in no order."""
    by_pk, in_order = part.array("by_pk"), part.array("pk_in_order")
    if not len(by_pk):
        return by_pk
    wanted = np.asarray(keys, dtype=np.int64)
    at = np.minimum(np.searchsorted(in_order, wanted), len(by_pk) - 1)
    return by_pk[at[in_order[at] == wanted]]
