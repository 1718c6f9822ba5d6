"""An index of intervals of days, which finds those that overlap a range faster than a scan does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from timeline.domain.time.calendar_units import moved

_LONG = 31
"""The days beyond which an interval is kept apart; the others begin soon before any of their days.
"""

NumberedDays = tuple[date, date, int]
"""The first and the last day of an interval, both inclusive, and the number that it is known by."""


class IntervalIndex:
    """Intervals of days by number."""

    def __init__(self, intervals: Iterable[NumberedDays]) -> None:
        every = sorted(intervals)
        self._long = [one for one in every if (one[1] - one[0]).days > _LONG]
        self._short = [one for one in every if (one[1] - one[0]).days <= _LONG]
        self._firsts = [first for first, _, _ in self._short]

    def overlapping(self, first: date, last: date) -> list[int]:
        """The numbers of those with any of the days from the first to the last, in no order."""
        begin = bisect_left(self._firsts, moved(first, -_LONG))
        near = self._short[begin : bisect_right(self._firsts, last)]
        return [
            number for start, end, number in (*near, *self._long) if start <= last and end >= first
        ]
