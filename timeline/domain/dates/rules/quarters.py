"""Rules for quarters of a year that the words don't state: "the third quarter", "last quarter"."""

from __future__ import annotations

import re
from datetime import date

from timeline.domain.dates import date_words
from timeline.domain.dates.rules.rule import NeedsAntecedent, ReferenceTime, Rule, RuleMatch, quoted
from timeline.domain.time.calendar_units import nearest, shifted, unit_of, year_of, years_around
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


def year_before(ref: ReferenceTime) -> Interval | None:
    """The same quarter a year before, where the text names a quarter that its figures are for.

    "It earned $3 million in the quarter, up from $2 million a year ago" means that quarter's.
    """
    quarter = _named_quarter(ref) if ref.in_text else None
    return quarter and _a_year_back(quarter)


def _named_quarter(ref: ReferenceTime) -> Interval | None:
    """The date named before, where that is a quarter."""
    return ref.named if ref.named is not None and is_quarter(ref.named) else None


def _a_year_back(quarter: Interval) -> Interval:
    assert quarter.earliest is not None
    return quarter_with(shifted(quarter.earliest, -1, "year"))


def _stepped(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    steps = _STEPS[match["which"].lower()]
    return ref.deictic(match, quarter_with(shifted(ref.published, 3 * steps, "month")))


def _without_year(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    if not ref.in_text:
        # Typed alone it may be of any year; in an article it is that of the news.
        return None
    number, day = _ORDER[match["number"].lower()], ref.published
    candidates = [quarter_of(year, number) for year in years_around(day)]
    # Figures are told of quarters that are over, and "will be reported" of them too.
    interval = nearest(candidates, day, "near", times=1 if ref.ahead else 4)
    if interval is None or interval.earliest is None:
        return None
    side = "the next from then on" if interval.earliest > day else "the latest up to then"
    return RuleMatch(interval, f"{ref.publication}; {quoted(match)} is {side}, {say(interval)}.")


def _year_before(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    if not ref.in_text:
        return None
    number = match["number"]
    latest: Interval | None
    if number is not None and ref.named is None:
        candidates = [quarter_of(y, _ORDER[number.lower()]) for y in years_around(ref.published)]
        latest = nearest(candidates, ref.published, "past")
    else:
        latest = ref.antecedent
        if not is_quarter(latest):
            raise NeedsAntecedent(f"looks back to “{say(latest)}”, which is no quarter")
    if latest is None:
        return None
    interval = _a_year_back(latest)
    if number and interval.earliest is not None:
        interval = quarter_of(interval.earliest.year, _ORDER[number.lower()])
    because = f"{quoted(match)} is that a year before {say(latest)}: {say(interval)}."
    return RuleMatch(interval, because)


def _that_quarter(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The quarter that the text named before, and whose figures it goes on with."""
    if not ref.in_text:
        return None
    quarter = _named_quarter(ref)
    if quarter is not None:
        return _beside(match, quarter, _a_year_back(quarter) if match["back"] else quarter)
    if not match["back"]:
        return None
    # Where the text names no quarter, only the year of "last year's quarter" is known.
    year = unit_of(shifted(ref.published, -1, "year"), "year")
    because = f"{ref.publication}; {quoted(match)} lies in {say(year)}."
    return RuleMatch(year, because, "last-year")


def _of_that_year(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    """The "1988 quarter" beside whose figures those of the quarter named before are put.

    Where no quarter is named it may be any span of that year.
    """
    quarter, year = _named_quarter(ref), int(match["year"])
    if quarter is None or quarter.earliest is None:
        return RuleMatch(year_of(year), "The year is stated.", "year")
    return _beside(match, quarter, quarter_with(quarter.earliest.replace(year=year)))


def _beside(match: re.Match[str], quarter: Interval, interval: Interval) -> RuleMatch:
    """A quarter as told beside the one named before: that one itself, or that of another year."""
    because = f"It looks back to “{say(quarter)}”, the quarter named before; {quoted(match)} is "
    rule = "" if interval == quarter else "quarter-before"
    return RuleMatch(interval, f"{because}{say(interval)}.", rule)


def _adjective(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """The "year-earlier" of "a year-earlier loss"."""
    if not ref.in_text:
        return None
    year = unit_of(shifted(ref.published, -1, "year"), "year")
    return ref.deictic(match, year_before(ref) or year)


def _of_year(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    year = ref.published.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return ref.deictic(match, quarter_of(year, _ORDER[match["number"].lower()]))


_NUMBER = rf"(?P<number>{date_words.any_of(_ORDER)})"

RULES = (
    Rule("quarter-near", rf"(?P<which>this|last|next) year's {_NUMBER}[ -]quarter", _of_year),
    Rule("quarter-near", rf"(?P<which>{date_words.any_of(_STEPS)}) quarter", _stepped),
    Rule("quarter-near", rf"(?:fiscal |latest )?{_NUMBER}[ -]quarter", _without_year),
    Rule("quarter-before",
         rf"year[ -](?:earlier|ago|before) (?:{_NUMBER}[ -])?(?:quarter|period)", _year_before),
    Rule("years-earlier", r"year-(?:earlier|ago)", _adjective),
    Rule("that-quarter", r"(?:(?:the|that|the same) quarter|the latest period"
         r"|(?P<back>last year's (?:quarter|period)"
         r"|(?:the )?(?:quarter|period) (?:a year (?:ago|earlier|before)|last year)))",
         _that_quarter),
    Rule("that-quarter", rf"(?P<year>{date_words.YEAR}) (?:quarter|period)", _of_that_year),
)  # fmt: skip
"""In the order in which they are tried."""
