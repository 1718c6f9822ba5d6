"""What follows from who told what by a day: dates, outlets, disagreement, how many tell, and when.

Dates as of a day, and contradictions, are worked out here for all events at once. What they mean
is defined one event at a time, by ``domain.time.agreement.agree_as_of`` and
``domain.comparing.disagreements.contradictions``, and a test holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from timeline.domain.time import edtf
from timeline.domain.time.agreement import Agreement, agree
from timeline.domain.time.intervals import Interval, from_bounds
from timeline.domain.time.time_of_day import ClockTime, timed_day
from timeline.queries.index.segments.bitmaps import (
    Numbers,
    Postings,
    bitmap,
    distinct_pairs,
    run_starts,
    where,
)
from timeline.queries.index.segments.column_store import ColumnStore, MemoryColumns
from timeline.queries.index.segments.extraction import IN_UTC, NO_OFFSET
from timeline.queries.selection import STATED_NOWHERE

FLAGS = ("contested", "contradicted", "retold", "corroborated", "undated")
"""Sets in the postings ``flags``; beside them one for each aspect of which details contradict."""

NOT_TOLD = 2**30
"""The day from which on is so what never is."""

_EPOCH = date(1970, 1, 1).toordinal()
_FAR = np.int32(2**30)


class MentionColumns:
    """The mentions that count, as columns: all, or with ``day`` those published by then.

    ``event``: positions, in ascending order; ``source`` and ``via``: places among the sources, the
    latter from 1, 0 for none. ``is_first_hand``: a mask of those told through another source, or by
    one that is recorded as first-hand.
    """

    def __init__(self, columns: ColumnStore, *, day: int | None) -> None:
        self._columns = columns
        source = columns.array("m_source")
        self._counts = None if day is None else published_by(columns, day)[source]
        self.event, self.source, self.via = (
            self._counted(columns.array(name)) for name in ("m_event", "m_source", "m_via")
        )

    @cached_property
    def is_first_hand(self) -> Numbers:
        return (self.via > 0) | self._columns.array("s_first_hand")[self.source]

    @cached_property
    def first_hand(self) -> tuple[Numbers, Numbers]:
        """Of those that are first-hand, the event, and the place of the source that each is told
        through, else of its own.
        """
        told_by = np.where(self.via > 0, self.via - np.uint32(1), self.source)
        return self.event[self.is_first_hand].astype(np.int64), told_by[self.is_first_hand]

    @property
    def clocks(self) -> tuple[Numbers, Numbers]:
        """Each one's time of day and its offset, as ``extraction`` has them."""
        clock, offset = (
            self._counted(self._columns.array(name)) for name in ("m_clock", "m_offset")
        )
        return clock, offset

    @property
    def dates(self) -> tuple[Numbers, Numbers]:
        """The first and the last day of each one's date, as ordinals, 0 where open."""
        start, end = (self._counted(self._columns.array(name)) for name in ("m_start", "m_end"))
        return start, end

    def _counted(self, values: Numbers) -> Numbers:
        return values if self._counts is None else values[self._counts]


def published_by(columns: ColumnStore, day: int | None) -> Numbers:
    """A mask of the sources that had surely come out by a day, an ordinal; of all with ``None``."""
    latest = columns.array("s_latest")
    if day is None:
        return np.ones(len(latest), dtype=bool)
    return (latest > 0) & (latest <= day)


def put_tellings(
    columns: MemoryColumns, *, start: Numbers, end: Numbers, contested: BitMap
) -> None:
    """Put what follows from a segment's mentions as all events stand now.

    Postings: ``outlets`` (published or told through), ``months`` (in which it was told, counted
    from the start of year 0), ``years``; and all of ``put_flags`` and ``put_numbers``. By
    position, from which day on so much had been published: ``retold_from`` and
    ``corroborated_from``. By outlet and event, in that order: ``o_outlet``, ``o_event`` and
    ``o_from``.
    """
    put = columns.arrays
    count = len(start)
    mentions = MentionColumns(columns, day=None)
    published = put["s_latest"][mentions.source]
    since = np.where(published > 0, published, np.int32(NOT_TOLD))
    event = mentions.event.astype(np.int64)
    outlet = put["s_outlet"][mentions.source]
    through = np.r_[STATED_NOWHERE, put["s_outlet"]][mentions.via]
    also = through != STATED_NOWHERE
    put["o_outlet"], put["o_event"], put["o_from"] = _first(
        np.r_[outlet, through[also]], np.r_[event, event[also]], since=np.r_[since, since[also]]
    )
    columns.put_pairs("outlets", put["o_outlet"], put["o_event"])
    named = np.where(outlet == STATED_NOWHERE, through, outlet)
    known = named != STATED_NOWHERE
    put["retold_from"] = _from_second(event[known], named[known], since=since[known], count=count)
    at_first_hand = mentions.first_hand
    first_since = since[mentions.is_first_hand]
    put["corroborated_from"] = _from_second(*at_first_hand, since=first_since, count=count)
    dated = published > 0
    months = months_of(published[dated])
    columns.put_pairs("months", months, event[dated])
    columns.put_pairs("years", months // 12, event[dated])
    retold = _distinct(event[known], named[known], count=count) >= 2
    corroborated = _distinct(*at_first_hand, count=count) >= 2
    flags = {"contested": contested, "retold": where(retold), "corroborated": where(corroborated)}
    put_flags(columns, start=start, end=end, flags=flags, apart=contradicted(columns, day=None))
    put_numbers(columns, columns, day=None)


def put_flags(
    columns: MemoryColumns,
    *,
    start: Numbers,
    end: Numbers,
    flags: dict[str, BitMap],
    apart: dict[str, BitMap],
) -> None:
    """Put the postings ``flags``, and the slices ``starts`` and ``ends``, where those are known.

    ``flags`` has those of ``FLAGS`` that don't follow from the rest, ``apart`` what
    ``contradicted`` gives.
    """
    undated = where((start == 0) & (end == 0))
    flags = {**flags, "contradicted": _any(apart.values()), "undated": undated, **apart}
    columns.put_named("flags", flags)
    columns.put_slices("starts", start, known=start > 0)
    columns.put_slices("ends", end, known=end > 0)


def put_numbers(put: MemoryColumns, columns: ColumnStore, *, day: int | None) -> None:
    """Put how many tell: the postings ``tellers`` and ``hands``, by the number of sources and of
    first-hand sources, and the slices ``mentions``; of a segment, by a day or now.
    """
    mentions = MentionColumns(columns, day=day)
    count = len(columns.array("pk"))
    every = np.arange(count)
    put.put_pairs("tellers", _distinct(mentions.event, mentions.source, count=count), every)
    put.put_pairs("hands", _distinct(*mentions.first_hand, count=count), every)
    told = np.bincount(mentions.event, minlength=count)
    put.put_slices("mentions", told, known=told > 0)


def flags_as_of(columns: ColumnStore, day: int) -> dict[str, BitMap]:
    """Which events two outlets, or two first-hand sources, had told by a day."""
    return {
        flag: where(columns.array(f"{flag}_from") <= day) for flag in ("retold", "corroborated")
    }


def outlets_as_of(columns: ColumnStore, day: int) -> Postings:
    """By outlet, the events it had told by a day, or others through it."""
    counts = columns.array("o_from") <= day
    return Postings.of_pairs(columns.array("o_outlet")[counts], columns.array("o_event")[counts])


def units_as_of(columns: ColumnStore, day: int) -> dict[str, Postings]:
    """By ``months`` and by ``years``, the events told in each up to a day."""
    last = int(months_of(np.array([day]))[0])
    months = columns.postings("months")
    begins = date(last // 12, last % 12 + 1, 1).toordinal()
    told = published_by(columns, day) & (columns.array("s_latest") >= begins)
    partly = bitmap(np.unique(columns.array("m_event")[told[columns.array("m_source")]]))
    by_month = {key: months[key] for key in months if key < last}
    if partly:
        by_month[last] = partly
    this_year = _any(found for key, found in by_month.items() if key // 12 == last // 12)
    years = columns.postings("years")
    by_year = {key: years[key] for key in years if key < last // 12}
    if this_year:
        by_year[last // 12] = this_year
    return {"months": Postings.of(by_month), "years": Postings.of(by_year)}


def months_of(days: Numbers) -> Numbers:
    """The months in which days, ordinals, lie, counted from the start of year 0."""
    since_1970 = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return since_1970.astype(np.int64) + 1970 * 12


def contradicted(columns: ColumnStore, *, day: int | None) -> dict[str, BitMap]:
    """By aspect, the events of which two sources or more give two values of one subject."""
    event = columns.array("d_event").astype(np.int64)
    source, aspect = columns.array("d_source"), columns.array("d_aspect").astype(np.int64)
    subject, value = columns.array("d_subject").astype(np.int64), columns.array("d_value")
    if day is not None and len(source):
        place = np.searchsorted(columns.array("s_pk"), source)
        counts = published_by(columns, day)[place]
        event, source, aspect, subject, value = (
            rows[counts] for rows in (event, source, aspect, subject, value)
        )
    apart = {word: BitMap() for word in columns.metadata["aspects"]}
    if not len(event):
        return apart
    named = (event * len(apart) + aspect) * (int(subject.max()) + 1) + subject
    _, about = np.unique(named, return_inverse=True)
    count = int(about.max()) + 1
    both = (_distinct(about, value, count=count) >= 2) & (
        _distinct(about, source, count=count) >= 2
    )
    for number, word in enumerate(apart):
        found = both[about] & (aspect == number)
        apart[word] = BitMap(event[found].tolist())
    return apart


DatesAsOf = tuple[BitMap, Numbers, Numbers, BitMap, Numbers]


def dates_as_of(columns: ColumnStore, *, day: int) -> DatesAsOf:
    """The dates that the mentions published by a day, an ordinal, give events.

    Which events had been told by then; each one's first and last day by position, 0 where open or
    untold; which were contested, as no day lay in all of their mentions' dates, or their times of
    day differed; and each one's time of day.
    """
    mentions = MentionColumns(columns, day=day)
    count = len(columns.array("pk"))
    start, end, clock = (np.zeros(count, dtype=np.int32) for _ in range(3))
    if not len(mentions.event):
        return BitMap(), start, end, BitMap(), clock
    firsts = np.flatnonzero(run_starts(mentions.event))
    present = mentions.event[firsts]
    starts, ends = mentions.dates
    most, least, either = np.maximum.reduceat, np.minimum.reduceat, np.logical_or.reduceat
    no_start, no_end = starts == 0, ends == 0
    last_start, last_end = most(starts, firsts), most(ends, firsts)
    first_start = least(np.where(no_start, _FAR, starts), firsts)
    first_end = least(np.where(no_end, _FAR, ends), firsts)
    open_start = either(no_start & ~no_end, firsts)
    open_end = either(no_end & ~no_start, firsts)
    apart = last_start > first_end
    start[present] = np.where(apart, np.where(open_start, 0, first_start), last_start)
    shared_end = np.where(first_end == _FAR, 0, first_end)
    end[present] = np.where(apart, np.where(open_end, 0, last_end), shared_end)
    contested = bitmap(present[apart])
    for event, agreement in _with_clocks(mentions):
        earliest, latest = agreement.interval.bounds
        start[event] = earliest.toordinal() if earliest else 0
        end[event] = latest.toordinal() if latest else 0
        timed = timed_day(agreement.interval.edtf)
        clock[event] = timed.clock.in_seconds + 1 if timed else 0
        (contested.add if agreement.disputed else contested.discard)(event)
    return bitmap(present), start, end, contested, clock


def _with_clocks(mentions: MentionColumns) -> Iterator[tuple[int, Agreement]]:
    """What mentions agree on of the events of which any gives a time of day, one by one: few do."""
    clocks, offsets = mentions.clocks
    if not clocks.any():
        return
    starts, ends = mentions.dates
    told: dict[int, list[Interval]] = {}
    at = np.flatnonzero(np.isin(mentions.event, mentions.event[clocks > 0]))
    columns = (mentions.event, starts, ends, clocks, offsets)
    for event, first, last, clock, offset in zip(*(c[at].tolist() for c in columns), strict=True):
        some = told.setdefault(event, [])
        if first or last:
            some.append(_interval(first, last, clock=clock, offset=offset))
    for event, intervals in told.items():
        yield event, agree(intervals)


def _interval(first: int, last: int, *, clock: int, offset: int) -> Interval:
    """A mention's date again: of a day with its time, else of its bounds alone."""
    earliest, latest = (date.fromordinal(day) if day else None for day in (first, last))
    if not clock or earliest is None:
        return from_bounds(earliest, latest)
    minutes, second = divmod(clock - 1, 60)
    zone = "Z" if offset == IN_UTC else ""
    if offset not in (IN_UTC, NO_OFFSET):
        zone = f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    told = ClockTime(minutes // 60, minutes % 60, second, zone)
    return edtf.parse(f"{earliest.isoformat()}T{told.as_edtf}")


def _first(groups: Numbers, events: Numbers, *, since: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Each pair of group and event once, in that order, with the first of its days."""
    order = np.lexsort((since, events, groups))
    groups, events, since = groups[order], events[order], since[order]
    new = run_starts(groups) | run_starts(events)
    return groups[new], events[new].astype(np.uint32), since[new]


def _from_second(events: Numbers, members: Numbers, *, since: Numbers, count: int) -> Numbers:
    """From which day on each event had two different members; ``NOT_TOLD`` for never."""
    found = np.full(count, NOT_TOLD, dtype=np.int32)
    keys, _, firsts = _first(events, members, since=since)
    order = np.lexsort((firsts, keys))
    keys, firsts = keys[order], firsts[order]
    second = np.flatnonzero(run_starts(keys)) + 1
    second = second[second < len(keys)]
    second = second[keys[second] == keys[second - 1]]
    found[keys[second].astype(np.int64)] = firsts[second]
    return found


def _any(sets: Iterable[BitMap]) -> BitMap:
    return BitMap().union(*sets)


def _distinct(groups: Numbers, members: Numbers, *, count: int) -> Numbers:
    """For each of ``count`` groups, how many different members it has."""
    return np.bincount(distinct_pairs(groups, members)[0], minlength=count)
