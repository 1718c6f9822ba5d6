"""A row's date: read from the parts that a file gives, or from what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from timeline.domain.dates import read
from timeline.domain.dates.normal_phrase import LONGEST
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED, Interval, from_bounds
from timeline.domain.timelines.row import NO_TITLE, RowDate, TimelineRow

Parts = tuple[int, ...]
"""A year, a year and a month, or all three."""

_NUMBER = re.compile(r"-?\d{1,12}(?:\.0{1,6})?", re.ASCII)
_BY_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_CLOCK = re.compile(
    r"[T ,]{1,2}\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?",
    re.ASCII,
)
_LONGEST_SHOWN = 60


class NoDate(ValueError):
    """A date that can't be read; the message is the sentence that says why."""


class WhichOrder(NoDate):
    """A date in numbers that is two different days, as the day or the month comes first."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a file orders the numbers of a date: the day first, the month first, or not said."""

    day_first: bool | None = None


def dated_row(
    number: int, title: str, text: str, *, read_date: Callable[[], RowDate], row_id: str, kind: str
) -> TimelineRow:
    """A row of a file with its problems; ``read_date`` gives its date, or raises ``NoDate``."""
    problems, dated = [], RowDate()
    try:
        dated = read_date()
    except NoDate as error:
        problems.append(str(error))
    if not title:
        problems.append(NO_TITLE)
    return TimelineRow(number, title, text, dated, row_id, kind, problems=tuple(problems))


def parts(year: Any, month: Any = None, day: Any = None) -> Parts:
    """A year with its month and day as far as they are given, as numbers or texts.

    Empty where no year is. Raises ``NoDate`` for what is no day of the years 1 to 9999.
    """
    found: list[int] = []
    for name, value in (("year", year), ("month", month), ("day", day)):
        number = _number(name, value)
        if number is None:
            break
        found.append(number)
    if not found:
        if any(_is_given(value) for value in (month, day)):
            raise NoDate("It gives a month or a day without a year.")
        return ()
    if len(found) == 1 and _is_given(day):
        raise NoDate("It gives a day without a month.")
    if not 1 <= found[0] <= 9999:
        raise NoDate(f"The year {_quoted(str(found[0]))} lies outside the years 1 to 9999.")
    if len(found) > 1 and not 1 <= found[1] <= 12:
        raise NoDate(f"There is no month {_quoted(str(found[1]))}.")
    try:
        date(*found, *[1] * (3 - len(found)))
    except (ValueError, OverflowError):
        raise NoDate(f"{_shown(tuple(found))} is no day of the calendar.") from None
    return tuple(found)


def from_parts(start: Parts, end: Parts = (), *, display: str = "", stated: str = "") -> RowDate:
    """The date that parts give: of one alone its own precision, of two from first to last.

    ``display``: the words that the file shows for it. They count where they read as this very
    stretch, "about 1968" for 1968, and else only stand beside it. ``stated``: the date as EDTF
    text, which counts where it has the days that the parts have. Raises ``NoDate``.
    """
    if not start:
        raise NoDate("It has no date.")
    first, last = _interval(start), _interval(end or start)
    assert first.earliest is not None
    assert last.latest is not None
    if end and last.latest < first.earliest:
        raise NoDate(f"It ends ({_shown(end)}) before it starts ({_shown(start)}).")
    written = f"{_shown(start)} to {_shown(end)}" if end and end != start else _shown(start)
    interval = from_bounds(first.earliest, last.latest)
    exact = _stated_edtf(stated, first, last, has_end=bool(end and end != start))
    shown = _read_or_none(display)
    if exact is not None:
        interval = exact
    elif shown is not None and shown.bounds == interval.bounds:
        interval = shown
    phrase = display if len(display) <= 200 else ""
    if shown is not None and shown.edtf == interval.edtf:
        return RowDate(interval, display, phrase)
    told = f"The file gives the date as {interval.edtf if exact else written}."
    return RowDate(interval, display or written, phrase, interval.edtf, told)


def from_typed(
    start: str, end: str = "", *, display: str = "", approximate: bool = False, order: Order
) -> RowDate:
    """The date that somebody typed, in one cell or in two, one for each end.

    ``approximate``: marked so elsewhere in the row. An empty one is undated. Raises ``NoDate``,
    and ``WhichOrder`` where it takes an order of day and month that isn't said.
    """
    start, end = start.strip(), end.strip()
    if not start and end:
        raise NoDate(f"It has an end ({_quoted(end)}) and no start.")
    if not start:
        return RowDate(written=display)
    first = typed(start, order)
    interval, phrase, plain = first, start, _is_plain(start, first)
    if end:
        last = typed(end, order)
        if first.earliest and last.latest and last.latest < first.earliest:
            raise NoDate(f"It ends ({_quoted(end)}) before it starts ({_quoted(start)}).")
        if end != start:
            interval = from_bounds(first.earliest, last.latest)
            phrase, plain = f"{start} – {end}", False
    if approximate and interval.edtf and not edtf.qualifier(interval.edtf):
        marked = "/".join(f"{one}~" for one in interval.edtf.split("/"))
        if ".." not in marked and edtf.is_edtf(marked):
            interval, plain = edtf.parse(marked), False
    if plain and not display:
        return RowDate(interval, start, start)
    about = ", approximately" if approximate else ""
    shown = display if display and len(display) <= 200 else phrase
    if (again := _read_or_none(shown)) is not None and again.edtf == interval.edtf:
        return RowDate(interval, phrase + about, shown)
    reason = f"The file gives the date as {_quoted(phrase)}{about}."
    return RowDate(interval, phrase + about, shown[:200], interval.edtf, reason)


def typed(phrase: str, order: Order) -> Interval:
    """One typed date; the time of day that may follow it is left out. Raises ``NoDate``."""
    words = " ".join(phrase.split())
    if clock := _trailing_clock(words):
        words = words[: -len(clock)]
    if numbers := _BY_NUMBERS.fullmatch(words):
        first, second, year = int(numbers[1]), int(numbers[3]), numbers[4]
        either = first <= 12 and second <= 12 and first != second
        if order.day_first is None and either:
            choice = "say whether the day or the month is first"
            raise WhichOrder(f"{_quoted(phrase)} is two different days: {choice}.")
        if order.day_first is not None:
            day, month = (first, second) if order.day_first else (second, first)
            try:
                return _interval(parts(year, month, day))
            except NoDate:
                said = "day" if order.day_first else "month"
                raise NoDate(f"{_quoted(phrase)} is no date with the {said} first.") from None
    interval = _read(words)
    if isinstance(interval, str):
        raise NoDate(f"{interval[:1].upper()}{interval[1:]}.")
    return interval


def is_plain_order(phrase: str) -> bool | None:
    """Whether a date in numbers can only have the day first, or only the month; else ``None``."""
    numbers = _BY_NUMBERS.match(phrase.strip())
    if numbers is None or (int(numbers[1]) <= 12) == (int(numbers[3]) <= 12):
        return None
    return int(numbers[1]) > 12


def _number(name: str, value: Any) -> int | None:
    if not _is_given(value):
        return None
    told = "".join(str(value).split()).replace(",", "") if isinstance(value, str) else value
    if isinstance(told, str) and _NUMBER.fullmatch(told):
        return int(told.partition(".")[0])
    if isinstance(told, int) and not isinstance(told, bool):
        return told
    if isinstance(told, float) and told.is_integer():
        return int(told)
    raise NoDate(f"Its {name} {_quoted(str(value))} is no number.")


def _is_given(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _shown(numbers: Parts) -> str:
    return _quoted("-".join([f"{numbers[0]:04}", *(f"{one:02}" for one in numbers[1:])]))[1:-1]


def _interval(numbers: Parts) -> Interval:
    return edtf.parse("-".join([f"{numbers[0]:04}", *(f"{one:02}" for one in numbers[1:])]))


def _stated_edtf(text: str, first: Interval, last: Interval, *, has_end: bool) -> Interval | None:
    """The date that a file states as EDTF, ``None`` where its days are not those of the parts."""
    try:
        interval = edtf.parse(text.strip())
    except edtf.NotEDTF:
        return None
    if interval.earliest is not None and interval.latest is not None:
        fits = interval.bounds == (first.earliest, last.latest)
    elif interval.earliest is not None:
        fits = not has_end and interval.earliest == first.earliest
    else:
        fits = not has_end and interval.latest is not None and interval.latest == last.latest
    return interval if fits else None


def _is_plain(phrase: str, interval: Interval) -> bool:
    """Whether the phrase alone is read as that interval."""
    again = _read_or_none(phrase)
    return again is not None and again.edtf == interval.edtf


def _read_or_none(phrase: str) -> Interval | None:
    """What a phrase is read as; ``None`` where it is empty, long, unread or has a time of day."""
    if not phrase or len(phrase) > LONGEST or _trailing_clock(phrase):
        return None
    interval = _read(phrase)
    return None if isinstance(interval, str) else interval


@lru_cache(maxsize=8_192)
def _read(phrase: str) -> Interval | str:
    """The interval that a phrase is read as, or the sentence that says why there is none."""
    try:
        interval = read(phrase).interval
    except UnreadablePhrase as error:
        return str(error)
    return interval if interval != UNDATED else f"{_quoted(phrase)} gives no date"


def _trailing_clock(words: str) -> str:
    place = words.find(":")
    if place < 6 or len(words) > 80:
        return ""
    found = _CLOCK.search(words)
    return found[0] if found and found.end() == len(words) and found.start() >= 4 else ""


def _quoted(words: str) -> str:
    shown = " ".join(words.split())
    return f"“{shown if len(shown) <= _LONGEST_SHOWN else f'{shown[:_LONGEST_SHOWN]}…'}”"
