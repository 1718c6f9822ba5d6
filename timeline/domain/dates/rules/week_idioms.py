"""Rules for weeks counted from a day: "a week last Tuesday", "Monday week", "in a week’s time"."""

from __future__ import annotations

import re
from datetime import timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.date_words import NUMBER, WEEKDAY
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch
from timeline.domain.dates.rules.weekdays import names_weekday
from timeline.domain.time.calendar_units import day_of, shifted, unit_of

_WEEKS = r"weeks?|fortnights?"
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}


def _counted(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    """So many weeks before a day that has been, or after one to come."""
    found, published = match.groupdict(), ref.published
    _, weeks = date_words.unit(match["unit"])
    weeks *= date_words.number(found["number"]) if found.get("number") else 1
    back = bool(found.get("last")) or found["day"].lower() == "yesterday"
    if (near := _NEAR.get(found["day"].lower())) is not None:
        day = shifted(published, near, "day")
    else:
        weekday = date_words.weekday(found["day"])
        ahead = (weekday - published.weekday()) % 7 or 7
        day = published + timedelta(days=(ahead - 7 or -7) if back else ahead)
    return ref.deictic(match, day_of(shifted(day, -weeks if back else weeks, "week")))


def _in_time(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The unit of time so far ahead; what took so long in the past is none."""
    if ref.behind:
        return None
    unit, times = date_words.unit(match["unit"])
    day = shifted(ref.published, date_words.number(match["number"]) * times, unit)
    return ref.deictic(match, unit_of(day, unit))


def is_week_idiom(around: Surroundings) -> bool:
    """Whether "Monday week" is one: not in "Monday week-long talks began"."""
    return around.right_gap[:1] not in ("-", "'", "’") and names_weekday(around)


RULES = (
    Rule(
        "week-idiom",
        rf"(?P<number>{NUMBER}) (?P<unit>{_WEEKS}) (?:ago )?(?P<last>last) (?P<day>{WEEKDAY})",
        _counted,
    ),
    Rule(
        "week-idiom",
        rf"(?P<number>{NUMBER}) (?P<unit>{_WEEKS}) (?:(?:on|come) (?:next )?(?P<day>{WEEKDAY}))",
        _counted,
    ),
    Rule(
        "week-idiom",
        rf"(?P<number>{NUMBER}) (?P<unit>{_WEEKS}) (?:(?P<last>ago) )?"
        r"(?P<day>today|tomorrow|yesterday)",
        _counted,
    ),
    Rule(
        "week-idiom",
        rf"(?P<day>today|tomorrow|{WEEKDAY}) (?P<unit>week|fortnight)",
        _counted,
    ),
    Rule(
        "in-time",
        rf"in (?P<number>{NUMBER}) (?P<unit>days?|weeks?|fortnights?|months?|years?)(?:'s|')? time",
        _in_time,
    ),
)
"""In the order in which they are tried, before those for weekdays."""
