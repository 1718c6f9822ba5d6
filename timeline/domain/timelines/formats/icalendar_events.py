"""Entries of an iCalendar (RFC 5545) as rows.

An entry of whole days ends on the day before its ``DTEND``, one with hours on the day of it, unless
it ends as that begins. Hours that its date can't hold, as of a night, are values. The
first of entries that repeat is taken, and that is told; tasks, journals and whatever else is no
event are passed over, by their names. Every property of an entry that no field holds is kept as a
value, and those of a calendar as values of the file; what programs note for themselves is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from timeline.domain.time.formatting import counted
from timeline.domain.time.time_of_day import UNKNOWN_PLACE
from timeline.domain.timelines.file_dates import NoDate
from timeline.domain.timelines.formats.timelinejs_json import place_named
from timeline.domain.timelines.kept_columns import cells_kept
from timeline.domain.timelines.place_cells import point_of
from timeline.domain.timelines.plain_text import line_of, links_in, text_of
from timeline.domain.timelines.row import (
    MOST_ROWS,
    FileRows,
    NotATimeline,
    RowDate,
    TimelineRow,
)
from timeline.domain.timelines.row_dating import at_clock, dated_row, from_parts

_USED = frozenset("SUMMARY DESCRIPTION LOCATION GEO UID RECURRENCE-ID CATEGORIES DTSTART".split())
_ENDS = frozenset(["DTEND", "DURATION"])
_LEFT_OUT = ("DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS")
"""What programs note of an entry for themselves and each other."""

_OF_CALENDAR = frozenset("VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME".split())
_PARTS = frozenset(["VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"])
_CALLED = {"VTODO": "task", "VJOURNAL": "journal", "VALARM": "alarm", "VFREEBUSY": "free time"}


def is_one(text: str) -> bool:
    """Whether a file can only be meant as an iCalendar."""
    return text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"


def read_entries(text: str) -> FileRows:
    """The calendar's name, its rows, and what it has besides. Raises ``NotATimeline``."""
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        every = [(part, one) for one in calendars for part in one.walk()]
    except (ValueError, KeyError, IndexError) as error:
        raise NotATimeline(
            f"It begins as an iCalendar and can't be read as one ({error})."
        ) from None
    entries = [(part, one) for part, one in every if part.name == "VEVENT"]
    if len(entries) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} entries; split it.")
    others = Counter(_called(part.name) for part, _ in every if part.name not in _PARTS)
    left = [name for name in _LEFT_OUT if any(name in entry for entry, _ in entries)]
    named = [_name(one) for one in calendars]
    rows = [
        _row(number, entry, _name(of) if len(calendars) > 1 else "")
        for number, (entry, of) in enumerate(entries, start=1)
    ]
    values, notes = cells_kept(
        (key.lower(), _words(one[key])) for one in calendars for key in one
        if key not in _OF_CALENDAR
    )  # fmt: skip
    if others:
        told = ", ".join(counted(number, name) for name, number in others.items())
        notes.append(f"{told} passed over: only events come in.")
    zones = {_words(part.get("TZID")) for part, _ in every if part.name == "VTIMEZONE"}
    if zones:
        told = ", ".join(sorted(zones))
        notes.append(f"The rules of time zones are read for the hours, and left out: {told}.")
    if left:
        notes.append(f"Of each entry left out: {', '.join(left)}.")
    return FileRows(next(filter(None, named), ""), rows, tuple(notes), tuple(values))


def _name(calendar: Any) -> str:
    names = (_words(calendar.get(key)) for key in ("NAME", "X-WR-CALNAME"))
    return next(filter(None, map(line_of, names)), "")


def _called(component: str | None) -> str:
    return _CALLED.get(component or "", f"part {component}")


def _row(number: int, entry: Any, calendar: str) -> TimelineRow:
    place, whole, cut = place_named(_words(entry.get("LOCATION")))
    geo = _read(entry, "GEO")
    lies = (str(geo.latitude), str(geo.longitude)) if geo is not None else ("", "")
    point, unplaced, unread = point_of(place, *lies)
    values, notes = cells_kept(_values(entry, calendar))
    notes += [*unread, *cut]
    if "RRULE" in entry or "RDATE" in entry:
        notes.append("It repeats; the first time is taken.")
    if any(_is_file(one) for one in _each(entry.get("ATTACH"))):
        notes.append("A file within it is left out.")
    tags = [
        line_of(str(name)) for one in _each(entry.get("CATEGORIES")) for name in _categories(one)
    ]
    zone = _zone(entry.get("DTSTART"))
    if zone and getattr(entry["DTSTART"].dt, "tzinfo", None) is None:
        notes.append(f"The time zone “{zone}” is not known; its hours stand without one.")
    changed = _words(entry.get("RECURRENCE-ID"))
    row = dated_row(
        number,
        line_of(_words(entry.get("SUMMARY"))),
        text_of(_words(entry.get("DESCRIPTION"))),
        read_date=partial(_date, entry),
        # One of those that repeat, moved or changed, is an event of its own.
        row_id=" ".join(filter(None, [line_of(_words(entry.get("UID"))), changed])),
        kind="",
    )
    return replace(
        row,
        place=place,
        point=point,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        values=(*values, *unplaced, *whole),
        notes=(*notes, *([row.dated.note] if row.dated.note else ())),
    )


def _values(entry: Any, calendar: str) -> Iterator[tuple[str, str]]:
    yield "calendar", calendar
    hidden = _hidden_hours(entry)
    for key in entry:
        if key in hidden:
            yield key.lower(), _words(entry[key])
        is_used = (key in _USED and not _is_broken(entry[key])) or key in _ENDS
        if not is_used and key not in _LEFT_OUT:
            yield key.lower(), "; ".join(filter(None, map(_word, _each(entry[key]))))
    yield "time zone", _zone(entry.get("DTSTART"))
    if links := links_in(_words(entry.get("DESCRIPTION"))):
        yield "links", "; ".join(links)


def _zone(moment: Any) -> str:
    """The name of a moment's time zone as the file gives it; empty where it gives none."""
    return str(getattr(moment, "params", {}).get("TZID", ""))


def _hidden_hours(entry: Any) -> set[str]:
    """The properties with hours that its date lacks: its end, and its start if of several days."""
    try:
        interval = _date(entry).interval
    except NoDate:
        return {*_ENDS}
    start = entry["DTSTART"].dt
    if not isinstance(start, datetime):
        return set()
    if interval.is_day:
        return {*_ENDS}
    return {"DTSTART", *_ENDS} if _hours(start) or _hours(_end(entry)) else set()


def _hours(moment: Any) -> bool:
    """Whether a moment is another than the first one of its day."""
    return isinstance(moment, datetime) and moment.time() != time()


def _read(entry: Any, key: str) -> Any:
    """A property as it is read; ``None`` where it is not there, or can't be read."""
    value = entry.get(key)
    return None if value is None or _is_broken(value) else value


def _each(value: Any) -> list[Any]:
    """A property's values, of which it may have none, one or several."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _words(value: Any) -> str:
    return "\n".join(filter(None, map(_word, _each(value))))


def _word(value: Any) -> str:
    """A property's value as text; of a person the name with the address."""
    if _is_file(value):
        return ""
    if not isinstance(value, str):
        told = str(value.to_ical().decode("utf-8", "replace"))
        return f"{told} ({zone})" if (zone := _zone(value)) else told
    name = str(getattr(value, "params", {}).get("CN", ""))
    address = re.sub("^mailto:", "", str(value), flags=re.IGNORECASE)
    return f"{name} <{address}>" if name and name != address else address


def _is_file(value: Any) -> bool:
    return str(getattr(value, "params", {}).get("VALUE", "")).upper() == "BINARY"


def _is_broken(value: Any) -> bool:
    return any(hasattr(one, "expected_type") for one in _each(value))


def _categories(value: Any) -> list[Any]:
    return [value] if _is_broken(value) else list(getattr(value, "cats", [value]))


def _date(entry: Any) -> RowDate:
    if why := next((why for name, why in entry.errors if name in ("DTSTART", "DTEND")), ""):
        raise NoDate(f"Its date can’t be read: {why[:100]}.")
    start = getattr(entry.get("DTSTART"), "dt", None)
    if start is None:
        raise NoDate("It has no date.")
    end = _end(entry)
    is_whole = not isinstance(start, datetime)
    first, last = _day(start), _day(end) if end is not None else _day(start)
    if last > first and not _hours(end):
        last -= timedelta(days=1)
    dated = from_parts((first.year, first.month, first.day), (last.year, last.month, last.day))
    if is_whole:
        return dated
    offset = start.strftime("%z")
    zone = f"{offset[:3]}:{offset[3:5]}" if offset else ""
    if start.tzname() == "UTC":
        zone = UNKNOWN_PLACE
    return at_clock(dated, start.hour, start.minute, start.second, offset=zone)


def _end(entry: Any) -> Any:
    """When it ends, by the clock of its start; ``None`` where it doesn't say."""
    start, end = entry["DTSTART"].dt, getattr(entry.get("DTEND"), "dt", None)
    if end is None and (lasts := getattr(_read(entry, "DURATION"), "dt", None)):
        return start + lasts
    if isinstance(end, datetime) and end.tzinfo and getattr(start, "tzinfo", None):
        return end.astimezone(start.tzinfo)
    return end


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
