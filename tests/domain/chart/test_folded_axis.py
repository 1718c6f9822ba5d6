"""The folded axis: every day has a place on it, and later days never lie further left."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.chart.folded_axis import MOST_SEGMENTS, Axis, AxisSegment, fold, middle
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval

WIDTHS = [1156.0, 696.0, 326.0]

near = st.dates(date(1990, 1, 1), date(2030, 12, 31))
days = near | st.dates()
bounds = st.one_of(
    days.map(lambda day: (day, day)),
    st.tuples(days, days).map(sorted).map(tuple),
    st.tuples(days, st.none()),
    st.tuples(st.none(), days),
    st.just((None, None)),
)


def bounds_of(*texts: str) -> list[tuple[date | None, date | None]]:
    read: list[Interval] = [edtf.parse(text) for text in texts]
    return [(interval.earliest, interval.latest) for interval in read]


def axis_of(*texts: str, width: float = 1156, opening: date | None = None) -> Axis:
    return fold(bounds_of(*texts), width=width, opening=opening)


def test_nothing_to_place_is_an_empty_axis():
    assert fold([], width=100) == fold([(None, None)], width=100) == Axis((), 100)
    assert Axis((), 100).breaks == []


def test_one_day_is_one_segment_over_the_whole_width():
    axis = axis_of("2022-03-04")
    (segment,) = axis.segments
    assert (segment.left, segment.right) == (0, 1156)
    assert segment.first < date(2022, 3, 4) < segment.last
    assert axis.x(date(2022, 3, 4)) == pytest.approx(1156 / 2)


def test_empty_years_fold_into_a_break():
    axis = axis_of("2022-02-24", "2022-03-04", "2025-09-10", "2025-11-05")
    early, late = axis.segments
    assert early.last.year == 2022
    assert late.first.year == 2025
    (gap,) = axis.breaks
    assert early.right < gap.at < late.left
    assert (gap.last, gap.first) == (early.last, late.first)
    assert axis.x(date(2024, 1, 1)) == gap.at


def test_what_lies_close_together_is_not_parted():
    assert len(axis_of("2022-02-24", "2022-05-01", "2022-09-01").segments) == 1


def test_a_wide_interval_within_a_run_does_not_stretch_it():
    axis = axis_of("2022-02-24", "2022-03-04", "2022")
    assert axis.segments[0].last < date(2022, 12, 31)


def test_a_wide_interval_on_its_own_has_all_its_days():
    axis = axis_of("199X")
    (segment,) = axis.segments
    assert segment.first <= date(1990, 1, 1)
    assert segment.last >= date(1999, 12, 31)


def test_what_precedes_the_opening_is_set_apart_and_held_small():
    opening = date(2022, 3, 4)
    axis = axis_of("199X", "2022-02-24", "2022-02", "2022-03-04", "2025-11-05", opening=opening)
    assert [segment.before for segment in axis.segments] == [True, True, False, False]
    before = [segment for segment in axis.segments if segment.before]
    assert all(segment.last < opening for segment in before)
    assert sum(s.right - s.left for s in before) <= 0.27 * axis.width


def test_where_no_time_to_speak_of_is_left_out_the_axis_runs_on_at_another_scale():
    opening = date(2022, 3, 4)
    axis = axis_of("2022-01-20", "2022-02-28", "2022-03-04", "2022-03-06", opening=opening)
    early, late = axis.segments
    assert early.before
    assert not late.before
    assert axis.breaks == []
    assert axis.seams == [early.right] == [late.left]
    assert axis.x(late.first) == axis.x(early.last) == early.right
    assert axis.x(opening) > late.left


def test_time_that_is_much_beside_the_stretch_before_it_is_left_out_at_a_break():
    axis = axis_of("2022-02-04", "2022-02-20", "2022-03-04", opening=date(2022, 3, 4))
    (gap,) = axis.breaks
    assert (gap.first - gap.last).days > 5
    assert axis.seams == []


def test_an_opening_before_all_or_after_all_parts_nothing():
    for opening in (date(1900, 1, 1), date(2100, 1, 1)):
        axis = axis_of("2022-03-04", "2022-03-05", opening=opening)
        assert len(axis.segments) == 1


def test_a_hundred_scattered_decades_fold_into_a_few_segments():
    axis = axis_of(*(f"{year}" for year in range(1000, 2000, 10)))
    assert len(axis.segments) <= MOST_SEGMENTS


def test_the_middle_stands_for_an_interval_and_the_end_it_has_for_an_open_one():
    march = (date(2022, 3, 1), date(2022, 3, 31))
    assert middle(march) == date(2022, 3, 16)
    assert middle((march[0], None)) == march[0]
    assert middle((None, march[1])) == march[1]
    assert middle((None, None)) is None


def test_a_day_outside_a_segment_is_put_at_its_nearer_end():
    segment = AxisSegment(date(2022, 1, 1), date(2022, 1, 11), 100, 200)
    assert segment.x(date(2021, 1, 1)) == 100
    assert segment.x(date(2022, 1, 6)) == 150
    assert segment.x(date(2023, 1, 1)) == 200


@given(
    st.lists(bounds, min_size=1, max_size=30), st.sampled_from(WIDTHS), st.none() | days,
    st.lists(days, min_size=2, max_size=20),
)  # fmt: skip
def test_every_day_lies_within_the_width_and_later_days_never_further_left(
    placed, width, opening, asked
):
    axis = fold(placed, width=width, opening=opening)
    told = [day for interval in placed if (day := middle(interval))]
    assert bool(axis.segments) == bool(told)
    if not told:
        return
    places = [axis.x(day) for day in sorted([*asked, *told])]
    assert all(-1e-6 <= x <= width + 1e-6 for x in places)
    assert all(a <= b + 1e-6 for a, b in pairwise(places))


@given(st.lists(bounds, min_size=1, max_size=30), st.sampled_from(WIDTHS), st.none() | days)
def test_segments_follow_each_other_in_days_and_in_places(placed, width, opening):
    axis = fold(placed, width=width, opening=opening)
    assert len(axis.breaks) + len(axis.seams) == max(0, len(axis.segments) - 1)
    for segment in axis.segments:
        assert segment.first <= segment.last
        assert segment.left < segment.right
        assert segment.before == (opening is not None and segment.last < opening)
    for one, other in pairwise(axis.segments):
        assert one.first < other.first
        if one.right < other.left:
            assert one.last + timedelta(days=2) < other.first, "a break leaves days out"
        else:
            assert one.right == other.left
            assert one.last <= other.first <= one.last + timedelta(days=1)


@given(st.lists(bounds, min_size=1, max_size=30), st.sampled_from(WIDTHS), st.none() | days)
def test_the_day_that_stands_for_an_interval_lies_in_a_segment_and_in_no_break(
    placed, width, opening
):
    axis = fold(placed, width=width, opening=opening)
    for day in filter(None, map(middle, placed)):
        assert any(segment.first <= day <= segment.last for segment in axis.segments)


@given(st.lists(near, min_size=2, max_size=30, unique=True), st.none() | near)
def test_different_days_of_a_run_have_different_places(told, opening):
    axis = fold([(day, day) for day in told], width=1156, opening=opening)
    for segment in axis.segments:
        inside = sorted(day for day in told if segment.first <= day <= segment.last)
        for one, other in pairwise(inside):
            assert axis.x(one) < axis.x(other)
            assert timedelta(0) < other - one
