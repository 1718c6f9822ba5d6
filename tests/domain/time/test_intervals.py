"""Intervals: their text from their bounds, and what several have in common."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.time import edtf
from timeline.domain.time.intervals import (
    UNDATED,
    Interval,
    Precision,
    days_apart,
    from_bounds,
    intersection,
    month_end,
    span,
)

DAYS = st.dates()
BOUNDS = st.tuples(DAYS, DAYS).map(sorted)


def dated(text: str) -> Interval:
    return edtf.parse(text)


@pytest.mark.parametrize(
    ("earliest", "latest", "text", "precision"),
    [
        (date(2014, 3, 18), date(2014, 3, 18), "2014-03-18", Precision.DAY),
        (date(2014, 3, 1), date(2014, 3, 31), "2014-03", Precision.MONTH),
        (date(2016, 2, 1), date(2016, 2, 29), "2016-02", Precision.MONTH),
        (date(2016, 2, 1), date(2016, 2, 28), "2016-02-01/2016-02-28", Precision.INTERVAL),
        (date(2014, 1, 1), date(2014, 12, 31), "2014", Precision.YEAR),
        (date(1990, 1, 1), date(1999, 12, 31), "199X", Precision.DECADE),
        (date(1991, 1, 1), date(2000, 12, 31), "1991/2000", Precision.INTERVAL),
        (date(1800, 1, 1), date(1899, 12, 31), "18XX", Precision.CENTURY),
        (date(2014, 3, 1), date(2015, 2, 28), "2014-03/2015-02", Precision.INTERVAL),
        (date(2014, 1, 1), date(2014, 3, 31), "2014-01/2014-03", Precision.INTERVAL),
        (date(2014, 1, 1), date(2014, 3, 18), "2014-01-01/2014-03-18", Precision.INTERVAL),
        (date(2014, 3, 18), None, "2014-03-18/..", Precision.OPEN),
        (date(2014, 3, 1), None, "2014-03/..", Precision.OPEN),
        (date(2014, 1, 1), None, "2014/..", Precision.OPEN),
        (None, date(2014, 3, 18), "../2014-03-18", Precision.OPEN),
        (None, date(2014, 3, 31), "../2014-03", Precision.OPEN),
        (None, date(2014, 12, 31), "../2014", Precision.OPEN),
        (date(1, 1, 1), date(9999, 12, 31), "0001/9999", Precision.INTERVAL),
    ],
)
def test_the_text_is_the_shortest_that_means_those_days(earliest, latest, text, precision):
    assert from_bounds(earliest, latest) == Interval(text, earliest, latest, precision)


def test_no_bound_at_all_is_undated():
    assert from_bounds(None, None) is UNDATED
    assert not UNDATED.is_dated
    assert UNDATED.sort_day is None


def test_an_interval_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="2014-03-17 comes before 2014-03-18"):
        from_bounds(date(2014, 3, 18), date(2014, 3, 17))


@given(BOUNDS)
def test_the_text_of_two_bounds_reads_back_as_the_same_interval(bounds):
    interval = from_bounds(*bounds)
    assert edtf.parse(interval.edtf) == interval


@given(DAYS, st.booleans())
def test_the_text_of_one_bound_reads_back_as_the_same_interval(day, start):
    interval = from_bounds(day, None) if start else from_bounds(None, day)
    assert edtf.parse(interval.edtf) == interval


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_ends_on_the_day_before_the_next(year, month):
    tomorrow = month_end(year, month) + timedelta(days=1)
    assert (tomorrow.day, tomorrow.month) == (1, month % 12 + 1)


def test_an_interval_counts_its_days_with_both_ends():
    assert dated("2014-03-18").days == 1
    assert dated("2014-02").days == 28
    assert dated("2014-03-30/2014-04-02").days == 4
    assert dated("2014/..").days is None


def test_only_a_single_day_is_a_day():
    assert dated("2014-03-18").is_day
    assert dated("2014-03-18/2014-03-18").is_day
    assert not dated("2014-03").is_day
    assert not dated("2014-03-18/..").is_day
    assert not UNDATED.is_day


def test_it_sorts_by_its_start_and_without_one_by_its_end():
    assert dated("2014-03").sort_day == date(2014, 3, 1)
    assert dated("2014/..").sort_day == date(2014, 1, 1)
    assert dated("../2014").sort_day == date(2014, 12, 31)


@pytest.mark.parametrize(
    ("texts", "bounds"),
    [
        (["2014", "2014-03"], (date(2014, 3, 1), date(2014, 3, 31))),
        (["2014-03", "2014-03-18"], (date(2014, 3, 18), date(2014, 3, 18))),
        (["2014-03/2014-05", "2014-05/2014-07"], (date(2014, 5, 1), date(2014, 5, 31))),
        (["2014/..", "../2014-03"], (date(2014, 1, 1), date(2014, 3, 31))),
        (["2014-03", ""], (date(2014, 3, 1), date(2014, 3, 31))),
        (["", ""], (None, None)),
        (["2014-03-31", "2014-04-01"], None),
        (["2014/..", "../2013"], None),
        (["2014-03", "2014-04", "2014"], None),
    ],
)
def test_what_intervals_share_are_the_days_in_all_of_them(texts, bounds):
    assert intersection(map(dated, texts)) == bounds


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (["2014-03-18", "2014-03-18"], "2014-03-18"),
        (["2014-03-31", "2014-04-01"], "2014-03-31/2014-04-01"),
        (["2014-03", "2014-05"], "2014-03/2014-05"),
        (["2014", ""], "2014"),
        (["2014", "2014-03/.."], "2014/.."),
        (["../2014", "2016"], "../2016"),
        (["../2014", "2016/.."], ""),
        ([], ""),
    ],
)
def test_the_span_of_intervals_covers_all_of_them(texts, text):
    assert span(map(dated, texts)).edtf == text


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["2014-03-31", "2014-04-01"], 1),
        (["2014-03-01", "2014-03-24"], 23),
        (["2014-03", "2014-03-18"], 0),
        (["2014-02", "2014-05"], 62),
        (["2014-02-01", "2014-02-03", "2014-02-09"], 8),
        (["2014/..", "2012-12-31"], 366),
        (["2014/..", "2015/.."], 0),
        (["2014", ""], 0),
        ([], 0),
    ],
)
def test_intervals_lie_as_far_apart_as_the_end_of_one_from_the_start_of_another(texts, days):
    assert days_apart(map(dated, texts)) == days


@given(st.lists(BOUNDS, min_size=1, max_size=5))
def test_intervals_lie_apart_exactly_where_they_share_no_day(pairs):
    intervals = [from_bounds(*pair) for pair in pairs]
    assert (days_apart(intervals) > 0) == (intersection(intervals) is None)


@given(st.lists(BOUNDS, min_size=1, max_size=5))
def test_what_they_share_lies_in_each_and_each_lies_in_their_span(pairs):
    intervals = [from_bounds(*pair) for pair in pairs]
    whole, shared = span(intervals), intersection(intervals)
    for interval in intervals:
        assert whole.earliest <= interval.earliest
        assert interval.latest <= whole.latest
        if shared is not None:
            assert interval.earliest <= shared[0] <= shared[1] <= interval.latest
