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

from collections.abc import Callable, Iterator
from datetime import UTC, date
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Any, Generic, TypeVar

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

_T = TypeVar("_T")
_EVENT, _OWN, _ALIKE, _SOURCE = range(4)
_WIDTHS = ((1, 11, 3, 4), (1, 1, 2), (2, 4, 1, 2, 2), (2, 1, 3, 5, 1))
"""How many cells the parts have that a row is made of: those of its event, of its telling, of what
many tellings have alike, and of the telling's source."""
_LAYOUT = (
    (_OWN, 0), (_ALIKE, 0), (_EVENT, 0), (_OWN, 1), (_ALIKE, 1), (_SOURCE, 0), (_ALIKE, 2),
    (_SOURCE, 1), (_ALIKE, 3), (_EVENT, 1), (_SOURCE, 2), (_OWN, 2), (_ALIKE, 4), (_SOURCE, 3),
    (_EVENT, 2), (_SOURCE, 4), (_EVENT, 3),
)  # fmt: skip
"""The parts in the order of ``COLUMNS``."""
_STARTS = dict(
    zip(_LAYOUT, accumulate((_WIDTHS[whose][n] for whose, n in _LAYOUT), initial=0), strict=False)
)
_AT = [[_STARTS[whose, n] for n in range(len(widths))] for whose, widths in enumerate(_WIDTHS)]
"""The column at which each part starts."""
_PARTS = [(whose, n) for whose, widths in enumerate(_WIDTHS) for n in range(len(widths))]
_in_order = itemgetter(*map(_PARTS.index, _LAYOUT))
"""The parts of a row as they follow, from those of its event, its telling and its source."""


def mentions_csv(selection: ExportedSelection) -> Iterator[str]:
    """CSV lines, the column names first; an event that nobody tells has a row of its own."""
    yield f"{line(COLUMNS)}\r\n"
    table = TellingRows(selection, lambda cells, _: line(cells), as_phrase=_in_quotes)
    for event in selection.events():
        for row in table.of(event):
            yield f"{','.join(row)}\r\n"


class TellingRows(Generic[_T]):
    """The rows of a table of tellings, in the parts that they are written in.

    ``write`` gives what is written of some cells, of which the first stands in a column counted
    from 0. What an event or a source has is written once for its rows. ``as_phrase`` gives the
    words of a phrase's cell.
    """

    def __init__(
        self,
        selection: ExportedSelection,
        write: Callable[[Cells, int], _T],
        *,
        as_phrase: Callable[[str], str] = str,
    ) -> None:
        self._selection, self._as_phrase = selection, as_phrase
        self._write, self._kept = write, lru_cache(maxsize=KEPT)(write)
        self._no_source = self._parts(_SOURCE, [(None,) * n for n in _WIDTHS[_SOURCE]])

    def of(self, event: Event) -> Iterator[tuple[_T, ...]]:
        """An event's rows: one a telling, or one if nobody tells it."""
        happened = self._parts(_EVENT, _happened(event, self._selection))
        source: Any
        for mention in event.mentions.all() or _UNTOLD:
            told = self._no_source
            if mention:
                source = mention.source
                if source.made is None:
                    source.made = self._parts(_SOURCE, _document(source))
                told = source.made
            own, alike = _told(event, mention, self._as_phrase)
            kept = [self._kept(cells, at) for cells, at in zip(alike, _AT[_ALIKE], strict=True)]
            yield _in_order([*happened, *self._parts(_OWN, own), *kept, *told])

    def _parts(self, whose: int, parts: list[Cells]) -> list[_T]:
        return [self._write(cells, at) for cells, at in zip(parts, _AT[whose], strict=True)]


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
    event: Event, mention: Mention | None, as_phrase: Callable[[str], str]
) -> tuple[list[Cells], list[Cells]]:
    """The cells of a telling, or of the lack of one: its own, and those that many have alike."""
    if mention is None:
        own, alike = ([(None,) * n for n in _WIDTHS[whose]] for whose in (_OWN, _ALIKE))
        return [(event.title,), *own[1:]], [("", "No source tells it"), *alike[1:]]
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
