"""Which events of the record the rows of a file tell once more.

A row of another file joins an event by the event's id, its slug, only where the titles agree; or
by title, date and place. One id and two titles are for an editor to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from timeline.domain.text.folding import fold
from timeline.domain.timelines.row import TimelineRow
from timeline.models import Event, Mention
from timeline.services.imports.imported_names import KnownNames
from timeline.services.imports.imported_rows import values_of

_Item = TypeVar("_Item")


@dataclass
class EventsTold:
    """Events of the record by the keys of a file's events.

    ``joined``: primary keys of those that are told once more. ``doubtful``: of those that have an
    event's id and another title, the title. ``tellings``: of those in ``joined`` what each source
    says already, as triples of the event's key, the source's and its words.
    """

    joined: dict[str, int] = field(default_factory=dict)
    doubtful: dict[str, str] = field(default_factory=dict)
    tellings: set[tuple[int, int, str]] = field(default_factory=set)


def events_told(
    rows: Iterable[TimelineRow], names: KnownNames, *, same: Collection[str]
) -> EventsTold:
    """The events that some rows tell once more; ``same``: ids that are of one event for sure."""
    first: dict[str, TimelineRow] = {}
    for row in rows:
        first.setdefault(row.event, row)
    found = EventsTold()
    _by_id(first, found, same)
    _by_words({key: row for key, row in first.items() if key not in found.joined}, found, names)
    for key in found.joined:
        found.doubtful.pop(key, None)
    for some in _some(list(found.joined.values())):
        told = Mention.objects.filter(event__in=some)
        found.tellings.update(told.values_list("event_id", "source_id", "says"))
    return found


def _by_id(first: dict[str, TimelineRow], found: EventsTold, same: Collection[str]) -> None:
    keys = {row.id: key for key, row in first.items() if row.id}
    for ids in _some(list(keys)):
        events = Event.objects.filter(slug__in=ids)
        for pk, slug, title in events.values_list("pk", "slug", "title"):
            key = keys[slug]
            if slug in same or fold(title) == fold(values_of(first[key])["title"]):
                found.joined[key] = pk
            else:
                found.doubtful[key] = title


def _by_words(first: dict[str, TimelineRow], found: EventsTold, names: KnownNames) -> None:
    """By title, date and place: the event's own date, or one that a source gives it."""
    keys: dict[str, list[str]] = {}
    for key, row in first.items():
        if row.dated.interval.is_dated:
            keys.setdefault(values_of(row)["title"], []).append(key)
    for titles in _some(list(keys)):
        events = list(
            Event.objects.filter(title__in=titles).values_list("pk", "title", "edtf", "place")
        )
        dates = {pk: {edtf} for pk, _, edtf, _ in events}
        told = Mention.objects.filter(event__in=dates).values_list("event_id", "edtf")
        for pk, edtf in told:
            dates[pk].add(edtf)
        for pk, title, _, place in events:
            for key in keys[title]:
                row = first[key]
                is_there = place in names.places_of(row) if row.place else place is None
                if is_there and row.dated.interval.edtf in dates[pk]:
                    found.joined.setdefault(key, pk)


def _some(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), 500):
        yield items[start : start + 500]
