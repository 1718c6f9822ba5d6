"""The spreadsheet that TimelineJS is fed from, saved as CSV.

Its columns ("Using spreadsheets" in its documentation): Year, Month, Day, Time, End Year, End
Month, End Day, End Time, Display Date, Headline, Text, Media, Media Credit, Media Caption, Media
Thumbnail, Type, Group, Background. A row of the type "title" is the timeline's own slide; one of
the type "era" is a stretch behind the events, and with a name an event of the kind "Era" here. What
it says of media is kept as values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from timeline.domain.timelines.clock_times import trailing_clock
from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine, folded
from timeline.domain.timelines.formats.timelinejs_json import unnamed_eras
from timeline.domain.timelines.kept_columns import cells_kept
from timeline.domain.timelines.plain_text import line_of, text_of
from timeline.domain.timelines.row import RowDate, TimelineRow
from timeline.domain.timelines.row_dating import at_clock, dated_row, from_parts, parts

NEEDED = frozenset(["year", "headline"])
_VALUES = ("media", "media credit", "media caption")


def is_one(header: SheetLine) -> bool:
    """Whether a table has that spreadsheet's columns."""
    return {folded(cell) for cell in header.cells} >= NEEDED


def read_rows(sheet: DelimitedSheet) -> tuple[str, list[TimelineRow], list[str]]:
    """The timeline's title, its rows, and sentences on what it has besides."""
    places: dict[str, int] = {}
    for place, name in enumerate(sheet.first.cells):
        places.setdefault(folded(name), place)
    title, rows, unnamed = "", [], 0
    for line in sheet.below:
        cell = _by_name(line.cells, places)
        kind = cell("type").lower()
        if kind == "title":
            title = title or line_of(cell("headline"))
        elif kind != "era":
            rows.append(_row(line.number, cell))
        elif cell("headline"):
            rows.append(replace(_row(line.number, cell), kind="Era"))
        else:
            unnamed += 1
    return title, rows, unnamed_eras(unnamed)


def _by_name(cells: tuple[str, ...], places: dict[str, int]) -> Callable[[str], str]:
    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    return cell


def _row(number: int, cell: Callable[[str], str]) -> TimelineRow:
    def read_date() -> RowDate:
        start = parts(cell("year"), cell("month"), cell("day"))
        end = parts(cell("end year"), cell("end month"), cell("end day"))
        dated = from_parts(start, end, display=line_of(cell("display date")))
        clock = trailing_clock(f"time {cell('time')}")[1]
        told = (clock.hour, clock.minute, clock.second) if clock else (cell("time"),)
        return at_clock(dated, *told)

    title, text = line_of(cell("headline")), text_of(cell("text"))
    row_id, kind = line_of(cell("unique id")), line_of(cell("group"))
    row = dated_row(number, title, text, read_date=read_date, row_id=row_id, kind=kind)
    values, notes = cells_kept((name, cell(name)) for name in _VALUES)
    notes += [row.dated.note] if row.dated.note else []
    return replace(row, values=tuple(values), notes=(*row.notes, *notes))
