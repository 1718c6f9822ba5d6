"""Which places a digest's events mean: they name one by its slug or by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from timeline.domain.digest import PlaceEntry
from timeline.models import DigestRecord, Place, PlaceAlias
from timeline.models.record.place import lineage, misplaced
from timeline.services.digest.digest_files import Digest, DigestProblem, Located
from timeline.services.digest.digest_keys import Values
from timeline.services.digest.entry_kinds import PLACES
from timeline.services.records.slugs import SlugPool

Named = tuple[str, Values]


class EventPlaces:
    """The places that the events of a digest name.

    ``keys``: by what an event says, the place's key. ``implied``: by key, what the events alone say
    of a place that has no entry of its own. ``problems``: one for each event that says what several
    places are called.
    """

    def __init__(self, digest: Digest) -> None:
        self.keys: dict[str, str] = {}
        self.implied: dict[str, Values] = {}
        self.problems: list[DigestProblem] = []
        entries = {located.entry.slug: located.entry for located in digest.places}
        texts = dict.fromkeys(e.entry.place for e in digest.events if e.entry.place)
        brought = {
            str(values["name"]): key
            for key, values in DigestRecord.objects.filter(
                kind=PLACES.name, digest=digest.name
            ).values_list("key", "values")
            if "name" in values
        }
        here, there, slugs = _called(entries.values()), _named(texts), _slugs(texts)
        taken = SlugPool(Place)
        taken.taken |= entries.keys() | set(brought.values())
        doubtful = set()
        for text in texts:
            if text in entries:
                self.keys[text] = text
                continue
            said = {"name": text}
            known = here.get(text) or [brought[text] for _ in brought.keys() & {text}]
            if not known and (known := [*there.get(text, ())] or [*slugs & {text}]):
                # Of one that goes by this as its slug or another name, its own name is not told.
                said = said if there.get(text, {}).get(known[0]) else {}
            key = known[0] if known else taken.take(text)
            self.keys[text] = key
            if len(known) > 1:
                doubtful.add(text)
            elif key not in entries:
                self.implied[key] = self.implied.get(key, {"slug": key}) | said
        what = "several places are called “{}”: give the slug of the one that is meant"
        self.problems += [
            event.problem(what.format(event.entry.place), "place")
            for event in digest.events
            if event.entry.place in doubtful
        ]


def circles(places: Iterable[Located[PlaceEntry]]) -> Iterator[DigestProblem]:
    """A problem for each place of a digest that would lie in itself, or too deep."""
    located = {one.entry.slug: one for one in places}
    above = {slug: one.entry.lies_in for slug, one in located.items()}
    for slug, one in located.items():
        if why := misplaced(slug, above):
            yield one.problem(why, "lies_in")


def by_level(places: Iterable[Named]) -> Iterator[list[Named]]:
    """Places with their keys, in groups: each after those of the places that they lie in."""
    values = dict(places)
    above = {key: said.get("lies_in") for key, said in values.items()}
    found: dict[int, list[Named]] = defaultdict(list)
    for key, said in values.items():
        found[len(lineage(key, above))].append((key, said))
    for level in sorted(found):
        yield found[level]


def _called(entries: Iterable[PlaceEntry]) -> dict[str, list[str]]:
    """The slugs of a digest's places by their names, their aliases among these."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for name in dict.fromkeys((entry.name, *entry.aliases)):
            found[name].append(entry.slug)
    return found


def _named(texts: Iterable[str]) -> dict[str, dict[str, bool]]:
    """By those of these texts that are names of the record's places, their slugs, each with whether
    it is their own name, and no alias.
    """
    wanted = list(texts)
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        aliases = PlaceAlias.objects.filter(name__in=some).values_list("name", "place__slug")
        for name, slug in aliases:
            found[name][slug] = False
        for name, slug in Place.objects.filter(name__in=some).values_list("name", "slug"):
            found[name][slug] = True
    return found


def _slugs(texts: Iterable[str]) -> set[str]:
    """Those of these texts that are the slug of a place."""
    return set(texts) & {*Place.objects.order_by().values_list("slug", flat=True)}
