"""Frames that reckon from a date: "the eve of …", "the third anniversary of …", "a year to …"."""

from __future__ import annotations

import re
from datetime import timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import NUMBER, ORDINAL, UNITS
from timeline.domain.dates.rules.rule import Frame, Inner, ReferenceTime, RuleMatch
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import day_of, shifted, unit_of
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Precision, from_bounds

_UNITS = {Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year"}


def _beside(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    """The day before a day, or the day after."""
    found = inner(match["inner"], ref)
    if found is None or not found.interval.is_day or found.interval.earliest is None:
        return None
    after = match["which"].lower().endswith("after")
    interval = day_of(shifted(found.interval.earliest, 1 if after else -1, "day"))
    return RuleMatch(
        interval, f"{found.because} The {match['which'].lower()} it is {say(interval)}."
    )


def _anniversary(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    unit = _UNITS.get(found.interval.precision) if found else None
    if found is None or unit is None or found.interval.earliest is None:
        return None
    years = date_words.ordinal(match["which"])
    interval = unit_of(shifted(found.interval.earliest, years, "year"), unit)
    because = f"{found.because} The {match['which'].lower()} anniversary is {say(interval)}."
    return RuleMatch(interval, because)


def _to_the_day(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or not found.interval.is_day or found.interval.earliest is None:
        return None
    unit, times = date_words.unit(match["unit"])
    count = date_words.number(match["number"]) * times
    back = match["side"].lower() == "before"
    interval = day_of(shifted(found.interval.earliest, -count if back else count, unit))
    return RuleMatch(interval, f"{found.because} Reckoned to the day, it is {say(interval)}.")


def _stretch(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    """So many units that end with a date: "the 12 months through March 2022"."""
    found = inner(match["inner"], ref)
    if found is None or found.interval.earliest is None or found.interval.latest is None:
        return None
    is_quarter = match["unit"].lower().startswith("quarter")
    unit, times = ("month", 3) if is_quarter else date_words.unit(match["unit"])
    count = times * (date_words.number(match["number"]) if match["number"] else 1)
    last = found.interval.latest
    interval = from_bounds(shifted(last + timedelta(days=1), -count, unit), last)
    return RuleMatch(interval, f"{found.because} What ended with it is {say(interval)}.")


def _at_clock(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or not found.interval.is_day or "T" in found.interval.edtf:
        return None
    interval = edtf.parse(f"{found.interval.edtf}T{match['hour']}:{match['minute']}:00")
    return RuleMatch(interval, f"{found.because} The hour is stated.")


FRAMES = (
    Frame(
        "eve",
        r"(?P<which>eve of|(?:night|evening) before|morning after) (?:the )?(?P<inner>.+)",
        _beside,
    ),
    Frame("anniversary", rf"(?P<which>{ORDINAL}) anniversary of (?P<inner>.+)", _anniversary),
    Frame(
        "to-the-day",
        rf"(?:(?:exactly|precisely) (?P<number>{NUMBER}) (?P<unit>{UNITS}) (?P<side>after|before)) "
        r"(?P<inner>.+)",
        _to_the_day,
    ),
    Frame(
        "to-the-day",
        rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) to the day (?P<side>after|before) (?P<inner>.+)",
        _to_the_day,
    ),
    Frame(
        "stretch",
        rf"(?:(?P<number>{NUMBER}) )?(?P<unit>{UNITS}|quarters?) "
        r"(?:through|to|up to|until|ended|ending)"
        r"(?: in| on)? (?:the )?(?P<inner>.+)",
        _stretch,
    ),
    Frame(
        "at-clock",
        r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?: (?:hours|hrs))? on (?P<inner>.+)",
        _at_clock,
    ),
)
"""In the order in which they are tried, before the hedges and ranges."""
