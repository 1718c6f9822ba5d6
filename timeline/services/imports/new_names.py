"""What an imported file names and the record doesn't have, made as the file tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from timeline.domain.outlet_marks import OutletMarks
from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED
from timeline.domain.timelines.own.own_fields import OwnSource
from timeline.domain.timelines.own.own_rows import beside, source_row
from timeline.domain.timelines.row import TimelineRow
from timeline.models import Actor, Kind, Outlet, Place, Source, Tag
from timeline.models.record.kind import forget_words, free_signs, of_word
from timeline.services.imports.imported_names import KnownNames, has_source
from timeline.services.imports.imported_rows import UNTITLED
from timeline.services.imports.told_records import (
    NOUNS,
    PlacesWithin,
    add_aliases,
    outer_places,
    told,
)
from timeline.services.records.new_records import create
from timeline.services.records.outlet_names import as_compared
from timeline.services.records.slugs import SlugPool

NAMED = "The imported file names it."


class NewNames(KnownNames):
    """The record's names, and the making of those that a file adds to them."""

    def make(self, rows: Iterable[TimelineRow], *, file: str, **history: Any) -> Counter[str]:
        """Make what some rows name and the record doesn't have, and count it, by nouns.

        ``history`` as ``new_records.create`` takes it.
        """
        rows = [one for row in rows for one in beside(row)]
        actors: dict[str, Actor] = {}
        outlets: dict[str, Outlet] = {}
        places: dict[str, Place] = {}
        for row in rows:
            if row.place and not self.places_of(row):
                for one in (row.place, *self.new_outer(row.place)):
                    if as_compared(one) not in places:
                        places[as_compared(one)] = self._place(one, row)
            for name in row.people:
                bare, kind = self.split(name)
                if not self.actors.get(as_compared(bare)) and as_compared(bare) not in actors:
                    actors[as_compared(bare)] = self._actor(bare, kind)
            outlet = as_compared(row.outlet)
            if row.outlet and outlet not in self.outlets and outlet not in outlets:
                outlets[outlet] = self._outlet(row.outlet)
        for key, one in zip(actors, self._created("actor", actors, history), strict=True):
            self.actors[key].add(one.pk)
        self._make_places(places, history)
        for key, one in zip(outlets, self._created("outlet", outlets, history), strict=True):
            self.outlets[key] = one.pk
        sources = self._make_sources(rows, file, history)
        return Counter(
            actor=len(actors),
            outlet=len(outlets),
            place=len(places),
            source=sources,
            tag=self._make_tags(rows, history),
            kind=self._make_kinds(rows, history),
        )

    def _actor(self, name: str, kind: str) -> Actor:
        of_file = self.records.of("actor", name)
        fields = {"name": name} | told(of_file, "name", "description")
        kind = kind or Actor.Kind.NOT_STATED
        return Actor(slug=self._slug(Actor, name), kind=kind, **fields)

    def _outlet(self, name: str) -> Outlet:
        if self.marks is None:
            self.marks = OutletMarks(Outlet.objects.values_list("name", "colour"))
        of_file = self.records.of("outlet", name)
        mark = self.marks.take(name, wanted=of_file and of_file.colour)
        fields = told(of_file, "name", "kind", "note", "free_to_show", "longest_quote")
        slug = self._slug(Outlet, name)
        return Outlet(**{"name": name, "slug": slug, "colour": mark} | fields)

    def _place(self, name: str, row: TimelineRow) -> Place:
        of_file = self.records.of("place", name)
        north, east = (row.point if name == row.place and row.point else None) or (None, None)
        fields = told(of_file, "name", "latitude", "longitude", "precision_m")
        slug = self._slug(Place, name)
        return Place(**{"name": name, "slug": slug, "latitude": north, "longitude": east} | fields)

    def _make_places(self, places: dict[str, Place], history: dict[str, Any]) -> None:
        """Make places, those first in which others lie."""
        left, within = dict(places), PlacesWithin()
        outer = {
            key: as_compared(name)
            for key in places
            for _, name in [*outer_places(key, self.records)][:1]
        }
        while left:
            ready = {key: left[key] for key in left if outer.get(key) not in left} or dict(left)
            for key, place in ready.items():
                within.put(place, min(self.places.get(outer.get(key, ""), ()), default=None))
            for key, place in zip(ready, self._created("place", ready, history), strict=True):
                self.places[key].add(place.pk)
                del left[key]
            within.made(ready.values())

    def _created(self, noun: str, records: dict[str, Any], history: dict[str, Any]) -> list[Any]:
        """Records, by what rows call them, saved with the other names that the file tells."""
        made = _created(records.values(), history)
        of_file = (self.records.of(noun, called) for called in records)
        add_aliases(zip(made, of_file, strict=True))
        return made

    def _make_tags(self, rows: list[TimelineRow], history: dict[str, Any]) -> int:
        names = {as_compared(name): name for row in rows for name in row.tags}
        new = {folded: name for folded, name in names.items() if folded not in self.tags}
        tags = [
            Tag(**{"name": name, "slug": self._slug(Tag, name)}
                | told(self.records.of("tag", name), "name"))
            for name in new.values()
        ]  # fmt: skip
        made = _created(tags, history)
        self.tags |= {folded: tag.pk for folded, tag in zip(new, made, strict=True)}
        return len(made)

    def _make_kinds(self, rows: list[TimelineRow], history: dict[str, Any]) -> int:
        words = {as_compared(row.kind): row.kind for row in rows if row.kind}
        if words:
            forget_words()  # what was made and taken back since must not count as known
        new = [word for word in words.values() if not of_word(word)]
        signs = free_signs(new)
        taken = {*signs, *Kind.objects.values_list("sign", flat=True)} if new else set()
        made = []
        for name, sign in zip(new, signs, strict=True):
            of_file = self.records.told["kind"].get(name)
            fields = told(of_file, "name", "hidden", "rank")
            if of_file and of_file.sign and of_file.sign not in taken:
                taken.add(fields.setdefault("sign", of_file.sign))
            made.append(
                Kind(**{"slug": self._slug(Kind, name), "name": name, "sign": sign} | fields)
            )
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
            self.slugs[source.pk] = source.slug
        for row, source in made:
            if row.url:
                self.by_url.setdefault(row.url, source.pk)
            if row.source:
                self.sources.setdefault((source.outlet_id, as_compared(row.source)), source.pk)
            self.untitled[row.key] = source.pk
        self._made |= {source.pk for source in new}
        self._draw(rows)
        return len(new)

    def mended(self, source: Source) -> None:
        """Have rows find a source by what it is called and where it is now."""
        if source.url:
            self.by_url[source.url] = source.pk
        self.sources[source.outlet_id, as_compared(source.title)] = source.pk
        self.by_slug[source.slug] = as_compared(source.title), source.pk

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
        title = source_title(row, file)
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
        set_published(made, row)
        return made

    def _own_source(self, told: OwnSource, outlet: int | None) -> Source:
        """A source of our own JSON, as it tells it, in the state in which sources are made."""
        same = ("title", "kind", "authors", "published_basis", "published_reason", "language",
                "document", "sha256", "url", "archived", "read_on")  # fmt: skip
        made = Source(
            slug=self._pool(Source).take(told.title, wanted=told.slug),
            outlet_id=outlet,
            outlet_basis=told.outlet_basis if outlet else Source.Basis.NOT_STATED,
            # Of one that was left out by choice it would give what is said of the outlet.
            outlet_reason=told.outlet_reason if outlet or not told.outlet else "",
            origin=told.origin or Source.Origin.NOT_RECORDED,
            state=self.state_of_new,
            named_values=told.values,
            **{name: getattr(told, name) for name in same},
        )
        made.interval = edtf.parse(told.published)
        return made

    def _slug(self, model: type[Model], text: str) -> str:
        """A free slug for what a name stands for: the one that our own JSON tells, if it does."""
        noun = str(model._meta.model_name)
        of_file = self.records.of(noun, text) if noun in NOUNS else None
        if of_file is None:
            return self._pool(model).take(text)
        return self._pool(model).take(of_file.name, wanted=of_file.slug)

    def _pool(self, model: type[Model]) -> SlugPool:
        if model not in self._slugs:
            self._slugs[model] = SlugPool(model)
        return self._slugs[model]


def set_published(source: Source, row: TimelineRow) -> None:
    """Give a source the date that a row of a file has of it."""
    published = row.published
    is_dated = published.interval.is_dated
    source.interval = published.interval if is_dated else UNDATED
    source.published_basis = Source.Basis.INFERRED if is_dated else Source.Basis.NOT_STATED
    told = f"The imported file gives it as “{published.written}”."
    source.published_reason = told if is_dated else ""


def source_title(row: TimelineRow, file: str) -> str:
    """The title of the source that a row of a file names."""
    return row.source or f"{UNTITLED}{file}"


def _created(records: Iterable[Any], history: dict[str, Any]) -> list[Any]:
    made = list(records)
    create(made, **history)
    return made


def _kept_by(row: TimelineRow) -> list[tuple[str, ...]]:
    """What tells rows of one source: its slug, or else its address, or its outlet and title."""
    if row.own and row.own.source:
        return [("slug", row.own.source.slug)]
    named = (as_compared(row.outlet), as_compared(row.source)) if row.source else ("", row.key)
    return [(row.url,), named] if row.url else [named]
