"""What an imported file names: known actors, outlets, places and sources, and new ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from timeline.domain.coordinates import point_in_words
from timeline.domain.outlet_marks import OutletMarks
from timeline.domain.text.excerpt import LONGEST_QUOTE, too_long
from timeline.domain.time import edtf
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.own_fields import OwnSource
from timeline.domain.timelines.own_rows import beside, source_row
from timeline.domain.timelines.row import TimelineRow
from timeline.models import Actor, Kind, Outlet, Place, PlaceAlias, Source, State, Tag
from timeline.models.record.actor import Alias
from timeline.models.record.kind import forget_words, free_signs, of_word
from timeline.services.records.new_records import create
from timeline.services.records.outlet_names import as_compared, outlets_by_name
from timeline.services.records.slugs import SlugPool

_KIND = re.compile(r"(.{1,120}) \((person|organisation|state)\)", re.IGNORECASE)

NAMED = "The imported file names it."

NOUNS: dict[str, Any] = {"actor": Actor, "outlet": Outlet, "tag": Tag, "place": Place}
"""What a name can be a name of, beside a kind of event."""


@dataclass
class KnownNames:
    """The record's names, folded, and what a file adds to them.

    ``kind_of_new``: what those actors are whom the record doesn't know; empty where nobody said,
    and ``kinds`` says it of one by one.
    ``state_of_new``: the state in which sources are made. ``untitled``: what was made for rows, by
    their keys; ``marks``: those of all outlets.
    """

    kind_of_new: str = ""
    state_of_new: str = State.DRAFT
    actors: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    outlets: dict[str, int] = field(default_factory=dict)
    places: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    place_slugs: dict[str, int] = field(default_factory=dict)
    points: dict[int | str, tuple[float, float] | None] = field(default_factory=dict)
    sources: dict[tuple[int | None, str], int] = field(default_factory=dict)
    by_url: dict[str, int] = field(default_factory=dict)
    by_slug: dict[str, tuple[str, int]] = field(default_factory=dict)
    most_quoted: dict[int, int | None] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    untitled: dict[str, int] = field(default_factory=dict)
    marks: OutletMarks | None = None
    _slugs: dict[type[Model], SlugPool] = field(default_factory=dict)
    _made: set[int] = field(default_factory=set)
    _drawn: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of_record(cls, mapping: Mapping, state_of_new: str = State.DRAFT) -> KnownNames:
        """All that the record knows now, and what a mapping says of names that it doesn't."""
        names = cls(mapping.new_actors, state_of_new)
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
            names.sources.setdefault((outlet, as_compared(title)), pk)
            if url:
                names.by_url.setdefault(url, pk)
        names.tags = {as_compared(tag.name): tag.pk for tag in Tag.objects.all()}
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
        """Actors and places that may be several; a quote that is too long."""
        found = []
        for name in row.people:
            bare, _ = self.split(name)
            known = self.actors.get(as_compared(bare), set())
            if len(known) > 1:
                found.append(
                    f"“{bare}” may be {len(known)} of the actors in the record: say which."
                )
        if (count := len(self.places_of(row))) > 1:
            found.append(f"“{row.place}” may be {count} of the places in the record: say which.")
        outlet = self.outlets.get(as_compared(row.outlet)) if row.outlet else None
        most = self.most_quoted.get(outlet or 0, LONGEST_QUOTE)
        return found + [why for _, words, *_ in row.quoted if (why := too_long(words, most))]

    def place_notes(self, row: TimelineRow) -> tuple[str, ...]:
        """Where a row has other coordinates for its place than there are: those stay."""
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
        found = [
            ("actor", self.split(name)[0])
            for name in row.people
            if not self.actors.get(as_compared(self.split(name)[0]))
        ]
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
        return found + [
            ("source", f"{one.outlet} {one.source} {one.url}")
            for one in further
            if self.known_source(one) is None
        ]

    def split(self, name: str) -> tuple[str, str]:
        """An actor's name and kind, which may stand behind it: "Ida Berg (person)"."""
        if match := _KIND.fullmatch(name):
            return match[1], match[2].lower()
        return name, self.kinds.get(as_compared(name), self.kind_of_new)

    def actor(self, name: str) -> int:
        """The key of the actor of that name, who is known, or was made."""
        return min(self.actors[as_compared(self.split(name)[0])])

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
        if row.url and row.url in self.by_url:
            return self.by_url[row.url]
        outlet = self.outlets.get(as_compared(row.outlet)) if row.outlet else None
        if (row.outlet and outlet is None) or not row.source:
            return None
        return self.sources.get((outlet, as_compared(row.source)))

    def source(self, row: TimelineRow) -> int:
        """The key of the source that a row names, which is known, or was made."""
        return self.known_source(row) or self.untitled[row.key]

    def make(self, rows: Iterable[TimelineRow], *, file: str, **history: Any) -> Counter[str]:
        """Make what some rows name and the record doesn't have, and count it, by nouns.

        ``history`` as ``new_records.create`` takes it.
        """
        rows = [one for row in rows for one in beside(row)]
        actors: dict[str, Actor] = {}
        outlets: dict[str, Outlet] = {}
        places: dict[str, Place] = {}
        for row in rows:
            place = as_compared(row.place)
            if row.place and not self.places_of(row) and place not in places:
                north, east = row.point or (None, None)
                places[place] = Place(
                    slug=self._slug(Place, row.place, row), name=row.place,
                    latitude=north, longitude=east,
                    precision_m=row.own.precision_m if row.own and row.point else None,
                )  # fmt: skip
            for name in row.people:
                bare, kind = self.split(name)
                if not self.actors.get(as_compared(bare)) and as_compared(bare) not in actors:
                    slug = self._slug(Actor, bare, row)
                    kind = kind or (row.own and row.own.kinds.get(bare)) or Actor.Kind.NOT_STATED
                    actors[as_compared(bare)] = Actor(slug=slug, name=bare, kind=kind)
            outlet = as_compared(row.outlet)
            if row.outlet and outlet not in self.outlets and outlet not in outlets:
                if self.marks is None:
                    self.marks = OutletMarks(Outlet.objects.values_list("name", "colour"))
                mark = self.marks.take(row.outlet)
                slug = self._slug(Outlet, row.outlet, row)
                outlets[outlet] = Outlet(slug=slug, name=row.outlet, colour=mark)
        for one in _created(actors.values(), history):
            self.actors[as_compared(one.name)].add(one.pk)
        for key, one in zip(places, _created(places.values(), history), strict=True):
            self.places[key].add(one.pk)
        for one in _created(outlets.values(), history):
            self.outlets[as_compared(one.name)] = one.pk
        sources = self._make_sources(rows, file, history)
        return Counter(
            actor=len(actors),
            outlet=len(outlets),
            place=len(places),
            source=sources,
            tag=self._make_tags(rows, history),
            kind=self._make_kinds(rows, history),
        )

    def _make_tags(self, rows: list[TimelineRow], history: dict[str, Any]) -> int:
        names = {as_compared(name): (name, row) for row in rows for name in row.tags}
        new = [told for folded, told in names.items() if folded not in self.tags]
        tags = [Tag(slug=self._slug(Tag, name, row), name=name) for name, row in new]
        made = _created(tags, history)
        self.tags |= {as_compared(tag.name): tag.pk for tag in made}
        return len(made)

    def _make_kinds(self, rows: list[TimelineRow], history: dict[str, Any]) -> int:
        words = {as_compared(row.kind): row.kind for row in rows if row.kind}
        named = {row.kind: row.own.kind_name for row in rows if row.own and row.own.kind_name}
        if words:
            forget_words()  # what was made and taken back since must not count as known
        new = [word for word in words.values() if not of_word(word)]
        signs = free_signs(new)
        made = [
            Kind(slug=self._slug(Kind, name), name=named.get(name, name), sign=sign)
            for name, sign in zip(new, signs, strict=True)
        ]
        if made:
            _created(made, history)
            forget_words()
        return len(made)

    def _make_sources(self, rows: list[TimelineRow], file: str, history: dict[str, Any]) -> int:
        made: list[tuple[TimelineRow, Source]] = []
        begun: dict[tuple[str, ...], Source] = {}
        for row in filter(has_source, rows):
            if self.known_source(row) or row.key in self.untitled:
                continue
            told = _kept_by(row)
            source = next(filter(None, map(begun.get, told)), None) or self._source(row, file)
            for one in told:
                begun.setdefault(one, source)
            made.append((row, source))
        new = list({id(source): source for _, source in made}.values())
        _created(new, history)
        for source in new:
            self.by_slug[source.slug] = as_compared(source.title), source.pk
        for row, source in made:
            if row.url:
                self.by_url.setdefault(row.url, source.pk)
            if row.source:
                self.sources.setdefault((source.outlet_id, as_compared(row.source)), source.pk)
            self.untitled[row.key] = source.pk
        self._made |= {source.pk for source in new}
        self._draw(rows)
        return len(new)

    def _draw(self, rows: Iterable[TimelineRow]) -> None:
        """Have sources that were made for our own JSON draw on those that it tells."""
        pairs = {
            (pk, self.source(source_row(drawn, number=row.number)))
            for row in rows
            if row.own and row.own.source and (pk := self.source(row)) in self._made
            for drawn in row.own.source.drawn
        }
        link = Source.draws_on.through
        new = sorted(pairs - self._drawn)
        link.objects.bulk_create(link(from_source_id=one, to_source_id=other) for one, other in new)
        self._drawn |= pairs

    def _source(self, row: TimelineRow, file: str) -> Source:
        outlet = self.outlets[as_compared(row.outlet)] if row.outlet else None
        if row.own and row.own.source:
            return self._own_source(row.own.source, outlet)
        title = row.source or f"Untitled, as named in {file}"
        made = Source(
            slug=self._slug(Source, title),
            title=title[:300],
            kind=Source.Kind.OTHER,
            url=row.url,
            outlet_id=outlet,
            outlet_basis=Source.Basis.INFERRED if outlet else Source.Basis.NOT_STATED,
            outlet_reason=NAMED if outlet else "",
            state=self.state_of_new,
            named_values=dict(row.source_values),
        )
        if row.published.interval.is_dated:
            made.interval = row.published.interval
            made.published_basis = Source.Basis.INFERRED
            made.published_reason = f"The imported file gives it as “{row.published.written}”."
        return made

    def _own_source(self, told: OwnSource, outlet: int | None) -> Source:
        """A source of our own JSON, as it tells it, in the state in which sources are made."""
        same = ("title", "kind", "authors", "published_basis", "published_reason", "language",
                "document", "url", "archived", "read_on")  # fmt: skip
        made = Source(
            slug=self._pool(Source).take(told.title, wanted=told.slug),
            outlet_id=outlet,
            outlet_basis=told.outlet_basis if outlet else Source.Basis.NOT_STATED,
            outlet_reason=told.outlet_reason if outlet else "",
            origin=told.origin or Source.Origin.NOT_RECORDED,
            state=self.state_of_new,
            named_values=told.values,
            **{name: getattr(told, name) for name in same},
        )
        made.interval = edtf.parse(told.published)
        return made

    def _slug(self, model: type[Model], text: str, row: TimelineRow | None = None) -> str:
        """A free slug for what a name stands for: the one that our own JSON tells, if it does."""
        noun = str(model._meta.model_name)
        wanted = row.own.slug(noun, text) if row and row.own else ""
        if row and row.own and row.own.source and model is Outlet:
            wanted = row.own.source.outlet or ""
        return self._pool(model).take(text, wanted=wanted)

    def _pool(self, model: type[Model]) -> SlugPool:
        if model not in self._slugs:
            self._slugs[model] = SlugPool(model)
        return self._slugs[model]


def _created(records: Iterable[Any], history: dict[str, Any]) -> list[Any]:
    made = list(records)
    create(made, **history)
    return made


def has_source(row: TimelineRow) -> bool:
    """Whether a row names a document of its own."""
    return bool(row.outlet or row.source or row.url)


def _kept_by(row: TimelineRow) -> list[tuple[str, ...]]:
    """What tells rows of one source: its slug, or else its address, or its outlet and title."""
    if row.own and row.own.source:
        return [("slug", row.own.source.slug)]
    named = (as_compared(row.outlet), as_compared(row.source)) if row.source else ("", row.key)
    return [(row.url,), named] if row.url else [named]
