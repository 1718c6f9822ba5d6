"""Entries of an iCalendar (RFC 5545) as rows.

An entry of whole days ends on the day before its ``DTEND``, one with hours on the day of it. The
first of entries that repeat is taken, and that is told; tasks and journals are no events. What has
no field is kept as values: the entry's address and its status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from timeline.domain.time.formatting import counted
from timeline.domain.time.time_of_day import UNKNOWN_PLACE
from timeline.domain.timelines.file_dates import NoDate
from timeline.domain.timelines.formats.timelinejs_json import LONGEST_PLACE
from timeline.domain.timelines.kept_columns import cells_kept
from timeline.domain.timelines.place_cells import point_of
from timeline.domain.timelines.plain_text import line_of, text_of
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline, RowDate, TimelineRow
from timeline.domain.timelines.row_dating import at_clock, dated_row, from_parts

_VALUES = (("URL", "url"), ("STATUS", "status"), ("ORGANIZER", "organizer"))


def is_one(text: str) -> bool:
    """Whether a file can only be meant as an iCalendar."""
    return text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"


def read_entries(text: str) -> tuple[str, list[TimelineRow], list[str]]:
    """The calendar's name, its rows, and sentences on what of it is passed over.

    Raises ``NotATimeline``.
    """
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        entries = [entry for one in calendars for entry in one.walk("VEVENT")]
        others = sum(len(one.walk(name)) for one in calendars for name in ("VTODO", "VJOURNAL"))
    except (ValueError, KeyError, IndexError) as error:
        raise NotATimeline(
            f"It begins as an iCalendar and can't be read as one ({error})."
        ) from None
    if len(entries) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} entries; split it.")
    names = (one.get(key) for one in calendars for key in ("NAME", "X-WR-CALNAME"))
    title = next((line_of(str(name)) for name in names if name), "")
    notes = [f"{counted(others, 'task')} or journals passed over."] if others else []
    rows = [_row(number, entry) for number, entry in enumerate(entries, start=1)]
    return title, rows, notes


def _row(number: int, entry: Any) -> TimelineRow:
    place, geo = line_of(str(entry.get("LOCATION", "")))[:LONGEST_PLACE], entry.get("GEO")
    lies = (str(geo.latitude), str(geo.longitude)) if geo is not None else ("", "")
    point, unplaced, unread = point_of(place, *lies)
    values, notes = cells_kept(_values(entry))
    notes += unread
    if "RRULE" in entry or "RDATE" in entry:
        notes.append("It repeats; the first time is taken.")
    categories = entry.get("CATEGORIES", [])
    tags = [
        line_of(str(name))
        for one in (categories if isinstance(categories, list) else [categories])
        for name in one.cats
    ]
    row = dated_row(
        number,
        line_of(str(entry.get("SUMMARY", ""))),
        text_of(str(entry.get("DESCRIPTION", ""))),
        read_date=partial(_date, entry),
        row_id=line_of(str(entry.get("UID", ""))),
        kind="",
    )
    return replace(
        row,
        place=place,
        point=point,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        values=(*values, *unplaced),
        notes=tuple(notes),
    )


def _values(entry: Any) -> Iterator[tuple[str, str]]:
    yield from ((name, str(entry[key])) for key, name in _VALUES if key in entry)


def _date(entry: Any) -> RowDate:
    if why := next((why for name, why in entry.errors if name in ("DTSTART", "DTEND")), ""):
        raise NoDate(f"Its date can’t be read: {why[:100]}.")
    start = getattr(entry.get("DTSTART"), "dt", None)
    if start is None:
        raise NoDate("It has no date.")
    end = getattr(entry.get("DTEND"), "dt", None)
    if end is None and (lasts := getattr(entry.get("DURATION"), "dt", None)):
        end = start + lasts
    is_whole = not isinstance(start, datetime)
    first, last = _day(start), _day(end) if end is not None else _day(start)
    if is_whole and end is not None and last > first:
        last -= timedelta(days=1)
    dated = from_parts((first.year, first.month, first.day), (last.year, last.month, last.day))
    if is_whole:
        return dated
    offset = start.strftime("%z")
    zone = f"{offset[:3]}:{offset[3:5]}" if offset else ""
    if start.tzname() == "UTC":
        zone = UNKNOWN_PLACE
    return at_clock(dated, start.hour, start.minute, start.second, offset=zone)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
