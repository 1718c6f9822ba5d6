"""Dates in words, as people in English read them: "4 March 2022", "24 February 2022 or later",
"4 March 2022, 09:40".

Every function takes an interval or plain days and gives text without markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import shifted
from timeline.domain.time.intervals import Interval, Precision, from_bounds, month_end
from timeline.domain.time.time_of_day import timed_day, widest_apart

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_TIGHT_MONTHS = tuple(name[:3] for name in MONTHS)


@dataclass(frozen=True, slots=True)
class _Style:
    """How months are named and how doubt and open ends are put; each takes the date as ``{}``."""

    months: tuple[str, ...]
    about: str
    uncertain: str
    onwards: str
    until: str
    start_not_known: str
    end_not_known: str
    decade: str


_FULL = _Style(
    months=MONTHS,
    about="about {}",
    uncertain="{}, uncertain",
    onwards="{} or later",
    until="until {}",
    start_not_known="until {}, start not known",
    end_not_known="from {}, end not known",
    decade="the {}s",
)
_TIGHT = _Style(
    months=_TIGHT_MONTHS,
    about="c. {}",
    uncertain="{}?",
    onwards="from {}",
    until="to {}",
    start_not_known="to {}",
    end_not_known="from {}",
    decade="{}s",
)


@lru_cache(maxsize=edtf.KEPT)
def say(interval: Interval) -> str:
    """The date in full: "4 March 2022", "September – December 2025", "until 2014", "undated"."""
    return _in_words(interval, _FULL)


@lru_cache(maxsize=edtf.KEPT)
def say_short(interval: Interval) -> str:
    """The date for tight places: "4 Mar 2022", "Sep – Dec 2025", "c. Mar 2022", "2022?"."""
    return _in_words(interval, _TIGHT)


@lru_cache(maxsize=edtf.KEPT)
def weekday_day(day: date) -> str:
    """A day with its weekday: "Friday 4 March 2022"."""
    return f"{WEEKDAYS[day.weekday()]} {_day(day, _FULL)}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "24 events", "1,000,000 events", "2 stories"."""
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun}"


def ordinal(number: int) -> str:
    """A place in an order: "101st", "4,501st"."""
    return f"{number:,}{_ordinal(number)[-2:]}"


def with_article(noun: str) -> str:
    """A noun with its article: "a person", "an organisation"."""
    return f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"


def say_precision(interval: Interval) -> str:
    """How finely it is given: "a day", "a time of day", "a span of 119 days", "open at its end"."""
    if not interval.is_dated:
        return "no date"
    if interval.earliest is None:
        return "open at its start"
    if interval.latest is None:
        return "open at its end"
    if interval.is_day:
        return "a time of day" if timed_day(interval.edtf) else "a day"
    if interval.precision is Precision.INTERVAL:
        return f"a span of {apart(interval.days or 0)}"
    return with_article(interval.precision.value)


def apart(days: int) -> str:
    """A number of days: "1 day", "23 days"."""
    return _count(days, "day")


def distance(dates: Iterable[Interval]) -> str:
    """How far the two of some dates lie apart that do so most: "2 days", "1 month", "5 years".

    Of dates that have a day in common, how far their times of day do: "35 minutes". Days are
    counted between two days, and months, years or decades between two of those. Dates of different
    precision have no common unit: "at least 3 days", the gap that surely lies between.
    Raises ``ValueError`` where no date has a first day, or none a last.
    """
    some = list(dates)
    first, ended = min(
        ((i, i.latest) for i in some if i.latest is not None),
        key=lambda found: (found[1], not found[0].is_day),
    )
    last, begun = max(
        ((i, i.earliest) for i in some if i.earliest is not None),
        key=lambda found: (found[1], found[0].is_day),
    )
    days = max(0, (begun - ended).days)
    if not days and (hours := widest_apart(i.edtf for i in some)):
        return _of_a_day(hours)
    years = begun.year - ended.year
    match (first.precision, last.precision):
        case (Precision.DAY, Precision.DAY):
            return apart(days)
        case (Precision.MONTH, Precision.MONTH):
            return _count(12 * years + begun.month - ended.month, "month")
        case (Precision.YEAR, Precision.YEAR):
            return _count(years, "year")
        case (Precision.DECADE, Precision.DECADE):
            return _count(begun.year // 10 - ended.year // 10, "decade")
        case _:
            return f"at least {apart(days)}"


def lapse(first: date, last: date) -> str:
    """The time between two days: "3 years and 6 months", "2 weeks", "11 days".

    In whole years and months from a year on, in whole months from three, in months and days from
    one, and under that in weeks where they come out even, else in days. The order of the two days
    doesn't matter.
    """
    if last < first:
        first, last = last, first
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day < first.day and last != month_end(last.year, last.month):
        months -= 1
    if months >= 12:
        years, over = divmod(months, 12)
        return _joined(_count(years, "year"), _count(over, "month") if over else "")
    if months >= 3:
        return _count(months, "month")
    if months >= 1:
        over = (last - shifted(first, months, "month")).days
        return _joined(_count(months, "month"), _count(over, "day") if over else "")
    days = (last - first).days
    if days and days % 7 == 0:
        return _count(days // 7, "week")
    return _count(days, "day")


def _of_a_day(time: timedelta) -> str:
    """A time in hours and minutes, or in seconds where it is less: "1 hour and 5 minutes"."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    if not minutes:
        return _count(seconds, "second")
    hours, over = divmod(minutes, 60)
    if not hours:
        return _count(over, "minute")
    return _joined(_count(hours, "hour"), _count(over, "minute") if over else "")


def _in_words(interval: Interval, style: _Style) -> str:
    if not interval.is_dated:
        return "undated"
    text = interval.edtf or from_bounds(interval.earliest, interval.latest).edtf
    if "/" not in text:
        return _hedged(text, style)
    start, end = text.split("/")
    if start in ("", ".."):
        return (style.until if start else style.start_not_known).format(_hedged(end, style))
    if end in ("", ".."):
        return (style.onwards if end else style.end_not_known).format(_hedged(start, style))
    mark = edtf.qualifier(start)
    if mark and mark == edtf.qualifier(end):
        return _doubted(_span(start[:-1], end[:-1], style), mark, style)
    return _span(start, end, style)


def _span(start: str, end: str, style: _Style) -> str:
    if edtf.qualifier(start) or edtf.qualifier(end):
        return f"{_hedged(start, style)} – {_hedged(end, style)}"
    first, last = edtf.parse(start), edtf.parse(end)
    assert first.earliest is not None
    assert last.latest is not None
    same_year = first.earliest.year == last.latest.year
    precisions = {first.precision, last.precision}
    if precisions == {Precision.YEAR}:
        return f"{_single(start, style)}–{_single(end, style)}"
    if precisions == {Precision.DAY} and same_year:
        from_day, to_day = first.earliest, last.latest
        if from_day.month == to_day.month:
            return f"{from_day.day}–{_day(to_day, style)}"
        return f"{from_day.day} {style.months[from_day.month - 1]} – {_day(to_day, style)}"
    if precisions == {Precision.MONTH} and same_year:
        return f"{style.months[first.earliest.month - 1]} – {_single(end, style)}"
    return f"{_single(start, style)} – {_single(end, style)}"


def _hedged(text: str, style: _Style) -> str:
    mark = edtf.qualifier(text)
    return _doubted(_single(text.removesuffix(mark) if mark else text, style), mark, style)


def _doubted(words: str, mark: str, style: _Style) -> str:
    if mark in ("~", "%"):
        words = style.about.format(words)
    return style.uncertain.format(words) if mark in ("?", "%") else words


def _single(text: str, style: _Style) -> str:
    """One date of an EDTF text, without its qualifier."""
    interval = edtf.parse(text)
    first, last = interval.earliest, interval.latest
    assert first is not None
    assert last is not None
    match interval.precision:
        case Precision.DAY if timed := timed_day(text):
            return f"{_day(first, style)}, {timed.clock.in_words}"
        case Precision.DAY:
            return _day(first, style)
        case Precision.MONTH:
            return f"{style.months[first.month - 1]} {_year(first.year)}"
        case Precision.SEASON:
            name = SEASONS[int(text[5:7])]
            if first.year == last.year:
                return f"{name} {_year(first.year)}"
            return f"{name} {_year(first.year)}–{last.year % 100:02}"
        case Precision.DECADE if first.year % 100 and first.year >= 1000:
            return style.decade.format(first.year)
        case Precision.CENTURY if style is _FULL:
            return f"the {_ordinal(first.year // 100 + 1)} century ({_years(first, last)})"
        case Precision.DECADE | Precision.CENTURY:
            return _years(first, last)
        case _:
            return _year(first.year)


def _day(day: date, style: _Style) -> str:
    return f"{day.day} {style.months[day.month - 1]} {_year(day.year)}"


def _year(year: int) -> str:
    return str(year) if year >= 1000 else f"AD {year}"


def _years(first: date, last: date) -> str:
    return f"{_year(first.year)}–{last.year}"


def _ordinal(number: int) -> str:
    if re.fullmatch(r"\d*1[123]", str(number)):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def _joined(first: str, second: str) -> str:
    return f"{first} and {second}" if second else first
