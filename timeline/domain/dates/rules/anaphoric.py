"""Rules for anaphoric dates, which look back to one named before: "that month", "a day later"."""

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
from timeline.domain.dates.rules.rule import NeedsAntecedent, ReferenceTime, Rule, RuleMatch, quoted
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


def _unit_holding(named: Interval, unit: str) -> Interval:
    """The day, week, month … that holds all of a date; raises ``NeedsAntecedent`` if none does."""
    if named.earliest is not None and named.latest is not None:
        whole = unit_of(named.earliest, unit)
        if whole == unit_of(named.latest, unit):
            return whole
    raise NeedsAntecedent(f"looks back to “{say(named)}”, which lies in no one {unit}")


def _that_unit(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    unit = match.groupdict(default="day").get("unit", "day").lower()
    whole = _unit_holding(ref.antecedent, unit)
    same = whole.bounds == ref.antecedent.bounds
    because = f"{ref.looks_back}{'' if same else f', whose {unit} is {say(whole)}'}."
    return RuleMatch(whole, because, f"that-{unit}")


def _that_name(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    first = _unit_holding(ref.antecedent, "year").earliest
    assert first is not None
    if match["month"]:
        return ref.anaphoric(match, month_of(first.year, date_words.month(match["month"])))
    return ref.anaphoric(match, season_of(date_words.season(match["season"]), first.year))


def _at_the_time(_: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    return RuleMatch(ref.antecedent, f"{ref.looks_back}.")


def _within_unit(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    if match["which"].lower() == "in the" and ref.named is None:
        return so_far(match, ref)
    unit, side, named = match["unit"].lower(), match["side"].lower(), ref.antecedent
    whole = _unit_holding(named, unit)
    if side == "later":
        interval = from_bounds(named.earliest, whole.latest)
    else:
        interval = from_bounds(whole.earliest, named.latest)
    return ref.anaphoric(match, interval, f"{side}-that-{unit}")


def _later(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    interval = onwards(ref.antecedent)
    if interval is None:
        raise NeedsAntecedent(f"looks back to “{say(ref.antecedent)}”, whose start is open")
    return RuleMatch(interval, f"{ref.looks_back}, and {quoted(match)} leaves the end open.")


def _earlier(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    interval = up_to(ref.antecedent)
    if interval is None:
        raise NeedsAntecedent(f"looks back to “{say(ref.antecedent)}”, whose end is open")
    return RuleMatch(interval, f"{ref.looks_back}, and {quoted(match)} leaves the start open.")


def counted_from(interval: Interval, count: int, unit: str) -> Interval:
    """The interval moved by ``count`` units, back if that is negative, and widened to whole ones.

    An open end stays open. Raises ``OverflowError`` outside the years 1 to 9999.
    """
    first, last = interval.bounds
    return from_bounds(
        unit_of(shifted(first, count, unit), unit).earliest if first else None,
        unit_of(shifted(last, count, unit), unit).latest if last else None,
    )


def _counted(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    unit, times = date_words.unit(match["unit"])
    back = match["side"].lower() in ("earlier", "before", "previously", "prior")
    count = (date_words.number(match["number"]) if match["number"] else 1) * times
    count = -count if back else count
    if back and unit == "year" and ref.in_text and ref.named is None:
        # News of figures says "than a year earlier" of a time that it never names: its own.
        interval = unit_of(shifted(ref.published, count, unit), unit)
        return ref.in_place_of_antecedent(match, interval, "years-earlier")
    side = "earlier" if back else "later"
    if unit == "year" and ref.antecedent.earliest is not None and is_quarter(ref.antecedent):
        interval = quarter_with(shifted(ref.antecedent.earliest, count, unit))
        because = f"{ref.looks_back}; {quoted(match)} is the same quarter, {say(interval)}."
        return RuleMatch(interval, because, f"years-{side}")
    interval = counted_from(ref.antecedent, count, unit)
    return ref.anaphoric(match, interval, f"{unit_plural(unit)}-{side}")


def _neighbour(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    which, unit = match["which"].lower().removeprefix("the "), match["unit"].lower()
    if unit in ("morning", "afternoon", "evening", "night"):
        unit = "day"
    steps = -1 if which in ("previous", "preceding") else 1
    of_publication = which in ("previous", "next") and not (
        # Told in a text, "the next day" is that after one it names.
        ref.in_text and (steps > 0 or unit == "day")
    )
    if ref.named is None and of_publication:
        interval = unit_of(shifted(ref.published, steps, unit), unit)
        return ref.in_place_of_antecedent(match, interval, f"{which}-{unit}")
    return ref.anaphoric(match, counted_from(ref.antecedent, steps, unit), f"{which}-{unit}")


def _the_year(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    if not ref.in_text:
        # Typed alone it may be any.
        return None
    if ref.named is not None and not match["fiscal"]:
        return ref.anaphoric(match, _unit_holding(ref.named, "year"))
    return ref.deictic(match, unit_of(ref.published, "year"), "this-year")


def _day_of_month(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """A day whose month is that of the date named before, else the nearest that fits."""
    if not ref.in_text:
        return None
    day = date_words.day(match["day"])
    if ref.named is not None and ref.named.precision in (Precision.DAY, Precision.MONTH):
        month = _unit_holding(ref.named, "month")
        assert month.earliest is not None
        assert month.latest is not None
        if day <= month.latest.day:
            return ref.anaphoric(match, day_of(month.earliest.replace(day=day)))
    around = [shifted(ref.published.replace(day=1), months, "month") for months in range(-2, 3)]
    fitting = [first for first in around if 1 <= day <= month_end(first.year, first.month).day]
    candidates = [day_of(first.replace(day=day)) for first in fitting]
    found = nearest(candidates, ref.published, "ahead" if ref.ahead else "past")
    return ref.deictic(match, found) if found else None


_LASTING = (
    r"(?:war|conflict|invasion|siege|occupation|campaign|crisis|pandemic|revolution|uprising"
    r"|presidency|negotiations|talks)"
)
"""What lasts so long that "later in the war" is a date phrase by itself."""


def _weekday_beside(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    day = _unit_holding(ref.antecedent, "day").earliest
    assert day is not None
    back = match["which"].lower() != "following"
    days = (day.weekday() - date_words.weekday(match["weekday"])) % 7 or 7
    return ref.anaphoric(match, day_of(shifted(day, -days if back else (7 - days) or 7, "day")))


def _season_beside(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The season or month that comes next after the date named before, or came last before it."""
    back = match["which"].lower() in ("the previous", "preceding")
    named = ref.named or day_of(ref.published)
    first, last = named.bounds
    if first is None or last is None:
        raise NeedsAntecedent(f"looks back to “{say(named)}”, which is open")
    years = range(first.year - 1, last.year + 2)
    if match["month"]:
        found = [month_of(year, date_words.month(match["month"])) for year in years]
    else:
        found = [season_of(date_words.season(match["season"]), year) for year in years]
    before = [one for one in found if one.latest is not None and one.latest < first]
    after = [one for one in found if one.earliest is not None and one.earliest > last]
    return (
        ref.anaphoric(match, before[-1] if back else after[0])
        if ref.named
        else ref.deictic(match, before[-1] if back else after[0])
    )


RULES = (
    Rule(
        "weekday-beside",
        rf"(?P<which>previous|preceding|following) (?P<weekday>{WEEKDAY})",
        _weekday_beside,
    ),
    Rule(
        "season-beside",
        rf"(?P<which>following|the next|the previous|preceding) "
        rf"(?:(?P<season>{SEASON})|(?P<month>{MONTH}))",
        _season_beside,
    ),
    Rule("that-unit", rf"(?:that|that same|the same|the very same) (?P<unit>{UNIT})", _that_unit),
    Rule("that-unit", rf"that (?:same )?{DAYPART}", _that_unit),
    Rule("that-name", rf"that (?:same )?(?:(?P<month>{MONTH})|(?P<season>{SEASON}))", _that_name),
    Rule(
        "the-year",
        r"(?:full |whole |entire )?(?:calendar |(?P<fiscal>(?:current )?"
        r"(?:fiscal|financial)) )?year",
        _the_year,
    ),
    Rule("day-of-month", rf"(?P<day>{ORDINAL_DAY})", _day_of_month),
    Rule("at-the-time", r"at (?:the|that) time|around (?:that|the same) time", _at_the_time),
    Rule(
        "at-the-time",
        r"(?:at|around) (?:the|that|the same|that same) (?:time|point|moment)|then",
        _at_the_time,
        in_text=False,
    ),
    Rule(
        "within-unit",
        r"(?P<side>earlier|later) "
        r"(?P<which>that same|that|the same|in the|in the same|in that|in that same) "
        rf"(?P<unit>{UNIT})",
        _within_unit,
    ),
    Rule("later", rf"since then|from then on|later(?: on)? in (?:the|that) {_LASTING}", _later),
    Rule(
        "later",
        r"later(?: on)?|afterwards?|thereafter|after that"
        r"|later(?: on)? in (?:the|that) [a-z][a-z' -]{,80}",
        _later,
        in_text=False,
    ),
    Rule("earlier", r"until then|up to then|by then", _earlier),
    Rule("earlier", r"before that|before then", _earlier, in_text=False),
    Rule(
        "counted",
        rf"(?P<number>{NUMBER}) (?P<unit>{UNITS}) "
        r"(?P<side>later|after|afterwards?|earlier|before|previously|prior)",
        _counted,
    ),
    Rule("counted", rf"(?P<number>)the (?P<unit>{UNIT}) (?P<side>after|before)", _counted),
    Rule(
        "neighbour",
        rf"(?P<which>following|the previous|preceding|the next) "
        rf"(?P<unit>{UNIT}|{DAYPART})",
        _neighbour,
    ),
)
"""In the order in which they are tried."""
