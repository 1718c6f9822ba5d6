"""What is new in a digest, written to the database: many records of one kind at a time.

As each of them saved by itself would leave it, with its line of history; only that readings and
the events' dates are worked out once for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from timeline.domain.dates.reader import Reading, UnreadablePhrase
from timeline.domain.time.agreement import agree
from timeline.domain.time.intervals import Interval
from timeline.models import (
    Actor,
    Alias,
    Detail,
    Event,
    Mention,
    Participation,
    Quote,
    Source,
    Term,
    columns,
)
from timeline.models.event import DERIVED
from timeline.models.mention import read_mentions
from timeline.services.digest.digest_records import Keys
from timeline.services.digest.digest_values import (
    REASON,
    Actors,
    Events,
    Mentions,
    Outlets,
    Sources,
    Stories,
    Values,
)
from timeline.services.records.new_records import create, insert, keys_for, record_history

Entries = Sequence[tuple[str, Values]]
Readings = Mapping[str, Sequence[Reading | UnreadablePhrase]]
"""How a source's date phrases are read, by its slug, in the order of the document."""


class Creation:
    """Makes records of entries; each is put under its key, by which later ones refer to it.

    ``readings``: of whole sources, as far as they are known already.
    """

    def __init__(self, keys: Keys, *, readings: Readings) -> None:
        self.keys = keys
        self.readings = readings
        self._events_made: dict[int, Event] = {}
        self._sources_made: dict[int, str] = {}

    def create(self, kind: Any, entries: Entries) -> None:
        """Make the records of entries of one kind, whose references are there already."""
        if kind in (Outlets, Stories):
            for key, values in entries:
                record = kind.model()
                record._change_reason = REASON
                kind.write(record, values, self.keys)
                self.keys.put(kind.kind, key, record)
        elif kind is Mentions:
            self._mentions(entries)
        elif entries:
            records = self._made(kind, entries)
            then: dict[Any, Callable[[Any], None]] = {
                Actors: self._actors, Events: self._events, Sources: self._sources,
            }  # fmt: skip
            then[kind](records)

    def _made(self, kind: Any, entries: Entries) -> list[tuple[Any, Values]]:
        made = []
        for _, values in entries:
            record = kind.model()
            kind.take(record, values, self.keys)
            made.append((record, values))
        create([record for record, _ in made], reason=REASON)
        for (key, _), (record, _) in zip(entries, made, strict=True):
            self.keys.put(kind.kind, key, record)
        return made

    def _actors(self, made: list[tuple[Actor, Values]]) -> None:
        create([Alias(actor_id=actor.pk, name=name) for actor, v in made for name in v["aliases"]])

    def _events(self, made: list[tuple[Event, Values]]) -> None:
        parts: list[tuple[int, int, int]] = []
        for event, values in made:
            parts += Events.parts(event, values, self.keys)
        insert(Participation, ("event_id", "actor_id", "position"), parts)
        self._events_made = {event.pk: event for event, _ in made}

    def _sources(self, made: list[tuple[Source, Values]]) -> None:
        drawing = [(s, drawn) for s, v in made if (drawn := Sources.drawn_on(v, self.keys))]
        through: Any = Source.draws_on.through
        links = [
            through(from_source_id=source.pk, to_source_id=other.pk)
            for source, drawn in drawing
            for other in dict.fromkeys(drawn)
        ]
        for link, key in zip(links, keys_for(through, len(links)), strict=True):
            link.pk = key
        create(links)
        self._record_links([source for source, _ in drawing], links)
        self._sources_made = {source.pk: values["slug"] for source, values in made}

    def _record_links(self, sources: list[Source], links: list[Any]) -> None:
        """What the history has of links between records: a change with all that it then had."""
        lines = record_history(sources, kind="~", reason=REASON, keyed=True)
        of = dict(zip((source.pk for source in sources), lines, strict=True))
        past: Any = Source.history.model._meta.get_field("historicalsource_draws_on").related_model
        create(
            [
                past(
                    id=link.pk,
                    history_id=of[link.from_source_id],
                    from_source_id=link.from_source_id,
                    to_source_id=link.to_source_id,
                )
                for link in links
            ]
        )

    def _mentions(self, entries: Entries) -> None:
        made: list[tuple[Mention, Values]] = []
        by_source: dict[int, list[Mention]] = defaultdict(list)
        for _, values in entries:
            mention = Mention()
            Mentions.take(mention, values, self.keys)
            made.append((mention, values))
            by_source[mention.source_id].append(mention)
        for mentions in by_source.values():
            mentions.sort(key=lambda m: (m.paragraph is None, m.paragraph or 0, m.position))
            self._read(mentions)
        create([mention for mention, _ in made], reason=REASON)
        terms: list[Term] = []
        details: list[Detail] = []
        quotes: list[Quote] = []
        for (key, _), (mention, values) in zip(entries, made, strict=True):
            self.keys.put("mention", key, mention)
            terms += Mentions.terms(mention, values, self.keys)
            details += Mentions.details(mention, values)
            quotes += Mentions.quotes(mention, values, self.keys)
        create(terms)
        create(details)
        create(quotes, reason=REASON)
        Mention.objects.reread(source for source in by_source if source not in self._sources_made)
        self._date_events([mention for mention, _ in made])

    def _date_events(self, mentions: Sequence[Mention]) -> None:
        """Work out the dates of the events told; of new ones there is no other telling."""
        told: dict[int, list[Interval]] = defaultdict(list)
        for mention in mentions:
            told[mention.event_id].append(mention.interval)
        Event.objects.refresh_dates(told.keys() - self._events_made.keys())
        columns.write(
            [
                event
                for event in self._events_made.values()
                if event.take(agree(told[event.pk], chosen=event.chosen))
            ],
            DERIVED,
        )

    def _read(self, mentions: list[Mention]) -> None:
        """Read the phrases of a source's new mentions, in the order of the document."""
        known = self.readings.get(self._sources_made.get(mentions[0].source_id, ""), ())
        if len(known) == len(mentions):
            for mention, reading in zip(mentions, known, strict=True):
                mention.take(reading)
        else:
            read_mentions(mentions, mentions[0].source)
