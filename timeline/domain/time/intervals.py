"""A date is an interval: an EDTF text with its earliest and latest day, and arithmetic on those.

Days are proleptic Gregorian ``datetime.date`` values, so years 1 to 9999. A bound of ``None`` is
open (or not known); an interval without EDTF text is *undated*.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Bounds = tuple[date | None, date | None]
"""The first and the last day of something; ``None`` where that end is open or not known."""


class Precision(StrEnum):
    """How finely a date is given; the coarsest unit that the text states."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    OPEN = "open interval"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Interval:
    """One date as Retold keeps it.

    ``edtf``: Extended Date/Time Format text, empty when undated.
    ``earliest``, ``latest``: the first and last day it can mean, both inclusive; ``None`` is open.
    """

    edtf: str
    # What has one text has one hash; the other fields only make it slower.
    earliest: date | None = field(hash=False)
    latest: date | None = field(hash=False)
    precision: Precision = field(hash=False)

    @property
    def bounds(self) -> Bounds:
        """Its earliest and its latest day."""
        return self.earliest, self.latest

    @property
    def calendar_bounds(self) -> tuple[date, date]:
        """Its earliest and its latest day; an open end is the calendar's first day or last."""
        return self.earliest or date.min, self.latest or date.max

    @property
    def is_dated(self) -> bool:
        """Whether anything at all is said about when."""
        return self.earliest is not None or self.latest is not None

    @property
    def is_day(self) -> bool:
        """Whether it is exactly one day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def sort_day(self) -> date | None:
        """The day it is ordered by: its earliest, or its latest where the start is open."""
        return self.earliest or self.latest

    @property
    def sort_key(self) -> tuple[bool, date]:
        """A key that sorts in the order of time: by ``sort_day``, what is undated last."""
        return self.sort_day is None, self.sort_day or date.min

    def is_in(self, first: date | None, last: date | None, *, surely: bool = False) -> bool:
        """Whether it may lie in a range of days; with ``surely``, whether it can't lie outside.

        ``None`` leaves that end of the range open. What is undated is in no range.
        """
        starts, ends = self.calendar_bounds
        first, last = first or date.min, last or date.max
        inside = first <= starts and ends <= last if surely else starts <= last and first <= ends
        return self.is_dated and inside

    @property
    def days(self) -> int | None:
        """How many days it covers, or ``None`` where an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1


UNDATED = Interval("", None, None, Precision.UNDATED)


def from_bounds(earliest: date | None, latest: date | None) -> Interval:
    """The interval between two days, in the shortest EDTF that means exactly those days.

    A whole month, year, decade or century is written as one; other spans as ``start/end`` with
    both ends as coarse as the days allow. Raises ``ValueError`` when ``latest`` precedes
    ``earliest``.
    """
    if earliest is None and latest is None:
        return UNDATED
    if earliest is None:
        assert latest is not None
        return Interval(f"../{_ending(latest)}", None, latest, Precision.OPEN)
    if latest is None:
        return Interval(f"{_starting(earliest)}/..", earliest, None, Precision.OPEN)
    if latest < earliest:
        raise ValueError(f"{latest} comes before {earliest}")
    if earliest == latest:
        return Interval(earliest.isoformat(), earliest, latest, Precision.DAY)
    years = (
        (earliest.month, earliest.day) == (1, 1)
        and (latest.month, latest.day) == (12, 31)
    )  # fmt: skip
    if years:
        first, count = earliest.year, latest.year - earliest.year + 1
        if count == 1:
            return Interval(f"{first:04}", earliest, latest, Precision.YEAR)
        if count == 10 and first % 10 == 0:
            return Interval(f"{first // 10:03}X", earliest, latest, Precision.DECADE)
        if count == 100 and first % 100 == 0:
            return Interval(f"{first // 100:02}XX", earliest, latest, Precision.CENTURY)
        return Interval(f"{first:04}/{latest.year:04}", earliest, latest, Precision.INTERVAL)
    if earliest.day == 1 and _ends_a_month(latest):
        start, end = earliest.isoformat()[:7], latest.isoformat()[:7]
        if start == end:
            return Interval(start, earliest, latest, Precision.MONTH)
        return Interval(f"{start}/{end}", earliest, latest, Precision.INTERVAL)
    return Interval(
        f"{earliest.isoformat()}/{latest.isoformat()}", earliest, latest, Precision.INTERVAL
    )


def intersection(intervals: Iterable[Interval]) -> Bounds | None:
    """The bounds that every dated interval shares, or ``None`` where they have no day in common.

    Undated intervals say nothing and are passed over; with none dated the bounds are both open.
    """
    earliest, latest = _innermost(intervals)
    if earliest is not None and latest is not None and latest < earliest:
        return None
    return earliest, latest


def span(intervals: Iterable[Interval]) -> Interval:
    """The interval from the earliest to the latest day of any of them; open where one is open."""
    dated = [interval for interval in intervals if interval.is_dated]
    if not dated:
        return UNDATED
    starts = [i.earliest for i in dated if i.earliest is not None]
    ends = [i.latest for i in dated if i.latest is not None]
    return from_bounds(
        min(starts) if len(starts) == len(dated) else None,
        max(ends) if len(ends) == len(dated) else None,
    )


def days_apart(intervals: Iterable[Interval]) -> int:
    """The widest gap between two of them in days: 1 for the 30th and the 1st, 0 if all overlap."""
    latest_start, earliest_end = _innermost(intervals)
    if latest_start is None or earliest_end is None:
        return 0
    return max(0, (latest_start - earliest_end).days)


def _innermost(intervals: Iterable[Interval]) -> Bounds:
    """The latest start and the earliest end of all; ``None`` where none is known."""
    bounds = [interval.bounds for interval in intervals]
    return (
        max((start for start, _ in bounds if start is not None), default=None),
        min((end for _, end in bounds if end is not None), default=None),
    )


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _ends_a_month(day: date) -> bool:
    return day == month_end(day.year, day.month)


def _starting(day: date) -> str:
    if day.month == 1 and day.day == 1:
        return f"{day.year:04}"
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()


def _ending(day: date) -> str:
    if day.month == 12 and day.day == 31:
        return f"{day.year:04}"
    return day.isoformat()[:7] if _ends_a_month(day) else day.isoformat()
