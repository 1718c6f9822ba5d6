"""How a file's columns write their dates, judged over all of their cells.

One cell that can only be read in one way settles the others; where none does, or where some say the
one and some the other, nothing is settled, and the cells that need it ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from timeline.domain.timelines.cell_words import is_no_date
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
_OF_1970 = range(-100_000_000, 100_000_000)
_A_DAY = 86_400
_UNITS = (1, 1_000, 1_000_000)
_NUMBER = re.compile(r"-?\d{1,19}(?:\.\d{1,9})?", re.ASCII)
_STAMP = re.compile(
    r"[12]\d{3}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])(?:[0-5]\d){0,2})?",
    re.ASCII,
)
"""Figures of a day, "20200605", and of a time on it, "202006051430"."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The forms of a file's dates, and sentences on what was settled by which cells.

    ``examples``: of each form the first cell that could be read in two ways by itself.
    """

    forms: DateForms
    notes: tuple[str, ...] = ()
    examples: dict[str, str] = field(default_factory=dict)


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
    settled = {
        "day_first": (day_first, *_day_first(cells)),
        "spans": (spans, *_spans(cells)),
        "month_years": (month_years, *_month_years(cells)),
    }
    notes = [note for said, _, note, _ in settled.values() if said is None and note]
    examples = {form: example for form, (*_, example) in settled.items() if example}
    day_first, spans, month_years = (
        read if said is None else said for said, read, *_ in settled.values()
    )
    forms = DateForms(day_first, spans, month_years)
    dated = [cell for cell in cells if not is_no_date(cell)]
    forms = replace(forms, epoch=_epoch(dated))
    if forms.epoch:
        moments = [int(cell.partition(".")[0]) // forms.epoch for cell in dated]
        notes.append("Its numbers are moments as programs count them from 1970, in UTC.")
        whole = all(moment % _A_DAY == 0 for moment in moments)
        return Judged(replace(forms, midnight=whole), tuple(notes), examples)
    clocks = [clock for cell in cells if (clock := trailing_clock(without_inner_clock(cell))[1])]
    midnight = bool(clocks) and all(clock.is_midnight for clock in clocks)
    if midnight:
        notes.append("Every time of day is midnight, as programs write days: none is kept.")
    return Judged(replace(forms, midnight=midnight), tuple(notes), examples)


_Settled = tuple[bool | None, str, str]
"""How cells are read, a sentence on that, and the first that could be read in two ways."""


def _day_first(cells: Iterable[str]) -> _Settled:
    """Whether numbers have the day first, by those of a whole year that can't have it otherwise."""
    day = month = either = 0
    example = ""
    for found in (one for cell in cells for one in BY_NUMBERS.finditer(trailing_clock(cell)[0])):
        first, second, year = numbers_of(found)
        if len(year) == 2 or (first <= 12 and second <= 12):
            if first != second or len(year) == 2:
                either += 1
                example = example or found[0]
        else:
            day += first > 12
            month += second > 12
    if not either or not (day or month):
        return None, "", example
    if day and month:
        told = (
            "Some dates in numbers are two different days. Of the others, "
            f"{day:,} can only have the day first and {month:,} only the month."
        )
        return None, told, example
    which, settled = ("day", day) if day else ("month", month)
    told = (
        f"Dates in numbers are read with the {which} first, as {settled:,} of the file "
        f"can only be; {either:,} could be read in two ways by themselves."
    )
    return bool(day), told, example


def _spans(cells: Iterable[str]) -> _Settled:
    """Whether two digits behind a year end a span, by those that can't be a month or a season."""
    span = part = 0
    example = ""
    for cell in cells:
        both = SHORT_SPAN.fullmatch(cell)
        if both is None:
            continue
        last = int(both[2])
        can_end = last > int(both[1]) % 100 or last == 0
        can_be_part = 1 <= last <= 12 or 21 <= last <= 24
        if can_end and can_be_part:
            example = example or cell
        else:
            span += can_end
            part += can_be_part
    if not example or bool(span) == bool(part):
        return None, "", example
    what = "spans of years" if span else "a year with its month or season"
    told = (
        f"“{example}” and its like are read as {what}, as {span or part:,} of the file can only be."
    )
    return bool(span), told, example


def _month_years(cells: Iterable[str]) -> _Settled:
    """Whether two digits behind a month are its year, by those that can't be its day."""
    year = 0
    example = ""
    for cell in cells:
        found = MONTH_AND_NUMBER.fullmatch(cell)
        if found is None or found[2]:
            continue
        if has_day(found[1], found[3]):
            example = example or cell
        else:
            year += has_day(found[1], "1")
    if not example or not year:
        return None, "", example
    told = f"“{example}” and its like are a month of a year, as {year:,} of the file can only be."
    return True, told, example


def _epoch(cells: Sequence[str]) -> int:
    """How many of its units a second has, where all cells count from 1970; else 0.

    A few may be of the years around 1970, whose numbers are short.
    """
    if not cells or not all(map(_NUMBER.fullmatch, cells)) or all(map(_STAMP.fullmatch, cells)):
        return 0
    numbers = [int(cell.partition(".")[0]) for cell in cells]
    for unit in _UNITS:
        in_seconds = [number // unit for number in numbers]
        late = sum(one in _SECONDS for one in in_seconds)
        early = sum(one in _OF_1970 and abs(number) > 10_000 * unit
                    for one, number in zip(in_seconds, numbers, strict=True))  # fmt: skip
        if late * 2 >= len(numbers) and late + early == len(numbers):
            return unit
    return 0
