"""Rules for dates all in digits: "13.03.2022", "2022/03/04", "2019–20"; no order is guessed."""

from __future__ import annotations

import re
from datetime import date

from timeline.domain.dates.date_words import DASH, YEAR
from timeline.domain.dates.rules.explicit import calendar_day
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, Unreadable, stating
from timeline.domain.time.calendar_units import day_of, month_of
from timeline.domain.time.intervals import Interval, from_bounds

_UNCLEAR = "can be two different days; write the month as a word"


def _year_first(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if not 1 <= month <= 12:
        return None
    day_found = day_of(calendar_day(year, month, day))
    return RuleMatch(day_found, "The year, month and day are stated, in that order.")


def _year_last(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    first, second, year = (int(match[part]) for part in ("first", "second", "year"))
    if first <= 12 and second <= 12 and first != second:
        raise Unreadable(_UNCLEAR)
    if second <= 12:
        interval = day_of(calendar_day(year, _month(second), first))
        return RuleMatch(interval, "The day, month and year are stated, in that order.")
    if first <= 12:
        interval = day_of(calendar_day(year, _month(first), second))
        return RuleMatch(interval, "The month, day and year are stated, in that order.")
    raise Unreadable("has no part that is a month")


def _two_digit_year(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    raise Unreadable("states no century and no clear order; write the year in four digits")


def _month_year(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    interval = month_of(int(match["year"]), month)
    return RuleMatch(interval, "The month and year are stated.")


def _year_slash(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    year, number = int(match["year"]), int(match["number"])
    is_month, is_year = 1 <= number <= 12, number > year % 100
    if is_month and is_year:
        raise Unreadable("can be a month or a span of years; write the month as a word")
    if is_month:
        return RuleMatch(month_of(year, number), "The year and month are stated, in that order.")
    if is_year:
        return RuleMatch(_span(year, year - year % 100 + number), _YEARS, "years")
    return None


_YEARS = "The first and the last year are stated."


def _years(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    first, text = int(match["first"]), match["last"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    if last <= first:
        raise Unreadable(f"ends in {last} and starts in {first}")
    return RuleMatch(_span(first, last), _YEARS)


def _span(first: int, last: int) -> Interval:
    return from_bounds(date(first, 1, 1), date(last, 12, 31))


def _month(number: int) -> int:
    if not 1 <= number <= 12:
        raise Unreadable("has no part that is a month")
    return number


RULES = stating(
    Rule(
        "year-month-day",
        rf"(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})",
        _year_first,
    ),
    Rule(
        "numeric-day",
        rf"(?P<first>\d{{1,2}})(?P<sep> ?[-/.] ?| )(?P<second>\d{{1,2}})(?P=sep)(?P<year>{YEAR})",
        _year_last,
    ),
    Rule(
        "two-digit-year",
        r"\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)\d\d",
        _two_digit_year,
        in_text=False,
    ),
    Rule("month-year", rf"(?P<month>\d{{1,2}})[/.](?P<year>{YEAR})", _month_year),
    Rule("month-year", rf"(?P<year>{YEAR})/(?P<number>\d{{2}})", _year_slash),
    Rule("years", rf"(?P<first>{YEAR}){DASH}(?P<last>{YEAR}|\d\d)", _years),
)
"""In the order in which they are tried."""
