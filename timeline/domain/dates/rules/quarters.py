"""Rules for quarters of a year that the words don't state: "the third quarter", "last quarter"."""

from __future__ import annotations

import re
from datetime import date

from timeline.domain.dates import date_words
from timeline.domain.dates.rules.rule import Ground, NeedsNamed, RuleMatch, quoted, rule
from timeline.domain.time.calendar_units import nearest, shifted, unit_of, years_around
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, from_bounds, month_end

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "latest": -1, "most recent": -1,
          "next": 1, "coming": 1}  # fmt: skip


def quarter_of(year: int, number: int) -> Interval:
    """A quarter of a calendar year, 1 to 4."""
    return from_bounds(date(year, number * 3 - 2, 1), month_end(year, number * 3))


def quarter_with(day: date) -> Interval:
    """The quarter that a day lies in."""
    return quarter_of(day.year, (day.month + 2) // 3)


def is_quarter(interval: Interval) -> bool:
    """Whether it is exactly one quarter of a calendar year."""
    first = interval.earliest
    return first is not None and interval.bounds == quarter_with(first).bounds


def year_before(ground: Ground) -> Interval | None:
    """The same quarter a year before, where the text names a quarter that its figures are for.

    "It earned $3 million in the quarter, up from $2 million a year ago" means that quarter's.
    """
    if not ground.in_text or ground.before is None or not is_quarter(ground.before):
        return None
    assert ground.before.earliest is not None
    return quarter_with(shifted(ground.before.earliest, -1, "year"))


def _stepped(match: re.Match[str], ground: Ground) -> RuleMatch:
    which = match["which"].lower()
    interval = quarter_with(shifted(ground.published, 3 * _STEPS[which], "month"))
    return RuleMatch(interval, f"{ground.publication}; {quoted(match)} is {say(interval)}.")


def _without_year(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    if not ground.in_text:
        # Typed alone it may be of any year; in an article it is that of the news.
        return None
    number, day = _ORDER[match["number"].lower()], ground.published
    candidates = [quarter_of(year, number) for year in years_around(day)]
    # Figures are told of quarters that are over, and "will be reported" of them too.
    interval = nearest(candidates, day, "near", times=1 if ground.ahead else 4)
    if interval is None or interval.earliest is None:
        return None
    side = "the next from then on" if interval.earliest > day else "the latest up to then"
    return RuleMatch(interval, f"{ground.publication}; {quoted(match)} is {side}, {say(interval)}.")


def _year_before(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    if not ground.in_text:
        return None
    number = match["number"]
    if number is not None and ground.before is None:
        candidates = [quarter_of(y, _ORDER[number.lower()]) for y in years_around(ground.published)]
        latest = nearest(candidates, ground.published, "past")
    else:
        latest = ground.named
        if not is_quarter(latest):
            raise NeedsNamed(f"looks back to “{say(latest)}”, which is no quarter")
    if latest is None or latest.earliest is None:
        return None
    first = shifted(latest.earliest, -1, "year")
    interval = quarter_of(first.year, _ORDER[number.lower()]) if number else quarter_with(first)
    return RuleMatch(
        interval, f"{quoted(match)} is that a year before {say(latest)}: {say(interval)}."
    )


def _that_quarter(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    """The quarter that the text named before, and whose figures it goes on with."""
    if not ground.in_text:
        return None
    if ground.before is None or not is_quarter(ground.before):
        return _last_year(match, ground) if match["back"] else None
    interval = ground.before
    if match["back"]:
        assert interval.earliest is not None
        interval = quarter_with(shifted(interval.earliest, -1, "year"))
    because = f"It looks back to “{say(ground.before)}”, the quarter named before"
    name = "quarter-before" if match["back"] else ""
    return RuleMatch(interval, f"{because}; {quoted(match)} is {say(interval)}.", name)


def _last_year(match: re.Match[str], ground: Ground) -> RuleMatch:
    """Of "last year's quarter" the year, where the text names no quarter to tell which."""
    year = unit_of(shifted(ground.published, -1, "year"), "year")
    return RuleMatch(
        year, f"{ground.publication}; {quoted(match)} lies in {say(year)}.", "last-year"
    )


def _of_that_year(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    """The "1988 quarter" beside whose figures those of the quarter named before are put.

    Where no quarter is named it may be any span of that year.
    """
    if ground.before is None or not is_quarter(ground.before):
        return RuleMatch(
            unit_of(date(int(match["year"]), 1, 1), "year"), "The year is stated.", "year"
        )
    assert ground.before.earliest is not None
    first = ground.before.earliest
    interval = quarter_with(first.replace(year=int(match["year"])))
    because = f"It looks back to “{say(ground.before)}”, the quarter named before"
    name = "quarter-before" if interval.earliest != first else ""
    return RuleMatch(interval, f"{because}; {quoted(match)} is {say(interval)}.", name)


def _adjective(match: re.Match[str], ground: Ground) -> RuleMatch | None:
    """The "year-earlier" of "a year-earlier loss"."""
    if not ground.in_text:
        return None
    interval = year_before(ground) or unit_of(shifted(ground.published, -1, "year"), "year")
    return RuleMatch(interval, f"{ground.publication}; {quoted(match)} is {say(interval)}.")


_NUMBER = rf"(?P<number>{date_words.any_of(_ORDER)})"


def _of_year(match: re.Match[str], ground: Ground) -> RuleMatch:
    years = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    interval = quarter_of(ground.published.year + years, _ORDER[match["number"].lower()])
    return RuleMatch(interval, f"{ground.publication}; {quoted(match)} is {say(interval)}.")


RULES = (
    rule("quarter-near", rf"(?P<which>this|last|next) year's {_NUMBER}[ -]quarter", _of_year),
    rule("quarter-near", rf"(?P<which>{date_words.any_of(_STEPS)}) quarter", _stepped),
    rule("quarter-near", rf"(?:fiscal |latest )?{_NUMBER}[ -]quarter", _without_year),
    rule("quarter-before",
         rf"year[ -](?:earlier|ago|before) (?:{_NUMBER}[ -])?(?:quarter|period)", _year_before),
    rule("years-earlier", r"year-(?:earlier|ago)", _adjective),
    rule("that-quarter", r"(?:(?:the|that|the same) quarter|the latest period"
         r"|(?P<back>last year's (?:quarter|period)"
         r"|(?:the )?(?:quarter|period) (?:a year (?:ago|earlier|before)|last year)))",
         _that_quarter),
    rule("that-quarter", rf"(?P<year>{date_words.YEAR}) (?:quarter|period)", _of_that_year),
)  # fmt: skip
"""In the order in which they are tried."""
