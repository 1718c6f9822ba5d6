"""A row's date: read from the parts that a file gives, or from what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from timeline.domain.dates.normal_phrase import LONGEST
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import between, onwards, unit_of
from timeline.domain.time.intervals import UNDATED, Interval, from_bounds
from timeline.domain.timelines.clock_times import trailing_clock
from timeline.domain.timelines.file_dates import (
    BeforeOurEra,
    DateForms,
    NoDate,
    goes_on,
    open_start,
    quoted,
    read_alone,
    read_cell,
)
from timeline.domain.timelines.row import NO_TITLE, RowDate, TimelineRow

Parts = tuple[int, ...]
"""A year, a year and a month, or all three."""

_NUMBER = re.compile(r"-?\d{1,12}(?:\.0{1,6})?", re.ASCII)


def dated_row(
    number: int, title: str, text: str, *, read_date: Callable[[], RowDate], row_id: str, kind: str
) -> TimelineRow:
    """A row of a file with its problems; ``read_date`` gives its date, or raises ``NoDate``."""
    problems, dated, beyond = [], RowDate(), False
    try:
        dated = read_date()
    except NoDate as error:
        problems.append(str(error))
        beyond = isinstance(error, BeforeOurEra)
    if not title:
        problems.append(NO_TITLE)
    return TimelineRow(
        number, title, text, dated, row_id, kind, problems=tuple(problems), beyond=beyond
    )


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
        kind = BeforeOurEra if found[0] < 1 else NoDate
        raise kind(f"The year {quoted(str(found[0]))} lies outside the years 1 to 9999.")
    if len(found) > 1 and not 1 <= found[1] <= 12:
        raise NoDate(f"There is no month {quoted(str(found[1]))}.")
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
    interval = _joined(first, last)
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


def at_clock(
    dated: RowDate, hour: Any, minute: Any = None, second: Any = None, *, offset: str = ""
) -> RowDate:
    """A date with the time of day beside it, as numbers or texts; only a single day has one.

    ``offset``: from UTC, as EDTF has it. What is no time of day is passed over, with a note.
    """
    if not _is_given(hour) or not dated.interval.is_dated or "T" in dated.interval.edtf:
        return dated
    told = [str(one).strip() for one in (hour, minute, second) if _is_given(one)]
    try:
        numbers = [_number("time", one) or 0 for one in told]
        if not any(numbers):
            return dated  # what programs write who know no time
        if not dated.interval.is_day:
            clock = ":".join([f"{n:02}" for n in (*numbers, 0)[: max(len(numbers), 2)]])
            left = f"The time of day, {clock}, is left out: the date is no single day."
            return replace(dated, note=f"{dated.note} {left}".strip())
        day = (
            f"{dated.interval.earliest}T"
            + ":".join(f"{n:02}" for n in (*numbers, 0, 0)[:3])
            + offset
        )
        interval = edtf.parse(day)
    except (NoDate, edtf.NotEDTF):
        return replace(dated, note=f"{quoted(':'.join(told))} is no time of day, and is left out.")
    shown = interval.edtf.partition("T")[2]
    reason = f"{dated.reason} The file gives the time of day as {shown}.".strip()
    written = f"{dated.written}, {shown}"
    return replace(dated, interval=interval, written=written, inferred=interval.edtf, reason=reason)


def from_typed(
    start: str, end: str = "", *, display: str = "", approximate: bool = False, forms: DateForms
) -> RowDate:
    """The date that somebody typed, in one cell or in two, one for each end.

    ``approximate``: marked so elsewhere in the row. An empty one is undated. Raises ``NoDate``,
    and ``AskedOfColumn`` where it takes to know how the column writes its dates.
    """
    start, end = start.strip(), end.strip()
    if not start and end:
        raise NoDate(f"It has an end ({quoted(end)}) and no start.")
    if not start:
        return RowDate(written=display)
    first = read_cell(start, forms)
    if first.interval == UNDATED:
        return RowDate(written=start, note=first.told)
    interval, phrase, told, plain = first.interval, start, [first.told], False
    if end and end != start:
        interval, last_told = _up_to(interval, start, end, forms)
        phrase = f"{start} – {end}"
        told.append(last_told)
    else:
        plain = _is_plain(start, interval)
    if approximate and interval.edtf and not edtf.qualifier(interval.edtf):
        marked = "/".join(f"{one}~" for one in interval.edtf.split("/"))
        if ".." not in marked and edtf.is_edtf(marked):
            interval, plain = edtf.parse(marked), False
    inferred = " ".join(dict.fromkeys(filter(None, told)))
    if plain and not display:
        return RowDate(interval, start, start, note=inferred)
    about = ", approximately" if approximate else ""
    shown = display if display and len(display) <= 200 else phrase
    if (again := _read_or_none(shown)) is not None and again.edtf == interval.edtf:
        return RowDate(interval, phrase + about, shown, note=inferred)
    reason = f"The file gives the date as {quoted(phrase)}{about}. {inferred}".rstrip()
    return RowDate(interval, phrase + about, shown[:200], interval.edtf, reason, inferred)


def _up_to(first: Interval, start: str, end: str, forms: DateForms) -> tuple[Interval, str]:
    """The stretch to an end that is a day or still open, and a sentence on what was inferred."""
    if goes_on(end) or open_start(end, forms) is not None:
        from_there = onwards(first)
        if from_there is None:
            raise NoDate(f"It goes on ({quoted(end)}) from no day ({quoted(start)}).")
        return from_there, ""
    last = read_cell(end, forms)
    if last.interval == UNDATED:
        return first, ""
    if first.earliest and last.interval.latest and last.interval.latest < first.earliest:
        raise NoDate(f"It ends ({quoted(end)}) before it starts ({quoted(start)}).")
    if first.bounds == last.interval.bounds:
        return first, last.told
    return _joined(first, last.interval), last.told


def _joined(first: Interval, last: Interval) -> Interval:
    """From the start of one to the end of the other, no finer than either is."""
    if first.precision is not last.precision and (found := between(first, last)) is not None:
        return found
    return from_bounds(first.earliest, last.latest)


def with_precision(day: Interval, precision: str) -> Interval:
    """The stretch that a day stands for, by what a column of precision says of it.

    Of ACLED: 1 is the day, 2 its week, 3 its month. Of Wikidata: 11 and more the day, 10 the
    month, 9 the year, 8 the decade, 7 the century, counted from 1 as it counts them. Raises
    ``NoDate`` for another number.
    """
    first, unit = day.earliest, _UNITS.get(precision.strip().partition(".")[0])
    if first is None or not precision.strip():
        return day
    if unit is None:
        raise NoDate(f"There is no precision {quoted(precision)}.")
    if unit == "century":  # 1900 is the last year of the 19th
        first = first.replace(year=max(first.year - 1, 1), day=1)
    return unit_of(first, unit)


_UNITS = {
    "1": "day", "2": "week", "3": "month", "7": "century", "8": "decade", "9": "year",
    "10": "month", "11": "day", "12": "day", "13": "day", "14": "day",
}  # fmt: skip


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
    raise NoDate(f"Its {name} {quoted(str(value))} is no number.")


def _is_given(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _shown(numbers: Parts) -> str:
    return quoted("-".join([f"{numbers[0]:04}", *(f"{one:02}" for one in numbers[1:])]))[1:-1]


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
    if not phrase or len(phrase) > LONGEST or trailing_clock(phrase)[1]:
        return None
    interval = read_alone(phrase)
    return None if isinstance(interval, str) else interval
