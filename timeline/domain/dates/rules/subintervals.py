"""Frames that take a part of an interval: "early 2022", "March of that year"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import ORDINAL
from timeline.domain.dates.rules.rule import Frame, Inner, ReferenceTime, Rule, RuleMatch
from timeline.domain.lexicon.word_lists import groups
from timeline.domain.time.calendar_units import month_of, unit_of
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, Precision, from_bounds, month_end

_THIRDS = {
    word: third
    for third, words in enumerate(groups("parts_of_a_period").values())
    for word in words
}
"""The words for a part of a period, each with the number of its third, from 0."""
_BESIDE = ("early", "mid", "late", "midway through", "halfway through")
_NOUNS = date_words.any_of(word for word in _THIRDS if word not in _BESIDE)


def third(interval: Interval, number: int) -> Interval | None:
    """The first (0), middle (1) or last (2) third of an interval, as news uses the words.

    Of a month the days 1–10, 11–20 and the rest; of a year four months each; of a season one; of
    a decade the years 0–3, 4–6, 7–9; of a century 0–33, 34–66, 67–99; of a week Monday and
    Tuesday, Wednesday and Thursday, the rest. A day stays whole. ``None`` for anything else.
    """
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return None
    if interval.is_day:
        return interval
    match interval.precision:
        case Precision.MONTH:
            starts = [first, first.replace(day=11), first.replace(day=21)]
        case Precision.YEAR:
            starts = [date(first.year, month, 1) for month in (1, 5, 9)]
        case Precision.SEASON:
            months = [month_of(first.year, first.month)]
            while len(months) < 3:
                after = months[-1].latest
                assert after is not None
                months.append(unit_of(after + timedelta(days=1), "month"))
            return months[number]
        case Precision.DECADE:
            starts = [first] + [date(last.year - back, 1, 1) for back in (5, 2)]
        case Precision.CENTURY:
            starts = [first] + [date(last.year - back, 1, 1) for back in (65, 32)]
        case _ if interval == unit_of(first, "week"):
            starts = [first + timedelta(days=days) for days in (0, 2, 4)]
        case _:
            return None
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return from_bounds(starts[number], ends[number])


def _this(inside: str, ref: ReferenceTime) -> str:
    """The end of “the year” is that of this year, or of that which is told of."""
    which = "that " if ref.in_text and ref.named else "this "
    return re.sub(rf"the (?={date_words.UNIT}\Z)", which, inside, flags=date_words.FLAGS)


def _third(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(_this(match["inner"], ref), ref)
    word = match["part"].lower()
    interval = third(found.interval, _THIRDS[word]) if found else None
    if found is None or interval is None:
        return None
    if found.interval.is_day:
        return RuleMatch(interval, found.because, found.rule)
    part = ("first", "middle", "last")[_THIRDS[word]]
    because = f"{found.because} “{word.capitalize()}” is its {part} third, {say(interval)}."
    return RuleMatch(interval, because, f"{('early', 'mid', 'late')[_THIRDS[word]]}-part")


def _year_end(_: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    named = ref.named.earliest if ref.in_text and ref.named else None
    interval = third(unit_of(named or ref.published, "year"), 2)
    if interval is None:
        return None
    if named:
        return RuleMatch(interval, f"{ref.looks_back}; the end of its year is {say(interval)}.")
    because = f"{ref.publication}; the end of the year is its last third, {say(interval)}."
    return RuleMatch(interval, because)


def _half(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or found.interval.earliest is None or found.interval.latest is None:
        return None
    first, last = found.interval.earliest, found.interval.latest
    match found.interval.precision:
        case Precision.MONTH:
            second = first.replace(day=16)
        case Precision.YEAR:
            second = first.replace(month=7)
        case Precision.DECADE:
            second = date(last.year - 4, 1, 1)
        case Precision.CENTURY:
            second = date(last.year - 49, 1, 1)
        case _:
            return None
    if match["half"].lower() == "first":
        interval = from_bounds(first, second - timedelta(days=1))
    else:
        interval = from_bounds(second, last)
    because = f"{found.because} Its {match['half'].lower()} half is {say(interval)}."
    return RuleMatch(interval, because)


def _end_day(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or found.interval.earliest is None or found.interval.latest is None:
        return None
    which = match["which"].lower()
    day = found.interval.earliest if which == "first" else found.interval.latest
    interval = from_bounds(day, day)
    return RuleMatch(interval, f"{found.because} Its {which} day is {say(interval)}.")


def _week_of_month(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or found.interval.precision is not Precision.MONTH:
        return None
    first = found.interval.earliest
    assert first is not None
    word = match["which"].lower()
    if word == "last":
        end = month_end(first.year, first.month)
        interval = from_bounds(end - timedelta(days=6), end)
    else:
        number = date_words.ordinal(word)
        if not 1 <= number <= 4:
            return None
        start = first + timedelta(days=7 * (number - 1))
        interval = from_bounds(start, start + timedelta(days=6))
    because = f"{found.because} Its {word} week is taken as seven days, {say(interval)}."
    return RuleMatch(interval, because)


def _week_of_day(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or not found.interval.is_day or found.interval.earliest is None:
        return None
    interval = unit_of(found.interval.earliest, "week")
    return RuleMatch(interval, f"{found.because} Its week, Monday to Sunday, is {say(interval)}.")


def _of_that_year(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    year = inner(match["year"], ref)
    if year is None or year.interval.precision is not Precision.YEAR:
        return None
    what = match["inner"].removesuffix(" of").removesuffix(" in")
    found = inner(f"{what} {year.interval.edtf}", ref)
    return found and RuleMatch(found.interval, year.because, found.rule)


YEARS = (
    Frame(
        "of-that-year",
        r"(?P<inner>.+) (?P<year>(?:this|last|next|that|that same|the same|the following"
        r"|the previous|the next) year)",
        _of_that_year,
    ),
)
"""A year that is told by another: tried before ``PARTS``."""

RULES = (
    Rule(
        "part-of-unit",
        r"(?:very )?(?:start|beginning|end|close|middle) of the (?:week|month|year|decade|century)",
        lambda _match, _ground: None,
    ),
    Rule("year-end", r"year[ -]end|year's end", _year_end),
)
"""Parts of the year, month … of publication. The first is only looked for; ``PARTS`` reads it."""

PARTS = (
    Frame("third", r"(?P<part>early|mid|late)(?:[ -]| in | on )(?P<inner>.+)", _third),
    Frame("third", r"(?P<part>midway through|halfway through) (?P<inner>.+)", _third),
    Frame("third", rf"(?P<part>{_NOUNS}) of (?P<inner>.+)", _third),
    Frame("half", r"(?P<half>first|second|latter|last) half(?: of)? (?P<inner>.+)", _half),
    Frame("end-day", r"(?P<which>first|last) day of (?P<inner>.+)", _end_day),
    Frame("week-of-month", rf"(?P<which>last|{ORDINAL}) week (?:of|in) (?P<inner>.+)",
          _week_of_month),
    Frame("week-of-day", r"week (?:of|beginning|starting) (?P<inner>.+)", _week_of_day),
)  # fmt: skip
"""In the order in which they are tried."""
