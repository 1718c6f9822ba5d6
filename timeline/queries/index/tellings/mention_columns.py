"""What follows from who told what by a day: outlets, disagreement, how many tell, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import (
    Numbers,
    Postings,
    bitmap,
    family,
    of_sets,
    where,
)
from timeline.queries.index.segments.column_store import ColumnStore, MemoryColumns

STATED_NOWHERE = 0
"""The outlet key of documents whose publisher is not stated."""

FLAGS = ("contested", "contradicted", "retold", "corroborated", "undated")
"""Sets in the family ``flags``; beside them one for each aspect of which details contradict."""

_EPOCH = date(1970, 1, 1).toordinal()


NOT_TOLD = 2**30
"""The day from which on is so what never is."""


class MentionColumns:
    """The mentions that count, as columns: all, or with ``day`` those published by then."""

    def __init__(self, shelf: ColumnStore, *, day: int | None) -> None:
        sources = shelf.array("m_source")
        event, via = shelf.array("m_event"), shelf.array("m_via")
        start, end = shelf.array("m_start"), shelf.array("m_end")
        if day is not None:
            counts = _by(shelf.array("s_latest"), day)[sources]
            sources, event, via = sources[counts], event[counts], via[counts]
            start, end = start[counts], end[counts]
        self.event: Numbers = event
        self.source: Numbers = sources
        self.start: Numbers = start
        self.end: Numbers = end
        self.first_hand: Numbers = np.where(via > 0, via - np.uint32(1), sources)


def put_tellings(shelf: MemoryColumns, *, start: Numbers, end: Numbers, contested: BitMap) -> None:
    """Put what follows from the shelf's mentions as all events stand now.

    Families: ``outlets`` (published or told through), ``months`` (in which it was told, counted
    from the start of year 0), ``years``; and all of ``put_standing`` and ``put_numbers``. By
    position, from which day on so much had been published: ``told_from``, ``retold_from``,
    ``corroborated_from``. By outlet and event, in that order: ``o_outlet``, ``o_event`` and
    ``o_from``.
    """
    put = shelf.arrays
    count = len(start)
    sources, via = put["m_source"], put["m_via"]
    published = put["s_latest"][sources]
    since = np.where(published > 0, published, np.int32(NOT_TOLD))
    event = put["m_event"].astype(np.int64)
    outlet = put["s_outlet"][sources]
    through = np.r_[STATED_NOWHERE, put["s_outlet"]][via]
    also = through != STATED_NOWHERE
    put["o_outlet"], put["o_event"], put["o_from"] = _first(
        np.r_[outlet, through[also]], np.r_[event, event[also]], since=np.r_[since, since[also]]
    )
    shelf.put_pairs("outlets", put["o_outlet"], put["o_event"])
    named = np.where(outlet == STATED_NOWHERE, through, outlet)
    known = named != STATED_NOWHERE
    first_hand = MentionColumns(shelf, day=None).first_hand
    put["told_from"] = _reached(event, event, since=since, least=1, count=count)
    put["retold_from"] = _reached(
        event[known], named[known], since=since[known], least=2, count=count
    )
    put["corroborated_from"] = _reached(event, first_hand, since=since, least=2, count=count)
    months = months_of(published)
    dated = published > 0
    shelf.put_pairs("months", months[dated], event[dated])
    shelf.put_pairs("years", months[dated] // 12, event[dated])
    apart = contradicted(shelf, day=None)
    retold = _distinct(event[known], named[known], count=count) >= 2
    corroborated = _distinct(event, first_hand, count=count) >= 2
    put_standing(
        shelf, start=start, end=end, contested=contested, retold=where(retold),
        corroborated=where(corroborated), apart=apart,
    )  # fmt: skip
    put_numbers(shelf, shelf, day=None)


def put_standing(
    shelf: MemoryColumns,
    *,
    start: Numbers,
    end: Numbers,
    contested: BitMap,
    retold: BitMap,
    corroborated: BitMap,
    apart: dict[str, BitMap],
) -> None:
    """Put the family ``flags``, and the slices ``starts`` and ``ends``, where those are known."""
    shelf.put_named(
        "flags",
        {
            "contested": contested,
            "contradicted": _any(apart.values()),
            "retold": retold,
            "corroborated": corroborated,
            "undated": where((start == 0) & (end == 0)),
            **apart,
        },
    )
    shelf.put_slices("starts", start, known=start > 0)
    shelf.put_slices("ends", end, known=end > 0)


def put_numbers(shelf: MemoryColumns, of: ColumnStore, *, day: int | None) -> None:
    """Put how many tell: the families ``tellers`` and ``hands``, by the number of sources and of
    first-hand sources, and the slices ``mentions``; of the shelf ``of``, by a day or now.
    """
    told = MentionColumns(of, day=day)
    count = len(of.array("pk"))
    every = np.arange(count)
    shelf.put_pairs("tellers", _distinct(told.event, told.source, count=count), every)
    shelf.put_pairs("hands", _distinct(told.event, told.first_hand, count=count), every)
    mentions = np.bincount(told.event, minlength=count)
    shelf.put_slices("mentions", mentions, known=mentions > 0)


def flags_by(shelf: ColumnStore, day: int) -> dict[str, BitMap]:
    """Which events two outlets, or two first-hand sources, had told by a day."""
    return {
        "retold": where(shelf.array("retold_from") <= day),
        "corroborated": where(shelf.array("corroborated_from") <= day),
    }


def outlets_by(shelf: ColumnStore, day: int) -> Postings:
    """By outlet, the events it had told by a day, or others through it."""
    counts = shelf.array("o_from") <= day
    return family(shelf.array("o_outlet")[counts], shelf.array("o_event")[counts])


def months_by(shelf: ColumnStore, day: int) -> tuple[Postings, Postings]:
    """By month and by year, the events told in it up to a day."""
    last = int(months_of(np.array([day]))[0])
    months = shelf.family("months")
    published = shelf.array("s_latest")
    begun = published > date(last // 12, last % 12 + 1, 1).toordinal() - 1
    told = _by(published, day) & begun
    partly = bitmap(np.unique(shelf.array("m_event")[told[shelf.array("m_source")]]))
    by_month = {key: months[key] for key in months if key < last}
    if partly:
        by_month[last] = partly
    this_year = _any(found for key, found in by_month.items() if key // 12 == last // 12)
    years = shelf.family("years")
    by_year = {key: years[key] for key in years if key < last // 12}
    if this_year:
        by_year[last // 12] = this_year
    return of_sets(by_month), of_sets(by_year)


def months_of(days: Numbers) -> Numbers:
    """The months in which days lie, counted from the start of year 0."""
    since_1970 = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return since_1970.astype(np.int64) + 1970 * 12


def contradicted(shelf: ColumnStore, *, day: int | None) -> dict[str, BitMap]:
    """By aspect, the events of which two sources or more give two values of one subject."""
    event = shelf.array("d_event").astype(np.int64)
    source, aspect = shelf.array("d_source"), shelf.array("d_aspect").astype(np.int64)
    subject, value = shelf.array("d_subject").astype(np.int64), shelf.array("d_value")
    if day is not None and len(source):
        counts = _by(shelf.array("s_latest"), day)[np.searchsorted(shelf.array("s_pk"), source)]
        event, source, aspect, subject, value = (
            rows[counts] for rows in (event, source, aspect, subject, value)
        )
    apart = {word: BitMap() for word in shelf.facts["aspects"]}
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


def agreed(shelf: ColumnStore, *, day: int) -> tuple[BitMap, Numbers, Numbers, BitMap]:
    """Where events stood on a day, as ``domain.time.agreement.agree`` has it.

    Which had been told by then, their start and end by position, and which were contested.
    """
    told = MentionColumns(shelf, day=day)
    count = len(shelf.array("pk"))
    start, end = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
    if not len(told.event):
        return BitMap(), start, end, BitMap()
    firsts = np.flatnonzero(np.r_[True, told.event[1:] != told.event[:-1]])
    present = told.event[firsts]

    def over(mentions: Numbers, fold: Callable[..., Numbers]) -> Numbers:
        return fold(mentions, firsts)

    most, least = np.maximum.reduceat, np.minimum.reduceat
    no_start, no_end = told.start == 0, told.end == 0
    last_start, last_end = over(told.start, most), over(told.end, most)
    first_start = over(np.where(no_start, _FAR, told.start), least)
    first_end = over(np.where(no_end, _FAR, told.end), least)
    open_start = over(no_start & ~no_end, np.logical_or.reduceat)
    open_end = over(no_end & ~no_start, np.logical_or.reduceat)
    apart = last_start > first_end
    start[present] = np.where(apart, np.where(open_start, 0, first_start), last_start)
    shared_end = np.where(first_end == _FAR, 0, first_end)
    end[present] = np.where(apart, np.where(open_end, 0, last_end), shared_end)
    contested = np.zeros(count, dtype=bool)
    contested[present] = apart
    return bitmap(present), start, end, where(contested)


_FAR = np.int32(2**30)


def _by(published: Numbers, day: int) -> Numbers:
    """Which sources had surely come out by a day."""
    return (published > 0) & (published <= day)


def _first(groups: Numbers, events: Numbers, *, since: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Each pair of group and event once, in that order, with the first of its days."""
    if not len(groups):
        return groups, events.astype(np.uint32), since
    order = np.lexsort((since, events, groups))
    groups, events, since = groups[order], events[order], since[order]
    new = np.r_[True, (groups[1:] != groups[:-1]) | (events[1:] != events[:-1])]
    return groups[new], events[new].astype(np.uint32), since[new]


def _reached(
    events: Numbers, members: Numbers, *, since: Numbers, least: int, count: int
) -> Numbers:
    """From which day on each event had so many different members; ``NOT_TOLD`` for never."""
    reached = np.full(count, NOT_TOLD, dtype=np.int32)
    keys, _, firsts = _first(events, members, since=since)
    order = np.lexsort((firsts, keys))
    keys, firsts = keys[order], firsts[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else keys
    at = starts + (least - 1)
    ends = np.r_[starts[1:], len(keys)]
    enough = at < ends
    reached[keys[starts[enough]].astype(np.int64)] = firsts[at[enough]]
    return reached


def _any(sets: Iterable[BitMap]) -> BitMap:
    found = BitMap()
    for one in sets:
        found |= one
    return found


def _distinct(groups: Numbers, members: Numbers, *, count: int) -> Numbers:
    """For each of ``count`` groups, how many different members it has."""
    if not len(groups):
        return np.zeros(count, dtype=np.int64)
    span = int(members.max()) + 1
    pairs = np.sort(groups.astype(np.int64) * span + members)
    new = np.r_[True, pairs[1:] != pairs[:-1]]
    return np.bincount(pairs[new] // span, minlength=count)
