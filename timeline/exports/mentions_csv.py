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

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from timeline.domain.named_values import as_lines
from timeline.domain.time.edtf import KEPT
from timeline.domain.time.formatting import say, say_precision
from timeline.domain.time.intervals import Interval
from timeline.domain.time.time_of_day import TimedDay, timed_day
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.partial_dates import one_day
from timeline.exports.spreadsheet import line
from timeline.exports.telling import said, speaker, who
from timeline.models import Event, Mention, Source

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
Cells = tuple[Cell, ...]

_T = TypeVar("_T", Cells, str)


def mentions_csv(selection: ExportedSelection) -> Iterator[str]:
    """CSV lines, the column names first; an event that nobody tells has a row of its own."""
    yield f"{line(COLUMNS)}\r\n"
    told: Any
    for event in selection.events():
        happened = [line(cells) for cells in _happened(event, selection)]
        for mention in event.mentions.all() or _UNTOLD:
            source = _NOTHING
            if mention:
                told = mention.source
                source = told.made = told.made or [line(cells) for cells in _document(told)]
            own, alike = _told(event, mention, as_phrase=_in_quotes)
            telling = [line(cells) for cells in own], [_kept_line(cells) for cells in alike]
            yield f"{','.join(_in_order(happened, telling, source))}\r\n"


_kept_line = lru_cache(maxsize=KEPT)(line)


def rows(event: Event, selection: ExportedSelection) -> Iterator[list[Cell]]:
    """An event's rows: typed values in the order of ``COLUMNS``."""
    happened = _happened(event, selection)
    for mention in event.mentions.all() or _UNTOLD:
        source = _document(mention.source) if mention else _NO_DOCUMENT
        yield [*chain.from_iterable(_in_order(happened, _told(event, mention), source))]


def _in_order(
    event: Sequence[_T], telling: tuple[Sequence[_T], Sequence[_T]], source: Sequence[_T]
) -> list[_T]:
    """The parts of a row, of its event, its telling and the telling's source, as columns follow."""
    own, alike = telling
    return [
        own[0], alike[0], event[0], own[1], alike[1], source[0], alike[2], source[1], alike[3],
        event[1], source[2], own[2], alike[4], source[3], event[2], source[4], event[3],
    ]  # fmt: skip


def _happened(event: Event, selection: ExportedSelection) -> list[Cells]:
    """The cells of an event, in the parts between which those of its tellings stand."""
    place, interval = event.place, event.interval
    return [
        (event.slug,),
        (
            selection.page_of(event),
            event.title,
            event.summary,
            event.kind,
            event.place_name,
            "; ".join([part.actor.name for part in event.participations.all()]),
            _in_words(interval),
            interval.edtf,
            interval.earliest,
            interval.latest,
            event.disputed,
        ),
        ("; ".join(event.tag_names), event.importance, as_lines(event.named_values)),
        (place.slug, place.latitude, place.longitude, place.precision_m)
        if place
        else ("", None, None, None),
    ]


def _document(source: Source) -> list[Cells]:
    """The cells of a source."""
    return [
        (source.outlet.name if source.outlet else "", source.slug),
        (source.edtf,),
        (source.title, source.url, source.document),
        (
            source.outlet_basis,
            source.published_basis,
            source.origin,
            source.archived,
            source.read_on,
        ),
        (as_lines(source.named_values),),
    ]


def _told(
    event: Event, mention: Mention | None, *, as_phrase: Callable[[str], str] = str
) -> tuple[list[Cells], list[Cells]]:
    """The cells of a telling, or of the lack of one: its own, and those that many have alike."""
    if mention is None:
        return [(event.title,), *_NO_TELLING[0]], [(None, "No source tells it"), *_NO_TELLING[1]]
    interval = mention.interval
    spoken: Cells = ("", "")
    all_said = ""
    if quotes := mention.quotes.all():
        spoken = (
            "; ".join([f"“{quote.words}”" for quote in quotes]),
            "; ".join([speaker(quote) for quote in quotes]),
        )
        all_said = "; ".join([said(quote) for quote in quotes])
    return [
        (f"{event.title} ({who(mention)}): {mention.says}",),
        (as_phrase(mention.phrase),),
        (mention.paragraph, mention.says),
    ], [
        _moment(interval),
        (interval.edtf, interval.earliest, interval.latest, mention.because),
        (mention.via.title if mention.via else "",),
        spoken,
        (all_said, bool(mention.inferred)),
    ]


_UNTOLD: list[Mention | None] = [None]
_NO_TELLING: list[list[Cells]] = [
    [(None,) * length for length in lengths] for lengths in ((1, 2), (4, 1, 2, 2))
]
_NO_DOCUMENT: list[Cells] = [(None,) * length for length in (2, 1, 3, 5, 1)]
_NOTHING = [line(cells) for cells in _NO_DOCUMENT]


def _in_quotes(phrase: str) -> str:
    return f"“{phrase}”" if phrase else ""


@lru_cache(maxsize=KEPT)
def _in_words(interval: Interval) -> str:
    return f"{say(interval)} ({say_precision(interval)})" if interval.is_dated else say(interval)


@lru_cache(maxsize=KEPT)
def _moment(interval: Interval) -> tuple[str, str]:
    """What Timesketch sorts by, if it can be named, and what that is."""
    day = one_day(interval)
    is_counted = day and NANOSECONDS[0] <= day <= NANOSECONDS[1]
    described = "Day on which it happened"
    timed = timed_day(interval.edtf)
    if timed:
        described = "Moment at which it happened"
        if timed.in_utc is None:
            described = "Local time at which it happened, its offset from UTC not known"
    if not interval.is_dated:
        described = "No date in this source"
    elif day is None:
        described = f"No single day: {say_precision(interval)}, {say(interval)}"
    return _in_iso(day, timed) if day and is_counted else "", described


def _in_iso(day: date, timed: TimedDay | None) -> str:
    if timed is None:
        return f"{day.isoformat()}T00:00:00+00:00"
    return (timed.in_utc or timed.local.replace(tzinfo=UTC)).isoformat()
