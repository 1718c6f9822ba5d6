"""Records made as Retold's own JSON tells them: with other names, descriptions, and the places that
places lie in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from timeline.domain.timelines.own.own_records import NAMED, OwnRecords
from timeline.models import Actor, Kind, Outlet, Place, Tag
from timeline.models.record.kind import of_word
from timeline.models.record.place import MOST_LEVELS, lineage
from timeline.services.records.new_records import create
from timeline.services.records.outlet_names import as_compared

NOUNS: dict[str, Any] = {"actor": Actor, "outlet": Outlet, "tag": Tag, "place": Place}
"""What a name can be a name of, beside a kind of event."""

_AT_ONCE = 500

_COMPARED = {
    "actor": {"kind": "the kind {}", "description": "the description “{}”"},
    "outlet": {"kind": "the kind {}", "note": "the note “{}”"},
    "place": {"precision_m": "a precision of {} m"},
}
"""What is told of known records where a file has it otherwise, beside their names."""

_UNSTATED = ("", None, "not-stated")
_LONGEST_SHOWN = 60


def known_by_slug(records: OwnRecords) -> dict[str, dict[str, int]]:
    """By nouns and slugs the primary keys of records that there are with their very name."""
    found: dict[str, dict[str, int]] = {noun: {} for noun in NAMED}
    for noun in NAMED:
        told = records.told[noun]
        slugs = list(told)
        for start in range(0, len(slugs), _AT_ONCE):
            some = NOUNS[noun].objects.filter(slug__in=slugs[start : start + _AT_ONCE])
            for pk, slug, name in some.order_by().values_list("pk", "slug", "name"):
                if as_compared(name) == as_compared(told[slug].name):
                    found[noun][slug] = pk
    return found


def recognise(records: OwnRecords, known: dict[str, dict[str, Any]]) -> None:
    """Have what rows call a record lead to the one of its slug and name, and to none that the file
    tells of as another.

    ``known``: by nouns what names lead to, a primary key or a set of them.
    """
    there = known_by_slug(records)
    for noun, slug in records.called:
        names, name = known[noun], as_compared(records.called[noun, slug])
        several = noun in ("actor", "place")
        if pk := there[noun].get(slug):
            names[name] = {pk} if several else pk
        elif several:
            names[name] = names.get(name, set()) - set(there[noun].values())
        elif names.get(name) in there[noun].values():
            del names[name]


def differing(records: OwnRecords, known: dict[str, dict[str, Any]]) -> dict[tuple[str, str], str]:
    """By nouns and names, as these are compared, a sentence on each known record of which the file
    tells something else than there is, which stays.

    ``known`` as ``recognise`` takes it.
    """
    found = {}
    for noun, fields in _COMPARED.items():
        by_pk: dict[int, tuple[str, Any]] = {}
        for slug, told in records.told[noun].items():
            name = as_compared(records.called[noun, slug])
            keys = known[noun].get(name) or ()
            keys = {keys} if isinstance(keys, int) else keys
            by_pk |= {pk: (name, told) for pk in keys if len(keys) == 1}
        pks = list(by_pk)
        for start in range(0, len(pks), _AT_ONCE):
            some = NOUNS[noun].objects.filter(pk__in=pks[start : start + _AT_ONCE])
            for record in some.prefetch_related("aliases"):
                name, of_file = by_pk[record.pk]
                other = [
                    words.format(_shown(value))
                    for field, words in fields.items()
                    if (value := getattr(of_file, field)) not in _UNSTATED
                    and value != getattr(record, field)
                ]
                names = {record.name, *(alias.name for alias in record.aliases.all())}
                if more := [f"“{one}”" for one in of_file.aliases if one not in names]:
                    other.append(f"the name{'s' if len(more) > 1 else ''} {', '.join(more)}")
                if other:
                    found[noun, name] = _stays(f"“{record.name}”", other)
    found |= {("kind", as_compared(slug)): told for slug, told in _other_kinds(records)}
    return found


def _other_kinds(records: OwnRecords) -> Iterator[tuple[str, str]]:
    """By their slugs sentences on known kinds of event of which the file tells something else."""
    there = {kind.slug: kind for kind in Kind.objects.all()} if records.told["kind"] else {}
    for slug, told in records.told["kind"].items():
        if (kind := there.get(of_word(slug))) is None:
            continue
        other = []
        if told.name not in (kind.name, slug):
            other.append(f"the name “{told.name}”")
        if told.sign:  # else it is told by events alone, which say no more of it
            other += [f"the sign “{told.sign}”"] * (told.sign != kind.sign)
            other += [f"the place {told.rank} among the others"] * (told.rank != kind.rank)
            hidden = "that it is hidden" if told.hidden else "that it is not hidden"
            other += [hidden] * (told.hidden != kind.hidden)
        if other:
            yield slug, _stays(f"The kind “{kind.name}”", other)


def _stays(what: str, other: Iterable[str]) -> str:
    return f"{what} stays as it is; the file has also: {'; '.join(other)}."


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def told(record: Any, *names: str) -> dict[str, Any]:
    """Some fields of what the file tells of a record; none where it tells nothing."""
    return {name: getattr(record, name) for name in names} if record is not None else {}


def add_aliases(made: Iterable[tuple[Model, Any]]) -> None:
    """Give new records the other names that the file tells, each of one model."""
    rows: list[Any] = []
    for record, of_file in made:
        if of_file is not None:
            relation: Any = record._meta.get_field("aliases")
            names = dict.fromkeys(name for name in of_file.aliases)
            owner = relation.field.attname
            rows += [relation.related_model(**{owner: record.pk, "name": name}) for name in names]
    create(rows)


def outer_places(called: str, records: OwnRecords) -> Iterator[tuple[str, str]]:
    """What rows would call the places that one lies in, from the inside out, each behind the one
    within it.
    """
    seen = {as_compared(called)}
    while (place := records.of("place", called)) and place.lies_in:
        outer = records.name("place", place.lies_in, "")
        if not outer or as_compared(outer) in seen:
            return
        yield called, outer
        seen.add(as_compared(outer))
        called = outer


class PlacesWithin:
    """Puts new places where they lie, unless more would lie one in another than may."""

    def __init__(self) -> None:
        self._above: dict[Any, Any] = {}

    def put(self, place: Place, outer: int | None) -> None:
        """Have an unsaved place lie in one of a primary key."""
        if outer is None:
            return
        self._above = self._above or dict(Place.objects.order_by().values_list("pk", "lies_in_id"))
        if len(lineage(outer, self._above)) < MOST_LEVELS:
            place.lies_in_id = outer

    def made(self, places: Iterable[Place]) -> None:
        """Know of places that were saved."""
        if self._above:
            self._above.update((place.pk, place.lies_in_id) for place in places)
