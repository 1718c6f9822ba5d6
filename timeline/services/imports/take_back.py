"""An import taken back: what it made and nobody has changed since goes, and the rest is listed.

The history tells what an import made, by a record's first line, and that nobody changed it since,
by there being no other. What anything else refers to stays as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Model, QuerySet

from timeline.models import (
    Actor,
    Alias,
    Chapter,
    Detail,
    DigestRecord,
    Event,
    Kind,
    Mention,
    Outlet,
    OutletAlias,
    Participation,
    Place,
    PlaceAlias,
    Quote,
    Source,
    Story,
    Tag,
    Tagging,
    Term,
)
from timeline.models.record.place import lineage
from timeline.services.imports.imported_files import STORIES, UNTOLD, rows_of, untold_of
from timeline.services.records import deletion
from timeline.services.records.recorded_acts import by_key, referring

_IN_ORDER: tuple[type[Any], ...] = (
    Mention, Event, Story, Source, Outlet, Place, Actor, Tag, Kind,
)  # fmt: skip
_PART_OF: dict[type[Model], tuple[type[Model], str]] = {
    Alias: (Actor, "actor_id"),
    Chapter: (Story, "story_id"),
    OutletAlias: (Outlet, "outlet_id"),
    Participation: (Event, "event_id"),
    PlaceAlias: (Place, "place_id"),
    Tagging: (Event, "event_id"),
    Story.events.through: (Event, "event_id"),
    Story.sources.through: (Story, "story_id"),
    Source.draws_on.through: (Source, "from_source_id"),
    Detail: (Mention, "mention_id"),
    Term: (Mention, "mention_id"),
}
"""Rows that go with the record that one of their columns names."""


@dataclass
class TakenBack:
    """What goes, by models the primary keys; ``stays``: in words what doesn't, and why."""

    gone: dict[type[Any], set[int]] = field(default_factory=dict)
    stays: Counter[str] = field(default_factory=Counter)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each noun go."""
        return [
            (str(model._meta.verbose_name), len(self.gone[model]))
            for model in _IN_ORDER
            if self.gone.get(model)
        ]

    @property
    def token(self) -> str:
        """Short text that is the same while the same would go."""
        told = [(model.__name__, sorted(keys)) for model, keys in self.gone.items()]
        return sha256(repr(sorted(told)).encode()).hexdigest()[:16]


def plan(record: DigestRecord) -> TakenBack:
    """What taking an import back does by now; ``record`` remembers the file."""
    found = TakenBack()
    for model, keys in _named_by(record).items():
        made = _made(model, keys)
        found.gone[model] = {pk for pk, lines in made.items() if not lines}
        if model is not Quote:
            for title in _titles(model, made.keys() - found.gone[model]):
                found.stays[f"{title}: changed since"] += 1
    while held := _held(found.gone):
        for model, keys in held.items():
            found.gone[model] -= keys
            if model is not Quote:
                for title in _titles(model, keys):
                    found.stays[f"{title}: something else refers to it"] += 1
    return found


def take_back(record: DigestRecord, *, agreed: str, by: Any = None) -> TakenBack | None:
    """Take an import back; ``None``, and nothing done, where by now something else would go.

    ``agreed`` is the ``token`` of the plan that somebody agreed to. Each deletion is recorded, so
    that it can be undone. ``by``: the user. One that is broken off goes on when it is done again.
    """
    found = plan(record)
    if found.token != agreed:
        return None
    for model in _IN_ORDER:
        if keys := found.gone.get(model):
            deletion.delete(model._base_manager.filter(pk__in=keys), by=by)
            if model in (Mention, Event):
                _forget(record, model, keys)
            elif model is Story:
                told = record.values.get(STORIES, {})
                record.values[STORIES] = {slug: pk for slug, pk in told.items() if pk not in keys}
                record.save()
    if not rows_of(record).exists():
        record.delete()
    return found


def _forget(record: DigestRecord, model: type[Any], keys: Iterable[int]) -> None:
    """Forget the rows that became these mentions, or events that nobody tells, so that they can
    come in again.
    """
    gone = set(keys)
    rows = rows_of(record).values_list("pk", "object_id", "values")
    told = {
        pk
        for pk, mention, values in rows.iterator(chunk_size=500)
        if (mention if model is Mention else values.get(UNTOLD)) in gone
    }
    for some in by_key(DigestRecord, "pk", told):
        some.delete()


def _ids(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.values_list("pk", flat=True)


def _named_by(record: DigestRecord) -> dict[type[Any], set[int]]:
    """What the import's rows became, whether it was there before or not."""
    rows = list(rows_of(record).values_list("object_id", "values"))
    mentions = {pk for pk, _ in rows if pk}
    actors = {actor for _, values in rows for actor in values["made"].get("actors", ())}
    tags = {tag for _, values in rows for tag in values["made"].get("tags", ())}
    kinds = {values["made"].get("kind") for _, values in rows}
    places = {place for _, values in rows if (place := values["made"].get("place"))}
    above = dict(Place.objects.order_by().values_list("pk", "lies_in_id"))
    places = {outer for place in places for outer in lineage(place, above)}
    told = [
        pair
        for some in by_key(Mention, "pk", mentions)
        for pair in some.values_list("event_id", "source_id", "via_id")
    ]
    sources = {source for _, *some in told for source in some if source}
    events = {event for event, *_ in told} | {*untold_of(rows_of(record))}
    stories = {
        story
        for some in by_key(Story.events.through, "event_id", events)
        for story in some.values_list("story_id", flat=True)
    }
    read = by_key(Story.sources.through, "story_id", stories)
    sources |= {one for some in read for one in some.values_list("source_id", flat=True)}
    drawn = by_key(Source.draws_on.through, "from_source_id", sources)
    sources |= {one for some in drawn for one in some.values_list("to_source_id", flat=True)}
    sources |= {record.object_id} if record.object_id else set()
    outlets = {
        outlet
        for some in by_key(Source, "pk", sources)
        for outlet in some.values_list("outlet_id", flat=True)
        if outlet
    }
    quotes = list(_pairs(Quote, "mention_id", mentions))
    named = {Quote: ("speaker_id", "told_by_id"), Term: ("actor_id",)}
    actors |= {
        actor
        for model, columns in named.items()
        for some in by_key(model, "mention_id", mentions)
        for row in some.values_list(*columns)
        for actor in row
        if actor
    }
    return {
        Mention: mentions,
        Event: events,
        Story: stories,
        Source: sources,
        Outlet: outlets,
        Place: places,
        Actor: actors,
        Tag: tags,
        Kind: set(Kind.objects.filter(slug__in=kinds).values_list("pk", flat=True)),
        Quote: {pk for pk, _ in quotes},
    }


def _made(model: Any, keys: set[int]) -> dict[int, int]:
    """Those of some records that an import made and that are there: how often they were changed
    since, but for the changes of the same import, or of a newer version of its file.
    """
    lines = defaultdict[int, Counter[str]](Counter)
    made: dict[int, str] = {}
    past = model.history.model
    for some in by_key(past, "id", keys):
        for pk, kind, reason in some.values_list("id", "history_type", "history_change_reason"):
            lines[pk][reason or ""] += 1
            if kind == "+" and (reason or "").startswith("imported from "):
                made[pk] = reason
    there = {pk for some in by_key(model, "pk", {*made}) for pk in _ids(some)}
    return {pk: lines[pk].total() - lines[pk][made[pk]] for pk in there}


def _held(gone: dict[type[Any], set[int]]) -> dict[type[Any], set[int]]:
    """Of what would go, what something refers to that stays."""
    found: dict[type[Any], set[int]] = {}
    for model, keys in gone.items():
        for other, column, _ in referring(model):
            owner, of_owner = _PART_OF.get(other, (other, "pk"))
            for some in by_key(other, column, keys):
                for key, owned_by in some.values_list(column, of_owner):
                    if owned_by not in gone.get(owner, ()):
                        found.setdefault(model, set()).add(key)
    kinds = dict(Kind.objects.filter(pk__in=gone.get(Kind, ())).values_list("slug", "pk"))
    of_kind = Event.objects.filter(kind__in=kinds).order_by().values_list("pk", "kind")
    if held := {kinds[kind] for pk, kind in of_kind if pk not in gone.get(Event, ())}:
        found[Kind] = held
    return found


def _pairs(model: type[Model], column: str, keys: Iterable[int]) -> Iterable[tuple[int, int]]:
    for some in by_key(model, column, keys):
        yield from some.values_list("pk", column)


def _titles(model: Any, keys: set[int]) -> list[str]:
    noun = str(model._meta.verbose_name)
    return [f"{noun} “{str(one)[:80]}”" for some in by_key(model, "pk", keys) for one in some]
