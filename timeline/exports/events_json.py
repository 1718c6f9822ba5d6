"""Events as JSON: each with its date as an interval, and every source's telling of it.

``/events.json`` is paged: ``count``, ``next`` (an address or null), ``PAGE`` ``events``, and
``records``: the actors, outlets, places, kinds and stories that these name, each whole and once.
``/events.jsonl`` is whole however long: the same events as JSON Lines, one object a line. There the
first of some thousands has ``records`` of what these name and none before them did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import Model

from timeline.domain.named_values import in_order
from timeline.domain.time.edtf import KEPT
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.json_pieces import json_text
from timeline.models import Actor, Event, Mention, Outlet, Place, Source, Story
from timeline.queries.as_of import hold_sources_drawn_on
from timeline.queries.comparison import contradictions
from timeline.queries.named_records import NamedRecords, RecordsBeside
from timeline.queries.plain_events import AT_ONCE

MIME = "application/json"
LINES_MIME = "application/x-ndjson"

PAGE = 50
"""Events in one answer."""


def events_json(selection: ExportedSelection) -> Iterator[str]:
    """One page of the selection, from its ``start``, as one object."""
    count = selection.count
    following = selection.start + PAGE
    events = list(selection.stretch(PAGE))
    hold_sources_drawn_on(events)
    named = RecordsBeside(selection.criteria).of(events)
    body = {
        "count": count,
        "next": selection.own_from(following) if following < count else None,
        "events": [event_json(event, stories=named.stories_of[event.pk]) for event in events],
        "records": records_json(named),
    }
    yield json_text(body)


def events_jsonl(selection: ExportedSelection) -> Iterator[str]:
    """The whole selection, an event a line."""
    beside, events = RecordsBeside(selection.criteria), selection.events()
    while some := list(islice(events, AT_ONCE)):
        named = beside.of(some)
        records = f', "records": {json_text(records_json(named))}'
        for event in some:
            own = json_text(_event(event, stories=named.stories_of[event.pk]))[:-1]
            told = ", ".join([_telling_text(mention) for mention in event.mentions.all()])
            yield f'{own}, "mentions": [{told}]{records}}}\n'
            records = ""


def event_json(event: Event, *, stories: Sequence[str] = ()) -> dict[str, Any]:
    """One event, ``fetched``, in plain JSON types; days are ISO 8601 texts or null.

    ``stories``: the slugs of those that it belongs to.
    """
    tellings = [
        {
            "source": _relaying(mention.source),
            "via": _relaying(mention.via) if mention.via else None,
            **_telling(mention),
        }
        for mention in event.mentions.all()
    ]
    return {**_event(event, stories=stories), "mentions": tellings}


def _telling_text(mention: Mention) -> str:
    """A telling as JSON; what its sources are is written once for all their tellings."""
    told: Any = (mention.source, mention.via)
    for source in told:
        if source and source.made is None:
            source.made = json_text(_relaying(source))
    source, via = told
    own = json_text(_telling(mention))[1:]
    return f'{{"source": {source.made}, "via": {via.made if via else "null"}, {own}'


def _event(event: Event, *, stories: Sequence[str]) -> dict[str, Any]:
    """An event without its tellings."""
    return {
        "slug": event.slug,
        "title": event.title,
        "summary": event.summary,
        "kind": event.kind,
        "kind_name": event.of_kind.name,
        "place": event.place_name,
        "place_slug": event.place.slug if event.place else None,
        "latitude": event.place.latitude if event.place else None,
        "longitude": event.place.longitude if event.place else None,
        "precision_m": event.place.precision_m if event.place else None,
        "date": {**_date(event.interval), "display": say(event.interval)},
        "chosen": {"date": event.chosen_edtf, "reason": event.chosen_reason}
        if event.chosen_edtf
        else None,
        "sequence": event.sequence,
        "disputed": event.disputed,
        "days_apart": event.days_apart,
        "contradictions": [
            {
                "aspect": found.aspect,
                "subject": found.subject,
                "sides": [
                    {
                        "value": side.value,
                        "sources": list(dict.fromkeys(g.telling.source.slug for g in side.given)),
                    }
                    for side in found.sides
                ],
            }
            for found in contradictions.among(event.mentions.all())
        ],
        "actors": [_actor(part.actor) for part in event.participations.all()],
        "tags": [{"slug": t.tag.slug, "name": t.tag.name} for t in event.taggings.all()],
        "importance": event.importance,
        "values": dict(in_order(event.named_values)),
        "stories": list(stories),
    }


def records_json(named: NamedRecords) -> dict[str, list[dict[str, Any]]]:
    """Records that events name, in plain JSON types."""

    def aliases(record: Actor | Outlet | Place) -> dict[str, list[str]]:
        of_model = named.aliases[type(record)._meta.model]
        return {"aliases": sorted(of_model.get(record.pk, ()))}

    outlet = ("slug", "name", "kind", "colour", "note", "free_to_show", "longest_quote")
    return {
        "actors": [
            _actor(one) | {"description": one.description} | aliases(one) for one in named.actors
        ],
        "outlets": [_same(one, *outlet) | aliases(one) for one in named.outlets],
        "places": [
            _same(one, "slug", "name", "latitude", "longitude", "precision_m")
            | {"lies_in": one.lies_in.slug if one.lies_in else None}
            | aliases(one)
            for one in named.places
        ],
        "kinds": [_same(one, "slug", "name", "sign", "hidden", "rank") for one in named.kinds],
        "stories": [_story(one) for one in named.stories],
        "sources": [_relaying(one) for one in named.sources],
    }


def _story(story: Story) -> dict[str, Any]:
    words = ("slug", "title", "standfirst", "introduction", "language", "position", "main")
    return _same(story, *words) | {
        "opens_with": story.opens_with.slug if story.opens_with else None,
        "closes_with": story.closes_with.slug if story.closes_with else None,
        "sources": [source.slug for source in story.sources.all()],
        "chapters": [
            _same(chapter, "heading", "words", "selection") for chapter in story.chapters.all()
        ],
    }


def _same(record: Model, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _telling(mention: Mention) -> dict[str, Any]:
    """A mention without its sources."""
    quotes, terms = mention.quotes.all(), mention.terms.all()
    people = [one for quote in quotes for one in (quote.speaker, quote.told_by) if one]
    people += [term.actor for term in terms if term.actor]
    return {
        "paragraph": mention.paragraph,
        "position": mention.position,
        "phrase": mention.phrase or None,
        "date": {**_date(mention.interval), "rule": mention.because, "rule_name": mention.rule},
        "inferred": bool(mention.inferred),
        "says": mention.says,
        "quotes": [
            {
                "speaker": quote.speaker.name,
                "speaker_slug": quote.speaker.slug,
                "told_by": quote.told_by.name if quote.told_by else None,
                "told_by_slug": quote.told_by.slug if quote.told_by else None,
                "words": quote.words,
                "language": quote.language or None,
            }
            for quote in quotes
        ],
        "details": [
            {"aspect": detail.aspect, "subject": detail.subject, "value": detail.value}
            for detail in mention.details.all()
        ],
        "terms": [
            {
                "actor": term.actor.name if term.actor else None,
                "actor_slug": term.actor.slug if term.actor else None,
                "subject": term.subject or None,
                "words": term.words,
            }
            for term in terms
        ],
        "people": list({one.pk: _actor(one) for one in people}.values()),
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {"slug": actor.slug, "name": actor.name, "kind": actor.kind or None}


def _relaying(source: Source) -> dict[str, Any]:
    """A source with those that it draws on."""
    drawn = sorted(source.draws_on.all(), key=attrgetter("slug"))
    return _source(source) | {"draws_on": [_source(one) for one in drawn]}


def _source(source: Source) -> dict[str, Any]:
    return {
        "slug": source.slug,
        "title": source.title,
        "kind": source.kind,
        "authors": source.authors or None,
        "outlet": source.outlet.name if source.outlet else None,
        "outlet_slug": source.outlet.slug if source.outlet else None,
        "outlet_basis": source.outlet_basis,
        "outlet_reason": source.outlet_reason or None,
        "published": source.edtf or None,
        "published_basis": source.published_basis,
        "published_reason": source.published_reason or None,
        "origin": source.origin,
        "language": source.language or None,
        "url": source.url or None,
        "archived": source.archived or None,
        "read_on": source.read_on.isoformat() if source.read_on else None,
        "document": source.document or None,
        "sha256": source.sha256 or None,
        "values": dict(in_order(source.named_values)),
    }


@lru_cache(maxsize=KEPT)
def _date(interval: Interval) -> dict[str, Any]:
    return {
        "edtf": interval.edtf or None,
        "earliest": interval.earliest.isoformat() if interval.earliest else None,
        "latest": interval.latest.isoformat() if interval.latest else None,
        "precision": interval.precision.value,
    }
