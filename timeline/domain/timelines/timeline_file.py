"""Somebody's file as a timeline: its kind, told by its content, and its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline.domain.timelines import own_csv, preceden_csv, timelinejs_csv, timelinejs_json
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.delimited_sheet import DelimitedSheet, names, read_sheet
from timeline.domain.timelines.row import NotATimeline, TimelineRow, key_of
from timeline.domain.timelines.row_dating import Order, is_plain_order


class FileKind(StrEnum):
    """The program that made a file, as told on screen."""

    TIMELINEJS = "TimelineJS’s JSON"
    TIMELINEJS_CSV = "TimelineJS’s spreadsheet, as CSV"
    PRECEDEN_CSV = "Preceden’s CSV"
    OWN_CSV = "a table of one’s own (CSV)"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A file's rows in its order, and its title, empty where it has none.

    ``header``: the columns' names, of a table of one's own alone. ``notes``: sentences on what is
    passed over or doubtful.
    """

    kind: FileKind
    rows: tuple[TimelineRow, ...]
    title: str = ""
    header: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def bad(self) -> list[TimelineRow]:
        """Rows that have problems."""
        return [row for row in self.rows if row.problems]


def read_timeline(text: str, *, mapping: Mapping | None = None) -> Timeline:
    """Read a file's text; ``mapping`` says what the columns of a table of one's own are.

    Raises ``NotATimeline`` for a file that is none as a whole; what is wrong with a row is among
    that row's problems.
    """
    chosen, title, media = mapping or Mapping(), "", 0
    header: tuple[str, ...] = ()
    if timelinejs_json.is_json(text):
        kind = FileKind.TIMELINEJS
        title, rows, media = timelinejs_json.read_slides(text)
    else:
        sheet = _sheet_of(text)
        kind = kind_of(sheet)
        if kind is FileKind.TIMELINEJS_CSV:
            title, rows, media = timelinejs_csv.read_rows(sheet)
        elif kind is FileKind.PRECEDEN_CSV:
            # As Preceden itself reads them, unless an editor knows better.
            month_first = chosen.day_first is not True
            rows = preceden_csv.read_rows(sheet, order=Order(not month_first))
        else:
            header = names(sheet.first)
            rows = own_csv.read_rows(sheet, mapping=chosen)
    notes = []
    if media:
        notes.append(f"Pictures and other media are passed over: {media:,} of {len(rows):,} rows.")
    if any(row.unordered for row in rows):
        notes.append(_note_on_order(rows))
    if not rows:
        raise NotATimeline("It has no events.")
    return Timeline(kind, tuple(_keyed(rows)), title, header, tuple(notes))


def header_of(text: str) -> tuple[str, ...]:
    """The columns' names of a table of one's own; empty for every other kind of file.

    Raises ``NotATimeline``.
    """
    if timelinejs_json.is_json(text):
        return ()
    sheet = _sheet_of(text)
    return names(sheet.first) if kind_of(sheet) is FileKind.OWN_CSV else ()


def kind_of(sheet: DelimitedSheet) -> FileKind:
    """The program that made a table; raises ``NotATimeline`` for a table of a single column."""
    if timelinejs_csv.is_one(sheet.first):
        return FileKind.TIMELINEJS_CSV
    if preceden_csv.is_one(sheet.first):
        return FileKind.PRECEDEN_CSV
    if len(sheet.first.cells) < 2:
        raise NotATimeline(
            "It is no timeline that can be read: neither TimelineJS’s JSON, nor a table with "
            "columns (CSV)."
        )
    return FileKind.OWN_CSV


def _sheet_of(text: str) -> DelimitedSheet:
    if text.lstrip()[:1] == "<":
        raise NotATimeline("It is a web page or XML, not a timeline that can be read.")
    return read_sheet(text)


def _note_on_order(rows: list[TimelineRow]) -> str:
    """A sentence: how many dates of a file can only have the day first, how many the month."""
    known = [is_plain_order(row.dated.written) for row in rows]
    return (
        "Some dates in numbers are two different days. Of the others, "
        f"{known.count(True):,} can only have the day first and {known.count(False):,} only the "
        "month."
    )


def _keyed(rows: list[TimelineRow]) -> list[TimelineRow]:
    """Rows with their keys; an id that an earlier row has is a problem, the same words are not."""
    first: dict[str, int] = {}
    times: Counter[str] = Counter()
    keyed = []
    for row in rows:
        key = key_of(row)
        times[key] += 1
        problems = row.problems
        if row.id and times[key] > 1:
            problems = (*problems, f"Row {first[key]} has the same id, “{row.id[:60]}”.")
        elif times[key] > 1:
            key = f"{key}-{times[key]}"
        first.setdefault(key, row.number)
        keyed.append(replace(row, key=key, problems=problems))
    return keyed
