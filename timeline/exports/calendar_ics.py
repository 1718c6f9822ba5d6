"""Events as an iCalendar (RFC 5545) that calendars open or subscribe to.

Only what has a first and a last day is in it: an event is a whole-day entry over the days in which
it can have happened, so that "February 2022" covers February and no day is made up for it; its
description says so, has the phrase of each source as written, and who tells what. Undated events
and those with an open end are left out; the calendar's description says how many. An event with a
time of day begins then and has no end: in UTC where its offset is known, else in the calendar's own
("floating") time, for the clock of its place is all that is told.

``DTEND`` is exclusive, ``UID`` is the slug at the host, and ``DTSTAMP`` is when the event or one of
its tellings was last recorded, so that an unchanged calendar is the same text each time. Entries
are ``TRANSPARENT``: nobody is busy in them. The library is imported once a calendar is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import say
from timeline.domain.time.time_of_day import timed_day
from timeline.exports.exported_selection import NO_RECORD, ExportedSelection
from timeline.exports.telling import in_words
from timeline.models import Event

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar import Event as Entry

MIME = "text/calendar"


def calendar_ics(selection: ExportedSelection) -> Iterator[bytes]:
    """The calendar of a selection, an event at a time."""
    bounded = selection.selected.in_time().narrowed("bounded")
    frame = _calendar(selection, count=bounded.count).to_ical()
    head, end, _ = frame.rpartition(b"END:VCALENDAR\r\n")
    yield head
    for event in selection.events(bounded, recorded=True):
        yield entry(event, selection).to_ical()
    yield end


def entry(event: Event, selection: ExportedSelection) -> Entry:
    """One event whose first and last day are known."""
    from icalendar import Event as Entry

    first, last = event.earliest, event.latest
    assert first is not None
    assert last is not None
    made = Entry()
    made.add("uid", f"{event.slug}@{selection.host}")
    made.add("dtstamp", _stamp(event))
    timed = timed_day(event.edtf)
    made.add("dtstart", (timed.in_utc or timed.local) if timed else first)
    if timed:
        pass  # It begins then, and lasts nobody knows how long.
    elif last < date.max:
        made.add("dtend", last + timedelta(days=1))
    else:  # The day after the last of the year 9999 has no date.
        made.add("duration", timedelta(days=(last - first).days + 1))
    made.add("summary", plain(event.title))
    made.add("description", plain(_description(event)))
    if event.place:
        made.add("location", plain(event.place_name))
        if event.place.point:
            made.add("geo", event.place.point)
    made.add("categories", [event.of_kind.name, *map(plain, event.tag_names)])
    made.add("url", selection.page_of(event))
    made.add("transp", "TRANSPARENT")
    return made


def _description(event: Event) -> str:
    day = say(event.interval)
    when = day if event.interval.is_day else f"Some time in this stretch: {day}"
    if event.disputed:
        when = f"{when}; sources disagree"
    tellings = [in_words(mention) for mention in event.mentions.all()]
    return "\n".join(filter(None, [f"{when}.", event.summary, *tellings]))


def _stamp(event: Event) -> datetime:
    recorded: datetime | None = event.recorded  # type: ignore[attr-defined]
    return recorded or NO_RECORD


def _calendar(selection: ExportedSelection, *, count: int) -> Calendar:
    from icalendar import Calendar, vText

    everything = selection.count
    calendar = Calendar()
    calendar.add("prodid", "-//Retold//Event timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Of names newer than RFC 5545, icalendar escapes nothing unless told that they are text.
    title = vText(plain(selection.title))
    calendar.add("name", title, encode=False)
    calendar.add("x-wr-calname", title, encode=False)
    about = f"{count} of {everything} events; the others have no day, or an open end."
    told = " ".join(filter(None, [selection.about, about if count < everything else ""]))
    if told:
        calendar.add("description", vText(plain(told)), encode=False)
        calendar.add("x-wr-caldesc", vText(plain(told)), encode=False)
    calendar.add("url", selection.page)
    return calendar
