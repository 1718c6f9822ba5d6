"""Writing the new entries of a digest to the database, many records of one kind at a time.

The rows are those that saving each record by itself would leave, a line of history each included.
What saving would work out again and again, readings and the events' dates, is worked out once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.time.agreement import agree
from timeline.domain.time.intervals import Interval
from timeline.models import Event, Mention, Source, Story, columns
from timeline.models.record.event import DERIVED
from timeline.models.record.mention import read_mentions
from timeline.models.state import State
from timeline.services.digest.digest_keys import DigestKeys, Values
from timeline.services.digest.entry_kinds import (
    EVENTS,
    MENTIONS,
    OUTLETS,
    REASON,
    SOURCES,
    EntryKind,
)
from timeline.services.digest.story_kind import STORIES
from timeline.services.records.new_records import create, keys_for, record_history, record_links
from timeline.services.records.slugs import free_slug

Readings = Mapping[str, Sequence[Reading | UnreadablePhrase]]
"""How a source's date phrases are read, by its slug, in the order of the document."""


class BulkCreation:
    """Creates records from entries, and puts each under its key in ``keys``, where entries of later
    kinds find what they refer to.

    ``readings``: how the phrases of a source are read, by its slug, where that is known already;
    those of another are read here.
    """

    def __init__(self, keys: DigestKeys, *, readings: Readings) -> None:
        self.keys = keys
        self.readings = readings
        self._events_made: dict[int, Event] = {}
        self._sources_made: dict[int, str] = {}
        self._all_public = False

    def create(self, kind: EntryKind, entries: Sequence[tuple[str, Values]]) -> None:
        """Make records of pairs of a key and what its entry says, all of one kind.

        The kinds come in the order of ``entry_kinds.KINDS``: what an entry refers to must be under
        its key in ``keys``.
        """
        records = [kind.model() for _ in entries]
        made = [(record, values) for record, (_, values) in zip(records, entries, strict=True)]
        if kind in (OUTLETS, STORIES):
            # Few, and a save gives an outlet its colour.
            for record, values in made:
                kind.assign(record, values, self.keys)
                record._change_reason = REASON
                if kind is STORIES and not record.slug:
                    record.slug = free_slug(Story, record.title)
                record.save()
                if kind is STORIES:
                    record.sources.set(STORIES.read_for(values, self.keys))
        else:
            for record, values in made:
                kind.assign(record, values, self.keys)
            if kind is MENTIONS:
                self._read(records)
                self._all_public = _are_all_public(records)
            create(records, reason=REASON)
        for (key, _), record in zip(entries, records, strict=True):
            self.keys.put(kind.name, key, record)
        for part in kind.parts:
            if rows := part.rows:
                create([row for r, v in made for row in rows(r, v, self.keys)], reason=REASON)
        if kind is EVENTS:
            self._events_made = {event.pk: event for event in records}
        elif kind is SOURCES:
            self._sources_made = {source.pk: source.slug for source in records}
            self._link_sources(made)
        elif kind is MENTIONS:
            self._settle(records)

    def _settle(self, mentions: Sequence[Mention]) -> None:
        """Read the phrases of sources that were there before again, as far as these mentions are
        theirs, and date the events that they tell.
        """
        told = {mention.source_id for mention in mentions}
        if self._all_public:
            Mention.objects.reread(told - self._sources_made.keys())
            self._date_events(mentions)
        else:
            Mention.objects.reread(told)
            told_of = {mention.event_id for mention in mentions}
            Event.objects.refresh_dates(told_of | self._events_made.keys())

    def _link_sources(self, made: list[tuple[Any, Values]]) -> None:
        """Write what sources draw on, and the line that the history has of each with its links."""
        drawing = [(s, drawn) for s, v in made if (drawn := SOURCES.drawn_on(v, self.keys))]
        through: Any = Source.draws_on.through
        links = [
            through(from_source_id=source.pk, to_source_id=other)
            for source, drawn in drawing
            for other in dict.fromkeys(drawn)
        ]
        for link, key in zip(links, keys_for(through, len(links)), strict=True):
            link.pk = key
        create(links)
        sources = [source for source, _ in drawing]
        lines = record_history(sources, kind="~", reason=REASON, keyed=True)
        record_links(dict(zip((source.pk for source in sources), lines, strict=True)))

    def _date_events(self, mentions: Sequence[Mention]) -> None:
        """Work out the dates of the events that these tell; a new one has no other mention yet."""
        told: dict[int, list[Interval]] = defaultdict(list)
        for mention in mentions:
            told[mention.event_id].append(mention.interval)
        Event.objects.refresh_dates(told.keys() - self._events_made.keys())
        columns.write(
            [
                event
                for event in self._events_made.values()
                if event.apply_agreement(agree(told[event.pk], chosen=event.chosen))
            ],
            DERIVED,
        )

    def _read(self, mentions: Sequence[Mention]) -> None:
        """Read the phrases of new mentions, of each source in the order of the document."""
        by_source: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_source[mention.source_id].append(mention)
        for pk, told in by_source.items():
            told.sort(key=lambda m: (m.paragraph is None, m.paragraph or 0, m.position))
            known = self.readings.get(self._sources_made.get(pk, ""), ())
            if len(known) == len(told):
                for mention, reading in zip(told, known, strict=True):
                    mention.take(reading)
            else:
                read_mentions(told, told[0].source)


def _are_all_public(mentions: Sequence[Mention]) -> bool:
    """Whether all of these are public, which is sure only where no event and no source at all is
    unpublished. If so, they are marked as public since now, without being saved.
    """
    unpublished = ~Q(state=State.PUBLISHED)
    found = all(mention.state == State.PUBLISHED for mention in mentions) and not any(
        model._default_manager.filter(unpublished).exists() for model in (Event, Source)
    )
    now = timezone.now()
    for mention in mentions if found else ():
        mention.public_since = now
    return found
