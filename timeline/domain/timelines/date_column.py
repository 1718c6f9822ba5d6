"""How a file's columns write their dates, judged over all of their cells.

One cell that can only be read in one way settles the others; where none does, or where some say the
one and some the other, nothing is settled, and the cells that need it ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from timeline.domain.timelines.clock_times import trailing_clock, without_inner_clock
from timeline.domain.timelines.file_dates import (
    BY_NUMBERS,
    MONTH_AND_NUMBER,
    SHORT_SPAN,
    DateForms,
    has_day,
    numbers_of,
)

_SECONDS = range(100_000_000, 10_000_000_000)  # 1973 to 2286
_UNITS = (1, 1_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Judged:
    """The forms of a file's dates, and sentences on what was settled by which cells."""

    forms: DateForms
    notes: tuple[str, ...] = ()


def judge(
    columns: Iterable[Sequence[str]],
    *,
    day_first: bool | None = None,
    spans: bool | None = None,
    month_years: bool | None = None,
) -> Judged:
    """How some columns write their dates; as somebody said in what is not ``None``."""
    cells = [" ".join(cell.split()) for column in columns for cell in column]
    cells = [cell for cell in cells if cell]
    notes: list[str] = []
    if day_first is None:
        day_first, note = _day_first(cells)
        notes += [note] * bool(note)
    if spans is None:
        spans, note = _spans(cells)
        notes += [note] * bool(note)
    if month_years is None:
        month_years, note = _month_years(cells)
        notes += [note] * bool(note)
    forms = DateForms(day_first, spans, month_years)
    numbers = [
        int(cell) for cell in cells if len(cell) < 20 and cell.isascii() and cell.isdecimal()
    ]
    if numbers and len(numbers) == len(cells):
        units = [
            unit for unit in _UNITS
            if all(number // unit in _SECONDS for number in numbers) and not _are_days(cells)
        ]  # fmt: skip
        forms = replace(forms, epoch=units[0] if units else 0)
    clocks = [clock for cell in cells if (clock := trailing_clock(without_inner_clock(cell))[1])]
    midnight = bool(clocks) and all(clock.is_midnight for clock in clocks)
    if midnight:
        notes.append("Every time of day is midnight, as programs write days: none is kept.")
    return Judged(replace(forms, midnight=midnight), tuple(notes))


def _day_first(cells: Iterable[str]) -> tuple[bool | None, str]:
    """Whether numbers have the day first, by those of a whole year that can't have it otherwise."""
    day = month = either = 0
    for found in (one for cell in cells for one in BY_NUMBERS.finditer(trailing_clock(cell)[0])):
        first, second, year = numbers_of(found)
        if len(year) == 2 or (first <= 12 and second <= 12):
            either += first != second or len(year) == 2
        else:
            day += first > 12
            month += second > 12
    if not either or not (day or month):
        return None, ""
    if day and month:
        return None, (
            "Some dates in numbers are two different days. Of the others, "
            f"{day:,} can only have the day first and {month:,} only the month."
        )
    which, settled = ("day", day) if day else ("month", month)
    return bool(day), (
        f"Dates in numbers are read with the {which} first, as {settled:,} of the file "
        f"can only be; {either:,} could be read in two ways by themselves."
    )


def _spans(cells: Iterable[str]) -> tuple[bool | None, str]:
    """Whether two digits behind a year end a span, by those that can't be a month or a season."""
    span = part = either = 0
    for cell in cells:
        both = SHORT_SPAN.fullmatch(cell)
        if both is None:
            continue
        last = int(both[2])
        can_end = last > int(both[1]) % 100 or last == 0
        can_be_part = 1 <= last <= 12 or 21 <= last <= 24
        if can_end and can_be_part:
            either += 1
        else:
            span += can_end
            part += can_be_part
    if not either or bool(span) == bool(part):
        return None, ""
    what = "spans of years" if span else "a year with its month or season"
    return bool(span), (
        f"“1903-11” and its like are read as {what}, as {span or part:,} of the file can only be."
    )


def _month_years(cells: Iterable[str]) -> tuple[bool | None, str]:
    """Whether two digits behind a month are its year, by those that can't be its day."""
    year = either = 0
    for found in filter(None, map(MONTH_AND_NUMBER.fullmatch, cells)):
        if found[2]:
            continue
        if has_day(found[1], found[3]):
            either += 1
        else:
            year += has_day(found[1], "1")
    if not either or not year:
        return None, ""
    return True, f"“Mar-22” and its like are March 2022, as {year:,} of the file can only be."


def _are_days(cells: Iterable[str]) -> bool:
    """Whether all are days in eight digits, "20200605"."""
    return all(len(cell) == 8 and "01" <= cell[4:6] <= "12" for cell in cells)
