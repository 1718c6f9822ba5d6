"""What the index is made of, read from the database as arrays of numbers.

Days are ordinals (1 is 1 January of year 1), 0 where a day is open or not known; keys are primary
keys, 0 where there is none. Clocks are seconds from 1 for midnight, 0 where no time of day is
known; offsets are minutes from UTC, ``NO_OFFSET`` where none is, ``IN_UTC`` for "Z".
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.domain.comparing.disagreements import subject_key, value_key
from timeline.domain.criteria import UNSET_IMPORTANCE
from timeline.queries.index.segments.bitmaps import Numbers

NO_OFFSET = 10_000
IN_UTC = 10_001
_ROWS = 20_000
"""Rows turned into numbers at a time, so that a million do not lie about as Python's objects."""
_KEYS = 900
"""Keys asked for at a time."""


def _number_at(place: int) -> str:
    """Two digits of EDTF text as a number, in the databases' words."""
    return f"CAST(substr(edtf, {place}, 2) AS INTEGER)"


# EDTF has a "T" at this place where it gives a time of day: ``2022-03-04T09:40:00+02:00``.
_IS_TIMED = "substr(edtf, 11, 1) = 'T'"
_CLOCK = (
    f"CASE WHEN {_IS_TIMED} THEN {_number_at(12)} * 3600 + {_number_at(15)} * 60 + "
    f"{_number_at(18)} + 1 ELSE 0 END"
)
_OFFSET = (
    f"CASE WHEN NOT {_IS_TIMED} OR length(edtf) < 20 THEN {NO_OFFSET} "
    f"WHEN length(edtf) = 20 THEN {IN_UTC} "
    f"ELSE (CASE WHEN substr(edtf, 20, 1) = '-' THEN -1 ELSE 1 END) * ({_number_at(21)} * 60 + "
    f"CASE WHEN length(edtf) > 22 THEN {_number_at(24)} ELSE 0 END) END"
)


@dataclass(frozen=True, slots=True)
class ExtractedRows:
    """Events and all that hangs on them; of each array with two indices the first is the column, as
    named here, and the second the record.

    ``events``: key, earliest, latest, sequence, whether disputed, importance, place, clock;
    ``titles`` and ``kinds`` go with it. ``participations``: event, actor. ``tags``: event, tag.
    ``stories``: event, story. ``mentions``: event, source, source told through, earliest, latest,
    clock, offset. ``sources``:
    key, outlet, earliest and latest day, whether it is first-hand. ``details``: event, source and,
    in ``given``, aspect, subject and value, the latter two as they are compared.
    """

    events: Numbers
    titles: list[str]
    kinds: list[str]
    participations: Numbers
    tags: Numbers
    stories: Numbers
    mentions: Numbers
    sources: Numbers
    details: Numbers
    given: list[tuple[str, str, str]]

    def replaced(self, ids: Iterable[int], *, newer: ExtractedRows) -> ExtractedRows:
        """The same with everything of some events taken out, and what is newer put in."""
        gone = np.fromiter(ids, dtype=np.int64)
        stay = [
            ~np.isin(rows[0], gone)
            for rows in (
                self.events,
                self.participations,
                self.tags,
                self.stories,
                self.mentions,
                self.details,
            )
        ]
        events, parts, tags, stories, mentions, details = stay
        known = ~np.isin(self.sources[0], newer.sources[0])
        return ExtractedRows(
            events=np.hstack((self.events[:, events], newer.events)),
            titles=[*_kept(self.titles, events), *newer.titles],
            kinds=[*_kept(self.kinds, events), *newer.kinds],
            participations=np.hstack((self.participations[:, parts], newer.participations)),
            tags=np.hstack((self.tags[:, tags], newer.tags)),
            stories=np.hstack((self.stories[:, stories], newer.stories)),
            mentions=np.hstack((self.mentions[:, mentions], newer.mentions)),
            sources=np.hstack((self.sources[:, known], newer.sources)),
            details=np.hstack((self.details[:, details], newer.details)),
            given=[*_kept(self.given, details), *newer.given],
        )


def read(connection: BaseDatabaseWrapper, *, ids: Sequence[int] | None = None) -> ExtractedRows:
    """What there is of these events, ``ids`` in ascending order, or of all events.

    To be called within ``journal.snapshot``, so that all are of one moment.
    """

    def day(column: str) -> str:
        return day_of(connection, column)

    def rows(query: str, key: str, *, of: Sequence[int] | None = ids) -> Iterator[list[Any]]:
        return rows_of(connection, query, key=key, ids=of)

    events, titles, kinds = [], [], []
    for some in rows(
        f"SELECT id, {day('earliest')}, {day('latest')}, sequence, "
        f"CASE WHEN disputed THEN 1 ELSE 0 END, COALESCE(importance, {UNSET_IMPORTANCE}), "
        f"COALESCE(place_id, 0), {_CLOCK}, title, kind FROM timeline_event",
        "id",
    ):
        events.append(_numbers([row[:8] for row in some], width=8))
        titles += [row[8] for row in some]
        kinds += [_same(row[9]) for row in some]
    mentions = _stacked(
        rows(
            f"SELECT event_id, source_id, COALESCE(via_id, 0), {day('earliest')}, "
            f"{day('latest')}, {_CLOCK}, {_OFFSET} FROM timeline_mention",
            "event_id",
        ),
        width=7,
    )
    wanted = None if ids is None else np.unique(mentions[1:3]).tolist()
    sources = _stacked(
        rows(
            f"SELECT id, COALESCE(outlet_id, 0), {day('earliest')}, {day('latest')}, "
            "CASE WHEN origin = 'first-hand' THEN 1 ELSE 0 END FROM timeline_source",
            "id",
            of=wanted,
        ),
        width=5,
    )
    details, given = [], []
    for some in rows(
        "SELECT m.event_id, m.source_id, d.aspect, d.subject, d.value FROM timeline_detail d "
        "JOIN timeline_mention m ON m.id = d.mention_id",
        "m.event_id",
    ):
        details.append(_numbers([row[:2] for row in some], width=2))
        given += [(row[2], subject_key(row[3]), value_key(row[2], row[4])) for row in some]
    return ExtractedRows(
        events=_joined(events, width=8),
        titles=titles,
        kinds=kinds,
        participations=_stacked(
            rows("SELECT event_id, actor_id FROM timeline_participation", "event_id"), width=2
        ),
        tags=_stacked(rows("SELECT event_id, tag_id FROM timeline_tagging", "event_id"), width=2),
        stories=_stacked(
            rows("SELECT event_id, story_id FROM timeline_story_events", "event_id"), width=2
        ),
        mentions=mentions,
        sources=sources,
        details=_joined(details, width=2),
        given=given,
    )


def day_of(connection: BaseDatabaseWrapper, column: str) -> str:
    """A column's day as an ordinal, 0 where it has none, in the database's words."""
    if connection.vendor == "postgresql":
        return f"COALESCE({column} - DATE '0001-01-01' + 1, 0)"
    # 1721425.5 is the Julian day of 1 January of year 1; half a day more, and it is cut off safely.
    return f"COALESCE(CAST(julianday({column}) - 1721424.0 AS INTEGER), 0)"


def rows_of(
    connection: BaseDatabaseWrapper,
    query: str,
    *,
    key: str,
    ids: Sequence[int] | None,
    in_order: bool = False,
) -> Iterator[list[Any]]:
    """The query's rows, many at a time; with ``ids``, sorted, those that have one as their key."""
    order = f" ORDER BY {key}" if in_order else ""
    if ids is None:
        with connection.chunked_cursor() as cursor:
            cursor.execute(query + order)
            while some := cursor.fetchmany(_ROWS):
                yield some
        return
    with connection.cursor() as cursor:
        for start in range(0, len(ids), _KEYS):
            asked = list(ids[start : start + _KEYS])
            marks = ", ".join(["%s"] * len(asked))
            cursor.execute(f"{query} WHERE {key} IN ({marks}){order}", asked)
            yield cursor.fetchall()


def _stacked(chunks: Iterable[list[Any]], *, width: int) -> Numbers:
    return _joined([_numbers(some, width=width) for some in chunks], width=width)


def _numbers(rows: list[Any], *, width: int) -> Numbers:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width).T


def _joined(chunks: list[Numbers], *, width: int) -> Numbers:
    return np.hstack([np.empty((width, 0), dtype=np.int64), *chunks])


def _kept(values: list[Any], mask: Numbers) -> list[Any]:
    return [value for value, stays in zip(values, mask, strict=True) if stays]


@lru_cache(maxsize=1000)
def _same(text: str) -> str:
    """One object for each text of which there are few."""
    return text
