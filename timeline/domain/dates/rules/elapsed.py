"""Rules for dates that lie so far from publication: "two years ago", "the past week"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import NUMBER, UNIT, UNITS
from timeline.domain.dates.rules.quarters import year_before
from timeline.domain.dates.rules.rule import Ground, RuleMatch, quoted, rule
from timeline.domain.time.calendar_units import hedged, shifted, unit_of, year_of
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import from_bounds


def _ago(match: re.Match[str], ground: Ground) -> RuleMatch:
    back = match["back"].lower() in ("ago", "back")
    unit, times = date_words.unit(match["unit"])
    count = date_words.number(match["number"]) * times
    if back and (unit, count) == ("year", 1) and (quarter := year_before(ground)):
        because = f"It is compared with {say(ground.named)}; {quoted(match)} is {say(quarter)}."
        return RuleMatch(quarter, because, "quarter-before")
    if unit == "decade":
        # Some ten years back, and not "the 1990s", which end a year before 2000.
        day = shifted(ground.published, -count if back else count, unit)
        because = f"{ground.publication}; {quoted(match)} is about {day.year}."
        return RuleMatch(hedged(year_of(day.year), "~"), because, f"decades-{_side(back)}")
    interval = unit_of(shifted(ground.published, -count if back else count, unit), unit)
    because = (
        f"{ground.publication}; {quoted(match)} is {say(interval)}."
        if unit == "day"
        else f"{ground.publication}; {quoted(match)} counts in {unit_plural(unit)}, "
        f"which gives {say(interval)}."
    )
    return RuleMatch(interval, because, f"{unit_plural(unit)}-{_side(back)}")


def _about_ago(match: re.Match[str], ground: Ground) -> RuleMatch:
    found = _ago(match, ground)
    because = f"{found.because} It is marked as approximate."
    return RuleMatch(hedged(found.interval, "~"), because, found.rule)


def _side(back: bool) -> str:
    return "ago" if back else "ahead"


def _years_ago_then(match: re.Match[str], ground: Ground) -> RuleMatch:
    which, unit = match["which"].lower(), (match["unit"] or "day").lower()
    steps = {"last": -1, "yesterday": -1, "next": 1, "tomorrow": 1}.get(which, 0)
    day = shifted(ground.published, steps, unit)
    interval = unit_of(shifted(day, -date_words.number(match["number"]), "year"), unit)
    because = f"{ground.publication}; {quoted(match)} is {say(interval)}."
    return RuleMatch(interval, because, "years-ago")


def _hours_ago(match: re.Match[str], ground: Ground) -> RuleMatch:
    hours = timedelta(hours=date_words.number(match["number"]))
    day = ground.published
    first, last = datetime.combine(day, time.min) - hours, datetime.combine(day, time.max) - hours
    interval = from_bounds(first.date(), last.date())
    because = f"{ground.publication}, at an hour not stated; {quoted(match)} is {say(interval)}."
    return RuleMatch(interval, because)


def unit_plural(unit: str) -> str:
    """A unit of time in the plural."""
    return "centuries" if unit == "century" else f"{unit}s"


def _past_units(match: re.Match[str], ground: Ground) -> RuleMatch:
    unit, times = date_words.unit(match["unit"])
    count = (date_words.number(match["number"]) if match["number"] else 1) * times
    interval = from_bounds(shifted(ground.published, -count, unit), ground.published)
    because = f"{ground.publication}; {quoted(match)} is the time up to then, {say(interval)}."
    return RuleMatch(interval, because)


def so_far(match: re.Match[str], ground: Ground) -> RuleMatch:
    """The unit up to the day of publication, or from it on."""
    unit = match["unit"].lower()
    whole, day = unit_of(ground.published, unit), ground.published
    if unit == "day":
        return RuleMatch(whole, f"{ground.publication}, and {quoted(match)} is that day.", "today")
    if match["side"].lower() == "later":
        interval = from_bounds(day, whole.latest)
        because = f"{ground.publication}; what was left of the {unit} then is {say(interval)}."
        return RuleMatch(interval, because, f"later-this-{unit}")
    interval = from_bounds(whole.earliest, day)
    because = f"{ground.publication}; the {unit} up to then is {say(interval)}."
    return RuleMatch(interval, because, f"earlier-this-{unit}")


RULES = (
    rule("ago", rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) (?P<back>ago|back|from now|hence)", _ago),
    rule("ago", rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) or so (?P<back>ago)", _about_ago),
    rule(
        "ago",
        rf"(?P<number>{NUMBER}) years? ago (?P<which>today|yesterday|tomorrow"
        r"|(?:this|last|next)(?= (?:week|month)\b))(?: (?P<unit>week|month))?",
        _years_ago_then,
    ),
    rule("hours-ago", rf"(?P<number>{NUMBER}) hours? ago", _hours_ago),
    rule("up-to-then", rf"(?:this )?past (?P<number>)(?P<unit>{UNIT})", _past_units),
    rule("up-to-then", rf"(?:past|last) (?P<number>{NUMBER}) (?P<unit>{UNITS})", _past_units),
    rule("so-far", rf"(?P<side>earlier|later) this (?P<unit>{UNIT})", so_far),
)
"""In the order in which they are tried."""
