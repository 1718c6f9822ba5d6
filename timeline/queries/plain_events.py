"""Events as plain rows, for files of all of them: columns are read, and no model is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, cast

from django.db.models import Max, Model, QuerySet, TextField
from django.db.models.functions import Cast

from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import agree_as_of, counts_as_of
from timeline.domain.time.intervals import Interval, Precision
from timeline.models import (
    Actor,
    Detail,
    Event,
    Kind,
    Mention,
    Outlet,
    Participation,
    Place,
    Quote,
    Source,
    Tag,
    Tagging,
    Term,
)  # fmt: skip
from timeline.models.record import kind as kinds
from timeline.models.record.dated import DATE_COLUMNS
from timeline.queries import plain_rows
from timeline.queries.as_of import in_order_of_telling
from timeline.queries.database.prepared_rows import rows
from timeline.queries.plain_rows import NONE, PlainRows
from timeline.queries.selection import Selection

AT_ONCE = 2_000
"""Events that are read together."""

Keyed = Callable[[Sequence[int]], QuerySet[Any, Any]]
"""What makes the query for some keys."""

_ROWS: dict[type[Model], Any] = {
    Actor: plain_rows.PlainActor, Detail: plain_rows.PlainDetail, Event: plain_rows.PlainEvent,
    Mention: plain_rows.PlainMention, Outlet: plain_rows.PlainOutlet, Tag: plain_rows.PlainTag,
    Participation: plain_rows.PlainParticipation, Place: plain_rows.PlainPlace,
    Quote: plain_rows.PlainQuote, Source: plain_rows.PlainSource, Term: plain_rows.PlainTerm,
    Tagging: plain_rows.PlainTagging,
}  # fmt: skip
_TEXTS = ("earliest", "latest", "read_on", "named_values")
"""Columns that are read as the text that the database has, and made values of here."""


def plain_events(selection: Selection, *, recorded: bool = False) -> Iterator[Event]:
    """The events of a selection one by one in steady memory, as they stood by its ``as_of``.

    ``recorded``: whether each is to say when it, or one of its tellings, was last ``recorded``,
    which is ``None`` of what was written past the history.
    """
    known = _KnownRows()
    for start in range(0, selection.count, AT_ONCE):
        keys = selection.ids(start, start + AT_ONCE)
        events = _read(keys, selection.criteria, known)
        if recorded:
            _hold_recorded(events)
        yield from (cast("Event", events[key]) for key in keys if key in events)


def plain_sources(keys: Iterable[int]) -> dict[int, Source]:
    """The sources of some keys, by their keys."""
    return cast("dict[int, Source]", _sources(set(keys), _KnownRows()))


def plain_tellings(keys: Sequence[int]) -> list[Mention]:
    """The mentions of some keys, in that order, with their events and quotes.

    The events hold their kinds and tags, and nothing else.
    """
    known = _KnownRows()
    told = _by_key(Mention, keys)
    _hold_sources(told.values(), known)
    events = _by_key(Event, {mention.event_id for mention in told.values()})
    _hold_kinds_and_tags(events, known)
    for mention in told.values():
        mention.event = events[mention.event_id]
    _hold_speakers(_hold(told, "quotes", Quote, _quotes), known)
    return cast("list[Mention]", [told[key] for key in keys if key in told])


class _KnownRows:
    """What was read already: actors, outlets, places and tags, of which there are few, and the
    sources of the events before, for what happened next is often told by the same.
    """

    def __init__(self) -> None:
        self.sources: dict[int, Any] = {}
        self._rows: dict[type[Model], dict[int, Any]] = {}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """All kinds, by their slugs."""
        return {kind.slug: kind for kind in Kind.objects.all()}

    def of(self, model: type[Model], keys: Iterable[int | None]) -> dict[int, Any]:
        """All rows of a model that are known, those of these keys among them."""
        found = self._rows.setdefault(model, {})
        if missing := {key for key in keys if key is not None} - found.keys():
            found.update(_by_key(model, missing))
        return found


def _read(keys: list[int], criteria: Criteria, known: _KnownRows) -> dict[int, Any]:
    """The events of some keys, by their keys, holding all that is told of them."""
    events = _by_key(Event, keys)
    told = _tellings(events, criteria, known)
    _hold_speakers(_hold(told, "quotes", Quote, _quotes), known)
    _hold(told, "details", Detail, _details)
    terms = _hold(told, "terms", Term, _terms)
    parts = _hold(events, "participations", Participation, _participations)
    actors = known.of(Actor, (row.actor_id for row in (*parts, *terms)))
    for row in (*parts, *terms):
        row.actor = actors[row.actor_id] if row.actor_id else None
    _hold_kinds_and_tags(events, known)
    places = known.of(Place, (event.place_id for event in events.values()))
    for event in events.values():
        event.place = places[event.place_id] if event.place_id else None
        event.named_values = _values(event.named_values)
    return events


def _hold_speakers(quotes: list[Any], known: _KnownRows) -> None:
    keys = (key for row in quotes for key in (row.speaker_id, row.told_by_id))
    actors = known.of(Actor, keys)
    for row in quotes:
        row.speaker = actors[row.speaker_id]
        row.told_by = actors[row.told_by_id] if row.told_by_id else None


def _hold_kinds_and_tags(events: dict[int, Any], known: _KnownRows) -> None:
    tags = _hold(events, "taggings", Tagging, _taggings)
    names = known.of(Tag, (row.tag_id for row in tags))
    for row in tags:
        row.tag = names[row.tag_id]
    for event in events.values():
        event.of_kind = known.kinds.get(event.kind) or kinds.of_slug(event.kind)


def _tellings(events: dict[int, Any], criteria: Criteria, known: _KnownRows) -> dict[int, Any]:
    """The mentions that count, by their keys, held by their events."""
    day = criteria.as_of
    read = list(_made(Mention, rows(_mentions, list(events))))
    _hold_sources(read, known)
    for event in events.values():
        event.mentions = PlainRows()
    told = {}
    for row in read:
        if day is None or counts_as_of(row.source.interval, day):
            events[row.event_id].mentions.append(row)
            told[row.pk] = row
    if day is not None:
        for event in events.values():
            agreed = agree_as_of(((m.source.interval, m.interval) for m in event.mentions), day)
            event.interval, event.disputed = agreed.interval, agreed.disputed
            event.days_apart = agreed.days_apart
    return told


def _hold_sources(told: Collection[Any], known: _KnownRows) -> None:
    keys = {key for row in told for key in (row.source_id, row.via_id) if key}
    sources = _sources(keys, known)
    for row in told:
        row.source, row.via = sources[row.source_id], sources[row.via_id] if row.via_id else None


def _sources(keys: set[int], known: _KnownRows) -> dict[int, Any]:
    """The sources of these keys, holding those that they draw on."""
    found = {key: known.sources[key] for key in keys & known.sources.keys()}
    new = _by_key(Source, keys - found.keys())
    pairs = rows(_drawn_on, list(new))
    drawn = _by_key(Source, {key for _, key in pairs} - found.keys() - new.keys())
    outlets = known.of(Outlet, (row.outlet_id for some in (new, drawn) for row in some.values()))
    for row in (*new.values(), *drawn.values()):
        row.outlet = outlets[row.outlet_id] if row.outlet_id else None
        row.read_on = _day(row.read_on)
        row.named_values = _values(row.named_values)
    known.sources = found | new
    for source, key in pairs:
        _add(new[source], "draws_on", known.sources.get(key) or drawn[key])
    return known.sources


def _hold_recorded(events: dict[int, Any]) -> None:
    for query in (_events_recorded, _tellings_recorded):
        for key, moment in rows(query, list(events)):
            event = events[key]
            event.recorded = max(moment, event.recorded or moment)


def _hold(owners: dict[int, Any], relation: str, model: type[Model], query: Keyed) -> list[Any]:
    """Have each of the owners hold its rows, in their order; all of them.

    The first column that a query gives is the owner's key.
    """
    found = []
    kind = _ROWS[model]
    for values in rows(query, list(owners)):
        row = kind(*values)
        _add(owners[values[0]], relation, row)
        found.append(row)
    return found


def _add(owner: Any, relation: str, row: Any) -> None:
    held = getattr(owner, relation)
    if held is NONE:
        held = PlainRows()
        setattr(owner, relation, held)
    held.append(row)


def _by_key(model: type[Model], keys: Iterable[int]) -> dict[int, Any]:
    return {row.pk: row for row in _made(model, rows(_BY_KEY[model], list(keys)))}


def _made(model: type[Model], read: Iterable[Sequence[Any]]) -> Iterator[Any]:
    kind = _ROWS[model]
    if not issubclass(kind, plain_rows.DatedRow):
        return (kind(*values) for values in read)
    return (kind(*values[:-4], _interval(*values[-4:])) for values in read)


@lru_cache(maxsize=20_000)
def _interval(edtf: str, earliest: str | None, latest: str | None, precision: str) -> Interval:
    return Interval(edtf, _day(earliest), _day(latest), Precision(precision))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _values(text: str) -> Any:
    return json.loads(text) if text != "{}" else {}


def _columns(model: type[Model], found: QuerySet[Any]) -> QuerySet[Any, Any]:
    names = [one.name for one in fields(_ROWS[model]) if one.init]
    if names[-1] == "interval":
        names[-1:] = DATE_COLUMNS
    return found.values_list(
        *(Cast(name, TextField()) if name in _TEXTS else name for name in names)
    )


def _of_keys(model: type[Model]) -> Keyed:
    return lambda keys: _columns(model, model._default_manager.filter(pk__in=keys).order_by())


_BY_KEY: dict[type[Model], Keyed] = {
    model: _of_keys(model) for model in (Event, Mention, Source, Actor, Outlet, Place, Tag)
}


def _mentions(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return _columns(Mention, in_order_of_telling(Mention.objects.filter(event__in=keys)))


def _quotes(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return _columns(Quote, Quote.objects.filter(mention__in=keys).order_by("position", "pk"))


def _details(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return _columns(Detail, Detail.objects.filter(mention__in=keys).order_by("position", "pk"))


def _terms(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return _columns(Term, Term.objects.filter(mention__in=keys).order_by("position", "pk"))


def _participations(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Participation.objects.filter(event__in=keys).order_by("position", "pk")
    return _columns(Participation, found)


def _taggings(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Tagging.objects.filter(event__in=keys).order_by("tag__name", "pk")
    return _columns(Tagging, found)


def _drawn_on(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Source.draws_on.through.objects.filter(from_source__in=keys).order_by()
    return found.values_list("from_source_id", "to_source_id")


def _events_recorded(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Event.history.filter(id__in=keys).order_by()
    return found.values_list("id").annotate(last=Max("history_date"))


def _tellings_recorded(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Mention.history.filter(event_id__in=keys).order_by()
    return found.values_list("event_id").annotate(last=Max("history_date"))
