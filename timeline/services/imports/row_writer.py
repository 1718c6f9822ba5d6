"""Writing a file's rows: events with their mentions, in bulk, so that many take no longer each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from timeline.domain.timelines import TimelineRow
from timeline.models import (
    Actor,
    DigestRecord,
    Event,
    Mention,
    Outlet,
    Participation,
    Quote,
    Source,
)
from timeline.models.mention import read_mentions
from timeline.services.imports.imported_names import KnownNames, has_source
from timeline.services.imports.imported_rows import (
    EVENT_COLUMNS,
    MADE,
    MENTION_COLUMNS,
    OF_EVENT,
    OF_MENTION,
    STATED_DATE,
    Values,
)
from timeline.services.records.slugs import SlugPool

_LAST = 32_767
"""The highest number that an event's place within its day can have."""

_SLUG = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True)
class KnownEventRow:
    """An event that the record has already."""

    pk: int
    slug: str


@dataclass(frozen=True, slots=True)
class WriteStep:
    """A row to write: new, of a known event, or ``changed`` in some of its values."""

    row: TimelineRow
    values: Values
    event: KnownEventRow | None = None
    record: DigestRecord | None = None
    mention: Mention | None = None
    changed: tuple[str, ...] = ()

    @property
    def needs_file(self) -> bool:
        """Whether it is told by the file itself, naming no document of its own."""
        return self.record is None and not has_source(self.row)


class RowWriter:
    """Writes the rows of one file, once; ``new`` counts the actors, outlets and sources made."""

    def __init__(self, names: KnownNames, file: str, source: Source | None, *, by: Any) -> None:
        self.names, self.file, self.source = names, file, source
        self.new: Counter[str] = Counter()
        self.history = {
            "batch_size": 500,
            "default_user": by,
            "default_change_reason": f"imported from {file}"[:100],
        }
        self._slugs: SlugPool | None = None
        self._of_day: Counter[date | None] = Counter()
        self._new_events: list[Event] = []
        self._new_mentions: dict[str, Mention] = {}
        self._changed_events: dict[int, Event] = {}
        self._changed_mentions: dict[int, Mention] = {}
        self._participations: list[Participation] = []
        self._quotes: list[Quote] = []

    def write(self, steps: Sequence[WriteStep]) -> dict[str, dict[str, Any]]:
        """Write the rows; by their keys, what is to be remembered of each beside its values."""
        before = _registers()
        made = {step.row.key: self._take(step) for step in steps}
        self._save()
        for key, mention in self._new_mentions.items():
            made[key]["mention"] = mention.pk
        self.new = _registers() - before
        return made

    def _take(self, step: WriteStep) -> dict[str, Any]:
        """Set a row's values on its event and mention, which ``_save`` saves; what to remember."""
        if step.record is not None and step.mention is not None:
            event, mention = step.mention.event, step.mention
            names: Sequence[str] = step.changed
            keys, joined = dict(step.record.values["made"]), step.record.values["joined"]
        else:
            names, keys, joined = (*OF_EVENT, *OF_MENTION), {}, step.event is not None
            event = Event(pk=step.event.pk) if step.event else self._new_event(step)
            mention = self._new_mentions[step.row.key] = Mention(event=event)
        for name in names:
            value = step.values[name]
            if name in MADE:
                value = keys[name] = self._keys(step, name)
            if name in OF_MENTION:
                self._set_on_mention(mention, name, value)
            elif not joined:
                self._set_on_event(event, name, value)
        return {"made": keys, "joined": joined}

    def _new_event(self, step: WriteStep) -> Event:
        self._slugs = slugs = self._slugs or SlugPool(Event)
        wanted = step.row.id
        if _SLUG.fullmatch(wanted) and wanted not in slugs.taken:
            slugs.taken.add(wanted)
        else:
            wanted = slugs.take(step.values["title"])
        day = step.row.dated.interval.earliest
        event = Event(slug=wanted, sequence=min(self._of_day[day], _LAST))
        self._of_day[day] += 1
        self._new_events.append(event)
        return event

    def _set_on_event(self, event: Event, name: str, value: Any) -> None:
        if name == "actors":
            if event.pk:
                event.participations.all().delete()
            self._participations += [
                Participation(event=event, actor_id=actor, position=position)
                for position, actor in enumerate(value)
            ]
            return
        setattr(event, name, value)
        if event.pk:
            self._changed_events[event.pk] = event

    def _set_on_mention(self, mention: Mention, name: str, value: Any) -> None:
        if name == "quotes":
            if mention.pk:
                mention.quotes.all().delete()
            self._quotes += [
                Quote(mention=mention, speaker_id=speaker, words=words, position=position)
                for position, (speaker, words) in enumerate(value)
            ]
            return
        columns = {"date": STATED_DATE, "source": ("source_id",)}.get(name, (name,))
        for column, one in zip(columns, value if name == "date" else [value], strict=True):
            setattr(mention, column, one)
        if mention.pk:
            self._changed_mentions[mention.pk] = mention

    def _save(self) -> None:
        by_source: dict[int, list[Mention]] = {}
        for mention in self._new_mentions.values():
            by_source.setdefault(mention.source_id, []).append(mention)
        for pk, told in by_source.items():
            read_mentions(told, Source.objects.get(pk=pk))
        self._create(Event, self._new_events)
        self._create(Mention, self._new_mentions.values())
        self._update(Event, self._changed_events.values(), EVENT_COLUMNS)
        self._update(Mention, self._changed_mentions.values(), MENTION_COLUMNS)
        Participation.objects.bulk_create(self._participations, batch_size=500)
        self._create(Quote, self._quotes)

    def _create(self, model: type[Model], records: Collection[Any]) -> None:
        if records:
            bulk_create_with_history(list(records), model, **self.history)

    def _update(self, model: type[Model], records: Collection[Any], names: Sequence[str]) -> None:
        if records:
            bulk_update_with_history(list(records), model, list(names), **self.history)

    def _keys(self, step: WriteStep, name: str) -> Any:
        """The keys of the records that a row names, which are made where need be."""
        if name == "actors":
            found = [self.names.actor(one) for one in step.row.actors]
            return list(dict.fromkeys(found))
        if name == "quotes":
            return [[self.names.actor(who), words] for who, words in step.values["quotes"]]
        if has_source(step.row):
            return self.names.source(step.row, file=self.file)
        assert self.source is not None
        return self.source.pk


def _registers() -> Counter[str]:
    return Counter(
        actor=Actor.objects.count(), outlet=Outlet.objects.count(), source=Source.objects.count()
    )
