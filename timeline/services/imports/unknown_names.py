"""Names of a file that the record doesn't know, and what somebody chose to become of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from timeline.domain.names.guessed_kind import guessed_kind
from timeline.domain.time.formatting import counted, with_article
from timeline.domain.timelines.column_mapping import Mapping as ColumnMapping
from timeline.domain.timelines.column_mapping import NameChoice
from timeline.domain.timelines.own.own_rows import beside
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.row_events import SameName, by_letters
from timeline.domain.timelines.timeline_file import Timeline
from timeline.models import Kind, Outlet, Place
from timeline.services.imports.imported_names import KnownNames
from timeline.services.imports.imported_rows import kind_named
from timeline.services.imports.told_records import NOUNS
from timeline.services.records.outlet_names import as_compared


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name with what it is a name of, in how many rows it stands, and what was chosen for it.

    ``guess``: of an actor the kind that the name suggests, empty where it suggests none, or where
    our own JSON says it, which is ``kind``.
    ``several``: how many actors or places of the record may be meant. ``events``: the keys of the
    file's events of which it says something; one of them is empty where a source or a quote has it.
    """

    noun: str
    name: str
    rows: int
    choice: NameChoice
    guess: str = ""
    several: int = 0
    kind: str = ""
    events: frozenset[str] = frozenset()

    def __str__(self) -> str:
        told = f"{self.noun} “{self.name}”, in {counted(self.rows, 'row')}"
        if self.choice.left_out:
            return f"{told}: left out"
        if self.choice.same:
            return f"{told}: the same as {self.choice.same}"
        if self.several:
            return f"{told}: may be {self.several} of the record"
        kind = self.choice.kind or self.kind
        return f"{told}: new{f', {with_article(kind)}' if kind else ''}"


class NoSuchName(ValueError):
    """A name or slug that no record of a noun has, or several have; the message says which."""


def slug_of(noun: str, typed: str) -> str:
    """The slug of the record that was typed, by its name or slug. Raises ``NoSuchName``."""
    model = {**NOUNS, "kind": Kind}[noun]
    records = model.objects.filter(Q(slug=typed) | Q(name=typed.strip()))
    slugs = list(records.values_list("slug", flat=True)[:2])
    if len(slugs) == 2 and typed in slugs:
        return typed
    if len(slugs) != 1:
        many = f"several {noun}s" if slugs else f"no {noun}"
        raise NoSuchName(f"“{typed[:60]}” is the name of {many} of the record.")
    return str(slugs[0])


def unknown_names(
    rows: Iterable[TimelineRow], known: KnownNames, choices: Mapping[tuple[str, str], NameChoice]
) -> list[UnknownName]:
    """The unknown names of some rows, each once, the most frequent of a noun first."""
    numbers: dict[tuple[str, str], set[int]] = {}
    written: dict[tuple[str, str], str] = {}
    events: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        for noun, name, event in _names(row, known):
            key = noun, as_compared(name)
            numbers.setdefault(key, set()).add(row.number)
            events.setdefault(key, set()).add(event)
            written.setdefault(key, name)
    counts = Counter({key: len(rows) for key, rows in numbers.items()})
    found = []
    for (noun, name), number in counts.most_common():
        several = len({"actor": known.actors, "place": known.places}.get(noun, {}).get(name, ()))
        shown = written[noun, name]
        kind = known.split(shown)[1] if noun == "actor" else ""
        found.append(
            UnknownName(
                noun,
                shown,
                number,
                choices.get((noun, name), NameChoice()),
                guessed_kind(shown) if noun == "actor" and not kind else "",
                several,
                kind,
                frozenset(events[noun, name]),
            )
        )
    return sorted(found, key=lambda one: one.noun)


def unknown_in(timeline: Timeline, mapping: ColumnMapping) -> list[UnknownName]:
    """The unknown names of a file, by what the record alone knows."""
    known = KnownNames.of_record(ColumnMapping(), records=timeline.records)
    return unknown_names(timeline.rows, known, mapping.names)


def that_matter(unknown: Iterable[UnknownName], there: Collection[str]) -> list[UnknownName]:
    """Those of unknown names that an import makes, or for which something was chosen: not of events
    that are there and stay as they are, whose keys in the file are given.
    """
    plain = NameChoice()
    return [one for one in unknown if one.choice != plain or not one.events <= {*there}]


def same_names(choices: Mapping[tuple[str, str], NameChoice]) -> SameName:
    """Which names of places and outlets are one: by what was chosen, or as names that the record
    has for one of them.
    """
    lead: dict[tuple[str, str], str] = {}
    for (noun, name), choice in choices.items():
        if choice.left_out or choice.same:
            lead[noun, name] = choice.same and f"={choice.same}"
    known: dict[tuple[str, str], set[str]] = {}
    for noun, model in (("place", Place), ("outlet", Outlet)):
        rows = model.objects.order_by().values_list("slug", "name", "aliases__name")
        for slug, *called in rows.iterator(chunk_size=2_000):
            for name in filter(None, called):
                known.setdefault((noun, as_compared(name)), set()).add(slug)
    for key, slugs in known.items():
        if len(slugs) == 1:
            lead.setdefault(key, f"={min(slugs)}")
    return lambda noun, name: lead.get((noun, as_compared(name)), by_letters(noun, name))


def as_chosen(
    rows: Iterable[TimelineRow], choices: Mapping[tuple[str, str], NameChoice]
) -> list[TimelineRow]:
    """Rows without the names that were chosen to be left out, and with kinds as chosen.

    A place's coordinates are left out with it.
    """
    if not choices:
        return list(rows)

    def stays(noun: str, name: str) -> bool:
        chosen = choices.get((noun, as_compared(name)))
        return chosen is None or not chosen.left_out

    found = []
    for row in rows:
        kind = choices.get(("kind", as_compared(row.kind)), NameChoice())
        speaks = not row.speaker or stays("actor", row.speaker)
        own = row.own.leaving_out(stays) if row.own else None
        found.append(
            replace(
                row,
                kind="" if kind.left_out else kind.same or row.kind,
                actors=tuple(name for name in row.actors if stays("actor", name)),
                tags=tuple(name for name in row.tags if stays("tag", name)),
                outlet=row.outlet if stays("outlet", row.outlet) else "",
                place=row.place if (there := stays("place", row.place)) else "",
                point=row.point if there else None,
                quote=row.quote if speaks else "",
                speaker=row.speaker if speaks else "",
                own=own,
            )
        )
    return found


def _names(row: TimelineRow, known: KnownNames) -> Iterator[tuple[str, str, str]]:
    """Unknown names of a row, each with its noun and the key of the event that has it, if any."""
    for name in row.people:
        bare = known.split(name)[0]
        if len(known.actors.get(as_compared(bare), ())) != 1:
            took_part = name in row.actors and name != row.speaker
            yield "actor", bare, row.event if took_part else ""
    for one in beside(row):
        if one.outlet and as_compared(one.outlet) not in known.outlets:
            yield "outlet", one.outlet, ""
    for name in row.tags:
        if as_compared(name) not in known.tags:
            yield "tag", name, row.event
    if row.place and len(known.places_of(row)) != 1:
        yield "place", row.place, row.event
    if row.kind and not kind_named(row.kind):
        yield "kind", row.kind, row.event
