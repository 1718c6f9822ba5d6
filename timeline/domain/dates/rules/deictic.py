"""Rules for deictic dates, which count from publication: "Friday", "last month", "Feb. 24"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import (
    DAY,
    DAY_IN_WORDS,
    DAYPART,
    MONTH,
    SEASON,
    UNIT,
    WEEKDAY,
    WHICH,
)
from timeline.domain.dates.rules.explicit import check_weekday, season_of
from timeline.domain.dates.rules.quarters import year_before
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, Unreadable, quoted
from timeline.domain.time.calendar_units import (
    day_of,
    month_of,
    nearest,
    shifted,
    unit_of,
    years_around,
)
from timeline.domain.time.formatting import MONTHS, SEASONS, WEEKDAYS, say, weekday_day
from timeline.domain.time.intervals import Interval, from_bounds, month_end

_WHICH = r"(?:(?P<which>this past|this coming|last|past|next|coming|upcoming|this) )?"
_MEANS = {"this past": "last", "this coming": "next", "coming": "next", "upcoming": "next",
          "past": "last"}  # fmt: skip
_SAYS = {
    "past": "the latest {} up to then is",
    "last": "the last {} before that is",
    "ahead": "the next {} from then on is",
    "next": "the next {} after that is",
    "this": "the {} of that time is",
    "near": "the nearest {} is",
}


def _which(match: re.Match[str], ref: ReferenceTime) -> str:
    """Which of the days or periods that recur is meant: past, last, ahead, next or this."""
    word = match.groupdict().get("which")
    if not word:
        return "ahead" if ref.ahead else "past"
    return _MEANS.get(word.lower(), word.lower())


def _weekday(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    day, weekday, which = ref.published, date_words.weekday(match["weekday"]), _which(match, ref)
    if ref.cancelled and which == "past" and (weekday - day.weekday()) % 7 <= 3:
        which = "ahead"
    back = (day.weekday() - weekday) % 7
    steps = {"past": -back, "last": -(back or 7), "ahead": -back % 7, "next": 7 - back}
    here = weekday - day.weekday()
    if which == "this" and ref.ahead and here < 0:
        # "It opens this Thursday", in Friday's paper.
        here += 7
    found = day_of(day + timedelta(days=steps.get(which, here)))
    rule = f"{which}-weekday" if match["which"] else ""
    if found.earliest == day:
        return RuleMatch(found, f"{ref.publication}, so {quoted(match)} is that day.", rule)
    side = {"past": "before", "ahead": "to come"}.get(which)
    if side is None:
        return ref.deictic(match, found, rule)
    because = f"{ref.publication}; the {WEEKDAYS[weekday]} {side} is {say(found)}."
    return RuleMatch(found, because, rule)


def _weekday_of_week(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    weeks = {"last": -1, "this": 0, "next": 1}[(match["which"] or match["whose"]).lower()]
    weekday = date_words.weekday(match["weekday"] or match["day"])
    day = shifted(ref.published, weeks, "week")
    return ref.deictic(match, day_of(day + timedelta(days=weekday - day.weekday())))


_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "this day": 0, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "the day before yesterday": -2, "day before yesterday": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip


def _today(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    day = shifted(ref.published, _DAYS[match["word"].lower()], "day")
    if day == ref.published:
        because = f"{ref.publication}, and {quoted(match)} is that day."
    else:
        because = f"{ref.publication}; {quoted(match)} is {weekday_day(day)}."
    return RuleMatch(day_of(day), because, match["word"].lower().replace(" ", "-"))


_STEPS = {
    "this": (0, "the {} is"), "last": (-1, "the {} before is"),
    "previous": (-1, "the {} before is"), "next": (1, "the {} after is"),
    "coming": (1, "the {} after is"), "upcoming": (1, "the {} after is"),
    "current": (0, "the {} is"),
    "this coming": (1, "the {} after is"),
}  # fmt: skip


def _unit(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    which, unit = match["which"].lower(), match["unit"].lower()
    if (which, unit) == ("last", "year") and (quarter := year_before(ref)):
        return ref.compared(match, quarter)
    steps, says = _STEPS[which]
    interval = unit_of(shifted(ref.published, steps, unit), unit)
    because = f"{ref.publication}; {says.format(unit)} {say(interval)}."
    return RuleMatch(interval, because, f"{which.replace(' ', '-')}-{unit}")


def _before_last(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    unit, after = match["unit"].lower(), match["side"].lower() == "after next"
    return ref.deictic(match, unit_of(shifted(ref.published, 2 if after else -2, unit), unit))


def _weekend(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    day, which = ref.published, _which(match, ref)
    weekends = []
    for weeks in range(-2, 3):
        saturday = day + timedelta(days=5 - day.weekday() + weeks * 7)
        weekends.append(from_bounds(saturday, saturday + timedelta(days=1)))
    found = weekends[2] if which == "this" else nearest(weekends, day, which)
    if found is None:
        return None
    if which == "this" and ref.behind and day < (found.earliest or day):
        # "It took place this weekend", in Monday's paper.
        found = weekends[1]
    return RuleMatch(found, f"{ref.publication}; {_SAYS[which].format('weekend')} {say(found)}.")


def _month(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    day, month = ref.published, date_words.month(match["month"])
    candidates = [month_of(year, month) for year in years_around(day)]
    if ref.in_text and _which(match, ref) == "last" and month == day.month - 1:
        # In March of this year's February a writer says "last month".
        candidates = [month_of(day.year - 1, month)]
    return _recurring(match, ref, MONTHS[month - 1], candidates)


def _day_month(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    day, month = date_words.day(match["day"]), date_words.month(match["month"])
    if not 1 <= day <= month_end(2000, month).day:
        raise Unreadable(f"holds {quoted(match)}, which is no day of the calendar")
    years = [y for y in years_around(ref.published) if day <= month_end(y, month).day]
    candidates = [day_of(date(year, month, day)) for year in years]
    weekday = match["weekday"]
    coming = _coming_on(weekday, candidates, ref.published) if weekday else None
    if weekday and coming is not None:
        name = WEEKDAYS[date_words.weekday(weekday)]
        because = f"{ref.publication}; of the years around, it is a {name} in"
        return RuleMatch(coming, f"{because} {coming.edtf[:4]}.")
    found = _recurring(match, ref, f"{day} {MONTHS[month - 1]}", candidates)
    if found is not None and found.interval.earliest is not None:
        check_weekday(weekday, found.interval.earliest)
    return found


def _coming_on(weekday: str, candidates: list[Interval], day: date) -> Interval | None:
    """The next of the days, where it is of that weekday and the one before it is not."""
    past, coming = nearest(candidates, day, "past"), nearest(candidates, day, "ahead")
    is_on = [
        found is not None
        and found.earliest is not None
        and found.earliest.weekday() == date_words.weekday(weekday)
        for found in (past, coming)
    ]
    return coming if is_on == [False, True] else None


def _season(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    season = date_words.season(match["season"])
    candidates = [season_of(season, year) for year in years_around(ref.published)]
    return _recurring(match, ref, SEASONS[season], candidates)


def _recurring(
    match: re.Match[str], ref: ReferenceTime, name: str, candidates: list[Interval]
) -> RuleMatch | None:
    which, day = _which(match, ref), ref.published
    name_of_rule = ""
    if which == "this":
        found = next(iter(_of_this_year(candidates, day)), None)
    else:
        found = nearest(candidates, day, which)
    is_days = all(candidate.is_day for candidate in candidates)
    may_come = ref.in_text and not ref.begun
    if which == "past" and may_come and (is_days or not ref.behind):
        # A verb in the past may go with a day soon to come: "they sold out the May 2 concert".
        times = 1 if ref.cancelled else 5 if ref.behind else 2
        near = nearest(candidates, day, "near", times=times)
        if near != found:
            found, which, name_of_rule = near, "near", NEAREST
    if which == "ahead" and ref.in_text and is_days and (gone := _just_gone(candidates, day)):
        found, which = gone, "past"
    if found is None:
        return None
    because = f"{ref.publication}; {_SAYS[which].format(name)} {say(found)}."
    return RuleMatch(found, because, name_of_rule)


def _just_gone(candidates: list[Interval], day: date) -> Interval | None:
    """The day that has just been, where the next is most of a year off.

    "They were asked to attend the Dec. 13 vigil", written on 16 December.
    """
    past, coming = nearest(candidates, day, "past"), nearest(candidates, day, "ahead")
    if past is None or coming is None or past.earliest is None or coming.earliest is None:
        return None
    is_far, is_fresh = (coming.earliest - day).days > 300, (day - past.earliest).days <= 14
    return past if is_far and is_fresh else None


NEAREST = "nearest"
"""The rule of what recurs yearly and, in running text, is nearer ahead than behind."""


def _of_this_year(candidates: list[Interval], day: date) -> Iterator[Interval]:
    """Those that start in the day's year; of winters, until June, the one that began before."""
    for candidate in candidates:
        assert candidate.earliest is not None
        assert candidate.latest is not None
        crosses = candidate.latest.year > candidate.earliest.year
        year = day.year - 1 if crosses and day.month <= 6 else day.year
        if candidate.earliest.year == year:
            yield candidate


RULES = (
    Rule("today", rf"(?P<word>{date_words.any_of(_DAYS)})(?: {DAYPART})?", _today),
    Rule("weekday-of-week", rf"(?P<weekday>{WEEKDAY})(?: of)? (?P<which>last|this|next) week"
         rf"|(?P<whose>last|this|next) week's (?P<day>{WEEKDAY})", _weekday_of_week),
    Rule("weekday", rf"{_WHICH}(?P<weekday>{WEEKDAY})(?: {DAYPART})?", _weekday),
    Rule("weekend", rf"{_WHICH}weekend", _weekend),
    Rule("unit", rf"(?P<which>{date_words.any_of(_STEPS)}) (?:(?:fiscal|calendar|financial) )?"
         rf"(?P<unit>{UNIT})", _unit),
    # "This years festival", without the apostrophe.
    Rule("unit", r"(?P<which>this|last|next) (?P<unit>week|month|year)s", _unit),
    Rule("before-last", rf"(?P<unit>{UNIT}) (?P<side>before last|after next)", _before_last),
    Rule("month", rf"{_WHICH}(?P<month>{MONTH})", _month),
    Rule(
        "day-month",
        rf"(?:{WHICH}(?P<weekday>{WEEKDAY}) (?:the )?)?(?P<day>{DAY})(?: of)?[ -]"
        rf"(?P<month>{MONTH})",
        _day_month,
    ),
    Rule(
        "day-month",
        rf"(?:{WHICH}(?P<weekday>{WEEKDAY}) )?(?P<month>{MONTH})[ -](?:the )?"
        rf"(?P<day>{DAY})",
        _day_month,
    ),
    Rule("day-month", rf"(?P<which>last|next|this) (?P<weekday>)?(?P<month>{MONTH}) "
         rf"(?P<day>{DAY})", _day_month),
    Rule("day-month", rf"(?P<weekday>)?(?P<day>{DAY_IN_WORDS}) of (?P<month>{MONTH})", _day_month),
    Rule("season-near", rf"{_WHICH}(?P<season>{SEASON})", _season),
)  # fmt: skip
"""In the order in which they are tried."""
