"""Who and what an imported file names: known actors, outlets and sources, and new ones."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from timeline.domain.text.excerpt import LONGEST_QUOTE, too_long
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.row import TimelineRow
from timeline.models import Actor, Outlet, Source, State
from timeline.models.record.actor import Alias
from timeline.services.records.outlet_names import as_compared, outlets_by_name
from timeline.services.records.slugs import free_slug

_KIND = re.compile(r"(.{1,120}) \((person|organisation|state)\)", re.IGNORECASE)

NAMED = "The imported file names it."


@dataclass
class KnownNames:
    """The record's names, folded, and what a file adds to them.

    ``kind_of_new``: what those actors are whom the record doesn't know; empty where nobody said,
    and ``kinds`` says it of one by one.
    ``state_of_new``: the state in which sources are made.
    """

    kind_of_new: str = ""
    state_of_new: str = State.DRAFT
    actors: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    outlets: dict[str, int] = field(default_factory=dict)
    sources: dict[tuple[int | None, str], int] = field(default_factory=dict)
    by_url: dict[str, int] = field(default_factory=dict)
    most_quoted: dict[int, int | None] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_record(cls, mapping: Mapping, state_of_new: str = State.DRAFT) -> KnownNames:
        """All that the record knows now, and what a mapping says of names that it doesn't."""
        names = cls(mapping.new_actors, state_of_new)
        for pk, name in Actor.objects.values_list("pk", "name"):
            names.actors[as_compared(name)].add(pk)
        for pk, name in Alias.objects.values_list("actor_id", "name"):
            names.actors[as_compared(name)].add(pk)
        outlets = outlets_by_name()
        names.outlets = {name: outlet.pk for name, outlet in outlets.items()}
        names.most_quoted = {outlet.pk: outlet.most_quoted for outlet in outlets.values()}
        for pk, outlet, title, url in Source.objects.values_list("pk", "outlet", "title", "url"):
            names.sources.setdefault((outlet, as_compared(title)), pk)
            if url:
                names.by_url.setdefault(url, pk)
        names._choose(mapping)
        return names

    def _choose(self, mapping: Mapping) -> None:
        """Have names lead to what was chosen for them; of what is gone since they are new."""
        slugs = {choice.same for choice in mapping.names.values() if choice.same}
        actors = dict(Actor.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        outlets = dict(Outlet.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        for (noun, name), choice in mapping.names.items():
            if noun == "actor" and choice.same in actors:
                self.actors[name] = {actors[choice.same]}
            elif noun == "actor" and choice.kind:
                self.kinds[name] = choice.kind
            elif noun == "outlet" and choice.same in outlets:
                self.outlets[name] = outlets[choice.same]

    def problems(self, row: TimelineRow) -> list[str]:
        """Actors that may be several; a quote that is too long."""
        found = []
        for name in _unique([*row.actors, row.speaker]):
            bare, _ = self.split(name)
            known = self.actors.get(as_compared(bare), set())
            if len(known) > 1:
                found.append(
                    f"“{bare}” may be {len(known)} of the actors in the record: say which."
                )
        outlet = self.outlets.get(as_compared(row.outlet)) if row.outlet else None
        if why := too_long(row.quote, self.most_quoted.get(outlet or 0, LONGEST_QUOTE)):
            found.append(why)
        return found

    def new(self, row: TimelineRow) -> list[tuple[str, str]]:
        """What a row would add: pairs of a noun and a name."""
        found = [
            ("actor", self.split(name)[0])
            for name in _unique([*row.actors, row.speaker])
            if not self.actors.get(as_compared(self.split(name)[0]))
        ]
        if row.outlet and as_compared(row.outlet) not in self.outlets:
            found.append(("outlet", row.outlet))
        if has_source(row) and self.known_source(row) is None:
            found.append(("source", f"{row.outlet} {row.source} {row.url}"))
        return found

    def split(self, name: str) -> tuple[str, str]:
        """An actor's name and kind, which may stand behind it: "Ida Berg (person)"."""
        if match := _KIND.fullmatch(name):
            return match[1], match[2].lower()
        return name, self.kinds.get(as_compared(name), self.kind_of_new)

    def actor(self, name: str) -> int:
        """The key of the actor of that name, who is made where need be."""
        bare, kind = self.split(name)
        known = self.actors.get(as_compared(bare))
        if known:
            return min(known)
        kind = kind or Actor.Kind.NOT_STATED
        made = Actor.objects.create(slug=free_slug(Actor, bare), name=bare, kind=kind)
        self.actors[as_compared(bare)].add(made.pk)
        return int(made.pk)

    def known_source(self, row: TimelineRow) -> int | None:
        """The key of the source that a row names, where there is one."""
        if row.url and row.url in self.by_url:
            return self.by_url[row.url]
        outlet = self.outlets.get(as_compared(row.outlet)) if row.outlet else None
        if (row.outlet and outlet is None) or not row.source:
            return None
        return self.sources.get((outlet, as_compared(row.source)))

    def source(self, row: TimelineRow, *, file: str) -> int:
        """The key of the source that a row names, which is made where need be."""
        if known := self.known_source(row):
            return known
        outlet = self._outlet(row.outlet) if row.outlet else None
        title = row.source or f"Untitled, as named in {file}"
        made = Source(
            slug=free_slug(Source, title),
            title=title[:300],
            kind=Source.Kind.OTHER,
            url=row.url,
            outlet_id=outlet,
            outlet_basis=Source.Basis.INFERRED if outlet else Source.Basis.NOT_STATED,
            outlet_reason=NAMED if outlet else "",
            state=self.state_of_new,
        )
        if row.published.interval.is_dated:
            made.interval = row.published.interval
            made.published_basis = Source.Basis.INFERRED
            made.published_reason = f"The imported file gives it as “{row.published.written}”."
        made.save()
        if row.url:
            self.by_url.setdefault(row.url, made.pk)
        self.sources.setdefault((outlet, as_compared(title)), made.pk)
        return int(made.pk)

    def _outlet(self, name: str) -> int:
        if as_compared(name) not in self.outlets:
            made = Outlet.objects.create(slug=free_slug(Outlet, name), name=name)
            self.outlets[as_compared(name)] = made.pk
        return self.outlets[as_compared(name)]


def has_source(row: TimelineRow) -> bool:
    """Whether a row names a document of its own."""
    return bool(row.outlet or row.source or row.url)


def _unique(names: list[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]
