"""Writing a file's rows: events with their mentions, in bulk, so that many take no longer each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model
from simple_history.utils import bulk_update_with_history

from timeline.domain.timelines.own.own_fields import OwnFields
from timeline.domain.timelines.own.own_rows import source_row
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.row_ids import can_be_address, with_id
from timeline.models import (
    Detail,
    DigestRecord,
    Event,
    Mention,
    Participation,
    Quote,
    Source,
    State,
    Story,
    Tagging,
    Term,
)
from timeline.models.record.dated import DATE_COLUMNS
from timeline.models.record.kind import of_word
from timeline.models.record.mention import read_mentions
from timeline.services.imports.import_outcome import PlannedRow, imported_from
from timeline.services.imports.imported_files import UNTOLD
from timeline.services.imports.imported_names import has_source
from timeline.services.imports.imported_rows import (
    EVENT_COLUMNS,
    MADE,
    MENTION_COLUMNS,
    OF_EVENT,
    OF_MENTION,
    STATED_DATE,
    Values,
    merged,
)
from timeline.services.imports.new_names import NAMED, NewNames, set_published, source_title
from timeline.services.records.new_records import create, link_newest_history
from timeline.services.records.outlet_names import as_compared
from timeline.services.records.slugs import SlugPool
from timeline.services.records.story_events import add_events

_LAST = 32_767
"""The highest number that an event's place within its day can have."""

_SOURCE_COLUMNS = (
    "named_values", "title", "url", "outlet", "outlet_basis", "outlet_reason", *DATE_COLUMNS,
    "published_basis", "published_reason",
)  # fmt: skip
"""The columns of a source that what a row says of it is kept in."""

_NO_CLOCK = "~"  # after any digit


@dataclass(frozen=True, slots=True)
class ImportInto:
    """Where new events go: into which story, in which state, written by which user."""

    story: Story | None = None
    state: str = State.DRAFT
    by: Any = None


class RowWriter:
    """Writes the rows of one file, some at a time.

    ``places`` as ``places_in_days`` gives them. ``new`` counts the actors, outlets and sources made
    by the last ``write``; ``made``: the keys of the events that it made.
    """

    def __init__(
        self, names: NewNames, file: str, places: Mapping[str, int], *, into: ImportInto
    ) -> None:
        self.names, self.file, self.places, self.into = names, file, places, into
        self.source: Source | None = None
        self.new: Counter[str] = Counter()
        self.made = set[int]()
        self.reason = imported_from(file)
        self._slugs: SlugPool | None = None
        self._begin()

    def _begin(self) -> None:
        self._new_events: list[Event] = []
        self._begun: dict[str, Event] = {}
        self._new_mentions: dict[str, Mention] = {}
        self._untold: dict[str, Event] = {}
        self._changed_events: dict[int, Event] = {}
        self._changed_mentions: dict[int, Mention] = {}
        self._changed_sources: dict[int, Source] = {}
        self._participations: list[Participation] = []
        self._taggings: list[Tagging] = []
        self._quotes: list[Quote] = []
        self._details: list[Detail] = []
        self._terms: list[Term] = []

    def write(self, rows: Sequence[PlannedRow], source: Source | None) -> dict[str, dict[str, Any]]:
        """Write the rows; by their keys, what is to be remembered of each beside its values.

        ``source``: the file itself, which tells the rows that name no other.
        """
        self._begin()
        self.source = source
        some = [naming(one) for one in rows if one.is_new or not set(MADE).isdisjoint(one.changed)]
        self.new = self.names.make(
            some, file=self.file, reason=self.reason, by=self.into.by and self.into.by.pk
        )
        made = {planned.row.key: self._take(planned) for planned in rows}
        self._save()
        self.made = {event.pk for event in self._new_events}
        for key, mention in self._new_mentions.items():
            made[key]["mention"] = mention.pk
        for key, event in self._untold.items():
            made[key][UNTOLD] = event.pk
        return made

    def _take(self, planned: PlannedRow) -> dict[str, Any]:
        """Set a row's values on its event and mention, which ``_save`` saves; what to remember."""
        if planned.record is not None:
            names: Sequence[str] = planned.changed
            keys, joined = dict(planned.record.values["made"]), planned.record.values["joined"]
            if planned.mention is None:
                return {"made": keys, "joined": joined} | _untold(planned.record)
            event, mention = planned.mention.event, planned.mention
        else:
            names, keys = (*OF_EVENT, *OF_MENTION), {}
            known = Event(pk=planned.event) if planned.event else self._begun.get(planned.row.event)
            joined = known is not None
            event = known or self._new_event(planned)
            mention = Mention(event=event, state=self.into.state)
            if planned.row.untold:
                names = OF_EVENT
                self._untold[planned.row.key] = event
            else:
                self._new_mentions[planned.row.key] = mention
            if planned.row.own and not planned.row.untold:
                self._set_own(mention, planned.row.own)
        last = planned.record.values if planned.record is not None else {}
        before_source = keys.get("source")
        for name in names:
            if joined and name in OF_EVENT:
                continue
            value = planned.values[name]
            if name in MADE:
                value = keys[name] = self._keys(planned, name)
            if name == "source":
                is_same = before_source is not None and value == before_source
                was_its = is_same and bool(keys.get("its_source"))
                keys["its_source"] = planned.row.key in self.names.untitled or was_its
                if planned.mends:
                    self._mend(mention.source, planned.row, planned.mends)
            if name == "source_values":
                if planned.record is not None and "source" not in names:
                    self._set_on_source(mention.source, value, last.get(name, {}))
            elif name in OF_MENTION:
                self._set_on_mention(mention, name, value)
            else:
                before = last.get(name, {}) if name == "values" else None
                self._set_on_event(event, name, value, before)
        of_record = _untold(planned.record) if planned.record else {}
        return {"made": keys, "joined": joined} | of_record

    def _new_event(self, planned: PlannedRow) -> Event:
        self._slugs = slugs = self._slugs or SlugPool(Event)
        wanted = planned.row.id
        values = tuple[tuple[str, str], ...]()
        if can_be_address(wanted) and wanted not in slugs.taken:
            slugs.taken.add(wanted)
        else:
            if can_be_address(wanted) and not planned.row.own:  # another event has that address
                values = with_id(planned.row.values, wanted)
            wanted = slugs.take(planned.values["title"])
        place = min(self.places[planned.row.event], _LAST)
        if planned.row.own:
            place = planned.row.own.sequence
        event = Event(slug=wanted, sequence=place, state=self.into.state)
        event.named_values = dict(values)
        self._new_events.append(event)
        self._begun[planned.row.event] = event
        return event

    def _set_on_source(self, source: Source, values: Values, before: Values) -> None:
        source = self._changed_sources.setdefault(source.pk, source)
        source.named_values, _ = merged(values, source.named_values, before)

    def _mend(self, source: Source, row: TimelineRow, fields: Iterable[str]) -> None:
        """Write what a row says of a source that its file gave."""
        source = self._changed_sources.setdefault(source.pk, source)
        for name in fields:
            if name == "outlet":
                outlet = self.names.outlets[as_compared(row.outlet)] if row.outlet else None
                source.outlet_id = outlet
                source.outlet_basis = Source.Basis.INFERRED if outlet else Source.Basis.NOT_STATED
                source.outlet_reason = NAMED if outlet else ""
            elif name == "title":
                source.title = source_title(row, self.file)[:300]
            elif name == "url":
                source.url = row.url
            else:
                set_published(source, row)
        self.names.mended(source)

    def _set_on_event(self, event: Event, name: str, value: Any, before: Any) -> None:
        if name == "tags":
            if event.pk:
                event.taggings.all().delete()
            self._taggings += [Tagging(event=event, tag_id=tag) for tag in value]
            return
        if name == "actors":
            if event.pk:
                event.participations.all().delete()
            self._participations += [
                Participation(event=event, actor_id=actor, position=position)
                for position, actor in enumerate(value)
            ]
            return
        if name == "chosen":
            event.chosen_edtf, event.chosen_reason = value
        elif name == "values":
            event.named_values, _ = merged(value, event.named_values, before)
        else:
            setattr(event, "place_id" if name == "place" else name, value)
        if event.pk:
            self._changed_events[event.pk] = event

    def _set_on_mention(self, mention: Mention, name: str, value: Any) -> None:
        if name == "quotes":
            if mention.pk:
                mention.quotes.all().delete()
            self._quotes += [
                Quote(
                    mention=mention,
                    speaker_id=speaker,
                    words=words,
                    told_by_id=told_by,
                    language=language,
                    position=position,
                )
                for position, (speaker, words, told_by, language) in enumerate(value)
            ]
            return
        of = {"date": STATED_DATE, "source": ("source_id",), "via": ("via_id",)}
        columns = of.get(name, (name,))
        for column, one in zip(columns, value if name == "date" else [value], strict=True):
            setattr(mention, column, one)
        if mention.pk:
            self._changed_mentions[mention.pk] = mention

    def _save(self) -> None:
        by_source: dict[int, list[Mention]] = {}
        for mention in self._new_mentions.values():
            by_source.setdefault(mention.source_id, []).append(mention)
        sources = Source.objects.in_bulk(by_source)
        for pk, told in by_source.items():
            read_mentions(told, sources[pk])
        self._create(self._new_events)
        add_events(self.into.story, self._new_events)
        for mention in self._new_mentions.values():
            mention.event_id = mention.event.pk
        self._create(self._new_mentions.values())
        self._update(Event, self._changed_events.values(), EVENT_COLUMNS)
        self._update(Mention, self._changed_mentions.values(), MENTION_COLUMNS)
        self._update(Source, self._changed_sources.values(), _SOURCE_COLUMNS)
        link_newest_history(list(self._changed_sources.values()))
        Participation.objects.bulk_create(self._participations, batch_size=500)
        Tagging.objects.bulk_create(self._taggings, batch_size=500)
        beside: list[Any] = [*self._quotes, *self._details, *self._terms]
        for row in beside:
            row.mention_id = row.mention.pk
        self._create(self._quotes)
        Detail.objects.bulk_create(self._details)
        Term.objects.bulk_create(self._terms)
        Mention.objects.reread(by_source)
        touched = {one.event_id for one in self._new_mentions.values()}
        touched |= {event.pk for event in self._untold.values()}
        Event.objects.refresh_dates(touched | self._changed_events.keys())

    def _set_own(self, mention: Mention, own: OwnFields) -> None:
        """What our own JSON says of a new mention beside what a row's values hold."""
        mention.in_context, mention.position = own.in_context(), own.position
        self._details += [
            Detail(mention=mention, position=position, **detail.model_dump())
            for position, detail in enumerate(own.details)
        ]
        for position, term in enumerate(own.terms):
            actor = self.names.actor(term.actor) if term.actor else None
            named = Term(mention=mention, position=position, actor_id=actor, words=term.words)
            named.subject = term.subject
            self._terms.append(named)

    def _create(self, records: Iterable[Any]) -> None:
        create(list(records), reason=self.reason, by=self.into.by and self.into.by.pk)

    def _update(self, model: type[Model], records: Collection[Any], names: Sequence[str]) -> None:
        if records:
            bulk_update_with_history(
                list(records),
                model,
                list(names),
                batch_size=500,
                default_user=self.into.by,
                default_change_reason=self.reason,
            )

    def _quote_keys(self, who: str, words: str, by: str, language: str) -> list[Any]:
        """A quote with its actors' keys; nobody tells their own words as another's."""
        speaker, teller = self.names.actor(who), self.names.actor(by) if by else None
        return [speaker, words, teller if teller != speaker else None, language]

    def _keys(self, planned: PlannedRow, name: str) -> Any:
        """The keys of the records that a row names, which are made where need be."""
        if name == "kind":
            return of_word(planned.row.kind) or Event.Kind.OTHER.value
        if name == "tags":
            found = [self.names.tags[as_compared(one)] for one in planned.row.tags]
            return list(dict.fromkeys(found))
        if name == "actors":
            found = [self.names.actor(one) for one in planned.row.actors]
            return list(dict.fromkeys(found))
        if name == "place":
            return self.names.place(planned.row)
        if name == "quotes":
            return [self._quote_keys(*quote) for quote in planned.values["quotes"]]
        if name == "via":
            own = planned.row.own
            via = own and own.via and source_row(own.via, number=planned.row.number)
            return self.names.source(via) if via else None
        if has_source(planned.row):
            return self.names.source(planned.row)
        assert self.source is not None
        return self.source.pk


def naming(planned: PlannedRow) -> TimelineRow:
    """A row with what is made of its names: what stays as it is makes none."""
    row = planned.row
    if planned.event:
        return without_event(row)
    if not planned.is_new and "source" not in planned.changed and row.own is None:
        return replace(row, outlet="", source="", url="")
    return row


def without_event(row: TimelineRow) -> TimelineRow:
    """A row without what it names of its event: only of what tells it."""
    return replace(row, kind="", place="", point=None, actors=(), tags=())


def _untold(record: DigestRecord) -> dict[str, Any]:
    """What is remembered of a row whose event nobody tells."""
    return {UNTOLD: record.values[UNTOLD]} if UNTOLD in record.values else {}


def places_in_days(planned: Iterable[PlannedRow]) -> dict[str, int]:
    """By the events' keys, how many of the file's events that are taken in come before on the day.

    Those with a time of day come in its order, before those without one, which have the file's.
    """
    by_day: dict[date | None, list[tuple[str, int, str]]] = {}
    seen = set[str]()
    for plan in planned:
        row = plan.row
        if plan.is_written and row.event not in seen:
            seen.add(row.event)
            interval = row.dated.interval
            clock = interval.edtf.partition("T")[2] or _NO_CLOCK
            by_day.setdefault(interval.earliest, []).append((clock, row.number, row.event))
    return {
        event: place for told in by_day.values() for place, (_, _, event) in enumerate(sorted(told))
    }
