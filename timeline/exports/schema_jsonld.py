"""Events as linked data: JSON-LD with the words of schema.org.

Each event is an ``Event``, each telling a ``Claim`` about it whose ``appearance`` is the document
it stands in; where that relays another source, ``firstAppearance`` is that one. Documents are
``NewsArticle`` (or ``Book``, ``VideoObject``, ``CreativeWork``) with their publisher, quotes are a
claim's ``Quotation`` parts with their speakers. Everything has an ``@id``: its page, so that two
exports speak of the same things. What an editor inferred, or no document states, is no
``publisher`` and no date of a document or claim; words beside it say so instead.

``startDate`` and ``endDate`` are ISO 8601 texts cut to what is known, so "February 2022" is
``2022-02``, and an open end is not there. A time of day stands in ``startDate`` alone, with its
offset where one is known: when it ended nobody says. ``dcterms:date`` has the date whole, as EDTF,
both of the event and, as its source puts it, of each claim, whose ``temporal`` is the phrase as
written.
``location`` is a ``Place``, with ``GeoCoordinates`` where they are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.domain.article.author_names import author_names
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.domain.time.time_of_day import timed_day
from timeline.exports.exported_selection import ExportedSelection, Record
from timeline.exports.json_pieces import json_items, json_text
from timeline.exports.partial_dates import ends
from timeline.exports.telling import publisher
from timeline.models import Actor, Event, Mention, Place, Source

MIME = "application/ld+json"

CONTEXT = "https://schema.org"
PREFIXES = {"dcterms": "http://purl.org/dc/terms/", "edtf": "http://id.loc.gov/datatypes/edtf/"}

_WORKS = {
    Source.Kind.ARTICLE: "NewsArticle",
    Source.Kind.MEMOIR: "Book",
    Source.Kind.VIDEO_MESSAGE: "VideoObject",
}
_AGENTS = {
    Actor.Kind.PERSON: "Person",
    Actor.Kind.ORGANISATION: "Organization",
    Actor.Kind.STATE: "Country",
}

Node = dict[str, Any]


def schema_jsonld(selection: ExportedSelection) -> Iterator[str]:
    """The selection as one graph, an event with its claims at a time; sources and actors once."""
    yield f'{{"@context": {json_text([CONTEXT, PREFIXES])}, "@graph": ['
    graph = _Graph(selection)
    yield from json_items(_filled(n) for event in selection.events() for n in graph.of(event))
    yield "\n]}\n"


class _Graph:
    """The nodes of events as they go by; what has been described is then only referred to."""

    def __init__(self, selection: ExportedSelection) -> None:
        self._selection = selection
        self._described: set[str] = set()

    def of(self, event: Event) -> Iterator[Node]:
        """An event, its claims, and whatever they speak of that was not described yet."""
        page = self._id(event)
        actors = [p.actor for p in event.participations.all()]
        start, end = ends(event.interval)
        if timed_day(event.edtf):
            start, end = event.edtf, ""
        yield {
            "@id": page,
            "@type": "Event",
            "name": event.title,
            "description": event.summary,
            "disambiguatingDescription": say(event.interval),
            "startDate": start,
            "endDate": end,
            "dcterms:date": _edtf(event.interval),
            "location": _place(event.place) if event.place else None,
            "keywords": [event.of_kind.name, *event.tag_names],
            "about": [{"@id": self._id(actor)} for actor in actors],
            "url": self._selection.page_of(event),
        }
        for actor in actors:
            yield from self._once(self._actor(actor))
        for number, mention in enumerate(event.mentions.all(), 1):
            yield self._claim(mention, event=page, number=number)
            for source in (mention.source, mention.via):
                if source:
                    yield from self._source(source)
            for quote in mention.quotes.all():
                yield from self._once(self._actor(quote.speaker))

    def _claim(self, mention: Mention, *, event: str, number: int) -> Node:
        return {
            "@id": f"{event}#telling-{number}",
            "@type": "Claim",
            "text": mention.says,
            "about": {"@id": event},
            "appearance": {"@id": self._id(mention.source)},
            "firstAppearance": {"@id": self._id(mention.via)} if mention.via else None,
            "temporal": mention.phrase,
            "dcterms:date": None if mention.inferred else _edtf(mention.interval),
            "disambiguatingDescription": f"Date: {say(mention.interval)} (inferred)"
            if mention.inferred
            else "",
            "hasPart": [
                {
                    "@type": "Quotation",
                    "text": quote.words,
                    "creator": {"@id": self._id(quote.speaker)},
                    "creditText": f"As told by {quote.told_by.name}" if quote.told_by else "",
                }
                for quote in mention.quotes.all()
            ],
        }

    def _source(self, source: Source) -> Iterator[Node]:
        stated = Source.Basis.STATED
        outlet = source.outlet if source.outlet_basis == stated else None
        start, end = ends(source.interval)
        is_dated = source.published_basis == stated
        notes = [] if outlet else [publisher(source)]
        if source.published_basis == Source.Basis.INFERRED:
            notes.append(f"Published {say(source.interval)} (inferred)")
        yield from self._once(
            {
                "@id": self._id(source),
                "@type": _WORKS.get(Source.Kind(source.kind), "CreativeWork"),
                "name": source.title,
                "headline": source.title,
                "author": [
                    {"@type": "Person", "name": name} for name in author_names(source.authors)
                ],
                "publisher": {"@id": self._id(outlet)} if outlet else None,
                "creditText": "; ".join(notes),
                "datePublished": start if is_dated and start == end else "",
                "dcterms:date": _edtf(source.interval) if is_dated else None,
                "url": source.url,
                "archivedAt": source.archived,
            }
        )
        if outlet:
            yield from self._once(
                {"@id": self._id(outlet), "@type": "Organization", "name": outlet.name}
            )

    def _actor(self, actor: Actor) -> Node:
        kind = _AGENTS.get(Actor.Kind(actor.kind), "Thing")
        return {"@id": self._id(actor), "@type": kind, "name": actor.name}

    def _once(self, node: Node) -> Iterator[Node]:
        if node["@id"] not in self._described:
            self._described.add(node["@id"])
            yield node

    def _id(self, record: Record) -> str:
        # A page as it stood on a day is of the same thing.
        return self._selection.id_of(record)


def _place(place: Place) -> Node:
    made: Node = {"@type": "Place", "name": place.name}
    if place.point:
        north, east = place.point
        made["geo"] = {"@type": "GeoCoordinates", "latitude": north, "longitude": east}
    return made


def _edtf(interval: Interval) -> dict[str, str] | None:
    return {"@type": "edtf:EDTF", "@value": interval.edtf} if interval.edtf else None


def _filled(node: Node) -> Node:
    """The node without what is empty, at any depth."""
    return {
        name: [_filled(v) if isinstance(v, dict) else v for v in value]
        if isinstance(value, list)
        else value
        for name, value in node.items()
        if value not in ("", None, [])
    }
