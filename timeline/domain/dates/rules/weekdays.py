"""Rules that count from a weekday or a day: "the first Monday of May", "a week ago Friday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.date_words import DAYPART, MONTH, NUMBER, WEEKDAY, YEAR
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, quoted
from timeline.domain.lexicon.word_lists import members
from timeline.domain.time.calendar_units import day_of, nearest, shifted, unit_of, years_around
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, month_end

_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def weekday_of(year: int, month: int, weekday: int, which: int) -> date:
    """The weekday of a month that comes as its first (1) to fourth (4), or its last (-1).

    ``weekday`` counts as ``date.weekday`` does: 0 is Monday.
    """
    if which < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _of_month(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    month, which = date_words.month(match["month"]), _WHICH[match["which"].lower()]
    weekday = date_words.weekday(match["weekday"])

    def of(year: int) -> Interval:
        return day_of(weekday_of(year, month, weekday, which))

    if match["year"]:
        found = of(int(match["year"]))
        return RuleMatch(found, f"{quoted(match)} is {say(found)}.")
    around = [of(year) for year in years_around(ref.published)]
    near = nearest(around, ref.published, ref.which_way)
    return ref.deictic(match, near) if near else None


def _ago(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    """So many weeks, months or years before the latest of a weekday."""
    back = (ref.published.weekday() - date_words.weekday(match["weekday"])) % 7
    return _counted(match, ref, start=ref.published - timedelta(days=back), sign=-1)


def _ahead(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    start = ref.published
    if match["weekday"]:
        start += timedelta(days=(date_words.weekday(match["weekday"]) - start.weekday()) % 7)
    elif match["whence"].lower() == "tomorrow":
        start = shifted(start, 1, "day")
    return _counted(match, ref, start=start, sign=1)


def _counted(match: re.Match[str], ref: ReferenceTime, *, start: date, sign: int) -> RuleMatch:
    unit, times = date_words.unit(match["unit"])
    found = day_of(shifted(start, sign * date_words.number(match["number"]) * times, unit))
    because = f"{ref.publication}; {quoted(match)} counts from {say(day_of(start))}"
    return RuleMatch(found, f"{because}, which gives {say(found)}.")


def _in_units(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The "in five years" of what will be; of what was, it is how long that took."""
    if not ref.ahead or not ref.in_text:
        return None
    unit, times = date_words.unit(match["unit"])
    day = shifted(ref.published, date_words.number(match["number"]) * times, unit)
    return ref.deictic(match, unit_of(day, unit))


def names_weekday(around: Surroundings) -> bool:
    """Whether the weekday in a phrase is written as one: "two weeks ago sat" has none."""
    named = [word for word in re.findall(r"[A-Za-z]+", around.words) if date_words.is_weekday(word)]
    return all(word[0].isupper() for word in named)


def is_coming(around: Surroundings) -> bool:
    """Whether "in five years" may tell when: not "the first time in five years"."""
    left = around.beside_left
    if not left or left in _HOW_OFTEN or left.endswith("est"):
        return False
    if around.right_gap[:1] in ("-", "'", "’"):
        return False
    return around.ends_clause or around.beside_right in _GOES_ON


_HOW_OFTEN = members("date_context", "before a length of time")
_GOES_ON = frozenset("and but or if when unless because at with he she it they we".split())

RULES = (
    Rule(
        "weekday-of-month",
        rf"(?P<which>{date_words.any_of(_WHICH)}) (?P<weekday>{WEEKDAY}) (?:of|in) "
        rf"(?P<month>{MONTH})(?: (?P<year>{YEAR}))?",
        _of_month,
    ),
    Rule(
        "counted-weekday",
        rf"(?P<number>{NUMBER}) (?P<unit>weeks?|months?|years?) ago (?:on )?(?P<weekday>{WEEKDAY})"
        rf"(?: {DAYPART})?",
        _ago,
    ),
    Rule(
        "counted-weekday",
        rf"(?P<number>{NUMBER}) (?P<unit>days?|weeks?|fortnight|months?|years?) from "
        rf"(?P<whence>today|tomorrow|(?:this |next )?(?P<weekday>{WEEKDAY}))",
        _ahead,
    ),
    Rule(
        "in-units",
        rf"in (?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?)",
        _in_units,
    ),
)
"""In the order in which they are tried."""
