"""Events as JSON: each with its date as an interval, and every source's telling of it.

``/events.json`` is paged: ``count``, ``next`` (an address or null) and ``PAGE`` ``events``.
``/events.jsonl`` is whole however long: the same events as JSON Lines, one object a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.domain.named_values import in_order
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.json_pieces import json_text
from timeline.models import Event, Mention
from timeline.queries.comparison import contradictions

MIME = "application/json"
LINES_MIME = "application/x-ndjson"

PAGE = 50
"""Events in one answer."""


def events_json(selection: ExportedSelection) -> Iterator[str]:
    """One page of the selection, from its ``start``, as one object."""
    count = selection.count
    following = selection.start + PAGE
    body = {
        "count": count,
        "next": selection.own_from(following) if following < count else None,
        "events": [event_json(event) for event in selection.stretch(PAGE)],
    }
    yield json_text(body)


def events_jsonl(selection: ExportedSelection) -> Iterator[str]:
    """The whole selection, an event a line."""
    for event in selection.events():
        yield json_text(event_json(event)) + "\n"


def event_json(event: Event) -> dict[str, Any]:
    """One event, ``fetched``, in plain JSON types; days are ISO 8601 texts or null."""
    return {
        "slug": event.slug,
        "title": event.title,
        "summary": event.summary,
        "kind": event.kind,
        "place": event.place_name,
        "place_slug": event.place.slug if event.place else None,
        "latitude": event.place.latitude if event.place else None,
        "longitude": event.place.longitude if event.place else None,
        "precision_m": event.place.precision_m if event.place else None,
        "date": {**_date(event.interval), "display": say(event.interval)},
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
        "actors": [
            {"slug": p.actor.slug, "name": p.actor.name} for p in event.participations.all()
        ],
        "tags": [{"slug": t.tag.slug, "name": t.tag.name} for t in event.taggings.all()],
        "importance": event.importance,
        "values": dict(in_order(event.named_values)),
        "mentions": [_mention(mention) for mention in event.mentions.all()],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    source = mention.source
    return {
        "source": {
            "slug": source.slug,
            "title": source.title,
            "outlet": source.outlet.name if source.outlet else None,
            "outlet_basis": source.outlet_basis,
            "published": source.edtf or None,
            "published_basis": source.published_basis,
            "origin": source.origin,
            "url": source.url or None,
            "archived": source.archived or None,
            "read_on": source.read_on.isoformat() if source.read_on else None,
            "document": source.document or None,
            "values": dict(in_order(source.named_values)),
        },
        "via": _via(mention),
        "phrase": mention.phrase or None,
        "date": {**_date(mention.interval), "rule": mention.because},
        "inferred": bool(mention.inferred),
        "says": mention.says,
        "quotes": [
            {
                "speaker": quote.speaker.name,
                "told_by": quote.told_by.name if quote.told_by else None,
                "words": quote.words,
            }
            for quote in mention.quotes.all()
        ],
    }


def _via(mention: Mention) -> dict[str, Any] | None:
    if mention.via is None:
        return None
    outlet = mention.via.outlet
    return {
        "slug": mention.via.slug,
        "title": mention.via.title,
        "outlet": outlet.name if outlet else None,
    }


def _date(interval: Interval) -> dict[str, Any]:
    return {
        "edtf": interval.edtf or None,
        "earliest": interval.earliest.isoformat() if interval.earliest else None,
        "latest": interval.latest.isoformat() if interval.latest else None,
        "precision": interval.precision.value,
    }
