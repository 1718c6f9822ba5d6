"""Comma-separated values, and those separated by semicolons, tabs or bars, as a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from timeline.domain.text.folding import fold
from timeline.domain.timelines.own.own_records import NO_RECORDS, OwnRecords
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline

SEPARATORS = ",;\t|"
_STATED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_LOOKED_AT = 65_536
MOST_COLUMNS = 500


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
    """Read a table. Raises ``NotATimeline`` where there is none, or more than may be."""
    stated = _STATED.match(text)
    if stated:
        text = text[stated.end() :]
    separator = stated[1] if stated else _separator(text)
    lines = list(_lines(text, separator, skipped=1 if stated else 0))
    if not lines:
        raise NotATimeline("The file is empty.")
    if len(lines) > MOST_ROWS + 1:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} rows; split it.")
    return DelimitedSheet(lines[0], tuple(lines[1:]))


def names(header: SheetLine) -> tuple[str, ...]:
    """The columns' names, each once: one that has none, or another's, is named by its place."""
    found: list[str] = []
    for place, cell in enumerate(header.cells, start=1):
        name = " ".join(cell.split())[:80]
        found.append(name if name and name not in found else f"Column {place}")
    return tuple(found)


def folded(name: str) -> str:
    """A column's name to compare: folded, with single spaces for what parts its words."""
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def _lines(text: str, separator: str, *, skipped: int) -> Iterator[SheetLine]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    number = skipped
    try:
        for number, cells in enumerate(reader, start=skipped + 1):
            if len(cells) > MOST_COLUMNS:
                raise NotATimeline(f"Row {number} has more than {MOST_COLUMNS} cells.")
            if any(cell.strip() for cell in cells):
                yield SheetLine(number, tuple(cells))
            if number > MOST_ROWS * 2:
                raise NotATimeline(f"It has more than {MOST_ROWS:,} rows; split it.")
    except csv.Error as error:
        raise NotATimeline(
            f"Row {number + 1} can't be read as a table's ({error}); is a quotation mark left open?"
        ) from error


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
