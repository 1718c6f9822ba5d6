"""Comma-separated values, and those separated by semicolons, tabs or bars, as a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from timeline.domain.text.folding import fold
from timeline.domain.timelines.own.own_records import NO_RECORDS, OwnRecords
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline

SEPARATORS = ",;\t|"
_STATED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_LOOKED_AT = 65_536
MOST_COLUMNS = 500
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ENDS = re.compile(r"\r\n|\r|\n")
_MOST_LEFT_OPEN = 1_000
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row's cells, and its number as a spreadsheet counts, the first being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DelimitedSheet:
    """A table: the first row that isn't empty, and the rows below it, empty ones left out.

    ``notes``: sentences on what the file leaves out; ``records``: what our own JSON tells beside.
    """

    first: SheetLine
    below: tuple[SheetLine, ...]
    notes: tuple[str, ...] = ()
    records: OwnRecords = NO_RECORDS


def read_sheet(text: str) -> DelimitedSheet:
    """Read a table. Raises ``NotATimeline`` where there is none, or more than may be.

    A quotation mark that nothing closes stands for itself, and that is told: else all rows behind
    it would be one cell.
    """
    stated = _STATED.match(text)
    separator = stated[1] if stated else _separator(text)
    notes: list[str] = []
    lines = list(_lines(text, separator, notes, start=stated.end() if stated else 0))
    if not lines:
        raise NotATimeline("The file is empty.")
    if len(lines) > MOST_ROWS + 1:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} rows; split it.")
    return DelimitedSheet(lines[0], tuple(lines[1:]), tuple(notes))


def with_all_columns(sheet: DelimitedSheet) -> DelimitedSheet:
    """A table whose first row has a cell for each of those below it; what it lacked is told."""
    named = len(sheet.first.cells)
    longer: dict[int, int] = {}
    for line in sheet.below:
        if any(map(str.strip, line.cells[named:])):
            longer[line.number] = max(at for at, cell in enumerate(line.cells, 1) if cell.strip())
    if not longer:
        return sheet
    cells = (*sheet.first.cells, *[""] * (max(longer.values()) - named))
    rows = _in_words(list(longer))
    told = (
        f"{rows} more cells than the {named} that the first row names: what stands beyond is kept "
        f"under “Column {named + 1}” and so on. Is a quotation mark missing around a cell?"
    )
    return replace(sheet, first=SheetLine(sheet.first.number, cells), notes=(*sheet.notes, told))


def _in_words(numbers: list[int]) -> str:
    shown = ", ".join(f"{number:,}" for number in numbers[:_MOST_NAMED])
    if len(numbers) == 1:
        return f"Row {shown} has"
    more = len(numbers) - _MOST_NAMED
    return f"Rows {shown}{f' and {more:,} more' if more > 0 else ''} have"


def names(header: SheetLine) -> tuple[str, ...]:
    """The columns' names, each once: one that has none, or another's, is named by its place."""
    found: list[str] = []
    for place, cell in enumerate(header.cells, start=1):
        name = " ".join(cell.split())[:80]
        found.append(name if name and name not in found else f"Column {place}")
    return tuple(found)


def without_last_unnamed(columns: Sequence[str]) -> tuple[str, ...]:
    """Columns' names without the last ones that are called by their places alone."""
    last = len(columns)
    while last and columns[last - 1] == f"Column {last}":
        last -= 1
    return tuple(columns[:last])


def folded(name: str) -> str:
    """A column's name to compare: folded, with single spaces for what parts its words."""
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


class _TextLines:
    """A text's lines, one after the other, those of a row together, to be read once more."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.at, self.number = text, start, 0
        self.row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.text):
            raise StopIteration
        found = _LINE.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        self.row.append(found[0])
        return found[0]

    def back_to(self, count: int) -> None:
        """Give all lines of this row but the first ``count`` once more."""
        self.at -= sum(map(len, self.row[count:]))
        del self.row[count:]

    def next_row(self) -> None:
        """Begin another row."""
        self.number += len(self.row)
        self.row = []


def _lines(text: str, separator: str, notes: list[str], *, start: int) -> Iterator[SheetLine]:
    lines = _TextLines(text, start)
    lines.number = int(start > 0)
    left_open: list[tuple[int, str]] = []
    like_rows: list[int] = []
    number, width = lines.number, 0
    while (cells := _next_row(lines, separator, left_open)) is not None:
        number += 1
        if len(cells) > MOST_COLUMNS:
            raise NotATimeline(f"Row {number} has more than {MOST_COLUMNS} cells.")
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            if width > 1 and len(lines.row) > 1 and _holds_rows(cells, separator, width):
                like_rows.append(number)
            yield SheetLine(number, tuple(cells))
        if number > MOST_ROWS * 2:
            raise NotATimeline(f"It has more than {MOST_ROWS:,} rows; split it.")
        if len(left_open) > _MOST_LEFT_OPEN:
            raise NotATimeline(f"{_left_open(left_open)} Does what wrote it put cells in quotes?")
        lines.next_row()
    notes += [_left_open(left_open)] if left_open else []
    if like_rows:
        told = "a cell of several lines that look like rows: is a quotation mark missing?"
        notes.append(f"{_in_words(like_rows)} {told}")


def _next_row(
    lines: _TextLines, separator: str, left_open: list[tuple[int, str]]
) -> list[str] | None:
    """The cells of the next row; ``None`` behind the last."""
    try:
        cells = next(csv.reader(lines, delimiter=separator), None)
    except csv.Error as error:
        if len(lines.row) < 2:
            told = f"Line {lines.number + len(lines.row)} can't be read as a table's ({error})."
            raise NotATimeline(told) from error
        cells = []
    if cells is None or len(lines.row) < 2 or _is_whole("".join(lines.row), separator):
        return cells
    cells, count = _with_open_marks("".join(lines.row), separator, lines.number, left_open)
    lines.back_to(count)
    return cells


def _is_whole(row: str, separator: str) -> bool:
    """Whether each quotation mark that opens a cell is closed where the cell ends."""
    try:
        list(csv.reader(StringIO(row, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True


def _with_open_marks(
    text: str, separator: str, above: int, left_open: list[tuple[int, str]]
) -> tuple[list[str], int]:
    """The cells of a row in which a quotation mark is not closed, and how many lines it has.

    ``left_open`` gets the number of the line of each such mark, and the words behind it. ``above``:
    the number of lines above the row.
    """
    end = re.escape(separator)
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?={end}|\r|\n|\Z)')
    bare = re.compile(rf"[^{end}\r\n]*")
    cells, at = [], 0
    while True:
        if found := quoted.match(text, at):
            cells.append(found[1].replace('""', '"'))
        else:
            found = bare.match(text, at)
            assert found is not None
            cells.append(found[0])
            if found[0].startswith('"'):
                line = above + 1 + len(_ENDS.findall(text, 0, at))
                left_open.append((line, found[0][1:]))
        at = found.end()
        if text[at : at + 1] != separator:
            break
        at += 1
    return cells, len(_ENDS.findall(text, 0, at)) + 1


def _holds_rows(cells: Iterable[str], separator: str, width: int) -> bool:
    """Whether a cell has several lines, and each behind the first has as many cells as a row."""
    for cell in cells:
        within = cell.strip().splitlines()[1:]
        if within and all(line.count(separator) >= width - 1 for line in within):
            return True
    return False


def _left_open(found: list[tuple[int, str]]) -> str:
    shown = [f"line {line:,} (“{words[:40]}”)" for line, words in found[:_MOST_NAMED]]
    more = len(found) - len(shown)
    lines = ", ".join(shown) + (f" and {more:,} more" if more else "")
    return f"A quotation mark that nothing closes stands for itself: {lines}."


def _separator(text: str) -> str:
    """The one that stands most often in the first row, outside of quotation marks."""
    counts = dict.fromkeys(SEPARATORS, 0)
    quoted = begun = False
    for character in text[:_LOOKED_AT]:
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "\r\n" and begun:
            break
        elif character in counts:
            counts[character] += 1
        begun = begun or not character.isspace()
    return max(SEPARATORS, key=lambda separator: counts[separator])
