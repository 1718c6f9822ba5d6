"""Events as plain rows, for files of all of them: columns are read, and no record is made of them.

A row has what a record of the model has, by the same names: its columns, its ``interval``, the rows
that it refers to, and ``all()`` of those that refer to it. It can't be saved, and asks the database
for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, cast

from django.db.models import Model, QuerySet

from timeline.domain.time.intervals import Interval, Precision
from timeline.models import (
    Actor,
    Detail,
    Event,
    Outlet,
    Participation,
    Place,
    Quote,
    Source,
    Tag,
    Tagging,
    Term,
)  # fmt: skip
from timeline.queries.as_of import hold_kinds, in_order_of_telling, tellings
from timeline.queries.selection import Selection

AT_ONCE = 2_000
"""Events that are read together."""


def plain_events(selection: Selection, *, rows: QuerySet[Event]) -> Iterator[Event]:
    """The events of a selection, as ``rows`` have them, one by one in steady memory.

    They stand as they do now: there is no ``as_of``.
    """
    known = _KnownRows()
    for start in range(0, selection.count, AT_ONCE):
        yield from _read(selection, selection.ids(start, start + AT_ONCE), rows, known)


class _KnownRows:
    """Actors, outlets, places and tags that were read already: few, and met again and again."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], dict[int, _PlainRow]] = {
            model: {} for model in (Actor, Outlet, Place, Tag)
        }

    def of(self, model: type[Model], keys: Iterable[int | None]) -> dict[int, _PlainRow]:
        """All of a model that are known, those of these keys among them."""
        rows = self._rows[model]
        if missing := {key for key in keys if key is not None} - rows.keys():
            rows |= _by_key(model, missing)
        return rows


class _PlainRows(list[Any]):
    """Rows that refer to another."""

    def all(self) -> _PlainRows:
        return self


class _PlainRow:
    """A row of any model."""

    _get_FIELD_display = Model._get_FIELD_display  # type: ignore[attr-defined]  # noqa: N815

    @cached_property
    def interval(self) -> Interval:
        known: Any = self
        return Interval(known.edtf, known.earliest, known.latest, Precision(known.precision))


class _PlainEvent(_PlainRow):
    _meta = Event._meta
    of_kind = Event.of_kind
    tag_names = Event.tag_names
    place_name = Event.place_name


class _PlainSource(_PlainRow):
    _meta = Source._meta
    get_kind_display = Source.get_kind_display
    outlet_name = Source.outlet_name


class _PlainActor(_PlainRow):
    _meta = Actor._meta


class _PlainPlace(_PlainRow):
    _meta = Place._meta
    point = Place.point


class _PlainOutlet(_PlainRow):
    _meta = Outlet._meta


_KINDS: dict[type[Model], type[_PlainRow]] = {
    Event: _PlainEvent, Source: _PlainSource, Actor: _PlainActor, Outlet: _PlainOutlet,
    Place: _PlainPlace,
}  # fmt: skip


def _rows(rows: QuerySet[Any]) -> Iterator[Any]:
    """What a query gives, with columns that it works out besides."""
    model = rows.model
    names = [field.attname for field in model._meta.concrete_fields]
    names += rows.query.annotations
    kind = _KINDS.get(model, _PlainRow)
    for values in rows.values_list(*names):
        row: Any = kind()
        row.__dict__.update(zip(names, values, strict=True))
        row.pk = row.id
        yield row


def _by_key(model: type[Model], keys: Iterable[int]) -> dict[int, Any]:
    return {row.pk: row for row in _rows(model._default_manager.filter(pk__in=list(keys)))}


def _read(
    selection: Selection, keys: list[int], rows: QuerySet[Event], known: _KnownRows
) -> Iterator[Event]:
    events = {row.pk: row for row in _rows(rows.filter(pk__in=keys))}
    told = _hold(events, "mentions", in_order_of_telling(tellings(selection.criteria)), by="event")
    quotes = _hold(told, "quotes", Quote.objects.order_by("position", "pk"), by="mention")
    _hold(told, "details", Detail.objects.all(), by="mention")
    terms = _hold(told, "terms", Term.objects.order_by("position", "pk"), by="mention")
    parts = _hold(events, "participations", Participation.objects.order_by("position", "pk"),
                  by="event")  # fmt: skip
    sources = _by_key(
        Source, {k for row in told.values() for k in (row.source_id, row.via_id) if k}
    )
    drawn = _drawn_on(sources)
    tags = _hold(events, "taggings", Tagging.objects.order_by("tag__name", "pk"), by="event")
    names = known.of(Tag, (row.tag_id for row in tags.values()))
    for row in tags.values():
        row.tag = names[row.tag_id]
    hold_kinds(events.values())
    places = known.of(Place, (event.place_id for event in events.values()))
    for event in events.values():
        event.place = places[event.place_id] if event.place_id else None
    sources |= drawn
    outlets = known.of(Outlet, (source.outlet_id for source in sources.values()))
    spoken = (key for row in quotes.values() for key in (row.speaker_id, row.told_by_id))
    named = (row.actor_id for rows in (parts, terms) for row in rows.values())
    actors = known.of(Actor, [*spoken, *named])
    for source in sources.values():
        source.outlet = outlets[source.outlet_id] if source.outlet_id else None
    for row in told.values():
        row.source, row.via = sources[row.source_id], sources[row.via_id] if row.via_id else None
    for row in quotes.values():
        row.speaker = actors[row.speaker_id]
        row.told_by = actors[row.told_by_id] if row.told_by_id else None
    for row in parts.values():
        row.actor = actors[row.actor_id]
    for row in terms.values():
        row.actor = actors[row.actor_id] if row.actor_id else None
    for key in keys:
        if key in events:
            yield cast("Event", events[key])


def _drawn_on(sources: dict[int, Any]) -> dict[int, Any]:
    """The sources that some draw on, which these hold from now on, by their keys."""
    links = Source.draws_on.through.objects.filter(from_source__in=list(sources))
    pairs = list(links.values_list("from_source_id", "to_source_id"))
    missing = {drawn for _, drawn in pairs} - sources.keys()
    found = sources | _by_key(Source, missing)
    for source in found.values():
        source.draws_on = _PlainRows()
    for source, drawn in pairs:
        sources[source].draws_on.append(found[drawn])
    return found


def _hold(owners: dict[int, Any], relation: str, rows: QuerySet[Any], *, by: str) -> dict[int, Any]:
    """Have each of the owners hold its rows, in their order; all of them, by their keys."""
    for owner in owners.values():
        setattr(owner, relation, _PlainRows())
    found = {}
    for row in _rows(rows.filter(**{f"{by}__in": list(owners)})):
        owner = owners[getattr(row, f"{by}_id")]
        setattr(row, by, owner)
        getattr(owner, relation).append(row)
        found[row.pk] = row
    return found
