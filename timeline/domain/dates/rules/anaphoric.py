"""Rules for dates that look back to the date named before: "that same month", "a day later"."""

from __future__ import annotations

import re

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import (
    DAYPART,
    MONTH,
    NUMBER,
    ORDINAL_DAY,
    SEASON,
    UNIT,
    UNITS,
    WEEKDAY,
)
from timeline.domain.dates.rules.elapsed import so_far, unit_plural
from timeline.domain.dates.rules.explicit import season_of
from timeline.domain.dates.rules.quarters import is_quarter, quarter_with
from timeline.domain.dates.rules.rule import Ground, NeedsNamed, RuleMatch, quoted, rule
from timeline.domain.time.calendar_units import (
    day_of,
    month_of,
    nearest,
    onwards,
    shifted,
    unit_of,
    up_to,
)
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, Precision, from_bounds, month_end


def _looks_back(ground: Ground) -> str:
    return f"It looks back to “{say(ground.named)}”, the date named before"


def _one(named: Interval, unit: str) -> Interval:
    """The one day, week, month … that holds all of the date; raises ``NeedsNamed`` if none does."""
    if named.earliest is not None and named.latest is not None:
        whole = unit_of(named.earliest, unit)
        if whole == unit_of(named.latest, unit):
            return whole
    raise NeedsNamed(f"looks back to “{say(named)}”, which lies in no one {unit}")


def _that_unit(match: re.Match[str], ground: Ground) -> RuleMatch:
    unit = match.groupdict(default="day").get("unit", "day").lower()
    whole = _one(ground.named, unit)
    same = whole.bounds == ground.named.bounds
    because = f"{_looks_back(ground)}{'' if same else f', whose {unit} is {say(whole)}'}."
    return RuleMatch(whole, because, f"that-{unit}")


def _that_name(match: re.Match[str], ground: Ground) -> RuleMatch:
    first = _one(ground.named, "year").earliest
    assert first is not None
    if match["month"]:
        interval = month_of(first.year, date_words.month(match["month"]))
    else:
        interval = season_of(date_words.season(match["season"]), first.year)
    return RuleMatch(interval, f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}.")


def _at_the_time(_: re.Match[str], ground: Ground) -> RuleMatch:
    return RuleMatch(ground.named, f"{_looks_back(ground)}.")


def _within_unit(match: re.Match[str], ground: Ground) -> RuleMatch:
    if match["which"].lower() == "in the" and ground.before is None:
        return so_far(match, ground)
    unit, side, named = match["unit"].lower(), match["side"].lower(), ground.named
    whole = _one(named, unit)
    if side == "later":
        interval = from_bounds(named.earliest, whole.latest)
    else:
        interval = from_bounds(whole.earliest, named.latest)
    because = f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
    return RuleMatch(interval, because, f"{side}-that-{unit}")


def _later(match: re.Match[str], ground: Ground) -> RuleMatch:
    interval = onwards(ground.named)
    if interval is None:
        raise NeedsNamed(f"looks back to “{say(ground.named)}”, whose start is open")
    return RuleMatch(interval, f"{_looks_back(ground)}, and {quoted(match)} leaves the end open.")


def _earlier(match: re.Match[str], ground: Ground) -> RuleMatch:
    interval = up_to(ground.named)
    if interval is None:
        raise NeedsNamed(f"looks back to “{say(ground.named)}”, whose end is open")
    return RuleMatch(interval, f"{_looks_back(ground)}, and {quoted(match)} leaves the start open.")


def counted_from(interval: Interval, count: int, unit: str) -> Interval:
    """The units that lie so many of them on from an interval, or back; open where it is open."""
    first, last = interval.earliest, interval.latest
    return from_bounds(
        unit_of(shifted(first, count, unit), unit).earliest if first else None,
        unit_of(shifted(last, count, unit), unit).latest if last else None,
    )


def _counted(match: re.Match[str], ground: Ground) -> RuleMatch:
    unit, times = date_words.unit(match["unit"])
    count = date_words.number(match["number"]) * times if match["number"] else times
    back = match["side"].lower() in ("earlier", "before", "previously", "prior")
    if back and unit == "year" and ground.in_text and ground.before is None:
        # News of figures says "than a year earlier" of a time that it never names: its own.
        interval = unit_of(shifted(ground.published, -count, unit), unit)
        because = f"{ground.publication}, and no date is named before; {quoted(match)} is "
        return RuleMatch(interval, f"{because}{say(interval)}.", "years-earlier")
    if unit == "year" and is_quarter(ground.named) and ground.named.earliest is not None:
        interval = quarter_with(shifted(ground.named.earliest, -count if back else count, unit))
        because = f"{_looks_back(ground)}; {quoted(match)} is the same quarter, {say(interval)}."
        return RuleMatch(interval, because, f"years-{'earlier' if back else 'later'}")
    interval = counted_from(ground.named, -count if back else count, unit)
    because = f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
    return RuleMatch(interval, because, f"{unit_plural(unit)}-{'earlier' if back else 'later'}")


def _neighbour(match: re.Match[str], ground: Ground) -> RuleMatch:
    which, unit = match["which"].lower().removeprefix("the "), match["unit"].lower()
    if unit in ("morning", "afternoon", "evening", "night"):
        unit = "day"
    steps = -1 if which in ("previous", "preceding") else 1
    of_publication = which in ("previous", "next") and not (
        # Told in a text, "the next day" is that after one it names.
        ground.in_text and (steps > 0 or unit == "day")
    )
    if ground.before is None and of_publication:
        interval = unit_of(shifted(ground.published, steps, unit), unit)
        because = f"{ground.publication}, and no date is named before; {quoted(match)} is "
        return RuleMatch(interval, f"{because}{say(interval)}.", f"{which}-{unit}")
    interval = counted_from(ground.named, steps, unit)
    because = f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
    return RuleMatch(interval, because, f"{which}-{unit}")


def _the_year(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    if not ground.in_text:
        # Typed alone it may be any.
        return None
    if ground.before is not None and not match["fiscal"]:
        whole = _one(ground.named, "year")
        return RuleMatch(whole, f"{_looks_back(ground)}; {quoted(match)} is {say(whole)}.")
    whole = unit_of(ground.published, "year")
    return RuleMatch(whole, f"{ground.publication}; {quoted(match)} is {say(whole)}.", "this-year")


def _day_of_month(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    """A day whose month is that of the date named before, else the nearest that fits."""
    if not ground.in_text:
        return None
    day = date_words.day(match["day"])
    if ground.before is not None and ground.before.precision in (Precision.DAY, Precision.MONTH):
        month = _one(ground.named, "month")
        assert month.earliest is not None
        if day <= month_end(month.earliest.year, month.earliest.month).day:
            interval = day_of(month.earliest.replace(day=day))
            return RuleMatch(
                interval, f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
            )
    around = [shifted(ground.published.replace(day=1), months, "month") for months in range(-2, 3)]
    fitting = [first for first in around if 1 <= day <= month_end(first.year, first.month).day]
    candidates = [day_of(first.replace(day=day)) for first in fitting]
    found = nearest(candidates, ground.published, "ahead" if ground.ahead else "past")
    if found is None:
        return None
    return RuleMatch(found, f"{ground.publication}; {quoted(match)} is {say(found)}.")


_LASTING = (
    r"(?:war|conflict|invasion|siege|occupation|campaign|crisis|pandemic|revolution|uprising"
    r"|presidency|negotiations|talks)"
)
"""What lasts so long that "later in" it is a time of its own."""


def _weekday_beside(match: re.Match[str], ground: Ground) -> RuleMatch:
    day = _one(ground.named, "day").earliest
    assert day is not None
    back = match["which"].lower() != "following"
    days = (day.weekday() - date_words.weekday(match["weekday"])) % 7 or 7
    interval = day_of(shifted(day, -days if back else (7 - days) or 7, "day"))
    return RuleMatch(interval, f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}.")


RULES = (
    rule(
        "weekday-beside",
        rf"(?P<which>previous|preceding|following) (?P<weekday>{WEEKDAY})",
        _weekday_beside,
    ),
    rule("that-unit", rf"(?:that|that same|the same|the very same) (?P<unit>{UNIT})", _that_unit),
    rule("that-unit", rf"that (?:same )?{DAYPART}", _that_unit),
    rule("that-name", rf"that (?:same )?(?:(?P<month>{MONTH})|(?P<season>{SEASON}))", _that_name),
    rule(
        "the-year",
        r"(?:full |whole |entire )?(?:calendar |(?P<fiscal>(?:current )?"
        r"(?:fiscal|financial)) )?year",
        _the_year,
    ),
    rule("day-of-month", rf"(?P<day>{ORDINAL_DAY})", _day_of_month),
    rule("at-the-time", r"at (?:the|that) time|around (?:that|the same) time", _at_the_time),
    rule(
        "at-the-time",
        r"(?:at|around) (?:the|that|the same|that same) (?:time|point|moment)|then",
        _at_the_time,
        in_text=False,
    ),
    rule(
        "within-unit",
        r"(?P<side>earlier|later) "
        r"(?P<which>that same|that|the same|in the|in the same|in that|in that same) "
        rf"(?P<unit>{UNIT})",
        _within_unit,
    ),
    rule("later", rf"since then|from then on|later(?: on)? in (?:the|that) {_LASTING}", _later),
    rule(
        "later",
        r"later(?: on)?|afterwards?|thereafter|after that"
        r"|later(?: on)? in (?:the|that) [a-z][a-z' -]{,80}",
        _later,
        in_text=False,
    ),
    rule("earlier", r"until then|up to then|by then", _earlier),
    rule("earlier", r"before that|before then", _earlier, in_text=False),
    rule(
        "counted",
        rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) "
        r"(?P<side>later|after|afterwards?|earlier|before|previously|prior)",
        _counted,
    ),
    rule("counted", rf"(?P<number>)the (?P<unit>{UNIT}) (?P<side>after|before)", _counted),
    rule(
        "neighbour",
        rf"(?P<which>following|the previous|preceding|the next) "
        rf"(?P<unit>{UNIT}|{DAYPART})",
        _neighbour,
    ),
)
"""In the order in which they are tried."""
