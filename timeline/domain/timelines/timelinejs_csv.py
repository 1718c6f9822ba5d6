"""The spreadsheet that TimelineJS is fed from, saved as CSV.

Its columns ("Using spreadsheets" in its documentation): Year, Month, Day, Time, End Year, End
Month, End Day, End Time, Display Date, Headline, Text, Media, Media Credit, Media Caption, Media
Thumbnail, Type, Group, Background. A row of the type "title" is the timeline's own slide, one of
the type "era" a stretch behind the events; neither is an event.
"""

from __future__ import annotations

from collections.abc import Callable

from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine, folded
from timeline.domain.timelines.plain_text import line_of, text_of
from timeline.domain.timelines.row import RowDate, TimelineRow
from timeline.domain.timelines.row_dating import dated_row, from_parts, parts

NEEDED = frozenset(["year", "headline"])


def is_one(header: SheetLine) -> bool:
    """Whether a table has that spreadsheet's columns."""
    return {folded(cell) for cell in header.cells} >= NEEDED


def read_rows(sheet: DelimitedSheet) -> tuple[str, list[TimelineRow], int]:
    """The timeline's title, its rows, and how many of them have media, which is passed over."""
    places: dict[str, int] = {}
    for place, name in enumerate(sheet.first.cells):
        places.setdefault(folded(name), place)
    title, rows, media = "", [], 0
    for line in sheet.below:
        cell = _by_name(line.cells, places)
        kind = cell("type").lower()
        if kind == "title":
            title = title or line_of(cell("headline"))
        elif kind != "era":
            rows.append(_row(line.number, cell))
            media += bool(cell("media"))
    return title, rows, media


def _by_name(cells: tuple[str, ...], places: dict[str, int]) -> Callable[[str], str]:
    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    return cell


def _row(number: int, cell: Callable[[str], str]) -> TimelineRow:
    def read_date() -> RowDate:
        start = parts(cell("year"), cell("month"), cell("day"))
        end = parts(cell("end year"), cell("end month"), cell("end day"))
        return from_parts(start, end, display=line_of(cell("display date")))

    title, text = line_of(cell("headline")), text_of(cell("text"))
    row_id, kind = line_of(cell("unique id")), line_of(cell("group"))
    return dated_row(number, title, text, read_date=read_date, row_id=row_id, kind=kind)
