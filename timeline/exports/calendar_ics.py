"""Events as an iCalendar (RFC 5545) that calendars open or subscribe to.

Only what has a first and a last day is in it: an event is a whole-day entry over the days in which
it can have happened, so that "February 2022" covers February and no day is made up for it; its
description says so, has the phrase of each source as written, and who tells what. Undated events
and those with an open end are left out; the calendar's description says how many. An event with a
time of day begins then and has no end: in UTC where its offset is known, else in the calendar's own
("floating") time, for the clock of its place is all that is told.

``DTEND`` is exclusive, ``UID`` is the slug at the host, and ``DTSTAMP`` is when the event or one of
its tellings was last recorded, so that an unchanged calendar is the same text each time. Entries
are ``TRANSPARENT``: nobody is busy in them.

Written by hand, for a library takes ten times as long: properties of text are escaped (3.3.11) and
lines folded at 74 octets (3.1), never within a character or after a backslash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import say
from timeline.domain.time.time_of_day import timed_day
from timeline.exports.exported_selection import NO_RECORD, ExportedSelection
from timeline.exports.telling import in_words
from timeline.models import Event

MIME = "text/calendar"

_LONGEST = 74
_DAY = timedelta(days=1)


def calendar_ics(selection: ExportedSelection) -> Iterator[str]:
    """The calendar of a selection, an event at a time."""
    bounded = selection.selected.in_time().narrowed("bounded")
    yield _written(["BEGIN:VCALENDAR", *_head(selection, count=bounded.count)])
    for event in selection.events(bounded, recorded=True):
        yield _written(_entry(event, selection))
    yield _written(["END:VCALENDAR"])


def _head(selection: ExportedSelection, *, count: int) -> Iterator[str]:
    yield "VERSION:2.0"
    yield "PRODID:-//Retold//Event timeline//EN"
    yield "CALSCALE:GREGORIAN"
    everything = selection.count
    about = f"{count} of {everything} events; the others have no day, or an open end."
    told = " ".join(filter(None, [selection.about, about if count < everything else ""]))
    if told:
        yield f"DESCRIPTION:{_text(told)}"
        yield f"X-WR-CALDESC:{_text(told)}"
    yield f"NAME:{_text(selection.title)}"
    yield f"X-WR-CALNAME:{_text(selection.title)}"
    yield f"URL:{selection.page}"


def _entry(event: Event, selection: ExportedSelection) -> Iterator[str]:
    """The lines of one event whose first and last day are known."""
    first, last = event.earliest, event.latest
    assert first is not None
    assert last is not None
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(event.title)}"
    if timed := timed_day(event.edtf):  # It begins then, and lasts nobody knows how long.
        yield f"DTSTART:{_moment(timed.in_utc or timed.local)}{'Z' if timed.in_utc else ''}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(first)}"
        if last < date.max:
            yield f"DTEND;VALUE=DATE:{_day(last + _DAY)}"
        else:  # The day after the last of the year 9999 has no date.
            yield f"DURATION:P{(last - first).days + 1}D"
    recorded: datetime = event.recorded or NO_RECORD  # type: ignore[attr-defined]
    yield f"DTSTAMP:{_moment(recorded)}Z"
    yield f"UID:{event.slug}@{selection.host}"
    yield f"CATEGORIES:{','.join(map(_text, [event.of_kind.name, *event.tag_names]))}"
    yield f"DESCRIPTION:{_text(_description(event))}"
    if event.place:
        if event.place.point:
            yield f"GEO:{event.place.latitude};{event.place.longitude}"
        yield f"LOCATION:{_text(event.place_name)}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{selection.page_of(event)}"
    yield "END:VEVENT"


def _description(event: Event) -> str:
    day = say(event.interval)
    when = day if event.interval.is_day else f"Some time in this stretch: {day}"
    if event.disputed:
        when = f"{when}; sources disagree"
    tellings = [in_words(mention) for mention in event.mentions.all()]
    return "\n".join(filter(None, [f"{when}.", event.summary, *tellings]))


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(moment: datetime) -> str:
    """A moment to the second, as its clock shows it."""
    return moment.isoformat()[:19].replace("-", "").replace(":", "")


def _text(text: str) -> str:
    text = plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _written(content: Iterable[str]) -> str:
    return "".join(
        [
            f"{line if line.isascii() and len(line) <= _LONGEST else _folded(line)}\r\n"
            for line in content
        ]
    )


def _folded(line: str) -> str:
    octets = line.encode()
    pieces, start = [], 0
    while len(octets) - start > _LONGEST:
        end = start + _LONGEST
        while octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if octets[end - 1] in b"\\^":  # what is escaped stays with what escapes it
            end -= 1
        pieces.append(octets[start:end])
        start = end
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
