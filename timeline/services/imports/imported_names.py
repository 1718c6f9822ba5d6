"""What an imported file names: the actors, outlets, places and sources that are known."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from django.db.models import Model

from timeline.domain.coordinates import point_in_words
from timeline.domain.outlet_marks import OutletMarks
from timeline.domain.text.excerpt import LONGEST_QUOTE, most_words, too_long
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.own.own_records import NO_RECORDS, OwnRecords
from timeline.domain.timelines.own.own_rows import beside
from timeline.domain.timelines.row import TimelineRow
from timeline.models import Actor, Place, PlaceAlias, Source, State, Tag
from timeline.models.record.actor import Alias
from timeline.models.record.kind import of_word
from timeline.services.imports.told_records import (
    NOUNS,
    differing,
    outer_places,
    recognise,
)
from timeline.services.records.outlet_names import as_compared, outlets_by_name
from timeline.services.records.slugs import SlugPool

_SHOWN = 60
"""How many letters of a quote are shown that is left out."""

_KIND = re.compile(r"(.{1,120}) \((person|organisation|state)\)", re.IGNORECASE)


@dataclass
class KnownNames:
    """The record's names, folded, and what a file adds to them.

    ``kind_of_new``: what those actors are whom the record doesn't know; empty where nobody said,
    and ``kinds`` says it of one by one.
    ``state_of_new``: the state in which sources are made. ``untitled``: what was made for rows, by
    their keys; ``marks``: those of all outlets; ``records``: what our own JSON tells of names.
    """

    kind_of_new: str = ""
    state_of_new: str = State.DRAFT
    records: OwnRecords = NO_RECORDS
    actors: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    outlets: dict[str, int] = field(default_factory=dict)
    places: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    place_slugs: dict[str, int] = field(default_factory=dict)
    points: dict[int | str, tuple[float, float] | None] = field(default_factory=dict)
    sources: dict[tuple[int | None, str], int] = field(default_factory=dict)
    by_url: dict[str, int] = field(default_factory=dict)
    by_slug: dict[str, tuple[str, int]] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)
    most_quoted: dict[int, int | None] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    untitled: dict[str, int] = field(default_factory=dict)
    marks: OutletMarks | None = None
    _slugs: dict[type[Model], SlugPool] = field(default_factory=dict)
    _made: set[int] = field(default_factory=set)
    _drawn: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of_record(
        cls,
        mapping: Mapping,
        state_of_new: str = State.DRAFT,
        records: OwnRecords = NO_RECORDS,
    ) -> Self:
        """All that the record knows now, and what a mapping says of names that it doesn't.

        ``records``: what our own JSON tells of the names that its rows have.
        """
        names = cls(mapping.new_actors, state_of_new, records)
        for pk, name in Actor.objects.values_list("pk", "name"):
            names.actors[as_compared(name)].add(pk)
        for pk, name in Alias.objects.values_list("actor_id", "name"):
            names.actors[as_compared(name)].add(pk)
        for place in Place.objects.only("slug", "latitude", "longitude"):
            names.place_slugs[place.slug] = place.pk
            names.points[place.pk] = place.point
        called = Place.objects.values_list("name", "pk")
        for name, pk in [*called, *PlaceAlias.objects.values_list("name", "place_id")]:
            names.places[as_compared(name)].add(pk)
        outlets = outlets_by_name()
        names.outlets = {name: outlet.pk for name, outlet in outlets.items()}
        names.most_quoted = {outlet.pk: outlet.most_quoted for outlet in outlets.values()}
        columns = ("pk", "slug", "outlet", "title", "url")
        for pk, slug, outlet, title, url in Source.objects.values_list(*columns):
            names.by_slug[slug] = as_compared(title), pk
            names.slugs[pk] = slug
            names.sources.setdefault((outlet, as_compared(title)), pk)
            if url:
                names.by_url.setdefault(url, pk)
        names.tags = {as_compared(tag.name): tag.pk for tag in Tag.objects.all()}
        recognise(records, names._by_noun)
        names._choose(mapping)
        return names

    def _choose(self, mapping: Mapping) -> None:
        """Have names lead to what was chosen for them; of what is gone since they are new."""
        slugs = {choice.same for choice in mapping.names.values() if choice.same}
        known = {
            noun: dict(model.objects.filter(slug__in=slugs).values_list("slug", "pk"))
            for noun, model in NOUNS.items()
            if slugs
        }
        for (noun, name), choice in mapping.names.items():
            if noun == "actor" and choice.kind:
                self.kinds[name] = choice.kind
            if (pk := known.get(noun, {}).get(choice.same)) is None:
                continue
            if noun == "actor":
                self.actors[name] = {pk}
            elif noun == "place":
                self.places[name] = {pk}
            else:
                (self.outlets if noun == "outlet" else self.tags)[name] = pk

    def problems(self, row: TimelineRow) -> list[str]:
        """Actors and places that may be several."""
        found = []
        for name in row.people:
            if (count := len(self.actors_of(name))) > 1:
                bare = self.split(name)[0]
                found.append(f"“{bare}” may be {count} of the actors in the record: say which.")
        if (count := len(self.places_of(row))) > 1:
            found.append(f"“{row.place}” may be {count} of the places in the record: say which.")
        return found

    def without_long_quotes(self, row: TimelineRow) -> TimelineRow:
        """A row without those of its quotes that are longer than its outlet lets be quoted, which
        its notes tell.
        """
        if not row.quoted:
            return row
        outlet = self.outlets.get(as_compared(row.outlet)) if row.outlet else None
        most = self.most_quoted.get(outlet or 0, LONGEST_QUOTE)
        if outlet is None and (of_file := self.records.of("outlet", row.outlet)):
            most = most_words(of_file.longest_quote, free_to_show=of_file.free_to_show)
        long = [words for _, words, *_ in row.quoted if too_long(words, most)]
        if not long:
            return row
        notes = (
            f"“{' '.join(words.replace('”', '’').split())[:_SHOWN]}…” is a quote of more words "
            f"than the {most} that may be quoted; it is left out."
            for words in long
        )
        row = replace(row, notes=(*row.notes, *notes))
        if row.own is None:
            return replace(row, quote="", speaker="")
        left = [quote for quote in row.own.quotes if quote.words not in long]
        return replace(row, own=row.own.model_copy(update={"quotes": left}))

    def notes(self, row: TimelineRow) -> tuple[str, ...]:
        """What the file has otherwise of records that there are: those stay as they are."""
        named = [("actor", name) for name in row.people]
        named += [("outlet", row.outlet), ("place", row.place), ("kind", row.kind)]
        kept = [self._kept.get((noun, as_compared(name))) for noun, name in named if name]
        return (*filter(None, dict.fromkeys(kept)), *self._place_notes(row))

    def left_of_source(self, row: TimelineRow) -> tuple[str, ...]:
        """A sentence on values of a source that is known already, and stays as it is."""
        pk = self.known_source(row) if row.source_values and row.has_source else None
        there = self._source_values.get(pk, {}) if pk and pk not in self._made else None
        if there is None:
            return ()
        left = [name for name, text in row.source_values if there.get(name) != text]
        told = f"Its source is there already and stays as it is. Left out: {', '.join(left)}."
        return (told,) if left else ()

    @cached_property
    def _source_values(self) -> dict[int, dict[str, str]]:
        with_values = Source.objects.exclude(named_values={})
        return dict(with_values.values_list("pk", "named_values"))

    @cached_property
    def _kept(self) -> dict[tuple[str, str], str]:
        return differing(self.records, self._by_noun)

    @property
    def _by_noun(self) -> dict[str, dict[str, Any]]:
        names: dict[str, dict[str, Any]] = {"actor": self.actors, "place": self.places}
        return names | {"outlet": self.outlets, "tag": self.tags}

    def _place_notes(self, row: TimelineRow) -> tuple[str, ...]:
        if row.point is None:
            return ()
        known = self.places_of(row)
        key = min(known) if known else as_compared(row.place)
        there = self.points.setdefault(key, row.point)
        if there == row.point:
            return ()
        where = point_in_words(*there) if there else "no coordinates"
        return (f"“{row.place}” has {where} already; {point_in_words(*row.point)} is left out.",)

    def new(self, row: TimelineRow) -> list[tuple[str, str]]:
        """What a row would add: pairs of a noun and a name."""
        found = [("actor", self.split(name)[0]) for name in row.people if not self.actors_of(name)]
        further = [one for one in beside(row) if has_source(one)]
        found += [
            ("outlet", one.outlet)
            for one in further
            if one.outlet and as_compared(one.outlet) not in self.outlets
        ]
        found += [("tag", name) for name in row.tags if as_compared(name) not in self.tags]
        if row.kind and not of_word(row.kind):
            found.append(("kind", row.kind))
        if row.place and not self.places_of(row):
            found.append(("place", row.place))
            found += [("place", outer) for outer in self.new_outer(row.place)]
        return found + [
            ("source", f"{one.outlet} {one.source} {one.url}")
            for one in further
            if self.known_source(one) is None
        ]

    def split(self, name: str) -> tuple[str, str]:
        """An actor's name and kind, which may stand behind it: "Ida Berg (person)"."""
        of_file = self.records.of("actor", name)
        if of_file is None and (match := _KIND.fullmatch(name)):
            return match[1], match[2].lower()
        told = of_file.kind if of_file and of_file.kind != Actor.Kind.NOT_STATED else ""
        return name, self.kinds.get(as_compared(name)) or told or self.kind_of_new

    def actors_of(self, name: str) -> set[int]:
        """The keys of the actors that a name may mean."""
        return self.actors.get(as_compared(self.split(name)[0]), set())

    def actor(self, name: str) -> int:
        """The key of the actor of that name, who is known, or was made."""
        return min(self.actors_of(name))

    def place(self, row: TimelineRow) -> int | None:
        """The key of the place that a row names, which is known, or was made."""
        return min(self.places_of(row)) if row.place else None

    def places_of(self, row: TimelineRow) -> set[int]:
        """The keys of the places that a row may mean; of several the one whose slug it gives."""
        found = self.places.get(as_compared(row.place), set())
        slug = self.place_slugs.get(row.place)
        return {slug} if slug and len(found) != 1 else found

    def known_source(self, row: TimelineRow) -> int | None:
        """The key of the source that a row names, where there is one."""
        if row.own and row.own.source:
            title, found = self.by_slug.get(row.own.source.slug, ("", 0))
            if found and title == as_compared(row.source):
                return found
        like = self._source_like(row)
        slug = self.slugs.get(like or 0, "")
        # One that our own JSON tells of as another is not this one.
        other = self.records.titles.get(slug)
        if other is not None and as_compared(other) == self.by_slug[slug][0]:
            return None
        return like

    def _source_like(self, row: TimelineRow) -> int | None:
        if row.url and row.url in self.by_url:
            return self.by_url[row.url]
        outlet = self.outlets.get(as_compared(row.outlet)) if row.outlet else None
        if (row.outlet and outlet is None) or not row.source:
            return None
        return self.sources.get((outlet, as_compared(row.source)))

    def source(self, row: TimelineRow) -> int:
        """The key of the source that a row names, which is known, or was made."""
        return self.known_source(row) or self.untitled[row.key]

    def new_outer(self, name: str) -> list[str]:
        """The unknown places that one lies in as the file tells it, from the inside out."""
        found = []
        for _, outer in outer_places(name, self.records):
            if self.places.get(as_compared(outer)):
                break
            found.append(outer)
        return found


def has_source(row: TimelineRow) -> bool:
    """Whether a row names a document of its own."""
    return row.has_source
