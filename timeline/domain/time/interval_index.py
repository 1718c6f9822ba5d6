"""Spans of days, found by days that they share: far quicker than a look at each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

_LONG = 31
"""The days beyond which a span is kept apart: the others begin not long before a day they have."""


def moved(day: date, days: int) -> date:
    """The day so many days later; the same where the calendar ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


class IntervalIndex:
    """Spans of days by number, each given with its first and last day, both inclusive."""

    def __init__(self, spans: Iterable[tuple[date, date, int]]) -> None:
        short: list[tuple[date, date, int]] = []
        self._long: list[tuple[date, date, int]] = []
        for span in spans:
            (self._long if (span[1] - span[0]).days > _LONG else short).append(span)
        short.sort()
        self._firsts = [first for first, _, _ in short]
        self._lasts = [last for _, last, _ in short]
        self._numbers = [number for _, _, number in short]

    def sharing(self, first: date, last: date) -> list[int]:
        """The numbers of those with any of the days from the first to the last, in no order."""
        begun, over = bisect_left(self._firsts, first), bisect_right(self._firsts, last)
        before = slice(bisect_left(self._firsts, moved(first, -_LONG)), begun)
        found = self._numbers[begun:over]
        for number, end in zip(self._numbers[before], self._lasts[before], strict=True):
            if end >= first:
                found.append(number)
        for start, end, number in self._long:
            if start <= last and end >= first:
                found.append(number)
        return found
