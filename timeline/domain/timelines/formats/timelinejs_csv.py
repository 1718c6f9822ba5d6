"""The spreadsheet that TimelineJS is fed from, saved as CSV.

Its columns ("Using spreadsheets" in its documentation): Year, Month, Day, Time, End Year, End
Month, End Day, End Time, Display Date, Headline, Text, Media, Media Credit, Media Caption, Media
Thumbnail, Type, Group, Background. A row of the type "title" is the timeline's own slide; one of
the type "era" is a stretch behind the events, and with a name an event of the kind "Era" here.
Every other column is kept as a value, and of the title's row as one of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from timeline.domain.timelines.clock_times import trailing_clock
from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine, folded, names
from timeline.domain.timelines.formats.timelinejs_json import unnamed_eras
from timeline.domain.timelines.kept_columns import cells_kept
from timeline.domain.timelines.plain_text import line_of, links_in, text_of
from timeline.domain.timelines.row import FileRows, RowDate, TimelineRow
from timeline.domain.timelines.row_dating import at_clock, dated_row, from_parts, parts

NEEDED = frozenset(["year", "headline"])
_USED = frozenset(
    "year, month, day, time, end year, end month, end day, display date, headline, text, type, "
    "group, unique id".split(", ")
)
_AS_IN_JSON = frozenset(["media", "media credit", "media caption", "media thumbnail", "background"])
"""Columns whose values are called as those of the same in TimelineJS's JSON."""

_OF_TITLE = frozenset(["headline", "type"])
_TYPES = frozenset(["", "title", "era"])


def is_one(header: SheetLine) -> bool:
    """Whether a table has that spreadsheet's columns."""
    return {folded(cell) for cell in header.cells} >= NEEDED


def read_rows(sheet: DelimitedSheet) -> FileRows:
    """A sheet's rows, with what it has besides."""
    places: dict[str, int] = {}
    for place, name in enumerate(sheet.first.cells):
        places.setdefault(folded(name), place)
    columns = names(sheet.first)
    title, rows, unnamed = "", list[TimelineRow](), 0
    beside, notes = list[tuple[str, str]](), list(sheet.notes)
    for line in sheet.below:
        cell = _by_name(line.cells, places)
        kind = cell("type").lower()
        if kind == "title":
            if title:
                notes.append(f"Row {line.number} is a further title, “{cell('headline')[:60]}”.")
            title = title or line_of(cell("headline"))
            beside += _values(line, columns, places, _OF_TITLE, before="title slide ")
        elif kind != "era" or cell("headline"):
            used = _USED if kind in _TYPES else _USED - {"type"}
            row = _row(line.number, cell, _values(line, columns, places, used))
            rows.append(replace(row, kind="Era") if kind == "era" else row)
        else:
            unnamed += 1
    values, cut = cells_kept(beside)
    return FileRows(title, rows, (*notes, *cut, *unnamed_eras(unnamed)), tuple(values))


def _values(
    line: SheetLine,
    columns: Sequence[str],
    places: Mapping[str, int],
    used: Collection[str],
    *,
    before: str = "",
) -> list[tuple[str, str]]:
    """Cells that aren't used, by their columns, and the addresses that the row links to."""
    read = {places[name] for name in used if name in places}
    links = dict.fromkeys(link for markup in line.cells for link in links_in(markup))
    cells = zip(columns, line.cells, strict=False)
    found = [
        (f"{before}{_called(name)}", text_of(markup))
        for place, (name, markup) in enumerate(cells)
        if place not in read
    ]
    return [*found, (f"{before}links", "; ".join(links))]


def _called(column: str) -> str:
    return folded(column) if folded(column) in _AS_IN_JSON else column


def _by_name(cells: tuple[str, ...], places: dict[str, int]) -> Callable[[str], str]:
    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    return cell


def _row(number: int, cell: Callable[[str], str], beside: list[tuple[str, str]]) -> TimelineRow:
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
    values, notes = cells_kept(beside)
    notes += [row.dated.note] if row.dated.note else []
    return replace(row, values=tuple(values), notes=(*row.notes, *notes))
