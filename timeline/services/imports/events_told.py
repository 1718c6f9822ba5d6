"""Which events of the record the rows of a file tell once more.

A row of another file joins an event by its id, only where the titles agree; or by title, date and
place. One id and two titles are for an editor to decide, and so is which of
several events with its title, date and place it is. The event stays as it is: what a row says of it
beside is left out, and that is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models.fields.json import KT

from timeline.domain.text.folding import fold
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.row_ids import ID_VALUES, kept_id
from timeline.models import Event, Mention, Participation, Tagging
from timeline.services.imports.imported_names import KnownNames
from timeline.services.imports.imported_rows import kind_named, values_of
from timeline.services.records.outlet_names import as_compared

_Item = TypeVar("_Item")
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class EventThere:
    """What an event of the record has, its records by their keys."""

    kind: str
    place: int | None
    importance: int | None
    summary: str
    values: Mapping_[str, str]
    actors: frozenset[int]
    tags: frozenset[int]


@dataclass
class EventsTold:
    """Events of the record by the keys of a file's events.

    ``joined``: primary keys of those that are told once more. ``doubtful``: of those that have an
    event's id and another title, the title. ``several``: the slugs of those that it may be, of one
    title and id, or one title, date and place, where that is to be said. ``there``: what those in
    ``joined`` have. ``tellings``: of those in ``joined`` what each source says already, as triples
    of the event's key, the source's and its words.
    """

    joined: dict[str, int] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)
    several: dict[str, list[str]] = field(default_factory=dict)
    there: dict[int, EventThere] = field(default_factory=dict)
    tellings: set[tuple[int, int, str]] = field(default_factory=set)

    @property
    def stay(self) -> set[str]:
        """The keys of a file's events that were there before, and stay as they are."""
        return {key for key, pk in self.joined.items() if pk in self.there}

    def doubts(self, row: TimelineRow) -> tuple[str, ...]:
        """Sentences on why a row's event is none of those that it may be."""
        found = []
        if title := self.doubtful.get(row.event):
            found.append(
                f"“{title}” in the archive has the id “{row.id}” too; this is another event."
            )
        slugs = self.several.get(row.event, [])
        shown = ", ".join(f"“{slug}”" for slug in slugs[:5])
        if len(slugs) == 1:
            found.append(
                f"The archive’s {shown} has its title, date and place, and so have rows of another "
                "id; this is another event."
            )
        elif slugs:
            found.append(
                f"{len(slugs)} events of the archive have its title, date and place ({shown}); "
                "this is another event."
            )
        return tuple(found)

    def left_out(self, row: TimelineRow, names: KnownNames) -> tuple[str, ...]:
        """A sentence on what a row says of an event that is there, and that this has otherwise."""
        there = self.there.get(self.joined.get(row.event, 0))
        if there is None:
            return ()
        actors = [one for one in row.actors if there.actors.isdisjoint(names.actors_of(one))]
        tags = [one for one in row.tags if names.tags.get(as_compared(one)) not in there.tags]
        elsewhere = row.place and there.place not in names.places_of(row)
        importance = row.importance if row.importance != there.importance else None
        summary = row.own.summary if row.own else ""
        found = [
            *([f"kind “{row.kind}”"] if row.kind and kind_named(row.kind) != there.kind else []),
            *([f"place “{row.place}”"] if elsewhere else []),
            *([f"importance {importance}"] if importance else []),
            *([f"actors {', '.join(actors)}"] if actors else []),
            *([f"tags {', '.join(tags)}"] if tags else []),
            *(["its summary"] if summary not in ("", there.summary) else []),
            *(
                f"{name} “{text[:_LONGEST_SHOWN]}”"
                for name, text in row.values
                if there.values.get(name) != text
            ),
        ]
        if not found:
            return ()
        told = "; ".join(found)
        return (f"Its event is there already and stays as it is. Left out of the row: {told}.",)


def events_told(
    rows: Iterable[TimelineRow],
    names: KnownNames,
    *,
    same: Collection[str],
    chosen: Mapping_[str, str],
    others: Collection[int] = (),
) -> EventsTold:
    """The events that some rows tell once more; ``same``: ids that are of one event for sure.

    ``chosen``: by the keys of a file's events slugs, of which one it is where several may be.
    ``others``: keys of events that rows of the file with other ids became already.
    """
    first: dict[str, TimelineRow] = {}
    for row in rows:
        first.setdefault(row.event, row)
    found = EventsTold()
    _by_id(first, found, same, chosen)
    left = {key: row for key, row in first.items() if key not in found.joined}
    _part_ids(_by_words(left, found, names, chosen), first, found, chosen, others)
    for key in found.joined:
        found.doubtful.pop(key, None)
    for some in _some(list(found.joined.values())):
        told = Mention.objects.filter(event__in=some)
        found.tellings.update(told.values_list("event_id", "source_id", "says"))
        found.there.update(_there(some))
    return found


def _there(keys: Sequence[int]) -> Iterator[tuple[int, EventThere]]:
    actors, tags = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    took_part = Participation.objects.filter(event__in=keys)
    for event, actor in took_part.values_list("event_id", "actor_id"):
        actors[event].add(actor)
    for event, tag in Tagging.objects.filter(event__in=keys).values_list("event_id", "tag_id"):
        tags[event].add(tag)
    for one in Event.objects.filter(pk__in=keys):
        yield one.pk, EventThere(
            one.kind, one.place_id, one.importance, one.summary, one.named_values,
            frozenset(actors[one.pk]), frozenset(tags[one.pk]),
        )  # fmt: skip


def _by_id(
    first: dict[str, TimelineRow],
    found: EventsTold,
    same: Collection[str],
    chosen: Mapping_[str, str],
) -> None:
    """By the id: an event has it in its address, or as a value where no address can hold it."""
    keys = {row.id: key for key, row in first.items() if row.id}
    by_id: dict[str, dict[int, tuple[str, str]]] = {}
    for ids in _some(list(keys)):
        events = Event.objects.filter(slug__in=ids)
        for pk, slug, title in events.values_list("pk", "slug", "title"):
            by_id.setdefault(slug, {})[pk] = slug, title
    for row_id, pk, slug, title in _with_id_as_value(keys):
        by_id.setdefault(row_id, {})[pk] = slug, title
    for row_id, events_ in by_id.items():
        key = keys[row_id]
        title = fold(values_of(first[key])["title"])
        like = {slug: pk for pk, (slug, told) in events_.items() if fold(told) == title}
        if row_id in same:
            every = {slug: pk for pk, (slug, _) in events_.items()}
            like = {row_id: every[row_id]} if row_id in every else like or every
        _choose(key, like, found, chosen)
        if not like:
            found.doubtful[key] = next(told for _, told in events_.values())


def _with_id_as_value(ids: Collection[str]) -> Iterator[tuple[str, int, str, str]]:
    """Of events that have one of these ids as a value: the id, and their key, slug and title."""
    told = {kept_id(row_id): row_id for row_id in ids}
    if not told:
        return
    some = Event.objects.filter(named_values__has_any_keys=ID_VALUES).order_by("pk")
    texts = [KT(f"named_values__{name}") for name in ID_VALUES]
    for pk, slug, title, *kept in some.values_list("pk", "slug", "title", *texts).iterator():
        for row_id in {told[text] for text in kept if text in told}:
            yield row_id, pk, slug, title


def _choose(
    key: str, may_be: Mapping_[str, int], found: EventsTold, chosen: Mapping_[str, str]
) -> None:
    """Have a file's event be the one that it may be, or the one of several that was chosen."""
    if len(may_be) == 1:
        found.several.pop(key, None)
        found.joined[key] = min(may_be.values())
    elif may_be:
        found.several[key] = list(may_be)
        if (which := chosen.get(key, "")) in may_be:
            found.joined[key] = may_be[which]


def _by_words(
    first: dict[str, TimelineRow],
    found: EventsTold,
    names: KnownNames,
    chosen: Mapping_[str, str],
) -> dict[str, dict[str, int]]:
    """By title, date and place: the event's own date, or one that a source gives it.

    By the keys of a file's events those that each may be, by their slugs.
    """
    keys: dict[str, list[str]] = {}
    for key, row in first.items():
        if row.dated.interval.is_dated:
            keys.setdefault(values_of(row)["title"], []).append(key)
    may_be: dict[str, dict[str, int]] = {}
    columns = ("pk", "slug", "title", "edtf", "place")
    for titles in _some(list(keys)):
        events = list(Event.objects.filter(title__in=titles).order_by("pk").values_list(*columns))
        dates = {pk: {edtf} for pk, _, _, edtf, _ in events}
        told = Mention.objects.filter(event__in=dates).values_list("event_id", "edtf")
        for pk, edtf in told:
            dates[pk].add(edtf)
        for pk, slug, title, _, place in events:
            for key in keys[title]:
                row = first[key]
                is_there = place in names.places_of(row) if row.place else place is None
                if is_there and row.dated.interval.edtf in dates[pk]:
                    may_be.setdefault(key, {})[slug] = pk
    for key, some in may_be.items():
        _choose(key, some, found, chosen)
    return may_be


def _part_ids(
    by_words: Mapping_[str, dict[str, int]],
    first: Mapping_[str, TimelineRow],
    found: EventsTold,
    chosen: Mapping_[str, str],
    others: Collection[int],
) -> None:
    """Have no two ids of a file be one event by their words: which of them it is, is asked."""
    ids = Counter([*others, *(pk for key, pk in found.joined.items() if first[key].id)])
    for key, may_be in by_words.items():
        if first[key].id and ids[found.joined.get(key, 0)] > 1:
            found.several[key] = list(may_be)
            if key not in chosen:
                del found.joined[key]


def _some(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), 500):
        yield items[start : start + 500]
