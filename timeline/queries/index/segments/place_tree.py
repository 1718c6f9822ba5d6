"""Places and what they lie in: their keys, slugs, names and coordinates, held in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from timeline.domain.coordinates import CoordinateBox
from timeline.domain.text.folding import by_name, holds, words
from timeline.models.record.place import apart, lineage


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A place; ``lies_in`` is the key of the place that it lies in, ``point`` its coordinates,
    degrees north and east.
    """

    slug: str
    name: str
    lies_in: int | None
    point: tuple[float, float] | None


@dataclass(frozen=True)
class PlaceTree:
    """Places by primary key, and their other names with the keys of those that have them."""

    rows: dict[int, PlaceNamed]
    aliases: list[tuple[int, str]]

    @cached_property
    def order(self) -> list[int]:
        """The keys in the order of names."""
        return sorted(self.rows, key=lambda key: by_name(self.rows[key].name))

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {row.slug: key for key, row in self.rows.items()}

    @cached_property
    def _above(self) -> dict[int, int | None]:
        return {key: row.lies_in for key, row in self.rows.items()}

    @cached_property
    def _parts(self) -> dict[int, list[int]]:
        parts: dict[int, list[int]] = defaultdict(list)
        for key, outer in self._above.items():
            if outer is not None:
                parts[outer].append(key)
        return parts

    @cached_property
    def _words(self) -> list[tuple[int, str]]:
        names = [(key, row.name) for key, row in self.rows.items()]
        return [(key, words(name)) for key, name in [*names, *self.aliases]]

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(row.name for row in self.rows.values())

    def label(self, key: int) -> str:
        """A place's name; of one of several places of that name, with where it is."""
        row = self.rows[key]
        if self._names[row.name] == 1:
            return row.name
        outer = self.rows.get(row.lies_in or 0)
        return apart(row.name, slug=row.slug, outer=outer.name if outer else None, point=row.point)

    def keys_of(self, slugs: Iterable[str]) -> list[int]:
        """The keys of the places of these slugs, each once; unknown ones are passed over."""
        return [self._keys[slug] for slug in dict.fromkeys(slugs) if slug in self._keys]

    def lineage(self, key: int) -> list[int]:
        """A place and those that it lies in; none of one that is not here, as 0 never is."""
        return [one for one in lineage(key, self._above) if one in self.rows]

    def inside(self, keys: Iterable[int]) -> set[int]:
        """Some places and all that lies in them."""
        found: set[int] = set()
        ahead = list(keys)
        while ahead:
            if (key := ahead.pop()) not in found:
                found.add(key)
                ahead += self._parts.get(key, ())
        return found

    def within(self, box: CoordinateBox) -> list[int]:
        """The places whose coordinates are in a box."""
        return [key for key, row in self.rows.items() if row.point and box.holds(*row.point)]

    def named(self, term: str) -> Iterator[int]:
        """The places of which a name has a word, or a run of words, that begins with a folded term;
        one of several such names comes several times.
        """
        return (key for key, name in self._words if holds(name, [term]))


def read_places(cursor: Any) -> PlaceTree:
    """The places as the database has them."""
    cursor.execute("SELECT id, slug, name, lies_in_id, latitude, longitude FROM timeline_place")
    rows = {
        key: PlaceNamed(slug, name, lies_in, None if north is None else (north, east))
        for key, slug, name, lies_in, north, east in cursor.fetchall()
    }
    cursor.execute("SELECT place_id, name FROM timeline_placealias")
    return PlaceTree(rows, cursor.fetchall())
