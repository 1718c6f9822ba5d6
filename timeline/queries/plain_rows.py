"""Rows of the record without models, for files of all of them: a class a table.

A row has what a record of the model has, by the same names: the columns that files tell, the rows
that it refers to, and ``all()`` of those that refer to it. It can't be saved, and asks the database
for nothing. ``made`` is what a file has made of a row that many others refer to.

What a row is made of are the columns that are read, in their order; those
of a date, ``edtf`` and the three beside it, are read as one ``interval``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from timeline.domain.named_values import NamedValues
from timeline.domain.time.intervals import Interval
from timeline.models import Actor, Event, Kind, Outlet, Place, Source


class PlainRows(list[Any]):
    """Rows that refer to another."""

    def all(self) -> Sequence[Any]:
        """The rows."""
        return self


class NoRows(tuple[()]):
    """What a row holds that none refers to."""

    def all(self) -> Sequence[Any]:
        """None."""
        return self


NONE = NoRows()
Held = PlainRows | NoRows

_row = partial(dataclass, slots=True, eq=False)


def _held() -> Any:
    """For a field that is no column, and is given to a row once it is read."""
    return field(init=False, default=NONE)


class DatedRow:
    """A row with a date."""

    __slots__ = ()
    interval: Interval

    @property
    def edtf(self) -> str:
        """The date as EDTF."""
        return self.interval.edtf

    @property
    def earliest(self) -> date | None:
        """The date's first day."""
        return self.interval.earliest

    @property
    def latest(self) -> date | None:
        """The date's last day."""
        return self.interval.latest


@_row()
class PlainActor:
    """An actor."""

    _meta = Actor._meta
    pk: int
    slug: str
    name: str
    kind: str
    description: str
    made: Any = field(init=False, default=None)


@_row()
class PlainOutlet:
    """An outlet."""

    _meta = Outlet._meta
    pk: int
    slug: str
    name: str
    kind: str
    colour: int | None
    note: str
    free_to_show: bool
    longest_quote: int | None


@_row()
class PlainPlace:
    """A place."""

    _meta = Place._meta
    point = Place.point
    pk: int
    slug: str
    name: str
    latitude: float | None
    longitude: float | None
    precision_m: int | None
    lies_in_id: int | None
    lies_in: Place | None = field(init=False, default=None)


@_row()
class PlainTag:
    """A tag."""

    pk: int
    slug: str
    name: str


@_row()
class PlainSource(DatedRow):
    """A source, with what a register says of it besides."""

    _meta = Source._meta
    outlet_name = Source.outlet_name
    pk: int
    slug: str
    title: str
    kind: str
    authors: str
    outlet_id: int | None
    outlet_basis: str
    outlet_reason: str
    published_basis: str
    published_reason: str
    origin: str
    language: str
    document: str
    sha256: str
    url: str
    archived: str
    read_on: date | None
    named_values: NamedValues
    interval: Interval
    outlet: PlainOutlet | None = field(init=False, default=None)
    draws_on: Held = _held()
    mention_count: int = field(init=False, default=0)
    event_count: int = field(init=False, default=0)
    relayed_count: int = field(init=False, default=0)
    drawn: Sequence[tuple[str, str]] = field(init=False, default=())
    made: Any = field(init=False, default=None)

    def __str__(self) -> str:
        return self.title

    def get_kind_display(self) -> str:
        """Its kind in words."""
        return str(Source.Kind(self.kind).label)


@_row()
class PlainEvent(DatedRow):
    """An event; ``recorded`` is the moment at which it or a telling of it was last recorded."""

    _meta = Event._meta
    tag_names = Event.tag_names
    place_name = Event.place_name
    pk: int
    slug: str
    title: str
    summary: str
    kind: str
    place_id: int | None
    chosen_edtf: str
    chosen_reason: str
    sequence: int
    importance: int | None
    disputed: bool
    days_apart: int
    named_values: NamedValues
    interval: Interval
    of_kind: Kind = field(init=False)
    place: PlainPlace | None = field(init=False, default=None)
    recorded: datetime | None = field(init=False, default=None)
    participations: Held = _held()
    taggings: Held = _held()
    mentions: Held = _held()


@_row()
class PlainMention(DatedRow):
    """A mention."""

    pk: int
    event_id: int
    source_id: int
    via_id: int | None
    paragraph: int | None
    position: int
    phrase: str
    inferred: str
    says: str
    rule: str
    because: str
    interval: Interval
    source: PlainSource = field(init=False)
    via: PlainSource | None = field(init=False, default=None)
    event: PlainEvent = field(init=False)
    quotes: Held = _held()
    details: Held = _held()
    terms: Held = _held()


@_row()
class PlainQuote:
    """A quote."""

    mention_id: int
    speaker_id: int
    told_by_id: int | None
    words: str
    language: str
    speaker: PlainActor = field(init=False)
    told_by: PlainActor | None = field(init=False, default=None)


@_row()
class PlainDetail:
    """A detail."""

    mention_id: int
    aspect: str
    subject: str
    value: str


@_row()
class PlainTerm:
    """A term."""

    mention_id: int
    actor_id: int | None
    subject: str
    words: str
    actor: PlainActor | None = field(init=False, default=None)


@_row()
class PlainParticipation:
    """That an actor took part in an event."""

    event_id: int
    actor_id: int
    actor: PlainActor = field(init=False)


@_row()
class PlainTagging:
    """That an event has a tag."""

    event_id: int
    tag_id: int
    tag: PlainTag = field(init=False)
