"""Rules for dates that look back to the date named before: "that same month", "a day later"."""

from __future__ import annotations

import re

from timeline.domain.dates import words
from timeline.domain.dates.published import so_far, unit_plural
from timeline.domain.dates.rules import Found, Ground, NeedsNamed, quoted, rule
from timeline.domain.dates.units import onwards, shifted, unit_of, up_to
from timeline.domain.dates.words import DAYPART, NUMBER, UNIT, UNITS
from timeline.domain.intervals import Interval, from_bounds
from timeline.domain.wording import say


def _looks_back(ground: Ground) -> str:
    return f"It looks back to “{say(ground.named)}”, the date named before"


def _one(named: Interval, unit: str) -> Interval:
    """The one day, week, month … that holds all of the date; raises ``NeedsNamed`` if none does."""
    if named.earliest is not None and named.latest is not None:
        whole = unit_of(named.earliest, unit)
        if whole == unit_of(named.latest, unit):
            return whole
    raise NeedsNamed(f"looks back to “{say(named)}”, which lies in no one {unit}")


def _that_unit(match: re.Match[str], ground: Ground) -> Found:
    unit = match.groupdict(default="day").get("unit", "day").lower()
    whole = _one(ground.named, unit)
    same = (whole.earliest, whole.latest) == (ground.named.earliest, ground.named.latest)
    because = f"{_looks_back(ground)}{'' if same else f', whose {unit} is {say(whole)}'}."
    return Found(whole, because, f"that-{unit}")


def _at_the_time(_: re.Match[str], ground: Ground) -> Found:
    return Found(ground.named, f"{_looks_back(ground)}.")


def _within_unit(match: re.Match[str], ground: Ground) -> Found:
    if match["which"].lower() == "in the" and ground.before is None:
        return so_far(match, ground)
    unit, side, named = match["unit"].lower(), match["side"].lower(), ground.named
    whole = _one(named, unit)
    if side == "later":
        interval = from_bounds(named.earliest, whole.latest)
    else:
        interval = from_bounds(whole.earliest, named.latest)
    because = f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
    return Found(interval, because, f"{side}-that-{unit}")


def _later(match: re.Match[str], ground: Ground) -> Found:
    interval = onwards(ground.named)
    if interval is None:
        raise NeedsNamed(f"looks back to “{say(ground.named)}”, whose start is open")
    return Found(interval, f"{_looks_back(ground)}, and {quoted(match)} leaves the end open.")


def _earlier(match: re.Match[str], ground: Ground) -> Found:
    interval = up_to(ground.named)
    if interval is None:
        raise NeedsNamed(f"looks back to “{say(ground.named)}”, whose end is open")
    return Found(interval, f"{_looks_back(ground)}, and {quoted(match)} leaves the start open.")


def counted_from(interval: Interval, count: int, unit: str) -> Interval:
    """The units that lie so many of them on from an interval, or back; open where it is open."""
    first, last = interval.earliest, interval.latest
    return from_bounds(
        unit_of(shifted(first, count, unit), unit).earliest if first else None,
        unit_of(shifted(last, count, unit), unit).latest if last else None,
    )


def _counted(match: re.Match[str], ground: Ground) -> Found:
    unit, times = words.unit(match["unit"])
    count = words.number(match["number"]) * times if match["number"] else times
    back = match["side"].lower() in ("earlier", "before", "previously", "prior")
    interval = counted_from(ground.named, -count if back else count, unit)
    because = f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
    return Found(interval, because, f"{unit_plural(unit)}-{'earlier' if back else 'later'}")


def _neighbour(match: re.Match[str], ground: Ground) -> Found:
    which, unit = match["which"].lower().removeprefix("the "), match["unit"].lower()
    if unit in ("morning", "afternoon", "evening", "night"):
        unit = "day"
    steps = -1 if which in ("previous", "preceding") else 1
    if ground.before is None and which in ("previous", "next"):
        interval = unit_of(shifted(ground.published, steps, unit), unit)
        because = f"{ground.publication}, and no date is named before; {quoted(match)} is "
        return Found(interval, f"{because}{say(interval)}.", f"{which}-{unit}")
    interval = counted_from(ground.named, steps, unit)
    because = f"{_looks_back(ground)}; {quoted(match)} is {say(interval)}."
    return Found(interval, because, f"{which}-{unit}")


RULES = (
    rule("that-unit", rf"(?:that|that same|the same|the very same) (?P<unit>{UNIT})", _that_unit),
    rule("that-unit", rf"that (?:same )?{DAYPART}", _that_unit),
    rule(
        "at-the-time",
        r"(?:at|around) (?:the|that|the same|that same) (?:time|point|moment)|then",
        _at_the_time,
    ),
    rule(
        "within-unit",
        r"(?P<side>earlier|later) "
        r"(?P<which>that same|that|the same|in the|in the same|in that|in that same) "
        rf"(?P<unit>{UNIT})",
        _within_unit,
    ),
    rule(
        "later",
        r"later(?: on)?|afterwards?|thereafter|after that|since then|from then on"
        r"|later(?: on)? in (?:the|that) [a-z][a-z' -]*",
        _later,
    ),
    rule("earlier", r"before that|before then|until then|up to then|by then", _earlier),
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
