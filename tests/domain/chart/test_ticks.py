"""Ticks: an axis is marked at round places, and no words run into others."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.chart.test_folded_axis import WIDTHS, axis_of, bounds, days
from timeline.domain.chart.folded_axis import Axis, AxisSegment, fold
from timeline.domain.chart.ticks import Tick, ticks

LETTER = 6.4
"""How wide the chart's font has a letter, in pixels."""


def labels(axis: Axis, **options: date) -> list[str]:
    return [tick.label for tick in ticks(axis, **options)]


def ends(tick: Tick) -> tuple[float, float]:
    half = len(tick.label) * LETTER / 2
    return tick.x - half, tick.x + half


def test_an_empty_axis_has_no_ticks():
    assert ticks(Axis((), 300)) == []


def test_a_few_days_are_marked_by_the_day():
    told = labels(axis_of("2022-03-01", "2022-03-09"))
    assert told[0].endswith(" 2022")
    assert "1 Mar" in " ".join(told)
    assert all("Mar" in label or "Feb" in label for label in told)


def test_a_few_months_are_marked_by_the_month():
    told = labels(axis_of("2022-01-10", "2022-04-10", "2022-08-10", "2022-11-20"))
    assert {label.split()[0] for label in told} <= set(
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    )


def test_a_few_centuries_are_marked_by_round_years():
    told = labels(axis_of("1600/2000"))
    assert len(told) > 2
    assert all(int(label) % 10 == 0 for label in told)


def test_the_first_mark_of_a_segment_tells_its_year():
    axis = axis_of("2022-02-24", "2022-03-04", "2025-09-10", "2025-11-05")
    told = ticks(axis)
    for segment, year in zip(axis.segments, ("2022", "2025"), strict=True):
        inside = [tick for tick in told if segment.left <= tick.x <= segment.right]
        assert inside[0].label.endswith(year)


def test_a_decade_with_room_for_one_mark_is_marked_by_a_year():
    decade = AxisSegment(date(1989, 9, 13), date(2000, 4, 19), 0, 151.3, before=True)
    weeks = AxisSegment(date(2022, 1, 31), date(2022, 3, 2), 177.3, 306.3, before=True)
    told = ticks(Axis((decade, weeks), 1156))
    inside = [tick for tick in told if tick.x <= decade.right]
    assert [tick.label for tick in inside] == ["1995"]
    assert inside[0].x == pytest.approx(decade.x(date(1995, 1, 1)))


def test_months_with_room_for_one_mark_are_marked_by_a_month():
    months = AxisSegment(date(1994, 3, 20), date(1994, 7, 25), 0, 60)
    assert [tick.label for tick in ticks(Axis((months,), 60))] == ["Jun 1994"]


def test_the_day_above_all_has_its_mark_before_any_other():
    day = date(2022, 3, 4)
    axis = axis_of("2022-02-24", "2022-03-04", "2022-03-20", "2025-11-05", opening=day)
    assert "4 Mar 2022" in labels(axis, above_all=day)
    (tick,) = [tick for tick in ticks(axis, above_all=day) if tick.label == "4 Mar 2022"]
    assert tick.x == pytest.approx(axis.x(day))


def test_a_day_above_all_that_is_not_on_the_axis_has_no_mark():
    axis = axis_of("2025-11-05")
    assert not [label for label in labels(axis, above_all=date(2022, 3, 4)) if "2022" in label]


@pytest.mark.parametrize("texts", [("0001-01-01",), ("9999-12-31",), ("0001-01-01", "9999-12-31")])
def test_the_ends_of_the_calendar_are_marked_too(texts):
    axis = axis_of(*texts)
    assert ticks(axis, above_all=date.min) is not None
    assert ticks(axis, above_all=date.max) is not None
    assert all(0 <= tick.x <= axis.width for tick in ticks(axis))


@given(st.lists(bounds, max_size=30), st.sampled_from(WIDTHS), st.none() | days, st.none() | days)
def test_no_words_run_into_others_or_far_over_the_edge(placed, width, opening, above_all):
    axis = fold(placed, width=width, opening=opening)
    told = ticks(axis, above_all=above_all)
    for tick in told:
        left, right = ends(tick)
        assert left >= -10
        assert right <= width + 10
    for one, other in pairwise(told):
        assert ends(one)[1] < ends(other)[0]


@given(st.lists(bounds, min_size=1, max_size=30), st.sampled_from(WIDTHS), st.none() | days)
def test_each_mark_lies_in_a_segment(placed, width, opening):
    axis = fold(placed, width=width, opening=opening)
    for tick in ticks(axis):
        assert any(s.left - 1e-6 <= tick.x <= s.right + 1e-6 for s in axis.segments)


@given(st.lists(bounds, max_size=30), days | st.none())
def test_each_stretch_of_a_wide_axis_has_a_tick(intervals, opening: date | None):
    axis = fold(intervals, width=1156, opening=opening)
    for height in (None, 15.0):
        told = ticks(axis, above_all=opening, height=height)
        for segment in axis.segments:
            if segment.right - segment.left > 90:
                assert [t for t in told if segment.left <= t.x <= segment.right]
