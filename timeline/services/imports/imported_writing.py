"""Writing a file's rows: events with their mentions, in bulk, so that many take no longer each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from timeline.domain.criteria import UNSTATED
from timeline.domain.text.folding import fold
from timeline.domain.timelines.row import TimelineRow
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
from timeline.services.imports.imported_names import Names, has_source
from timeline.services.imports.imported_rows import Values

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


class Writing:
    """One file's rows on their way into the record; ``new`` counts what else was made."""

    def __init__(self, names: Names, file: str, source: Source | None, *, by: Any) -> None:
        self.names, self.file, self.source = names, file, source
        self.new: Counter[str] = Counter()
        self.history = {
            "batch_size": 500,
            "default_user": by,
            "default_change_reason": f"imported from {file}"[:100],
        }

    def write(self, steps: Sequence[WriteStep]) -> dict[str, dict[str, Any]]:
        """Write the rows; by their keys, what is to be remembered of each beside its values."""
        before = _registers()
        made = self._create([step for step in steps if step.record is None])
        made |= self._update([step for step in steps if step.record is not None])
        self.new = Counter({noun: number - before[noun] for noun, number in _registers().items()})
        return made

    def _create(self, steps: Sequence[WriteStep]) -> dict[str, dict[str, Any]]:
        slugs = _Slugs()
        events: dict[str, Event] = {}
        of_day: Counter[date | None] = Counter()
        for step in steps:
            if step.event is None:
                values, day = step.values, step.row.dated.interval.earliest
                events[step.row.key] = Event(
                    slug=slugs.take(step.row.id, values["title"]),
                    sequence=min(of_day[day], _LAST),
                    **{name: values[name] for name in ("title", "kind", "place")},
                )
                of_day[day] += 1
        if events:
            bulk_create_with_history(list(events.values()), Event, **self.history)
        made: dict[str, dict[str, Any]] = {}
        mentions: dict[str, Mention] = {}
        by_source: dict[int, list[Mention]] = {}
        parts, quotes = [], []
        for step in steps:
            key = step.row.key
            keys = {name: self._keys(step, name) for name in ("actors", "source", "quotes")}
            made[key] = {"made": keys, "joined": step.event is not None}
            mention = Mention(
                event_id=step.event.pk if step.event else events[key].pk,
                source_id=keys["source"],
                says=step.values["says"],
            )
            _date(mention, step.values["date"])
            mentions[key] = mention
            by_source.setdefault(keys["source"], []).append(mention)
            if step.event is None:
                parts += _participations(events[key].pk, keys["actors"])
        for pk, told in by_source.items():
            read_mentions(told, Source.objects.get(pk=pk))
        if mentions:
            bulk_create_with_history(list(mentions.values()), Mention, **self.history)
        Participation.objects.bulk_create(parts, batch_size=500)
        for key, mention in mentions.items():
            made[key]["mention"] = mention.pk
            quotes += _quotes(mention.pk, made[key]["made"]["quotes"])
        if quotes:
            bulk_create_with_history(quotes, Quote, **self.history)
        return made

    def _update(self, steps: Sequence[WriteStep]) -> dict[str, dict[str, Any]]:
        made: dict[str, dict[str, Any]] = {}
        events: dict[int, Event] = {}
        mentions: list[Mention] = []
        for step in steps:
            assert step.record is not None
            assert step.mention is not None
            mention, event = step.mention, step.mention.event
            keys = dict(step.record.values["made"])
            for name in step.changed:
                value = step.values[name]
                if name in keys:
                    value = keys[name] = self._keys(step, name)
                if name in ("title", "kind", "place"):
                    setattr(event, name, value)
                    events[event.pk] = event
                elif name == "actors":
                    event.participations.all().delete()
                    Participation.objects.bulk_create(_participations(event.pk, value))
                elif name == "quotes":
                    mention.quotes.all().delete()
                    if quotes := _quotes(mention.pk, value):
                        bulk_create_with_history(quotes, Quote, **self.history)
                elif name == "date":
                    _date(mention, value)
                else:
                    setattr(mention, "source_id" if name == "source" else name, value)
            if not {"says", "date", "source"}.isdisjoint(step.changed):
                mentions.append(mention)
            made[step.row.key] = {"made": keys, "joined": step.record.values["joined"]}
        if events:
            bulk_update_with_history(
                list(events.values()), Event, ["title", "kind", "place"], **self.history
            )
        if mentions:
            columns = ["says", "phrase", "inferred", "inferred_reason", "source"]
            bulk_update_with_history(mentions, Mention, columns, **self.history)
        return made

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


class _Slugs:
    """Slugs of events that no other has, found without asking the database for each."""

    def __init__(self) -> None:
        self.taken = {*Event.objects.values_list("slug", flat=True), UNSTATED}
        self.numbers: Counter[str] = Counter()

    def take(self, wanted: str, title: str) -> str:
        """The slug wanted where it can be had, else one of the title's words, numbered."""
        slug = wanted
        if not _SLUG.fullmatch(wanted) or wanted in self.taken:
            base = slugify(fold(title))[:90].strip("-") or "event"
            slug = base
            while slug in self.taken:
                self.numbers[base] += 1
                slug = f"{base}-{self.numbers[base] + 1}"
        self.taken.add(slug)
        return slug


def _registers() -> Counter[str]:
    return Counter(
        actor=Actor.objects.count(), outlet=Outlet.objects.count(), source=Source.objects.count()
    )


def _date(mention: Mention, told: list[str]) -> None:
    mention.phrase, mention.inferred, mention.inferred_reason = told


def _participations(event: int, actors: Sequence[int]) -> list[Participation]:
    return [
        Participation(event_id=event, actor_id=actor, position=position)
        for position, actor in enumerate(actors)
    ]


def _quotes(mention: int, quotes: Sequence[Sequence[Any]]) -> list[Quote]:
    return [
        Quote(mention_id=mention, speaker_id=speaker, words=words, position=position)
        for position, (speaker, words) in enumerate(quotes)
    ]
