"""A segment's columns: events numbered in the order of time, and what is known of each."""

from __future__ import annotations

import numpy as np

from timeline.queries.index.segments.bitmaps import Numbers, where
from timeline.queries.index.segments.column_store import MemoryColumns, texts
from timeline.queries.index.segments.extraction import ExtractedRows
from timeline.queries.index.segments.mention_columns import put_tellings

NEVER = 2**30
"""Comes after every day: where the undated stand in order."""


def numbered(rows: ExtractedRows) -> MemoryColumns:
    """The columns of a segment, made of what was read from the database.

    An event's *position* is its place in the order of time, from 0; most columns are by position.

    By position: ``pk``, ``start``, ``end`` and ``day`` (what an event is ordered by: its start, or
    its end where that is open; ``NEVER`` for undated), ``clock``, ``sequence``, ``title_rank`` and
    ``title``. In the order of keys: ``pk_in_order`` and ``by_pk`` (the positions). By
    participation, those of one event together: ``p_event`` (a position), ``p_actor`` (a key). By
    mention, likewise: ``m_event``, ``m_source`` and ``m_via`` (places among the sources, the latter
    from 1, 0 for none), ``m_start``, ``m_end``, ``m_clock``, ``m_offset``. By source: ``s_pk``,
    ``s_outlet``, ``s_earliest``, ``s_latest``, ``s_first_hand`` (a mask), ``s_told`` (how many
    mentions). By detail: ``d_event``, ``d_source`` (a key), ``d_aspect``, ``d_subject``,
    ``d_value`` (numbers for words). Postings: ``actors``, ``tags``, ``places`` (0 for none),
    ``stories``, ``importance``, ``kinds``, and what ``mention_columns.put_tellings`` puts.
    """
    columns = MemoryColumns()
    keys, earliest, latest, sequence, disputed, importance, place, clock = rows.events
    by_title = sorted(np.argsort(keys, kind="stable").tolist(), key=rows.titles.__getitem__)
    title_rank = np.empty(len(keys), dtype=np.uint32)
    title_rank[by_title] = np.arange(len(keys), dtype=np.uint32)
    order = in_time(earliest, latest, clock=clock, sequence=sequence, title_rank=title_rank)
    put = columns.arrays
    put["pk"] = keys[order]
    put["start"] = earliest[order].astype(np.int32)
    put["end"] = latest[order].astype(np.int32)
    put["day"] = sort_days(put["start"], put["end"])
    put["clock"] = clock[order].astype(np.int32)
    put["sequence"] = sequence[order].astype(np.int32)
    put["title_rank"] = title_rank[order]
    put["title_starts"], put["title"] = texts([rows.titles[place] for place in order.tolist()])
    put["by_pk"] = np.argsort(put["pk"]).astype(np.uint32)
    put["pk_in_order"] = put["pk"][put["by_pk"]]
    _put_mentions(columns, rows)
    _put_details(columns, rows)
    position = _positions(columns, rows.participations[0])
    by_event = np.argsort(position, kind="stable")
    put["p_event"] = position[by_event].astype(np.uint32)
    put["p_actor"] = rows.participations[1, by_event]
    columns.put_pairs("actors", rows.participations[1], position)
    columns.put_pairs("importance", importance[order], np.arange(len(keys)))
    columns.put_pairs("places", place[order], np.arange(len(keys)))
    columns.put_pairs("tags", rows.tags[1], _positions(columns, rows.tags[0]))
    columns.put_pairs("stories", rows.stories[1], _positions(columns, rows.stories[0]))
    kinds = {kind: number for number, kind in enumerate(sorted(set(rows.kinds)))}
    codes = np.array([kinds[kind] for kind in rows.kinds], dtype=np.int64)[order]
    columns.put_named("kinds", {kind: where(codes == number) for kind, number in kinds.items()})
    contested = where(disputed[order] != 0)
    put_tellings(columns, start=put["start"], end=put["end"], contested=contested)
    return columns


def in_time(
    start: Numbers, end: Numbers, *, clock: Numbers, sequence: Numbers, title_rank: Numbers
) -> Numbers:
    """The places of events in the order that ``segment_view.TimeKey`` defines, but for keys.

    ``start`` and ``end`` are ordinals, 0 where open; ``clock`` is 0 where none is known;
    ``title_rank`` orders equal titles by key.
    """
    # Three numbers of many digits are sorted more quickly than six of few.
    first = _open_last(start).astype(np.int64) | sort_days(start, end).astype(np.int64) << 31
    then = title_rank.astype(np.int64) | _open_last(end).astype(np.int64) << 32
    within_day = sequence.astype(np.int64) | _open_last(clock).astype(np.int64) << 31
    return np.lexsort((then, within_day, first))


def sort_days(start: Numbers, end: Numbers) -> Numbers:
    """The day that each event is ordered by: its start, else its end, else ``NEVER``."""
    return _open_last(np.where(start == 0, end, start).astype(np.int32))


def _open_last(days: Numbers) -> Numbers:
    return np.where(days == 0, np.int32(NEVER), days)


def _positions(columns: MemoryColumns, keys: Numbers) -> Numbers:
    """The positions of events by their keys, each of which there must be."""
    return columns.arrays["by_pk"][np.searchsorted(columns.arrays["pk_in_order"], keys)]


def _put_mentions(columns: MemoryColumns, rows: ExtractedRows) -> None:
    event, source, via, start, end, clock, offset = rows.mentions
    put = columns.arrays
    by_key = np.argsort(rows.sources[0])
    put["s_pk"], put["s_outlet"] = rows.sources[0][by_key], rows.sources[1][by_key]
    put["s_earliest"] = rows.sources[2, by_key].astype(np.int32)
    put["s_latest"] = rows.sources[3, by_key].astype(np.int32)
    put["s_first_hand"] = rows.sources[4, by_key] != 0
    position = _positions(columns, event)
    order = np.argsort(position, kind="stable")
    put["m_event"] = position[order].astype(np.uint32)
    put["m_source"] = np.searchsorted(put["s_pk"], source[order]).astype(np.uint32)
    put["s_told"] = np.bincount(put["m_source"], minlength=len(by_key)).astype(np.uint32)
    told_through = np.searchsorted(put["s_pk"], via[order]) + 1
    put["m_via"] = np.where(via[order] == 0, 0, told_through).astype(np.uint32)
    put["m_start"], put["m_end"] = start[order].astype(np.int32), end[order].astype(np.int32)
    put["m_clock"], put["m_offset"] = clock[order].astype(np.int32), offset[order].astype(np.int16)


def _put_details(columns: MemoryColumns, rows: ExtractedRows) -> None:
    put = columns.arrays
    put["d_event"] = _positions(columns, rows.details[0]).astype(np.uint32)
    put["d_source"] = rows.details[1]
    for column, name in enumerate(("aspect", "subject", "value")):
        words = [row[column] for row in rows.given]
        numbers = {word: number for number, word in enumerate(sorted(set(words)))}
        put[f"d_{name}"] = np.array([numbers[word] for word in words], dtype=np.uint32)
        if name == "aspect":
            columns.metadata["aspects"] = list(numbers)
