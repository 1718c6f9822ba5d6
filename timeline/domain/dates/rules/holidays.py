"""Rules for days that have a name and a date of their own: "Christmas Day", "New Year's Eve"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import YEAR
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, quoted
from timeline.domain.dates.rules.weekdays import weekday_of
from timeline.domain.time.calendar_units import day_of, nearest, years_around
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval

_FIXED = {
    "new year's day": (1, 1), "new year": (1, 1), "new year's eve": (12, 31), "christmas": (12, 25),
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "valentine's day": (2, 14), "halloween": (10, 31), "st patrick's day": (3, 17),
    "may day": (5, 1), "bastille day": (7, 14), "veterans day": (11, 11), "juneteenth": (6, 19),
    "veterans' day": (11, 11), "armistice day": (11, 11), "remembrance day": (11, 11),
    "anzac day": (4, 25), "april fools' day": (4, 1), "all saints' day": (11, 1),
    "international women's day": (3, 8), "july fourth": (7, 4),
}  # fmt: skip
_MOVING = {
    "easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "maundy thursday": -3,
    "palm sunday": -7, "ash wednesday": -46, "ascension day": 39, "pentecost": 49,
    "whit monday": 50,
}  # fmt: skip
"""Days from Easter Sunday."""
_OF_A_MONTH = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1), "martin luther king day": (1, 0, 3),
    "martin luther king jr day": (1, 0, 3), "columbus day": (10, 0, 2),
    "presidents day": (2, 0, 3), "presidents' day": (2, 0, 3),
}  # fmt: skip
"""The month, the weekday and which of them, -1 the last, as the United States keep them."""
_ELECTION = "election day"
"""The Tuesday after November's first Monday in the United States; of even years, for all offices
but some of states and towns."""
_AMERICAN = frozenset([*_OF_A_MONTH, _ELECTION, "veterans day", "veterans' day", "juneteenth"])
"""Days that other countries keep at other times, or not: a reading says whose it takes."""


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus (Meeus, 1991)."""
    century, of_century = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def month_of_holiday(name: str) -> int:
    """The month that a named day is in; of those that move from month to month, a near one."""
    if name in _FIXED:
        return _FIXED[name][0]
    return _OF_A_MONTH[name][0] if name in _OF_A_MONTH else 11 if name == _ELECTION else 4


def _holiday(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == _ELECTION:
        return weekday_of(year, 11, 0, 1) + timedelta(days=1)
    if name in _OF_A_MONTH:
        return weekday_of(year, *_OF_A_MONTH[name])
    return _easter(year) + timedelta(days=_MOVING[name])


def _election(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The election day spoken of: the nearest of an even year, in autumn that of the year."""
    this = ref.published.year
    in_autumn = 9 <= ref.published.month <= 11
    years = [y for y in years_around(ref.published) if y % 2 == 0 or (y == this and in_autumn)]
    around = [day_of(_holiday(_ELECTION, year)) for year in years]
    found = nearest(around, ref.published, ref.which_way, times=1)
    return _counted(match, ref, found)


def _named_day(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    name = match["name"].lower()
    if match["year"]:
        day = day_of(_holiday(name, int(match["year"])))
        return RuleMatch(day, f"{_called(match)} is {say(day)}.")
    which = (match["which"] or "").lower()
    if name == _ELECTION and not which:
        return _election(match, ref)
    around = [day_of(_holiday(name, year)) for year in years_around(ref.published)]
    if not which:
        which = "ahead" if ref.ahead else "past"
        if which == "past" and ref.in_text and not (ref.behind or ref.begun):
            which = "near"
    if which == "this":
        found = next((d for d in around if d.edtf[:4] == f"{ref.published.year:04}"), None)
    else:
        found = nearest(around, ref.published, which)
    return _counted(match, ref, found)


def _counted(match: re.Match[str], ref: ReferenceTime, found: Interval | None) -> RuleMatch | None:
    if found is None:
        return None
    return RuleMatch(found, f"{ref.publication}; {_called(match)} is {say(found)}.")


def _called(match: re.Match[str]) -> str:
    whose = ", as the United States keep it," if match["name"].lower() in _AMERICAN else ""
    return f"{quoted(match)}{whose}"


def _attacks(_: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The attacks on New York and Washington, in all that was published since."""
    if ref.in_text and ref.day is not None and ref.day < _ATTACKS:
        return None
    return RuleMatch(day_of(_ATTACKS), "It is the name of the attacks of 11 September 2001.")


_ATTACKS = date(2001, 9, 11)

NAMES = date_words.any_of([*_FIXED, *_MOVING, *_OF_A_MONTH, _ELECTION])

RULES = (
    Rule(
        "named-day",
        r"(?:sept(?:ember)? 11(?:th)?|11(?:th)? sept(?:ember)?|9/11) (?:terror(?:ist)? )?attacks"
        r"|9/11",
        _attacks,
    ),
    Rule(
        "named-day",
        rf"(?:(?P<which>this|last|next) )?(?P<name>{NAMES})"
        rf"(?:(?: in| of)? (?P<year>{YEAR}))?",
        _named_day,
    ),
)
"""In the order in which they are tried."""
