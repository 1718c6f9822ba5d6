"""What the index works out for all events at once is what is defined for one event at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.domain.comparing.disagreements import (
    GivenDetail,
    contradictions,
    subject_key,
    value_key,
)
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reading import Reading
from timeline.domain.time import edtf
from timeline.domain.time.agreement import agree
from timeline.domain.time.intervals import Interval, from_bounds
from timeline.domain.time.time_of_day import timed_day
from timeline.queries.index.indexed_selection import IndexedSelection
from timeline.queries.index.segments.event_segment import numbered
from timeline.queries.index.segments.extraction import IN_UTC, NO_OFFSET, ExtractedRows
from timeline.queries.index.segments.place_tree import PlaceTree
from timeline.queries.index.segments.register_names import RegisterNames
from timeline.queries.index.segments.snapshot import SnapshotSeries

FIRST = date(2022, 2, 27)
DAYS = st.integers(0, 3).map(lambda number: date.fromordinal(FIRST.toordinal() + number))


def _interval(one: date | None, other: date | None) -> Interval:
    if one and other:
        one, other = min(one, other), max(one, other)
    return from_bounds(one, other)


TIMED = st.builds(
    lambda day, clock: edtf.parse(f"{day}T{clock}"),
    DAYS,
    st.sampled_from(
        ["23:30:00", "23:30:00Z", "01:30:00+02:00", "01:30:00", "19:00:05-04:30", "00:00:00"]
    ),
)
INTERVALS = st.builds(_interval, st.none() | DAYS, st.none() | DAYS) | TIMED
ASPECTS = ("place", "actor", "figure")
SOURCES = 2


@dataclass(frozen=True)
class Telling:
    """A mention: the number of its source, its date, and what it says of one detail, if any."""

    source: int
    dated: Interval
    detail: tuple[str, str, str] | None


@dataclass(frozen=True)
class Told:
    """An event."""

    title: str
    sequence: int
    tellings: list[Telling]


DETAILS = st.tuples(
    st.sampled_from(ASPECTS[1:]),
    st.sampled_from(["who", "Who?"]),
    st.sampled_from(["a", "Á", "5,000", "5 thousand", "-5000"]),
)
EVENTS = st.lists(
    st.builds(
        Told,
        st.sampled_from(["Fire", "fire"]),
        st.integers(0, 1),
        st.lists(
            st.builds(Telling, st.integers(1, SOURCES), INTERVALS, st.none() | DETAILS),
            min_size=1,
            max_size=4,
        ),
    ),
    min_size=2,
    max_size=5,
)
PUBLISHED = st.lists(st.none() | DAYS, min_size=SOURCES, max_size=SOURCES)
RANGES = st.builds(
    Criteria,
    since=st.none() | INTERVALS.map(lambda dated: Reading("", dated, "", "")),
    until=st.none() | INTERVALS.map(lambda dated: Reading("", dated, "", "")),
    surely=st.booleans(),
    as_of=st.just(date.fromordinal(FIRST.toordinal() + 2)),
)


@settings(max_examples=200)
@given(EVENTS, PUBLISHED, RANGES)
def test_dates_order_contradictions_and_range_as_of_a_day(
    events: list[Told], published: list[date | None], criteria: Criteria
):
    assert criteria.as_of
    out = {n for n, day in enumerate(published, 1) if day and day <= criteria.as_of}
    told = {
        key: [telling for telling in event.tellings if telling.source in out]
        for key, event in enumerate(events, 1)
    }
    agreed = {
        key: agree(telling.dated for telling in tellings)
        for key, tellings in told.items()
        if tellings
    }
    selection = selected(events, published, criteria)
    expected = sorted(
        (
            key
            for key, one in agreed.items()
            if not criteria.has_dates or one.interval.is_in(*criteria.days, surely=criteria.surely)
        ),
        key=lambda key: (*_order(agreed[key].interval, events[key - 1]), key),
    )
    assert selection.ids(0, 99) == expected
    everything = selected(events, published, Criteria(as_of=criteria.as_of))
    assert set(everything.narrowed("date").ids(0, 99)) == {
        key for key, one in agreed.items() if one.disputed
    }
    for aspect in ASPECTS:
        assert set(everything.narrowed(aspect).ids(0, 99)) == {
            key for key in agreed if aspect in _contradicted(told[key])
        }


def _order(interval: Interval, event: Told) -> tuple[object, ...]:
    day, start, end = (
        (day is None, day or date.min)
        for day in (interval.sort_day, interval.earliest, interval.latest)
    )
    timed = timed_day(interval.edtf)
    clock = timed.clock.in_seconds if timed else float("inf")
    return day, start, clock, event.sequence, end, event.title


def _contradicted(tellings: list[Telling]) -> set[str]:
    given_details = (
        GivenDetail(*telling.detail, telling.source, None) for telling in tellings if telling.detail
    )
    return {found.aspect for found in contradictions(given_details)}


def selected(
    events: list[Told], published: list[date | None], criteria: Criteria
) -> IndexedSelection:
    """The selection of an index made of these events alone; an event's key is its number."""
    tellings = [(key, one) for key, event in enumerate(events, 1) for one in event.tellings]
    details = [(key, one) for key, one in tellings if one.detail]
    rows = ExtractedRows(
        events=_columns(
            [(key, 0, 0, e.sequence, 0, 0, 0, 0) for key, e in enumerate(events, 1)], 8
        ),
        titles=[event.title for event in events],
        kinds=["other"] * len(events),
        participations=_columns([], 2),
        tags=_columns([], 2),
        stories=_columns([], 2),
        mentions=_columns(
            [(key, one.source, 0, *_days(one.dated), *_clock(one.dated)) for key, one in tellings],
            7,
        ),
        sources=_columns(
            [(n, 0, _day(day), _day(day), 0) for n, day in enumerate(published, 1)], 5
        ),
        details=_columns([(key, one.source) for key, one in details], 2),
        given=[
            (aspect, subject_key(subject), value_key(aspect, value))
            for _, one in details
            for aspect, subject, value in [one.detail]
        ],
    )
    register = RegisterNames({}, {}, {}, {}, {}, {}, {}, {}, [], [], PlaceTree({}, []))
    return IndexedSelection(SnapshotSeries(numbered(rows), None, register), criteria)


def _columns(rows: list[tuple[int, ...]], width: int):
    return np.array(rows, dtype=np.int64).reshape(len(rows), width).T


def _days(interval: Interval) -> tuple[int, int]:
    return _day(interval.earliest), _day(interval.latest)


def _clock(interval: Interval) -> tuple[int, int]:
    timed = timed_day(interval.edtf)
    if timed is None:
        return 0, NO_OFFSET
    minutes = timed.clock.offset_in_minutes
    offset = IN_UTC if timed.clock.offset == "Z" else NO_OFFSET if minutes is None else minutes
    return timed.clock.in_seconds + 1, offset


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0
