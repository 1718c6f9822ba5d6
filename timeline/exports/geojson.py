"""Events for maps and geographic programs: GeoJSON, RFC 7946.

A ``FeatureCollection`` with a ``Feature`` an event, whose ``id`` is the slug. ``geometry`` is a
``Point`` where the event's place has coordinates, longitude first, and null where it has none. Of
``properties``, ``date`` is in words ("February 2022"), ``edtf``, ``earliest`` and ``latest`` are
the date as an interval; ``precision_m`` is how many metres the point may be off, null where that is
not known; ``tellings`` say who told what.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import say
from timeline.exports.exported_selection import ExportedSelection
from timeline.exports.json_pieces import json_items, json_text
from timeline.exports.telling import in_words
from timeline.models import Event

MIME = "application/geo+json"


def geojson(selection: ExportedSelection) -> Iterator[str]:
    """The whole selection as one object, an event at a time."""
    name = json_text(plain(selection.title))
    yield f'{{"type": "FeatureCollection", "name": {name}, "features": ['
    yield from json_items(_feature(event, selection) for event in selection.events())
    yield "\n]}\n"


def _feature(event: Event, selection: ExportedSelection) -> dict[str, Any]:
    place = event.place
    point = place.point if place else None
    return {
        "type": "Feature",
        "id": event.slug,
        "geometry": {"type": "Point", "coordinates": [point[1], point[0]]} if point else None,
        "properties": {
            "title": plain(event.title),
            "summary": plain(event.summary),
            "kind": event.of_kind.name,
            "date": say(event.interval),
            "edtf": event.edtf,
            "earliest": event.earliest.isoformat() if event.earliest else None,
            "latest": event.latest.isoformat() if event.latest else None,
            "disputed": event.disputed,
            "place": plain(event.place_name),
            "place_slug": place.slug if place else None,
            "precision_m": place.precision_m if place else None,
            "actors": [plain(part.actor.name) for part in event.participations.all()],
            "tags": [plain(name) for name in event.tag_names],
            "importance": event.importance,
            "tellings": [plain(in_words(mention)) for mention in event.mentions.all()],
            "url": selection.page_of(event),
        },
    }
