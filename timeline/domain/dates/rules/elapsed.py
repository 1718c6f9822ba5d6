"""Rules for dates that lie so far from publication: "two years ago", "the past week"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import NUMBER, UNIT, UNITS
from timeline.domain.dates.rules.quarters import year_before
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, quoted
from timeline.domain.time.calendar_units import hedged, shifted, unit_of, year_of
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import from_bounds


def _ago(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    back = match["back"].lower() in ("ago", "back")
    unit, times = date_words.unit(match["unit"])
    count = date_words.number(match["number"]) * times
    if back and (unit, count) == ("year", 1) and (quarter := year_before(ref)):
        return ref.compared(match, quarter)
    day = shifted(ref.published, -count if back else count, unit)
    rule = f"{unit_plural(unit)}-{'ago' if back else 'ahead'}"
    if unit == "decade":
        # Some ten years back, and not "the 1990s", which end a year before 2000.
        because = f"{ref.publication}; {quoted(match)} is about {day.year}."
        return RuleMatch(hedged(year_of(day.year), "~"), because, rule)
    interval = unit_of(day, unit)
    if unit == "day":
        return ref.deictic(match, interval, rule)
    because = f"{ref.publication}; {quoted(match)} counts in {unit_plural(unit)}, which gives "
    return RuleMatch(interval, f"{because}{say(interval)}.", rule)


def _about_ago(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    found = _ago(match, ref)
    because = f"{found.because} It is marked as approximate."
    return RuleMatch(hedged(found.interval, "~"), because, found.rule)


def _years_ago_then(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    which, unit = match["which"].lower(), (match["unit"] or "day").lower()
    steps = {"last": -1, "yesterday": -1, "next": 1, "tomorrow": 1}.get(which, 0)
    day = shifted(shifted(ref.published, steps, unit), -date_words.number(match["number"]), "year")
    return ref.deictic(match, unit_of(day, unit), "years-ago")


def _hours_ago(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    hours = timedelta(hours=date_words.number(match["number"]))
    day = ref.published
    first, last = datetime.combine(day, time.min) - hours, datetime.combine(day, time.max) - hours
    interval = from_bounds(first.date(), last.date())
    because = f"{ref.publication}, at an hour not stated; {quoted(match)} is {say(interval)}."
    return RuleMatch(interval, because)


def unit_plural(unit: str) -> str:
    """A unit of time in the plural."""
    return "centuries" if unit == "century" else f"{unit}s"


def _past_units(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    unit, times = date_words.unit(match["unit"])
    count = (date_words.number(match["number"]) if match["number"] else 1) * times
    interval = from_bounds(shifted(ref.published, -count, unit), ref.published)
    because = f"{ref.publication}; {quoted(match)} is the time up to then, {say(interval)}."
    return RuleMatch(interval, because)


def so_far(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    """The unit up to the day of publication, or from it on."""
    unit = match["unit"].lower()
    whole, day = unit_of(ref.published, unit), ref.published
    if unit == "day":
        return RuleMatch(whole, f"{ref.publication}, and {quoted(match)} is that day.", "today")
    if match["side"].lower() == "later":
        interval = from_bounds(day, whole.latest)
        because = f"{ref.publication}; what was left of the {unit} then is {say(interval)}."
        return RuleMatch(interval, because, f"later-this-{unit}")
    interval = from_bounds(whole.earliest, day)
    because = f"{ref.publication}; the {unit} up to then is {say(interval)}."
    return RuleMatch(interval, because, f"earlier-this-{unit}")


RULES = (
    Rule("ago", rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) (?P<back>ago|back|from now|hence)", _ago),
    Rule("ago", rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) or so (?P<back>ago)", _about_ago),
    Rule(
        "ago",
        rf"(?P<number>{NUMBER}) years? ago (?P<which>today|yesterday|tomorrow"
        r"|(?:this|last|next)(?= (?:week|month)\b))(?: (?P<unit>week|month))?",
        _years_ago_then,
    ),
    Rule("hours-ago", rf"(?P<number>{NUMBER}) hours? ago", _hours_ago),
    Rule("up-to-then", rf"(?:this )?past (?P<number>)(?P<unit>{UNIT})", _past_units),
    Rule("up-to-then", rf"(?:past|last) (?P<number>{NUMBER}) (?P<unit>{UNITS})", _past_units),
    Rule(
        "up-to-then",
        r"(?:in|over|during|within|throughout) the (?:last|past) (?P<number>)"
        r"(?P<unit>day|week|month|fortnight)",
        _past_units,
    ),
    Rule("so-far", rf"(?P<side>earlier|later) this (?P<unit>{UNIT})", so_far),
)
"""In the order in which they are tried."""
