"""Excel workbooks and OpenDocument sheets as tables: their first sheet with anything in it, as CSV.

A day whose cell shows a month or a year alone is that month or year: whoever typed "March 2022"
into a spreadsheet has a 1 March there, which nobody meant. openpyxl reads Excel's, which alone
tells how a cell shows its number and knows days before March 1900; odfdo reads OpenDocument's. Both
run in a process with limits of time and memory. What cells link to, and don't show, are columns of
their own.
"""

from __future__ import annotations

import csv
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from html import unescape
from io import BytesIO, StringIO
from typing import Any

from timeline.domain.article.incoming_article import NotAnArticle
from timeline.domain.time.formatting import counted
from timeline.domain.timelines.delimited_sheet import MOST_COLUMNS
from timeline.domain.timelines.formats.other_files import locked_workbook, of_damaged
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline
from timeline.services.articles.documents import check_size
from timeline.services.articles.saved_pages import run_apart

_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""Of a number's format, what stands for itself: texts, conditions, escapes and fillings."""

_LINK = re.compile(r"<(?:\w+:)?hyperlink\b([^>]*)>")
_LINKING_FORMULA = re.compile(
    r"<c\b([^>]*)>\s*<f\b[^>]*>\s*HYPERLINK\(\s*(?:\"|&quot;)(.+?)(?:\"|&quot;)", re.IGNORECASE
)
_PART = re.compile(r"<Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*\"([^\"]*)\"")
_COMMENT = re.compile(rb"<(?:\w+:)?comment\b")

_Links = dict[tuple[int, int], str]
"""By the places of cells, row and column from 0, what they link to."""

_WITHOUT_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>")


@dataclass(frozen=True, slots=True)
class SheetText:
    """A sheet as CSV, and sentences on what of the workbook it leaves out."""

    text: str
    notes: tuple[str, ...]


def read_workbook(data: bytes) -> SheetText | None:
    """The table of a workbook; ``None`` where the bytes are none.

    Raises ``NotATimeline`` with a sentence where it is empty, or can't be read within limits.
    """
    if (reader := _reader_of(data)) is None:
        return None
    try:
        found = run_apart(reader, data, what="workbook")
    except NotAnArticle as error:
        raise NotATimeline(str(error)) from error
    if not found.text:
        raise NotATimeline("No sheet of the workbook has anything in it.")
    return found


def _reader_of(data: bytes) -> Callable[[bytes], SheetText] | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            names = {part.filename for part in parts.infolist()}
            is_named = "mimetype" in names and parts.getinfo("mimetype").file_size < 100
            named = parts.read("mimetype") if is_named else b""
            listed = parts.read(_MANIFEST) if _MANIFEST in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise NotATimeline(of_damaged()) from error
    if "xl/workbook.xml" in names:
        return excel_text
    if b"encryption-data" in listed:
        raise NotATimeline(locked_workbook())
    return opendocument_text if named.startswith(_OPENDOCUMENT) else None


# What follows runs in the process that reads pages, which alone loads what it needs for it.


def excel_text(data: bytes) -> SheetText:
    """The first sheet of an Excel workbook with anything in it."""
    import openpyxl

    check_size(data, what="workbook")
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        sheet.reset_dimensions()  # what a program wrote of a sheet's size may be wrong
    errors: list[str] = []
    beside = _BesideCells()
    found = _first(
        (
            (str(sheet.title), _excel_rows(sheet, errors), partial(_excel_beside, data, sheet))
            for sheet in sheets
        ),
        beside,
    )
    notes = beside.told()
    if errors:
        notes.append(f"{counted(len(errors), 'cell')} with an error ({errors[0]}) left empty.")
    if without := _formulas_without_result(data):
        notes.append(
            f"{counted(without, 'cell')} left empty, for the file keeps no result of the formula; "
            "a spreadsheet program that opens the file and saves it puts it there."
        )
    return SheetText(found.text, (*found.notes, *notes))


@dataclass
class _BesideCells:
    """What cells of a sheet have beside what they show: links, and how many comments."""

    links: _Links = field(default_factory=dict)
    comments: int = 0
    columns: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """Sentences on that; ``columns``: the names of those that have the links."""
        names = ", ".join(f"“{name}”" for name in self.columns)
        links = f"What cells link to is in columns of its own: {names}."
        comments = f"{counted(self.comments, 'comment')} on cells left out."
        return [*([links] if names else []), *([comments] if self.comments else [])]


def _excel_beside(data: bytes, sheet: Any) -> _BesideCells:
    """What a sheet of an Excel workbook has beside its cells."""
    from openpyxl.utils.cell import range_boundaries

    path = str(sheet._worksheet_path).lstrip("/")
    folder, _, name = path.rpartition("/")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        there = set(parts.namelist())
        text = parts.read(path).decode("utf-8", "replace")
        listed = f"{folder}/_rels/{name}.rels"
        of_sheet = parts.read(listed).decode("utf-8", "replace") if listed in there else ""
        related = [dict(_ATTRIBUTE.findall(one)) for one in _PART.findall(of_sheet)]
        comments = [
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            for one in related
            if one.get("Type", "").endswith("/comments")
        ]
        count = sum(len(_COMMENT.findall(parts.read(one))) for one in comments if one in there)
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in related
        if one.get("TargetMode") == "External"
    }
    links = _Links()
    for told in _LINK.findall(text):
        link = dict(_ATTRIBUTE.findall(told))
        target = next((targets[one] for one in link.values() if one in targets), "")
        if target and not target.startswith("#") and (ref := link.get("ref")):
            left, top, right, bottom = range_boundaries(ref)
            for row in range(top, min(bottom, top + MOST_ROWS) + 1):
                for column in range(left, min(right, left + MOST_COLUMNS) + 1):
                    links[row - 1, column - 1] = unescape(target)
    for told, target in _LINKING_FORMULA.findall(text):
        if ref := dict(_ATTRIBUTE.findall(told)).get("r"):
            column, row, *_ = range_boundaries(ref)
            links[row - 1, column - 1] = unescape(target)
    return _BesideCells(links, count)


def _formulas_without_result(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        return sum(len(_WITHOUT_RESULT.findall(parts.read(name))) for name in sheets)


def _excel_rows(sheet: Any, errors: list[str]) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [_excel_cell(cell, errors) for cell in row]


def _excel_cell(cell: Any, errors: list[str]) -> str:
    value = cell.value
    if cell.data_type == "e":
        errors.append(str(value))
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{_number(Decimal(str(value)) * 100)}%"
    if isinstance(value, date | time | timedelta):
        return _moment(value, _parts_shown(cell.number_format))
    return _plain(value)


def _parts_shown(number_format: str) -> set[str]:
    """What a format shows of a moment: "year", "month", "day", "time"."""
    shown = _NOT_SHOWN.sub("", number_format.split(";", maxsplit=1)[0]).lower()
    found = {name for letter, name in (("y", "year"), ("d", "day"), ("h", "time"), ("s", "time"))
             if letter in shown}  # fmt: skip
    # An "m" beside hours or seconds is minutes.
    return found | ({"month"} if "m" in re.sub(r"h+\W*m+|m+\W*s+", "", shown) else set())


def opendocument_text(data: bytes) -> SheetText:
    """The first sheet of an OpenDocument workbook with anything in it."""
    from odfdo import Document

    check_size(data, what="workbook")
    document = Document(BytesIO(data))
    shown = _MomentStyles(document)
    beside = _BesideCells()
    found = _first(
        (
            (
                str(table.name),
                _opendocument_rows(table, shown),
                partial(_opendocument_beside, table),
            )
            for table in document.body.tables
        ),
        beside,
    )
    return SheetText(found.text, (*found.notes, *beside.told()))


def _opendocument_beside(table: Any) -> _BesideCells:
    """What an OpenDocument sheet has beside its cells."""
    comments = table.get_elements("descendant::office:annotation")
    links = _Links()
    if table.get_elements("descendant::text:a"):
        for at, row in enumerate(table.iter_rows()):
            for place, cell in enumerate(row.get_cells()[: MOST_COLUMNS + 1]):
                targets = [
                    str(one.get_attribute("xlink:href"))
                    for one in cell.get_elements("descendant::text:a")
                ]
                if targets:
                    links[at, place] = "; ".join(dict.fromkeys(targets))
    return _BesideCells(links, len(comments))


class _MomentStyles:
    """What the styles of an OpenDocument workbook show of a moment, by their names."""

    def __init__(self, document: Any) -> None:
        self._document, self._known = document, dict[str, set[str]]()

    def of(self, style: str | None) -> set[str]:
        if style not in self._known:
            self._known[style or ""] = self._read(style) if style else set()
        return self._known[style or ""]

    def _read(self, name: str) -> set[str]:
        style = self._document.get_style("table-cell", name)
        number = style.get_attribute("style:data-style-name") if style is not None else None
        found = self._document.get_style("date", number) if number else None
        if found is None:
            parent = style.get_attribute("style:parent-style-name") if style is not None else None
            return self.of(parent) if parent else set()
        kinds = {child.tag.removeprefix("number:") for child in found.children}
        named = {"year": "year", "month": "month", "day": "day", "hours": "time", "seconds": "time"}
        return {named[kind] for kind in kinds if kind in named}


def _opendocument_rows(table: Any, shown: _MomentStyles) -> Iterator[list[str]]:
    columns = [column.default_cell_style for column in table.iter_columns()]
    for row in table.iter_rows():
        cells = row.get_cells()[: MOST_COLUMNS + 1]
        yield [
            _opendocument_cell(cell, columns[at] if at < len(columns) else None, shown)
            for at, cell in enumerate(cells)
        ]


def _opendocument_cell(cell: Any, of_column: str | None, shown: _MomentStyles) -> str:
    value = cell.value
    if isinstance(value, date | time | timedelta):
        return _moment(value, shown.of(cell.style or of_column))
    if isinstance(value, Decimal) and cell.type == "percentage":
        return f"{_number(value * 100)}%"
    if isinstance(value, str) and "](" in value:
        for link in cell.get_elements("descendant::text:a"):  # shown by odfdo as Markdown has it
            words, target = link.inner_text, link.get_attribute("xlink:href")
            value = value.replace(f"[{words}]({target})", words)
    return _plain(value)


def _moment(value: date | time | timedelta, shown: set[str]) -> str:
    """A moment as ISO 8601 has it, as far as its cell shows it."""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return value.isoformat()
    if "year" in shown and "day" not in shown and "time" not in shown:
        return f"{value:%Y-%m}" if "month" in shown else f"{value:%Y}".zfill(4)
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(value, datetime) and (value.time() != time() or "time" in shown):
        return value.replace(microsecond=0).isoformat()
    return day.isoformat()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int | Decimal):
        return _number(Decimal(str(value)))
    return str(value)


def _number(value: Decimal) -> str:
    """A number without an exponent, and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _first(
    sheets: Iterable[tuple[str, Iterable[Sequence[str]], Callable[[], _BesideCells]]],
    beside: _BesideCells,
) -> SheetText:
    """The first of some sheets that has anything in it, as CSV; of the others a sentence.

    ``beside`` gets what its cells have beside.
    """
    found, others = "", []
    for name, rows, read_beside in sheets:
        text = _as_csv(rows, most=MOST_ROWS * 2 if not found else 1)
        if found and text:
            others.append(f"“{name}”")
        if text and not found:
            there = read_beside()
            beside.links, beside.comments = there.links, there.comments
            text = _with_links(text, beside)
        found = found or text
    notes = [f"Of its sheets the first is read; left out: {', '.join(others)}."] if others else []
    return SheetText(found, tuple(notes))


def _with_links(text: str, beside: _BesideCells) -> str:
    """A sheet as CSV with a column more for each in which cells link to what they don't show."""
    if not beside.links:
        return text
    rows = list(csv.reader(StringIO(text, newline="")))
    first = next(at for at, row in enumerate(rows) if row)
    hidden = {
        (at, place): target
        for (at, place), target in beside.links.items()
        if first < at < len(rows) and target not in "".join(rows[at][place : place + 1])
    }
    width = max(map(len, rows))
    for place in sorted({place for _, place in hidden}):
        name = "".join(rows[first][place : place + 1]).strip() or f"Column {place + 1}"
        beside.columns.append(f"{name} link")
        for at, row in enumerate(rows):
            cell = f"{name} link" if at == first else hidden.get((at, place), "")
            if cell:
                row += [""] * (width - len(row)) + [cell]
        width += 1
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _as_csv(rows: Iterable[Sequence[str]], *, most: int) -> str:
    """Rows as CSV, each at its number; empty where no cell has anything in it."""
    text, empty = StringIO(), 0
    writer = csv.writer(text)
    written = 0
    for row in rows:
        if not any(map(str.strip, row)):
            empty += 1
            if empty > MOST_ROWS:
                break
            continue
        for _ in range(empty):
            writer.writerow([])
        empty = 0
        last = max(at for at, cell in enumerate(row) if cell.strip())
        writer.writerow(row[: last + 1])
        written += 1
        if written >= most:
            break
    return text.getvalue() if written else ""
