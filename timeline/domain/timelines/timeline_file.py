"""Somebody's file as a timeline: its kind, told by its content, and its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from timeline.domain.named_values import name_of
from timeline.domain.time.formatting import counted
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.delimited_sheet import (
    DelimitedSheet,
    names,
    read_sheet,
    with_all_columns,
)
from timeline.domain.timelines.file_dates import DateForms
from timeline.domain.timelines.formats import (
    gdelt_mentions,
    icalendar_events,
    json_table,
    other_files,
    own_csv,
    preceden_csv,
    timelinejs_csv,
    timelinejs_json,
)
from timeline.domain.timelines.kept_columns import KeptAs
from timeline.domain.timelines.own.own_fields import COLUMN
from timeline.domain.timelines.own.own_records import NO_RECORDS, OwnRecords
from timeline.domain.timelines.row import PROBLEM_COLUMN, NotATimeline, TimelineRow
from timeline.domain.timelines.row_events import SameName, by_letters, joined

_NOT_IN_OURS = "Retold’s JSON has no texts of articles, chosen wordings, states, nor who is listed."


class FileKind(StrEnum):
    """The program that made a file, as told on screen."""

    TIMELINEJS = "TimelineJS’s JSON"
    TIMELINEJS_CSV = "TimelineJS’s spreadsheet, as CSV"
    PRECEDEN_CSV = "Preceden’s CSV"
    ICALENDAR = "a calendar (iCalendar)"
    OWN_CSV = "a table of one’s own"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A file's rows in its order, and its title, empty where it has none.

    ``header``: the columns' names, of a table of one's own alone; ``kept``: what becomes of those
    that no field holds. ``notes``: sentences on what is passed over or doubtful. ``records``: what
    our own JSON tells of the records that its rows name; ``values``: named texts of the file.
    ``examples``: cells that can be read in two ways, by what is asked of them.
    """

    kind: FileKind
    rows: tuple[TimelineRow, ...]
    title: str = ""
    header: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept: dict[str, KeptAs] = field(default_factory=dict)
    records: OwnRecords = NO_RECORDS
    values: tuple[tuple[str, str], ...] = ()
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def bad(self) -> list[TimelineRow]:
        """Rows that have problems."""
        return [row for row in self.rows if row.problems]


def read_timeline(
    text: str, *, mapping: Mapping | None = None, same: SameName = by_letters
) -> Timeline:
    """Read a file's text; ``mapping`` says what the columns of a table of one's own are, ``same``
    which names are one, as ``row_events.joined`` takes it.

    Raises ``NotATimeline`` for a file that is none as a whole; what is wrong with a row is among
    that row's problems.
    """
    chosen = mapping or Mapping()
    header: tuple[str, ...] = ()
    sheet = _sheet_of(text)
    if sheet is None and icalendar_events.is_one(text):
        kind, read = FileKind.ICALENDAR, icalendar_events.read_entries(text)
    elif sheet is None:
        kind, read = FileKind.TIMELINEJS, timelinejs_json.read_slides(text)
    else:
        kind = kind_of(sheet)
        if kind is FileKind.TIMELINEJS_CSV:
            read = timelinejs_csv.read_rows(sheet)
        elif kind is FileKind.PRECEDEN_CSV:
            # As Preceden itself reads them, unless an editor knows better.
            forms = DateForms(chosen.day_first is True, chosen.spans, chosen.month_years)
            read = preceden_csv.read_rows(sheet, forms=forms)
        else:
            header = _own_names(sheet)
            read = own_csv.read_rows(sheet, mapping=chosen)
    rows, notes = read.rows, [*read.notes]
    if not rows:
        raise NotATimeline("It has no events. Each is a row below that of the columns’ names.")
    if any(row.own for row in rows):
        notes.append(_NOT_IN_OURS)
    if undated := sum(not row.dated.interval.is_dated and not row.problems for row in rows):
        notes.append(f"{undated:,} of {len(rows):,} rows have no date.")
    held = set(chosen.columns.values())
    others = [name for name in header if name not in held]
    known = set(map(name_of, others))
    within = dict.fromkeys(name for row in rows for name, _ in row.values if name not in known)
    if stay := [name for name in within if chosen.kept.get(name) != KeptAs.LEFT_OUT]:
        notes.append(f"Kept as values of events: {', '.join(stay)}.")
    if left := [name for name in within if name not in stay]:
        notes.append(f"Left out, as chosen: {', '.join(left)}.")
    values = (*([("title", read.title)] if read.title else []), *read.values)
    if values:
        of_file = ", ".join(name for name, _ in values)
        notes.append(f"Kept as values of the file itself, a source: {of_file}.")
    others += within
    told, kept = joined(rows, columns=others, chosen=chosen.kept, same=same)
    records = sheet.records if sheet else NO_RECORDS
    if stories := [f"“{story.title}”" for story in records.stories]:
        told_of = f"{counted(len(stories), 'story')}, {', '.join(stories[:20])}"
        notes.append(f"It tells of {told_of}: new events go in there, unless another is named.")
    return Timeline(
        kind,
        tuple(told),
        read.title,
        header,
        tuple(notes),
        kept,
        records,
        values,
        read.examples,
    )


def tells_stories(text: str) -> bool:
    """Whether a file is our own JSON that tells which stories its events are in."""
    sheet = _sheet_of(text) if timelinejs_json.is_json(text) else None
    return sheet is not None and bool(sheet.records.stories)


def header_of(text: str) -> tuple[str, ...]:
    """The columns' names of a table of one's own; empty for every other kind of file.

    Raises ``NotATimeline``.
    """
    sheet = _sheet_of(text)
    is_own = sheet is not None and kind_of(sheet) is FileKind.OWN_CSV
    return _own_names(sheet) if sheet is not None and is_own else ()


def _own_names(sheet: DelimitedSheet) -> tuple[str, ...]:
    """The columns' names, but for those in which we put what no table has."""
    return tuple(name for name in names(sheet.first) if name not in (COLUMN, PROBLEM_COLUMN))


def kind_of(sheet: DelimitedSheet) -> FileKind:
    """The program that made a table; raises ``NotATimeline`` for a table of a single column."""
    if timelinejs_csv.is_one(sheet.first):
        return FileKind.TIMELINEJS_CSV
    if preceden_csv.is_one(sheet.first):
        return FileKind.PRECEDEN_CSV
    if len(sheet.first.cells) < 2:
        raise NotATimeline(other_files.NO_COLUMNS)
    return FileKind.OWN_CSV


def _sheet_of(text: str) -> DelimitedSheet | None:
    """A file's table; ``None`` for a calendar, and for JSON that holds no table."""
    if icalendar_events.is_one(text):
        return None
    if told := other_files.of_text(text):
        raise NotATimeline(told)
    if timelinejs_json.is_json(text):
        return json_table.read_table(text)
    if text.lstrip()[:1] == "<":
        raise NotATimeline(other_files.of_markup(text))
    sheet = gdelt_mentions.with_header(read_sheet(text))
    # Without a header Preceden's first row is an event.
    return sheet if preceden_csv.is_one(sheet.first) else with_all_columns(sheet)
