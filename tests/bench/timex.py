"""TIMEX3 values, TimeML's notation for dates, of what the finder reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.rules.quarters import is_quarter
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import unit_of
from timeline.domain.time.intervals import Interval, Precision

_CALENDAR = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|\d{3}")
_TO_WHAT_WAS = frozenset(["at-the-time", "later", "earlier"])
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def plain(value: str) -> str:
    """A TIMEX3 value less its time of day and the digits that it leaves open."""
    value = re.sub(r"T.*|(?<=\d)(?:-X+)+\Z", "", value)
    value = re.sub(r"-W(\d)\Z", r"-W0\1", value)
    value = re.sub(r"-WE\Z", "", value)
    return re.sub(r"\A(\d{3})X\Z|\A(\d\d)XX\Z", r"\1\2", value)


def timex(interval: Interval, rule: str) -> str:
    """An interval as a TIMEX3 value; part of a unit is given as that unit, as TimeML does."""
    if rule in _TO_WHAT_WAS:
        return "PAST_REF"
    if rule == "up-to-then":
        return "P"
    part = re.fullmatch(r"(?:earlier|later)-th(?:is|at)-(week|month|year|decade|century)", rule)
    if part and interval.earliest is not None:
        interval = unit_of(interval.earliest, part[1])
    text = interval.edtf.replace("~", "").replace("?", "").replace("%", "")
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return timex(edtf.parse(text.strip("./")), rule)
    if interval.precision is Precision.SEASON:
        return f"{text[:4]}-{_SEASONS[text[5:7]]}"
    if "/" not in text:
        return text.partition("T")[0].rstrip("X")
    if is_half(first, last):
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if is_quarter(interval):
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if rule == "weekend":
        return f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
    for unit in ("week", "month", "year", "decade", "century"):
        whole = unit_of(first, unit)
        assert whole.latest is not None
        if last <= whole.latest:
            if unit == "week":
                return f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
            return whole.edtf.rstrip("X")
    return text


def is_half(first: date, last: date) -> bool:
    """Whether it is one half of a year."""
    days = (first.month, first.day, last.month, last.day)
    return first.year == last.year and days in ((1, 1, 6, 30), (7, 1, 12, 31))


def values(hit: Hit, start: int, end: int) -> Iterator[str]:
    """The values of a hit and of the plain dates of it that lie over a stretch of the text."""
    if not hit.interval.is_dated:
        return
    if hit.rule in _TO_WHAT_WAS:
        # TimeML calls "then" past, or gives it the date that it looks back to.
        yield from (timex(hit.interval, hit.rule), timex(hit.interval, ""))
        return
    for anchor in hit.anchors:
        if anchor.start < end and start < anchor.end:
            yield timex(anchor.interval, hit.rule if len(hit.anchors) == 1 else "")
    yield timex(hit.interval, hit.rule)
    first, last = hit.interval.bounds
    if (first is None) != (last is None):
        # TimeML gives "by the end of the year" its last day.
        yield str(first or last)


def calendar(value: str) -> bool:
    """Whether a value is a day, month, year or decade."""
    return _CALENDAR.fullmatch(value) is not None
