"""The formats that a selection leaves in: what the addresses, the menu, the manual and tests read.

To add one: a module here with a function from an ``ExportedSelection`` to pieces of text or
bytes, and an entry in ``FORMATS``. ``docs/contributing.md`` has the recipe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from timeline.exports import (
    calendar_ics,
    events_json,
    geojson,
    mentions_csv,
    schema_jsonld,
    statements_ftm,
    tellings_atom,
    timelinejs,
    workbook_xlsx,
)
from timeline.exports.exported_selection import (
    ExportedSelection,
    count_bounded,
    count_dated,
    count_events,
    count_rows,
    count_tellings,
)
from timeline.queries.selection import Selection as Selected


@dataclass(frozen=True, slots=True)
class Format:
    """A format. Its address is ``/events.`` and the ``ending``.

    ``purpose`` is what somebody wants who needs not know of formats; ``name`` is the format's.
    ``noun`` is what it has one of in each row, entry or slide, and ``count`` how many a selection
    gives; no more than ``most`` are written, and the file says so itself where it is cut.
    ``leaves_out`` tells what the format can't hold, in words that follow a number of events.
    ``is_file``: a browser should save it, not show it. ``is_short``: it is made whole before it is
    sent, so that it can be compared with what a client has; all others are made in a file.
    ``is_text``: UTF-8.
    """

    ending: str
    name: str
    mime: str
    purpose: str
    noun: str
    count: Callable[[Selected], int]
    write: Callable[[ExportedSelection], Iterator[str] | Iterator[bytes]]
    most: int | None = None
    cut: str = "first"
    leaves_out: str = ""
    is_file: bool = False
    is_short: bool = False
    is_text: bool = True

    @property
    def content_type(self) -> str:
        """What an answer in the format says it is."""
        return f"{self.mime}; charset=utf-8" if self.is_text else self.mime

    @property
    def file_name(self) -> str:
        """What a browser saves it as."""
        return f"events.{self.ending}"


FORMATS = (
    Format(
        "xlsx", "Excel workbook", workbook_xlsx.MIME, "A spreadsheet", "row",
        count_rows, workbook_xlsx.workbook_xlsx, most=workbook_xlsx.MOST, is_file=True,
        is_text=False,
    ),
    Format(
        "ics", "iCalendar", calendar_ics.MIME, "A calendar", "entry",
        count_bounded, calendar_ics.calendar_ics,
        leaves_out="without a first and a last day", is_file=True,
    ),
    Format(
        "atom", "Atom feed", tellings_atom.MIME, "Follow new tellings", "telling",
        count_tellings, tellings_atom.tellings_atom, most=tellings_atom.MOST, cut="newest",
        is_short=True,
    ),
    Format(
        "timelinejs.json", "TimelineJS", timelinejs.MIME, "Another timeline", "slide",
        count_dated, timelinejs.timelinejs,
        leaves_out="without any date",
    ),
    Format(
        "csv", "CSV", mentions_csv.MIME, "A table for data tools, or Timesketch", "row",
        count_rows, mentions_csv.mentions_csv, is_file=True,
    ),
    Format(
        "geojson", "GeoJSON", geojson.MIME, "A map", "event",
        count_events, geojson.geojson, is_file=True,
    ),
    Format(
        "jsonld", "JSON-LD, schema.org", schema_jsonld.MIME, "A website’s search results", "event",
        count_events, schema_jsonld.schema_jsonld,
    ),
    Format(
        "ftm.json", "FollowTheMoney", statements_ftm.MIME, "An investigation in Aleph", "event",
        count_events, statements_ftm.statements_ftm, is_file=True,
    ),
    Format(
        "json", "JSON, by pages", events_json.MIME, "A program", "event",
        count_events, events_json.events_json, is_short=True,
    ),
    Format(
        "jsonl", "JSON Lines", events_json.LINES_MIME, "A program that takes it all at once",
        "event", count_events, events_json.events_jsonl, is_file=True,
    ),
)  # fmt: skip
"""In the order of the menu: what most people want first."""


def named(ending: str) -> Format | None:
    """The format that an address names by its ending, or ``None``."""
    return next((form for form in FORMATS if form.ending == ending), None)
