"""Events for FollowTheMoney, the data model of Aleph and OpenSanctions: an entity a line.

Each line is a JSON object with ``id``, ``schema`` and ``properties``, as every reader of
FollowTheMoney takes it, and with ``statements``: each value once more, with who states it. A
statement's ``dataset`` is the outlet whose document states it (its slug, with underscores, for
a dataset has no hyphens; ``not_stated`` where no publisher is), its ``original_value`` the date
phrase as written. What Retold itself adds, such as title, summary and kind, is of the dataset
``retold``.

An event is an ``Event``, a document an ``Article`` or ``Document`` that is its ``proof``, an actor
a ``Person``, ``Organization`` or, for a state, ``LegalEntity``. Dates are texts cut to what is
known, which is how FollowTheMoney has them: a day, month or year is a ``date``; an interval or
decade has a ``startDate`` and an ``endDate``, one with an open end only the other. Where sources
disagree an event has several dates; the statements say whose is which. What an editor inferred is
of ``retold``. A ``Document`` must have a file name: without one it is its record's slug.
FollowTheMoney takes no year before 1000 or after 2999 for a date; a note then says when, in words.
It takes every time of day for UTC's: one of which the offset is known is given so, any other in a
note.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from timeline.domain.article.author_names import author_names
from timeline.domain.criteria import UNSTATED
from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import say
from timeline.domain.time.time_of_day import timed_day
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.json_pieces import json_text
from timeline.exports.partial_dates import ends
from timeline.exports.telling import publisher, said
from timeline.models import Actor, Event, Mention, Source
from timeline.models.record.dated import Dated

MIME = "application/json+ftm"

OWN = "retold"
"""The dataset of what no source states in so many words."""

_AGENTS = {Actor.Kind.PERSON: "Person", Actor.Kind.ORGANISATION: "Organization"}


def statements_ftm(selection: ExportedSelection) -> Iterator[str]:
    """The selection's entities, a line each; documents and actors once, after their first event."""
    written: set[str] = set()
    for event in selection.events():
        for entity in _of(event, selection):
            if entity.id not in written:
                # An event comes by once; only what events share has to be remembered.
                if entity.schema != "Event":
                    written.add(entity.id)
                yield json_text(entity.line()) + "\n"


class _Entity:
    """One entity, to which statements are added; each value of a property counts once a dataset."""

    def __init__(self, entity_id: str, schema: str) -> None:
        self.id, self.schema = entity_id, schema
        self._statements: dict[tuple[str, str, str], dict[str, Any]] = {}

    def state(self, prop: str, value: str, *, dataset: str, original: str = "") -> None:
        """Add a statement, unless its value is empty."""
        if value := plain(value).strip():
            # The key is FollowTheMoney's own, so that the same statement has the same everywhere.
            key = f"{dataset}.{self.id}.{prop}.{value}"
            self._statements[dataset, prop, value] = {
                "canonical_id": self.id,
                "entity_id": self.id,
                "prop": prop,
                "schema": self.schema,
                "value": value,
                "dataset": dataset,
                "original_value": plain(original) or None,
                "id": hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(),
            }

    def date(self, dated: Dated, *, dataset: str, original: str = "") -> None:
        """State an event's date: one value, or where it starts and ends."""
        start, end = ends(dated.interval)
        if not (_is_taken(start) and _is_taken(end)):
            self.state("notes", f"Date: {say(dated.interval)}.", dataset=dataset, original=original)
        elif start == end:
            timed = timed_day(dated.edtf)
            if timed and timed.in_utc:
                start = f"{timed.in_utc:%Y-%m-%dT%H:%M:%S}"
            elif timed:
                when = f"Date: {say(dated.interval)}."
                self.state("notes", when, dataset=dataset, original=original)
            self.state("date", start, dataset=dataset, original=original)
        else:
            self.state("startDate", start, dataset=dataset, original=original)
            self.state("endDate", end, dataset=dataset, original=original)

    def line(self) -> dict[str, Any]:
        """The entity as FollowTheMoney's JSON has it."""
        properties: dict[str, list[str]] = {}
        for _, prop, value in self._statements:
            values = properties.setdefault(prop, [])
            if value not in values:
                values.append(value)
        return {
            "id": self.id,
            "schema": self.schema,
            "properties": properties,
            "datasets": sorted({dataset for dataset, _, _ in self._statements}),
            "statements": list(self._statements.values()),
        }


def _of(event: Event, selection: ExportedSelection) -> Iterator[_Entity]:
    """The event, then what it refers to."""
    made = _Entity(f"retold-event-{event.slug}", "Event")
    made.state("name", event.title, dataset=OWN)
    made.state("summary", event.summary, dataset=OWN)
    made.state("keywords", event.of_kind.name, dataset=OWN)
    for name in event.tag_names:
        made.state("keywords", name, dataset=OWN)
    made.state("location", event.place_name, dataset=OWN)
    made.state("sourceUrl", selection.page_of(event), dataset=OWN)
    actors = [p.actor for p in event.participations.all()]
    for actor in actors:
        made.state("involved", _actor_id(actor), dataset=OWN)
    mentions = list(event.mentions.all())
    for mention in mentions:
        _tell(made, mention)
    yield made
    for actor in actors:
        yield _actor(actor)
    for mention in mentions:
        yield _document(mention.source, selection)
        if mention.via:
            yield _document(mention.via, selection)


def _tell(made: _Entity, mention: Mention) -> None:
    dataset = _dataset(mention.source)
    made.date(mention, dataset=OWN if mention.inferred else dataset, original=mention.phrase)
    made.state("description", mention.says, dataset=dataset)
    made.state("proof", _document_id(mention.source), dataset=dataset)
    if mention.via:
        made.state("proof", _document_id(mention.via), dataset=dataset)
    for quote in mention.quotes.all():
        made.state("notes", said(quote), dataset=dataset)


def _document(source: Source, selection: ExportedSelection) -> _Entity:
    dataset = _dataset(source)
    made = _Entity(
        _document_id(source), "Article" if source.kind == Source.Kind.ARTICLE else "Document"
    )
    made.state("title", source.title, dataset=dataset)
    made.state("fileName", source.document or source.slug, dataset=OWN)
    for name in author_names(source.authors):
        made.state("author", name, dataset=dataset)
    stated = Source.Basis.STATED
    if source.outlet:
        by = dataset if source.outlet_basis == stated else OWN
        made.state("publisher", source.outlet.name, dataset=by)
    start, end = ends(source.interval)
    by = dataset if source.published_basis == stated else OWN
    is_held = start == end and _is_taken(start)
    made.state("publishedAt", start if is_held else "", dataset=by)
    made.state("sourceUrl", source.url, dataset=dataset)
    made.state("sourceUrl", selection.page_of(source), dataset=OWN)
    for note in _notes(source, is_held=is_held):
        made.state("notes", note, dataset=OWN)
    return made


def _notes(source: Source, *, is_held: bool) -> Iterator[str]:
    """What the properties can't hold of a document's outlet and date."""
    if source.outlet_basis != Source.Basis.STATED:
        yield f"Publisher: {publisher(source)}."
    if source.published_basis == Source.Basis.INFERRED:
        yield f"Published {say(source.interval)} (inferred)."
    elif not is_held:
        yield f"Published {say(source.interval)}."


def _actor(actor: Actor) -> _Entity:
    made = _Entity(_actor_id(actor), _AGENTS.get(Actor.Kind(actor.kind), "LegalEntity"))
    made.state("name", actor.name, dataset=OWN)
    made.state("description", actor.description, dataset=OWN)
    return made


def _is_taken(text: str) -> bool:
    """Whether FollowTheMoney takes a cut text for a date; an open end it need not take."""
    return text[:1] in "12"


def _dataset(source: Source) -> str:
    """The outlet's slug as a dataset's name: small letters, digits, single underscores."""
    slug = source.outlet.slug if source.outlet else UNSTATED
    return re.sub(r"[^a-z0-9]+", "_", slug.lower()).strip("_") or UNSTATED


def _document_id(source: Source) -> str:
    return f"retold-source-{source.slug}"


def _actor_id(actor: Actor) -> str:
    return f"retold-actor-{actor.slug}"
