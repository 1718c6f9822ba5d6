"""Tellings as CSV, one row each, which Timesketch takes as it is.

Timesketch wants ``message``, ``datetime`` (ISO 8601) and ``timestamp_desc`` (its guide "Import from
JSON/CSV"), takes every other column as an attribute, and passes over rows whose ``datetime`` is
empty. So only a telling that names one day has one: midnight UTC, since Timesketch knows no day
without an hour. A time of day is that moment; where its offset is not known it stands as if it were
UTC's, and ``timestamp_desc`` says so. Its importer counts nanoseconds in 64 bits: a day before or
after these has no ``datetime`` either, for one such would make 1970 of all that are empty. A month,
an interval or an open end has none, for no day of it could be named; ``timestamp_desc`` says what
it is instead, ``edtf``, ``earliest`` and ``latest`` keep it whole.

The same rows, with the same names, make the workbook's first sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date

from timeline.domain.named_values import as_lines
from timeline.domain.time.formatting import say, say_precision
from timeline.domain.time.intervals import Interval
from timeline.domain.time.time_of_day import TimedDay, timed_day
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.partial_dates import one_day
from timeline.exports.spreadsheet import lines
from timeline.exports.telling import said, speaker, who
from timeline.models import Event, Mention

MIME = "text/csv"

NANOSECONDS = (date(1677, 9, 22), date(2262, 4, 11))
"""The first and the last day of which every second is known to who counts nanoseconds from 1970."""

COLUMNS = (
    "message", "datetime", "timestamp_desc",
    "event", "phrase", "edtf", "earliest", "latest", "rule",
    "outlet", "source", "via", "published", "quote", "speaker", "url",
    "title", "summary", "kind", "place", "actors",
    "event_date_in_words", "event_edtf", "event_earliest", "event_latest", "disputed",
    "source_title", "source_url", "document", "paragraph", "says", "quotes",
    "inferred", "outlet_basis", "published_basis", "origin", "archived", "read_on",
    "tags", "importance", "values", "source_values",
    "place_slug", "latitude", "longitude", "precision_m",
)  # fmt: skip
"""``edtf``, ``earliest``, ``latest`` and ``rule`` are of this telling's phrase, those that begin
with ``event_`` of what all tellings together give. ``event_date_in_words`` is "February 2022 (a
month)", so that no program takes it for a day. ``url`` is the event's page. Several quotes and
speakers stand in the same order, with semicolons between them, and ``quotes`` has them paired.
``inferred``: an editor gave this telling's date, and ``rule`` is why. ``values`` and
``source_values`` are a line each: "operation: Lion". ``latitude`` and ``longitude`` are the
place's, in degrees, and ``precision_m`` how many metres these may be off. In CSV a phrase stands in
quotes, “on Friday”, for programs take a column of such words for dates of their own making."""

Cell = str | int | float | bool | date | None


def mentions_csv(selection: ExportedSelection) -> Iterator[str]:
    """CSV lines, the column names first; an event that nobody tells has a row of its own."""
    return lines(_table(selection))


def rows(event: Event, selection: ExportedSelection) -> Iterator[list[Cell]]:
    """An event's rows: typed values in the order of ``COLUMNS``."""
    untold: list[Mention | None] = [None]
    happened = _happened(event, selection)
    for mention in list(event.mentions.all()) or untold:
        cells = happened | (_told(mention) if mention else {}) | _timesketch(event, mention)
        yield [cells.get(name) for name in COLUMNS]


def _table(selection: ExportedSelection) -> Iterator[list[Cell]]:
    yield list(COLUMNS)
    for event in selection.events():
        for row in rows(event, selection):
            yield [_in_csv(*cell) for cell in zip(COLUMNS, row, strict=True)]


def _in_csv(name: str, cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"“{cell}”" if name == "phrase" and cell else cell


def _timesketch(event: Event, mention: Mention | None) -> dict[str, Cell]:
    if mention is None:
        return {"message": event.title, "timestamp_desc": "No source tells it"}
    day = one_day(mention.interval)
    is_counted = day and NANOSECONDS[0] <= day <= NANOSECONDS[1]
    described = "Day on which it happened"
    timed = timed_day(mention.interval.edtf)
    if timed:
        described = "Moment at which it happened"
        if timed.in_utc is None:
            described = "Local time at which it happened, its offset from UTC not known"
    if not mention.interval.is_dated:
        described = "No date in this source"
    elif day is None:
        described = f"No single day: {say_precision(mention.interval)}, {say(mention.interval)}"
    return {
        "message": f"{event.title} ({who(mention)}): {mention.says}",
        "datetime": _moment(day, timed) if day and is_counted else "",
        "timestamp_desc": described,
    }


def _moment(day: date, timed: TimedDay | None) -> str:
    if timed is None:
        return f"{day.isoformat()}T00:00:00+00:00"
    return (timed.in_utc or timed.local.replace(tzinfo=UTC)).isoformat()


def _happened(event: Event, selection: ExportedSelection) -> dict[str, Cell]:
    return {
        "event": event.slug,
        "url": selection.page_of(event),
        "title": event.title,
        "summary": event.summary,
        "kind": event.kind,
        "place": event.place_name,
        "place_slug": event.place.slug if event.place else "",
        "latitude": event.place.latitude if event.place else None,
        "longitude": event.place.longitude if event.place else None,
        "precision_m": event.place.precision_m if event.place else None,
        "actors": "; ".join(p.actor.name for p in event.participations.all()),
        "tags": "; ".join(event.tag_names),
        "importance": event.importance,
        "values": as_lines(event.named_values),
        "event_date_in_words": _in_words(event.interval),
        "event_edtf": event.edtf,
        "event_earliest": event.earliest,
        "event_latest": event.latest,
        "disputed": event.disputed,
    }


def _in_words(interval: Interval) -> str:
    return f"{say(interval)} ({say_precision(interval)})" if interval.is_dated else say(interval)


def _told(mention: Mention) -> dict[str, Cell]:
    source, quotes = mention.source, list(mention.quotes.all())
    return {
        "phrase": mention.phrase,
        "edtf": mention.edtf,
        "earliest": mention.earliest,
        "latest": mention.latest,
        "rule": mention.because,
        "outlet": source.outlet.name if source.outlet else "",
        "source": source.slug,
        "via": mention.via.title if mention.via else "",
        "published": source.edtf,
        "quote": "; ".join(f"“{quote.words}”" for quote in quotes),
        "speaker": "; ".join(speaker(quote) for quote in quotes),
        "source_title": source.title,
        "source_url": source.url,
        "document": source.document,
        "paragraph": mention.paragraph,
        "says": mention.says,
        "quotes": "; ".join(said(quote) for quote in quotes),
        "inferred": bool(mention.inferred),
        "outlet_basis": source.outlet_basis,
        "published_basis": source.published_basis,
        "origin": source.origin,
        "archived": source.archived,
        "read_on": source.read_on,
        "source_values": as_lines(source.named_values),
    }
