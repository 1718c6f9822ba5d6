"""One date as a cell of a file has it: forms of programs and tables, beside those of prose.

Programs write days without marks (20200605), weeks (2020-W23), half years (2019-H1), stamps with a
time and a zone, and years of two digits; people write "n.d.", "ongoing", "on or about". What a form
leaves open is not guessed: ``DateForms`` says how the whole column writes, and where that is open
too the cell raises ``NoDate``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial

from timeline.domain.dates import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import day_of, hedged, onwards
from timeline.domain.time.intervals import UNDATED, Interval, Precision, from_bounds
from timeline.domain.time.time_of_day import UNKNOWN_PLACE, ClockTime
from timeline.domain.timelines.cell_words import bare_cell, is_no_date, names_a_clock, unread_number
from timeline.domain.timelines.clock_times import trailing_clock, without_inner_clock

LAST_SHORT_YEAR = 29
"""Years of two digits up to this one are of the 2000s, those after it of the 1900s, as spreadsheets
have it."""

BY_NUMBERS = re.compile(
    r"(?<![\d/.])(\d{1,2})( ?[-/.] ?)(\d{1,2})\2(\d{4}|\d{2})(?![\d/.:])"
    r"|(?<![\d/.-] )(?<![\d/.:-])(\d{1,2})( )(\d{1,2}) (\d{4})(?![\d/.-])",
    re.ASCII,
)
"""A date in numbers, "3/4/2022", "3. 4. 2022", "3 4 2022"; ``numbers_of`` gives its parts."""

SHORT_SPAN = re.compile(r"(\d{4})[-–/](\d{2})", re.ASCII)
"""Years of a span, "1895-98", or a year and a month, "1895-08"."""

MONTH_AND_NUMBER = re.compile(r"([^\W\d]{3,9})\.?(?:[-/ ]|( ?[’']))(\d{2})")
"""A month with two digits, "Mar-22": its year, or its day."""

_SHORT_DAY = re.compile(r"(?<!\w)(\d{1,2})([-/])([A-Za-z]{3,9})\2(\d{2})(?![\d/:]|-\d)", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/. ]([A-Za-z]{3,9})\.?[-/. ,]{1,2}[’']?(\d{2})", re.ASCII)
_STILL = r"(?:ongoing|on-going|present|the present|now|today|current|currently|to date|continuing)"
_GOES_ON = re.compile(_STILL, re.IGNORECASE)
_FROM_ON = re.compile(
    rf"(?P<start>.{{4,}}?)(?: ?[-–—/] ?| (?:to|until|till|through) | ){_STILL}", re.IGNORECASE
)
_AND_AFTER = re.compile(
    r"(?P<start>.{4,}?)(?:,? (?:and|or) (?:after|afterwards|later|onwards?)| ?\+)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:(?:on|in|at) or (?:about|around|near) |approx(?:imately|\.)? ?|[~≈] ?)(?P<before>.+)"
    r"|(?P<after>.+?),? \(?(?:approx(?:imately|\.)?|estimated|est\.)\)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"([12]\d{3})(\d{2})(\d{2})", re.ASCII)
_COMPACT_MONTH = re.compile(r"([12]\d{3})(\d{2})", re.ASCII)
_ORDINAL = re.compile(r"(\d{4})-(\d{3})", re.ASCII)
_WEEK = re.compile(
    r"(?P<year>\d{4})[- ]?W(?P<week>\d{2})(?:-?(?P<day>[1-7]))?"
    r"|(?:W|CW|KW|week )(?P<week2>\d{1,2})(?:,? (?:of )?|[-/])(?P<year2>\d{4})",
    re.ASCII | re.IGNORECASE,
)
_HALF = re.compile(
    r"(?P<year>\d{4})[-/ ]?H(?P<half>[12])"
    r"|(?:H(?P<half2>[12])|(?P<half3>[12])H)[-/ ]?(?P<year2>\d{4})",
    re.ASCII | re.IGNORECASE,
)
_BEFORE_OUR_ERA = re.compile(
    r"-(?P<year>0*[1-9]\d{0,5})(?:-\d\d){0,2}(?:T.*)?|(?P<words>.*\d) ?B\.?C\.?(?:E\.?)?",
    re.IGNORECASE | re.ASCII,
)
_MOMENT = re.compile(r"-?\d{1,19}(?:\.\d{1,9})?", re.ASCII)
_LONGEST_SHOWN = 60


class NoDate(ValueError):
    """A date that can't be read; the message is the sentence that says why."""


class BeforeOurEra(NoDate):
    """A date before the year 1, which the record can't hold."""


class AskedOfColumn(NoDate):
    """A date that is two different ones, until somebody says how its column writes dates."""


class WhichOrder(AskedOfColumn):
    """A date in numbers that is two different days, as the day or the month comes first."""


class WhichYear(AskedOfColumn):
    """A month with two digits behind it: its year, or its day."""


class WhichSpan(AskedOfColumn):
    """A year with two digits behind it: a month or a season, or the last year of a span."""


@dataclass(frozen=True, slots=True)
class DateForms:
    """How a column writes its dates, as far as that is known.

    ``day_first``: of numbers the day comes before the month, or after it; ``spans``: "1903-11" is
    nine years, or else a November; ``month_years``: "Mar-22" is March 2022, or else 22 March;
    ``None``: not known. ``epoch``: how many of its units a second has, where the column counts from
    the beginning of 1970. ``midnight``: its times of day are all
    midnight, as programs write where there is none.
    """

    day_first: bool | None = None
    spans: bool | None = None
    month_years: bool | None = None
    epoch: int = 0
    midnight: bool = False


@dataclass(frozen=True, slots=True)
class CellDate:
    """A cell's date. ``told``: a sentence on what was inferred, empty where all is stated."""

    interval: Interval
    told: str = ""


def read_cell(cell: str, forms: DateForms) -> CellDate:
    """One date. Raises ``NoDate``, and ``AskedOfColumn`` where the column's form decides."""
    words = " ".join(cell.split())
    if is_no_date(words):
        return CellDate(UNDATED, f"{quoted(words)} is no date; it stays undated.")
    bare = bare_cell(words)
    if bare.words != words:
        inner = read_cell(bare.words, forms)
        interval = hedged(inner.interval, bare.hedge) if bare.hedge else inner.interval
        return CellDate(interval, " ".join(filter(None, (bare.told, inner.told))))
    if about := _ABOUT.fullmatch(words):
        inner = read_cell(about["before"] or about["after"], forms)
        return replace(inner, interval=hedged(inner.interval, "~"))
    if start := _FROM_ON.fullmatch(words) or _AND_AFTER.fullmatch(words):
        inner = read_cell(start["start"], forms)
        if (open_end := onwards(inner.interval)) is not None:
            return replace(inner, interval=open_end)
    if forms.epoch and _MOMENT.fullmatch(words):
        return _since_1970(words, forms)
    words, clock = trailing_clock(without_inner_clock(words))
    found = _first_form(words, forms) or CellDate(_in_words(words))
    if clock is not None and not (forms.midnight and clock.is_midnight):
        found = replace(found, interval=_at(found.interval, clock, cell))
    elif not names_a_clock(words):
        return found
    if "T" in found.interval.edtf:
        return found
    left = f"{quoted(cell)} names a time of day, which its date doesn’t hold; the words stay."
    return replace(found, told=f"{found.told} {left}".strip())


def goes_on(cell: str) -> bool:
    """Whether the cell of an end says that there is none yet: "ongoing", "present"."""
    return bool(_GOES_ON.fullmatch(" ".join(cell.split())))


def open_start(cell: str, forms: DateForms) -> Interval | None:
    """Of an end that is itself open, "9 June 2024 and after", the stretch from there on."""
    words = " ".join(cell.split())
    if _FROM_ON.fullmatch(words) or _AND_AFTER.fullmatch(words):
        return read_cell(words, forms).interval
    return None


def quoted(words: str) -> str:
    """Words in quotation marks, cut where they are long."""
    shown = " ".join(words.split())
    return f"“{shown if len(shown) <= _LONGEST_SHOWN else f'{shown[:_LONGEST_SHOWN]}…'}”"


def _first_form(words: str, forms: DateForms) -> CellDate | None:
    for form in _FORMS:
        if (found := form(words, forms)) is not None:
            return found
    return None


def _by_numbers(words: str, forms: DateForms) -> CellDate | None:
    if (found := BY_NUMBERS.fullmatch(words)) is None:
        return None
    first, second, year = numbers_of(found)
    if forms.day_first is None and len(year) == 2:
        choice = "say whether the day or the month is first"
        raise WhichOrder(f"{quoted(words)} can be several days: {choice}.")
    if forms.day_first is None and first <= 12 and second <= 12 and first != second:
        choice = "say whether the day or the month is first"
        raise WhichOrder(f"{quoted(words)} is two different days: {choice}.")
    day_first = forms.day_first if forms.day_first is not None else first > 12 or first == second
    day, month = (first, second) if day_first else (second, first)
    number, told = _whole_year(year)
    try:
        return CellDate(day_of(date(number, month, day)), told)
    except ValueError:
        said = "day" if day_first else "month"
        raise NoDate(f"{quoted(words)} is no date with the {said} first.") from None


def numbers_of(found: re.Match[str]) -> tuple[int, int, str]:
    """The parts of a date in numbers, in its order: two numbers and a year, as written."""
    first, _, second, year = (found[at] or found[at + 4] for at in (1, 2, 3, 4))
    return int(first), int(second), str(year)


def _within(words: str, forms: DateForms) -> CellDate | None:
    """Words around dates in numbers, or with years of two digits, with these written out."""
    told: list[str] = []

    def put(form: Callable[[str, DateForms], CellDate | None], found: re.Match[str]) -> str:
        one = form(found[0], forms)
        if one is None or not one.interval.is_day:
            return found[0]
        told.append(one.told)
        return one.interval.edtf

    plain = _SHORT_DAY.sub(
        partial(put, _short_year), BY_NUMBERS.sub(partial(put, _by_numbers), words)
    )
    if plain == words:
        return None
    return CellDate(_in_words(plain, shown=words), " ".join(dict.fromkeys(filter(None, told))))


def _month_year(words: str, forms: DateForms) -> CellDate | None:
    found = MONTH_AND_NUMBER.fullmatch(words)
    if found is None:
        return None
    number, told = _whole_year(found[3])
    year = read_alone(f"{found[1]} {number}")
    if isinstance(year, str):
        return None
    can_be_day = has_day(found[1], found[3])
    if found[2] or not can_be_day or forms.month_years:
        return CellDate(year, told)
    if forms.month_years is None:
        raise WhichYear(
            f"{quoted(words)} can be a month of a year or a day of that month without a year: "
            "say which."
        )
    raise NoDate(f"{quoted(words)} is a day without its year.")


def has_day(month: str, number: str) -> bool:
    """Whether a month, a word, has a day of that number in a leap year."""
    return not isinstance(read_alone(f"{int(number)} {month} 2000"), str)


def _of_program(words: str, _: DateForms) -> CellDate | None:
    if told := unread_number(words):
        raise NoDate(told)
    return None


def _short_year(words: str, _: DateForms) -> CellDate | None:
    short = _SHORT_YEAR.fullmatch(words)
    if short is None:
        return None
    year, told = _whole_year(short[3])
    return CellDate(_in_words(f"{short[1]} {short[2]} {year}"), told)


def _whole_year(year: str) -> tuple[int, str]:
    if len(year) == 4:
        return int(year), ""
    short = int(year)
    whole = short + (2000 if short <= LAST_SHORT_YEAR else 1900)
    return whole, "The year has two digits; its century is inferred, as spreadsheets read it."


def _span(words: str, forms: DateForms) -> CellDate | None:
    both = SHORT_SPAN.fullmatch(words)
    if both is None:
        return None
    year, last = int(both[1]), int(both[2])
    end = year - year % 100 + last + (100 if last == 0 and year % 100 else 0)
    can_span, can_part = end > year, 1 <= last <= 12 or 21 <= last <= 24
    if forms.spans is None and can_span and can_part:
        part = "a month" if last <= 12 else "a season"
        raise WhichSpan(
            f"{quoted(words)} can be a span of years or {part} of its first year: say which."
        )
    if can_span and (forms.spans or not can_part):
        return CellDate(edtf.parse(f"{year:04}/{end:04}"))
    return CellDate(_in_words(f"{both[1]}-{both[2]}"))


def _compact(words: str, _: DateForms) -> CellDate | None:
    if whole := _COMPACT.fullmatch(words):
        return CellDate(_day(words, int(whole[1]), int(whole[2]), int(whole[3])))
    short = _COMPACT_MONTH.fullmatch(words)
    if short is None or not 1 <= int(short[2]) <= 12 or 1 <= int(words[2:4]) <= 12:
        return None  # 200512 may be the 12th of May 2020 as well
    return CellDate(edtf.parse(f"{short[1]}-{short[2]}"))


def _ordinal(words: str, _: DateForms) -> CellDate | None:
    found = _ORDINAL.fullmatch(words)
    if found is None:
        return None
    year, number = int(found[1]), int(found[2])
    first = _day(words, year, 1, 1).earliest
    assert first is not None
    day = first + timedelta(days=number - 1) if number <= 366 else first
    if not number or day.year != year or number > 366:
        raise NoDate(f"{quoted(words)} is no day of that year.")
    return CellDate(day_of(day))


def _week(words: str, _: DateForms) -> CellDate | None:
    found = _WEEK.fullmatch(words)
    if found is None:
        return None
    year, week = int(found["year"] or found["year2"]), int(found["week"] or found["week2"])
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        raise NoDate(f"{quoted(words)} is no week of that year.") from None
    if found["day"]:
        return CellDate(day_of(monday + timedelta(days=int(found["day"]) - 1)))
    told = "The week is counted as in ISO 8601, from Monday to Sunday."
    return CellDate(from_bounds(monday, monday + timedelta(days=6)), told)


def _half_year(words: str, _: DateForms) -> CellDate | None:
    found = _HALF.fullmatch(words)
    if found is None:
        return None
    year = found["year"] or found["year2"]
    half = found["half"] or found["half2"] or found["half3"]
    first, last = ("01", "06") if half == "1" else ("07", "12")
    return CellDate(edtf.parse(f"{year}-{first}/{year}-{last}"))


def _too_early(words: str, _: DateForms) -> CellDate | None:
    found = _BEFORE_OUR_ERA.fullmatch(words)
    if found is None:
        return None
    # Years are counted with a zero, so that -44 is 45 BC.
    year = f", {int(found['year']) + 1} BC," if found["year"] else ""
    told = f"{quoted(words)}{year} lies before the year 1; the record holds none so early."
    raise BeforeOurEra(told)


_FORMS: tuple[Callable[[str, DateForms], CellDate | None], ...] = (
    _too_early, _by_numbers, _short_year, _month_year, _span, _compact, _week, _half_year, _ordinal,
    _of_program, _within,
)  # fmt: skip


def _since_1970(words: str, forms: DateForms) -> CellDate:
    seconds = int(words.partition(".")[0]) // forms.epoch
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        raise NoDate(f"{quoted(words)} is no moment of the calendar.") from None
    told = "It is counted from 1970, in UTC."
    if forms.midnight:
        return CellDate(day_of(moment.date()), told)
    return CellDate(edtf.parse(f"{moment:%Y-%m-%dT%H:%M:%S}{UNKNOWN_PLACE}"), told)


def _at(interval: Interval, clock: ClockTime, cell: str) -> Interval:
    if interval.precision is not Precision.DAY or interval.earliest is None:
        return interval
    try:
        return edtf.parse(f"{interval.earliest.isoformat()}T{clock.as_edtf}")
    except edtf.NotEDTF:
        raise NoDate(f"{quoted(cell)} has no such time of day.") from None


def _day(words: str, year: int, month: int, day: int) -> Interval:
    try:
        return day_of(date(year, month, day))
    except ValueError:
        raise NoDate(f"{quoted(words)} is no day of the calendar.") from None


def _in_words(phrase: str, *, shown: str = "") -> Interval:
    interval = read_alone(phrase)
    if isinstance(interval, str):
        told = f"{quoted(shown)} is not read as a date by any rule" if shown else interval
        raise NoDate(f"{told[:1].upper()}{told[1:]}.")
    return interval


@lru_cache(maxsize=8_192)
def read_alone(phrase: str) -> Interval | str:
    """The interval that a phrase is read as, or the sentence that says why there is none."""
    try:
        interval = read(phrase).interval
    except UnreadablePhrase as error:
        return str(error)
    return interval if interval != UNDATED else f"{quoted(phrase)} gives no date"
