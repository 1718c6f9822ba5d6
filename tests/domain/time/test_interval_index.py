"""Spans of days, found by days that they share, as a look at each of them finds them."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from timeline.domain.time.interval_index import IntervalIndex

DAYS = st.one_of(
    st.dates(date(2022, 1, 1), date(2022, 4, 30)),
    st.sampled_from([date.min, date(1, 1, 3), date(9999, 12, 30), date.max]),
)
SPANS = st.tuples(DAYS, DAYS).map(sorted)


MONTH = [date(2022, 1, 1), date(2022, 2, 1)]


@given(st.lists(SPANS, max_size=30), SPANS)
@example([MONTH, [date(2021, 12, 31), MONTH[1]]], [MONTH[1], MONTH[1]])
@example([[date.min, date(1, 1, 3)]], [date(1, 1, 3), date(1, 1, 3)])
@example([MONTH], [date(2022, 2, 2), date(2022, 2, 2)])
def test_each_that_shares_a_day_is_found_and_none_twice(
    spans: list[list[date]], asked: list[date]
) -> None:
    first, last = asked
    held = IntervalIndex((start, end, number) for number, (start, end) in enumerate(spans))
    assert sorted(held.overlapping(first, last)) == [
        number for number, (start, end) in enumerate(spans) if start <= last and end >= first
    ]
