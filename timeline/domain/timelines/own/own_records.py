"""The records that Retold's own JSON tells of beside its events, each whole and once, by its slug.

Rows call a record by its name; where two of one noun have the same name, by that and the slug. Of
JSON of a version before there are no more than the names, kinds and coordinates that events have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from timeline.domain import digest
from timeline.domain.text.folding import fold
from timeline.domain.timelines.own.own_fields import OwnEntry, OwnSource, given, objects, own_source

_LONGEST = 120


class OwnActor(digest.ActorEntry, OwnEntry):
    """An actor; one that events alone name has no description and no other names."""

    kind: digest.ActorKind = "not-stated"


class OwnOutlet(digest.OutletEntry, OwnEntry):
    """An outlet."""


class OwnPlace(digest.PlaceEntry, OwnEntry):
    """A place; ``lies_in`` is the slug of another."""


class OwnKind(digest.KindEntry, OwnEntry):
    """A kind of event; one that events alone name has no sign."""

    sign: str = Field(default="", max_length=3)


class OwnTag(digest.TagEntry, OwnEntry):
    """A tag."""


class OwnChapter(digest.ChapterEntry, OwnEntry):
    """A chapter of a story."""


class OwnStory(digest.ListedStoryEntry, OwnEntry):
    """A story, without its events, which name it."""

    chapters: list[OwnChapter] = Field(default_factory=list)  # type: ignore[assignment]


_TYPES: dict[str, tuple[str, type[BaseModel]]] = {
    "actor": ("actors", OwnActor), "outlet": ("outlets", OwnOutlet), "place": ("places", OwnPlace),
    "kind": ("kinds", OwnKind), "tag": ("tags", OwnTag), "story": ("stories", OwnStory),
    "source": ("sources", OwnSource),
}  # fmt: skip
"""By nouns what a list of such records is called, and their type."""

NAMED = ("actor", "outlet", "place", "tag")
"""The nouns of records that rows call by a name."""


@dataclass(frozen=True)
class OwnRecords:
    """Records by their nouns and slugs; by noun and slug what rows call them; and the slugs by
    nouns and what rows call a record, as names are compared. ``titles``: those of all sources that
    tell or are drawn on, by their slugs.
    """

    told: dict[str, dict[str, Any]] = field(default_factory=lambda: {noun: {} for noun in _TYPES})
    called: dict[tuple[str, str], str] = field(default_factory=dict)
    slugs: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def of(self, noun: str, called: str) -> Any:
        """The record that rows call so; ``None`` where the file tells nothing of it."""
        return self.told[noun].get(self.slugs.get((noun, _compared(called)), ""))

    def name(self, noun: str, slug: object, name: object) -> str:
        """What rows call the record of a slug, which has this name."""
        return self.called.get((noun, str(slug)), str(name or ""))

    @property
    def stories(self) -> list[OwnStory]:
        """The stories, the main one first."""
        stories: Iterable[OwnStory] = self.told["story"].values()
        return sorted(stories, key=lambda one: (not one.main, one.position, one.slug))


NO_RECORDS = OwnRecords()


def read_records(
    events: list[dict[str, Any]], beside: object, *, apart: bool
) -> tuple[OwnRecords, list[str]]:
    """The records of some of our own events and of what stands ``beside`` them; and sentences on
    those that can't be read.

    ``apart``: whether the events say of everybody who speaks which record that is, so that two of
    one name can be told apart.
    """
    found, notes = OwnRecords(), list[str]()
    every: list[object] = [beside, *(event.get("records") for event in events)]
    _keep_all(found, every, (*NAMED, "kind", "story"), notes)
    for noun, told in (one for event in events for one in _named(event)):
        if noun == "source":
            found.titles[str(told.get("slug"))] = str(told.get("title"))
        elif told.get("slug") and told["slug"] not in found.told[noun]:
            _keep(found, noun, told)
    for noun in NAMED:
        by_name: dict[str, list[Any]] = defaultdict(list)
        for record in found.told[noun].values():
            by_name[_compared(record.name)].append(record)
        for of_one_name in by_name.values():
            for record in of_one_name:
                called, slug = record.name, record.slug
                if len(of_one_name) > 1 and apart:
                    called = f"{called[: _LONGEST - 3 - len(slug)]} ({slug})"
                found.called[noun, slug] = called
                found.slugs.setdefault((noun, _compared(called)), slug)
    _keep_all(found, every, ("source",), notes)
    found.titles.update({slug: source.title for slug, source in found.told["source"].items()})
    return found, notes


def _keep_all(
    records: OwnRecords, every: Iterable[object], nouns: Iterable[str], notes: list[str]
) -> None:
    """Keep what is told whole of some nouns, and say of what that can't be read."""
    for one in (one for one in every if isinstance(one, dict)):
        for noun in nouns:
            for told in objects(one.get(_TYPES[noun][0])):
                whole = own_source(told, records.name) if noun == "source" else told
                if not _keep(records, noun, whole):
                    shown = str(told.get("name") or told.get("title") or "")[:60]
                    notes.append(f"What it tells of the {noun} “{shown}” can’t be read.")


def _keep(records: OwnRecords, noun: str, told: object) -> bool:
    """Keep a record, unless it can't be read."""
    try:
        record: Any = _TYPES[noun][1].model_validate(given(told))
    except (ValidationError, RecursionError):
        return False
    records.told[noun].setdefault(record.slug, record)
    return True


def _named(event: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What an event says itself of the records that it names."""
    mentions = objects(event.get("mentions"))
    for one in (event, *mentions):
        for key, noun in (("actors", "actor"), ("people", "actor"), ("tags", "tag")):
            yield from ((noun, told) for told in objects(one.get(key)))
    yield "kind", {"slug": event.get("kind"), "name": event.get("kind_name") or event.get("kind")}
    place = {name: event.get(name) for name in ("latitude", "longitude", "precision_m")}
    yield "place", place | {"slug": event.get("place_slug"), "name": event.get("place")}
    for mention in mentions:
        for source in objects([mention.get("source"), mention.get("via")]):
            for one in (source, *objects(source.get("draws_on"))):
                yield "source", one
                yield "outlet", {"slug": one.get("outlet_slug"), "name": one.get("outlet")}


def _compared(name: str) -> str:
    return fold(name).strip()
