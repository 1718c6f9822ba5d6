"""Tellings as an Excel workbook: one sheet with a row a telling, one with their sources.

Cells have their types: days are dates, counts are numbers, "disputed" is true or false. Excel knows
no day before March 1900 that others know too, so an earlier one is text, as ISO 8601 has it. Texts
are written as texts, never as formulas or links; those that begin as a formula does are marked as
quoted besides, so that they stay texts when somebody edits the cell.

Rows go to temporary files as they come, so memory is steady; the whole is packed at the end. The
library is imported once a workbook is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from timeline.domain.named_values import as_lines
from timeline.domain.text.characters import plain
from timeline.exports.exported_selection import ExportedSelection, count_rows
from timeline.exports.mentions_csv import COLUMNS, Cell, rows
from timeline.exports.spreadsheet import is_computed
from timeline.models import Source

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

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
    from xlsxwriter import Workbook

    # Rows of a sheet are put down once written, so each sheet's come in their order.
    with Workbook(path, {"constant_memory": True, "tmpdir": folder}) as book:
        book.set_properties({"title": _cut(selection.title), "comments": selection.page})
        tellings = _Sheet(book, "Tellings", COLUMNS)
        sources = _Sheet(book, "Sources", SOURCE_COLUMNS)
        seen: set[int] = set()
        left = MOST
        for event in selection.events():
            for mention in event.mentions.all():
                for source in (mention.source, mention.via):
                    if source and source.pk not in seen:
                        seen.add(source.pk)
                        sources.add(_source(source, selection))
            for row in rows(event, selection):
                if not left:
                    tellings.add([_cut_words(selection)])
                    return
                left -= 1
                tellings.add(row)


def _cut_words(selection: ExportedSelection) -> str:
    return f"Cut here: the first {MOST} of {count_rows(selection.selected)} rows."


def _source(source: Source, selection: ExportedSelection) -> list[Cell]:
    return [
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
    ]


class _Sheet:
    """A sheet that rows are added to, below a head that stays in view."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[str]) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self._quoted: Format = book.add_format({"quote_prefix": True})
        self._row = 0
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(columns) - 1, 18)
        self.add(columns, style=book.add_format({"bold": True}))

    def add(self, cells: Sequence[Cell], *, style: Format | None = None) -> None:
        """Write the next row."""
        for column, cell in enumerate(cells):
            self._write(column, cell, style)
        self._row += 1

    def _write(self, column: int, cell: Cell, style: Format | None) -> None:
        place = (self._row, column)
        match cell:
            case None | "":
                return
            case bool():
                self._sheet.write_boolean(*place, cell)
            case int():
                self._sheet.write_number(*place, cell)
            case date() if cell >= _FIRST_DAY:
                self._sheet.write_number(*place, (cell - _DAY_0).days, self._day)
            case _:
                text = _cut(str(cell))
                self._sheet.write_string(*place, text, self._quoted if is_computed(text) else style)


def _cut(text: str) -> str:
    text = plain(text)
    if len(text) <= LONGEST // 2 or len(text) + sum(char > "\uffff" for char in text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2]}…"
