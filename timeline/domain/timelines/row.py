"""A row of somebody's timeline: one event as the file has it, with its date as read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from timeline.domain.time.intervals import UNDATED, Interval
from timeline.domain.timelines.own.own_fields import OwnFields

MOST_ROWS = 100_000
"""The rows of one file."""

PROBLEM_COLUMN = "retold problem"
"""Of a table that is made of files the column that tells why one of them can't be read."""

LONGEST_KEY = 120
NO_TITLE = "It has no title."


class NotATimeline(ValueError):
    """A file that can't be taken in as a whole; the message is the sentence that says why."""


@dataclass(frozen=True, slots=True)
class RowDate:
    """A row's date as the file gives it, and as read.

    ``written``: the file's own words or numbers, to show. ``phrase``: the words that a reader will
    see as written, where they read as this very interval or an inferred date stands beside them.
    ``inferred``: the date as EDTF text where the phrase alone doesn't give it, with the ``reason``.
    ``note``: a sentence for the editor on what was inferred or left undated.
    """

    interval: Interval = UNDATED
    written: str = ""
    phrase: str = ""
    inferred: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An event as a file has it; all its texts are plain.

    ``number`` is its place in the file: a spreadsheet's row, its header being 1, or the slide in a
    list of them, from 1. ``id`` is the file's own name for it, empty where it has none; ``kind``
    its group or layer; ``point`` its place's latitude and longitude. ``outlet``, ``source``,
    ``url`` and ``published`` say where it was told; ``speaker`` said ``quote``. ``problems`` keep
    it from being taken in; each is a sentence.
    ``asks``: one of them is a date that is two, until it is said how the file writes dates.
    ``beyond``: one is a year before 1, so that the row can't come in, whatever is mended. ``notes``
    are sentences on what was inferred or left out of the row. A row of several documents is told as
    several of these, one for each, with one ``number``; rows with one ``event`` are of one event.
    ``own``: what Retold's own JSON says beside; then ``quote`` is empty.
    ``values`` and ``source_values``: what stands in columns that no field holds, by their names, of
    the event and of the source; until its event's rows are joined a row has all in ``values``.
    """

    number: int
    title: str
    text: str = ""
    dated: RowDate = RowDate()
    id: str = ""
    kind: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    actors: tuple[str, ...] = ()
    outlet: str = ""
    source: str = ""
    url: str = ""
    published: RowDate = RowDate()
    quote: str = ""
    speaker: str = ""
    key: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    event: str = ""
    asks: bool = False
    beyond: bool = False
    tags: tuple[str, ...] = ()
    importance: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    source_values: tuple[tuple[str, str], ...] = ()
    own: OwnFields | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """The names of all actors: who took part, who speaks, and who is named besides."""
        others = self.own.people if self.own else ()
        return tuple(dict.fromkeys(filter(None, (*self.actors, self.speaker, *others))))

    @property
    def has_source(self) -> bool:
        """Whether it names a document of its own."""
        return bool(self.outlet or self.source or self.url)

    @property
    def untold(self) -> bool:
        """Whether it is an event of our own JSON that nobody tells."""
        return self.own is not None and self.own.untold

    @property
    def quoted(self) -> list[tuple[str, str, str, str]]:
        """Who speaks, the words, who tells them, and their language, each of which may be empty."""
        if self.own:
            return [(q.speaker, q.words, q.told_by or "", q.language) for q in self.own.quotes]
        return [(self.speaker, self.quote, "", "")] if self.quote else []


@dataclass(frozen=True, slots=True)
class FileRows:
    """A file's title, empty where it has none, its rows, sentences on what of it is passed over,
    and values of the file itself: named texts of what is of none of its events.

    ``examples``: by what may be asked of it a cell that can be read in two ways.
    """

    title: str
    rows: list[TimelineRow]
    notes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    examples: dict[str, str] = field(default_factory=dict)


def key_of(row: TimelineRow) -> str:
    """The key of a row's event, the same when its file comes again: of its id, or title and date.

    Where events of one title and date differ in their place, ``row_events`` numbers them.
    """
    told = row.id or f"{row.title}\n{row.dated.written}"
    if row.id and len(row.id) <= LONGEST_KEY:
        return f"id:{row.id}"
    return f"{'id' if row.id else 'is'}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"
