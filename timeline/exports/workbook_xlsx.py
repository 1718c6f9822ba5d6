"""Tellings as an Excel workbook: one sheet with a row a telling, one with their sources.

Cells have their types: days are dates, counts are numbers, "disputed" is true or false. Excel knows
no day before March 1900 that others know too, so an earlier one is text, as ISO 8601 has it. Texts
are written as texts, never as formulas or links; those that begin as a formula does are marked as
quoted besides, so that they stay texts when somebody edits the cell.

A library makes the workbook with the heads of its sheets, and is imported once that is to be. The
rows below are written here as SpreadsheetML (ECMA-376, part 1, 18.3), for it takes several times as
long for them. They go to temporary files as they come, so memory is steady; the whole is packed at
the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfileobj
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from timeline.domain.named_values import as_lines
from timeline.domain.text.characters import plain
from timeline.exports.exported_selection import ExportedSelection, count_rows
from timeline.exports.mentions_csv import COLUMNS, Cell, Cells, TellingRows
from timeline.exports.spreadsheet import is_computed
from timeline.models import Source

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST = 20_000
"""Rows of tellings in a workbook; of more, the first, and its last row says so. A workbook is
packed before its first byte goes out, which takes a second for some thousand rows."""

LONGEST = 32_767
"""Characters that a cell may have (Excel's specifications and limits), an emoji counting twice."""

SOURCE_COLUMNS = (
    "source", "title", "kind", "outlet", "outlet_basis", "authors", "published", "earliest",
    "latest", "published_basis", "origin", "url", "archived",
    "read_on", "document", "sha256", "record", "values",
)  # fmt: skip

_FIRST_DAY = date(1900, 3, 1)
_DAY_0 = date(1899, 12, 30)
"""The day from which Excel counts days."""
_PIECE = 64 * 1024


def workbook_xlsx(selection: ExportedSelection) -> Iterator[bytes]:
    """The workbook of a selection, in pieces of bytes."""
    with TemporaryDirectory(prefix="retold-") as folder:
        path = Path(folder) / "events.xlsx"
        _write(path, selection, folder=folder)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _write(path: Path, selection: ExportedSelection, *, folder: str) -> None:
    frame = Path(folder) / "frame.xlsx"
    _write_frame(frame, selection)
    with ZipFile(frame) as made, ExitStack() as stack:
        day, quoted = re.findall(rb' s="(\d+)"', made.read(_SHEETS[0]).rpartition(b"<row")[2])
        styles = _Styles(day.decode(), quoted.decode())
        tellings, sources = (
            _Sheet(stack.enter_context((Path(folder) / name).open("w+b")), styles)
            for name in ("tellings", "sources")
        )
        _fill(tellings, sources, selection)
        sheets = dict(zip(_SHEETS, (tellings, sources), strict=True))
        with ZipFile(path, "w", ZIP_DEFLATED) as book:
            for name in made.namelist():
                if name in sheets:
                    with book.open(name, "w") as entry:
                        sheets[name].pack(entry, made.read(name))
                else:
                    book.writestr(name, made.read(name))


_SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")


def _write_frame(path: Path, selection: ExportedSelection) -> None:
    """The workbook with the heads of its sheets, and below the first a cell a style."""
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True, "tmpdir": path.parent}) as book:
        book.set_properties({"title": _cut(selection.title), "comments": selection.page})
        bold = book.add_format({"bold": True})
        for name, columns in (("Tellings", COLUMNS), ("Sources", SOURCE_COLUMNS)):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 18)
            for number, column in enumerate(columns):
                sheet.write_string(0, number, column, bold)
            if name == "Tellings":
                sheet.write_number(1, 0, 1, book.add_format({"num_format": "yyyy-mm-dd"}))
                sheet.write_number(1, 1, 1, book.add_format({"quote_prefix": True}))


def _fill(tellings: _Sheet, sources: _Sheet, selection: ExportedSelection) -> None:
    table = TellingRows(selection, tellings.cells)
    seen: set[int] = set()
    left = MOST
    for event in selection.events():
        for mention in event.mentions.all():
            for source in (mention.source, mention.via):
                if source and source.pk not in seen:
                    seen.add(source.pk)
                    sources.add([sources.cells(_source(source, selection), 0)])
        for row in table.of(event):
            if not left:
                tellings.add([tellings.cells((_cut_words(selection),), 0)])
                return
            left -= 1
            tellings.add(row)


def _cut_words(selection: ExportedSelection) -> str:
    return f"Cut here: the first {MOST} of {count_rows(selection.selected)} rows."


def _source(source: Source, selection: ExportedSelection) -> Cells:
    return (
        source.slug,
        source.title,
        str(source.get_kind_display()),
        source.outlet.name if source.outlet else "",
        source.outlet_basis,
        source.authors,
        source.edtf,
        source.earliest,
        source.latest,
        source.published_basis,
        source.origin,
        source.url,
        source.archived,
        source.read_on,
        source.document,
        source.sha256,
        selection.page_of(source),
        as_lines(source.named_values),
    )


@dataclass(frozen=True, slots=True)
class _Styles:
    """The numbers that a workbook gives its styles of days and of texts that begin as formulas."""

    day: str
    quoted: str


Pieces = list[str]
"""Some cells of a row, cut where its number stands."""


class _Sheet:
    """The rows of a sheet below its head, in a file of their own until they are packed."""

    def __init__(self, file: IO[bytes], styles: _Styles) -> None:
        self._file, self._styles = file, styles
        self._row = 1

    def cells(self, cells: Sequence[Cell], start: int) -> Pieces:
        """Some cells, of which the first stands in a column, as they are added."""
        pieces = []
        before = ""
        for column, cell in zip(_LETTERS[start:], cells, strict=False):
            if cell is not None and cell != "":
                pieces.append(f'{before}<c r="{column}')
                before = f'"{self._content(cell)}</c>'
        return [*pieces, before]

    def add(self, parts: Sequence[Pieces]) -> None:
        """Write the next row."""
        self._row += 1
        number = str(self._row)
        cells = "".join([number.join(pieces) for pieces in parts])
        self._file.write(f'<row r="{number}">{cells}</row>'.encode())

    def pack(self, entry: IO[bytes], frame: bytes) -> None:
        """Write the sheet whose head is that of a frame."""
        head, tail = frame.split(b"</sheetData>")
        head = head[: head.index(b"</row>")] + b"</row>"
        entry.write(re.sub(rb'(<dimension ref="A1:[A-Z]+)\d+', rb"\g<1>%d" % self._row, head))
        self._file.seek(0)
        copyfileobj(self._file, entry, _PIECE)
        entry.write(b"</sheetData>" + tail)

    def _content(self, cell: Cell) -> str:
        if type(cell) is bool:
            return f' t="b"><v>{cell:d}</v>'
        if type(cell) is int:
            return f"><v>{cell:.16G}</v>"
        if isinstance(cell, date) and cell >= _FIRST_DAY:
            return f' s="{self._styles.day}"><v>{(cell - _DAY_0).days}</v>'
        text = _cut(str(cell))
        style = f' s="{self._styles.quoted}"' if is_computed(text) else ""
        if "_x" in text:
            text = _ESCAPED.sub(r"_x005F\1", text)
        space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'{style} t="inlineStr"><is><t{space}>{text}</t></is>'


_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
"""What a program that opens the workbook takes for a character."""
_LETTERS = [f"{first}{last}" for first in ("", *ascii_uppercase) for last in ascii_uppercase]
"""The names of columns."""


def _cut(text: str) -> str:
    text = plain(text)
    if len(text) <= LONGEST // 2 or len(text) + sum(char > "\uffff" for char in text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2]}…"
