"""Events for TimelineJS, each as one slide, with its tellings.

Format: TimelineJS 3's JSON ("JSON format" in its documentation). The object has

- ``title``: a slide without a date; ``text.headline`` is the list's title, ``text.text`` a sentence
  on it, and how many undated events were left out, for a slide must have a date.
- ``events``: a slide each. ``unique_id`` is the slug, ``group`` the kind in words.
  ``start_date`` and ``end_date`` have ``year``, ``month`` and ``day`` as far as they are known: a
  day, month or year is a ``start_date`` alone, a decade or an interval has both, one with an open
  end has no ``end_date``. Where the start is open, ``start_date`` is where it ends, for TimelineJS
  can't do without. A time of day is its ``hour``, ``minute`` and ``second``, as the clock showed
  it: TimelineJS knows no offset. ``display_date`` is what people read: "February 2022", "until
  2014". ``edtf`` is the date whole; TimelineJS passes over it, and who takes our file in again
  needs it.
  ``location`` has the ``name`` of the place and, where they are known, ``lat`` and ``lon``, as
  StoryMapJS writes them.
  ``text.headline`` is the title. ``text.text`` has the summary as its first paragraph where there
  is one, then a paragraph a telling, each a ``<p>``: a text without any is drawn as one paragraph.
- ``eras``: the long gaps between events, with how long nothing happened as their headline.

TimelineJS puts texts into the page as HTML. Ours are plain text, so each is escaped: ``&lt;b&gt;``
here is read there, and by whoever unescapes it, as the characters that the source has; the ``<p>``
around a paragraph is the only markup. ``autolink`` is off, for it makes links of escaped text by
the letter, and cuts it wherever it is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import escape
from typing import Any

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import lapse, say
from timeline.domain.time.time_of_day import timed_day
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.json_pieces import json_items, json_text
from timeline.exports.partial_dates import ends, numbers
from timeline.exports.telling import in_words
from timeline.models import Event

MIME = "application/json"

LEAST_GAP = 45
"""Days from which on a time without an event is told, here and on the timeline page."""


def timelinejs(selection: ExportedSelection) -> Iterator[str]:
    """The whole selection as one object, an event at a time, its dated events in order of time."""
    dated = selection.selected.in_time().narrowed("dated")
    undated = selection.count - dated.count
    yield f'{{"title": {json_text(_title(selection, undated))}, "events": ['
    gaps = _Gaps()
    yield from json_items(slide(event) for event in gaps.passing(selection.events(dated)))
    yield f'\n], "eras": {json_text(gaps.eras)}}}\n'


def slide(event: Event) -> dict[str, Any]:
    """One dated event as a slide."""
    start, end = ends(event.interval)
    made: dict[str, Any] = {
        "unique_id": event.slug,
        "group": escape(event.of_kind.name),
        "start_date": _date(start or end) | _clock(event.edtf),
        "display_date": say(event.interval),
        "edtf": event.edtf,
        "autolink": False,
        "text": {"headline": _text(event.title), "text": _told(event)},
    }
    if event.place:
        north, east = event.place.point or (None, None)
        where = {"name": _text(event.place_name), "lat": north, "lon": east}
        made["location"] = {name: value for name, value in where.items() if value is not None}
    if end and start and end != start:
        made["end_date"] = _date(end)
    return made


def _told(event: Event) -> str:
    tellings = [in_words(mention) for mention in event.mentions.all()]
    paragraphs = "\n\n".join([event.summary, *tellings]).split("\n\n")
    return "".join(f"<p>{_text(words)}</p>" for words in paragraphs if words.strip())


def _title(selection: ExportedSelection, undated: int) -> dict[str, Any]:
    left_out = ""
    if undated:
        events = "1 event" if undated == 1 else f"{undated} events"
        left_out = f"Left out, for no source says when: {events}."
    about = " ".join(filter(None, [selection.about, left_out, selection.page]))
    return {
        "autolink": False,
        "text": {"headline": _text(selection.title), "text": _text(about)},
    }


class _Gaps:
    """The long stretches in which nothing happened, as events go by in the order of time."""

    def __init__(self) -> None:
        self.eras: list[dict[str, Any]] = []

    def passing(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events as they come; the gap before each is noted, if there is one."""
        until: date | None = None
        day = timedelta(days=1)
        for event in events:
            first, last = event.earliest or event.latest, event.latest or event.earliest
            assert first is not None
            assert last is not None
            if until and (first - until).days >= LEAST_GAP:
                self.eras.append(
                    {
                        "start_date": _date((until + day).isoformat()),
                        "end_date": _date((first - day).isoformat()),
                        "text": {"headline": f"{lapse(until, first)} without an event"},
                    }
                )
            until = max(last, until or last)
            yield event


def _date(text: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), numbers(text), strict=False))


def _clock(edtf: str) -> dict[str, int]:
    timed = timed_day(edtf)
    if timed is None:
        return {}
    clock = timed.clock
    return {"hour": clock.hour, "minute": clock.minute, "second": clock.second}


def _text(text: str) -> str:
    return escape(plain(text))
