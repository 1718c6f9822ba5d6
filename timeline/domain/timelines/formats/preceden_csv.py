"""Preceden's CSV ("Importing a CSV file" in its support pages), with or without a header.

It has eleven columns in this order: layer name, event id, event name, event notes, start date,
start approximate, end date, end approximate, milestone, symbol, colour. The header is told by its
first cell, "Layer Name". Dates are typed, those in numbers with the month first. Symbol, colour,
what is a milestone, and whatever stands in further columns are kept as values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine, folded, names
from timeline.domain.timelines.file_dates import DateForms, NoDate
from timeline.domain.timelines.kept_columns import cells_kept
from timeline.domain.timelines.plain_text import line_of, links_in, text_of
from timeline.domain.timelines.row import FileRows, RowDate, TimelineRow
from timeline.domain.timelines.row_dating import dated_row, from_typed

COLUMNS = 11
_ID, _NAME, _NOTES, _START, _START_ABOUT, _END, _END_ABOUT, _MILESTONE = range(1, 9)
_NO = frozenset(["", "no", "false"])
_YES = frozenset(["yes", "true"])
_FLAGS = _NO | _YES
_BESIDE = {_MILESTONE: "milestone", 9: "symbol", 10: "color"}
"""What columns are called that no field holds, where there is no header."""


def has_header(first: SheetLine) -> bool:
    """Whether a table begins with Preceden's header."""
    return len(first.cells) >= _END and folded(first.cells[0]) == "layer name"


def is_one(first: SheetLine) -> bool:
    """Whether a table is Preceden's, by its header or else by what its first row looks like."""
    if has_header(first):
        return True
    cells = first.cells
    flags = (_START_ABOUT, _END_ABOUT, _MILESTONE)
    return (
        len(cells) == COLUMNS
        and bool(cells[_NAME].strip() and cells[_START].strip())
        and all(cells[place].strip().lower() in _FLAGS for place in flags)
        and any(character.isdigit() for character in cells[_START])
    )


def read_rows(sheet: DelimitedSheet, *, forms: DateForms) -> FileRows:
    """Its rows."""
    with_names = has_header(sheet.first)
    lines = sheet.below if with_names else (sheet.first, *sheet.below)
    called = dict(enumerate(names(sheet.first))) if with_names else _BESIDE
    rows = [_row(line, forms, called) for line in lines]
    return FileRows("", rows, sheet.notes)


def _row(line: SheetLine, forms: DateForms, called: Mapping[int, str]) -> TimelineRow:
    cells = [*line.cells, *[""] * COLUMNS]

    def read_date() -> RowDate:
        about = any(cells[place].strip().lower() in _YES for place in (_START_ABOUT, _END_ABOUT))
        dated = from_typed(cells[_START], cells[_END], approximate=about, forms=forms)
        if not dated.interval.is_dated:
            raise NoDate("It has no date.")
        return dated

    title, told = line_of(cells[_NAME]), text_of(cells[_NOTES])
    row_id, kind = line_of(cells[_ID]), line_of(cells[0])
    row = dated_row(line.number, title, told, read_date=read_date, row_id=row_id, kind=kind)
    links = links_in(cells[_NOTES])
    beside = [
        (called.get(place, f"Column {place + 1}"), text_of(cell))
        for place, cell in enumerate(line.cells)
        if place >= _MILESTONE and not (place == _MILESTONE and cell.strip().lower() in _NO)
    ]
    values, notes = cells_kept([*beside, ("links", "; ".join(links))])
    notes += [row.dated.note] if row.dated.note else []
    return replace(row, values=tuple(values), notes=(*row.notes, *notes))
