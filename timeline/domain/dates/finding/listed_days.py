"""Days that take their month from a date beside them: "April 24 and 25", "1, 2 and 5 August"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from timeline.domain.dates import date_words
from timeline.domain.time.calendar_units import day_of
from timeline.domain.time.intervals import Interval, month_end

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_AFTER = re.compile(
    rf"(?P<days>(?:, {_DAY}){{0,6}},? (?:and|&) (?:the )?{_DAY})(?!,? [12]\d{{3}}\b)"
    r"(?![\w%$]|[.,/:-]\d)"
    r"(?=[.,;:!?)\]”\"’'—–]|\s*\Z|\n| (?:in|at|on|to|with|for|when|where|and|but|as|by|that|which"
    r"|are|is|was|were|will|has|have|had|after|before|of (?:last|this|next)|this|last|next|between"
    r"|during|the|it|he|she|they|we)\b)",
    date_words.FLAGS,
)
_BEFORE_YEAR = re.compile(
    rf"(?P<days>(?:, (?:the )?{_DAY}){{0,6}},? (?:and|&|or) (?:the )?{_DAY}), (?P<year>[12]\d{{3}})"
    r"(?![\w%]|[.,]\d)",
    date_words.FLAGS,
)
_BEFORE = re.compile(
    rf"(?:\b(?:on|the|until|since|by|from|for|of|between|and)|[(:—–]) ?"
    rf"(?P<days>(?:the )?{_DAY}(?:, (?:the )?{_DAY}){{0,6}},?) (?:and|&) (?:the )?\Z",
    date_words.FLAGS,
)
_NUMBER = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", date_words.FLAGS)
_REACH = 60


class ListedDay(NamedTuple):
    """A day of a list: the span of its number in the text, and its date."""

    start: int
    end: int
    interval: Interval


def after(text: str, end: int, whole: Interval, *, year: str = "") -> list[ListedDay]:
    """The days listed after a date: "and 25" after "April 24".

    ``end``: the offset at which the date ends; ``whole``: its day, with month and year. ``year``:
    the year in four digits, where the date took it from the end of the list; the last of the days
    then ends with it. Empty where no days follow, or they don't rise.
    """
    if not _is_day(whole):
        return []
    match = (_BEFORE_YEAR if year else _AFTER).match(text, end, end + _REACH)
    if match is None:
        return []
    found = _listed(match, whole, later=True)
    if year and found:
        found[-1] = found[-1]._replace(end=match.end("year"))
    return found


def before(text: str, start: int, whole: Interval) -> list[ListedDay]:
    """The days listed before a date: "1, 2 and" before "5 August".

    ``start``: the offset at which the date begins; ``whole``: its day, with month and year.
    """
    if not _is_day(whole) or not text[start : start + 1].isdigit():
        return []
    match = _BEFORE.search(text, max(0, start - _REACH), start)
    return _listed(match, whole, later=False) if match else []


def _is_day(whole: Interval) -> bool:
    return whole.is_day and whole.earliest is not None


def _listed(match: re.Match[str], whole: Interval, *, later: bool) -> list[ListedDay]:
    """The days of a list, if each is later than the one before it; else none."""
    assert whole.earliest is not None
    found = list(_days(match, whole.earliest))
    days = [one.interval.earliest for one in found]
    row = [whole.earliest, *days] if later else [*days, whole.earliest]
    rises = all(a is not None and b is not None and a < b for a, b in pairwise(row))
    return found if rises and len(found) == len(_NUMBER.findall(match["days"])) else []


def _days(match: re.Match[str], month: date) -> Iterator[ListedDay]:
    for number in _NUMBER.finditer(match["days"]):
        day = int(number["day"])
        if 1 <= day <= month_end(month.year, month.month).day:
            start = match.start("days")
            place = start + number.start(), start + number.end()
            yield ListedDay(*place, day_of(month.replace(day=day)))
