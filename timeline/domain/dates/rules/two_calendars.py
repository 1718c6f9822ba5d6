"""Rules for a day told twice, or with brackets: "25 October (7 November) 1917".

The Julian calendar, Old Style, was kept in Russia until 1918; the Gregorian day is given.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import DAY, MONTH, WEEKDAY, YEAR
from timeline.domain.dates.rules.explicit import calendar_day, check_weekday
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, Unreadable, stating
from timeline.domain.time.calendar_units import day_of
from timeline.domain.time.formatting import say

DAY_MONTH = rf"(?:{DAY}(?: of)? {MONTH}|{MONTH} {DAY})"
_MONTH = re.compile(MONTH, date_words.FLAGS)


def julian_days_behind(day: date) -> int:
    """The days by which the Julian calendar is behind on a day that is given in it."""
    year = day.year - (day.month < 3)
    return year // 100 - year // 400 - 2


def _day(words: str, year: str) -> date:
    month = _MONTH.search(words)
    number = re.search(r"\d+", words)
    assert month is not None
    assert number is not None
    return calendar_day(int(year), date_words.month(month[0]), int(number[0]))


def _both(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    old, new = sorted(_day(match[name], match["year"]) for name in ("first", "second"))
    if (new - old).days != julian_days_behind(old):
        raise Unreadable("gives two days that are not one in two calendars")
    found = day_of(new)
    return RuleMatch(found, f"Its day is told in two calendars; in today’s it is {say(found)}.")


def _with_slash(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    """The "14/26 December 1825" whose days are one in two calendars; else it is two days."""
    month = f"{match['month']} "
    old, new = (_day(month + match[name], match["year"]) for name in ("old", "new"))
    if (new - old).days != julian_days_behind(old):
        return None
    found = day_of(new)
    return RuleMatch(found, f"Its day is told in two calendars; in today’s it is {say(found)}.")


def _styled(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    day = _day(match["date"], match["year"])
    if match["new"]:
        return RuleMatch(day_of(day), "The day, month and year are stated, in today’s calendar.")
    found = day_of(day + timedelta(days=julian_days_behind(day)))
    return RuleMatch(found, f"It is told in the Julian calendar; in today’s it is {say(found)}.")


def _with_weekday(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    day = _day(match["date"], match["year"])
    check_weekday(match["weekday"], day)
    return RuleMatch(day_of(day), "The weekday, day, month and year are stated.")


RULES = stating(
    Rule(
        "two-calendars",
        rf"(?P<first>{DAY_MONTH}) ?[(\[/] ?(?:[ON]S )?(?P<second>{DAY_MONTH})"
        rf"(?: [ON]S)?[)\]]?(?: of)? (?P<year>{YEAR})",
        _both,
        in_text=False,
    ),
    Rule(
        "two-calendars",
        rf"(?P<old>\d{{1,2}})(?:/| \()(?P<new>\d{{1,2}})\)? (?P<month>{MONTH}) (?P<year>{YEAR})",
        _with_slash,
        in_text=False,
    ),
    Rule(
        "two-calendars",
        rf"(?P<date>{DAY_MONTH}) (?P<year>{YEAR}) \(?"
        r"(?:(?P<new>new style|ns|gregorian)|old style|os|julian)(?: calendar)?\)?",
        _styled,
        in_text=False,
    ),
    Rule(
        "day-with-weekday",
        rf"(?P<date>{DAY_MONTH}) \(?(?:an? )?(?P<weekday>{WEEKDAY})\)?(?: of| in)? "
        rf"(?P<year>{YEAR})",
        _with_weekday,
        in_text=False,
    ),
    Rule(
        "day-with-weekday",
        rf"(?P<weekday>{WEEKDAY}) \((?P<date>{DAY_MONTH}) (?P<year>{YEAR})\)?",
        _with_weekday,
        in_text=False,
    ),
)
"""Tried before all others; the finder looks for them where a day stands before a bracket."""
