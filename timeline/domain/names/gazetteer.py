"""The register's names, compiled: found in a page in one pass, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

import ahocorasick

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.name import Kind
from timeline.domain.names.ordinary_words import is_ordinary
from timeline.domain.names.spellings import Spellings, plain
from timeline.domain.names.surnames import surname, untitled
from timeline.domain.text.folded_text import FoldedText

LONGEST = 160
"""The characters of a name, at most: longer ones are left out."""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the register: its key, kind, and every name and spelling that sources use."""

    key: str
    kind: Kind
    names: tuple[str, ...]


class Rank(IntEnum):
    """Why a spelling stands for somebody: the lower the number, the surer."""

    WRITTEN = 0
    SURNAME = 1
    """The last name of a person whom the register names in full."""
    ALSO = 2
    """Another usual name of a state or a body that the register has: to be proposed."""
    WORLD = 3
    """A state or a body that the register does not have."""
    HIDDEN = 4
    """A city, a paper, a war: no actor, and what stands inside is none either."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A spelling in the gazetteer, and whom it stands for.

    ``key``: the register's actor, or empty for one that it does not have, who is then called
    ``full``. ``shape``: the spelling with the capitals that a text must have.
    """

    rank: Rank
    key: str
    full: str
    kind: Kind
    shape: str


@dataclass(frozen=True, slots=True)
class Match:
    """The longest spelling found at a place, with the entries it may be, the surest first."""

    start: int
    end: int
    entries: tuple[GazetteerEntry, ...]

    @property
    def entry(self) -> GazetteerEntry:
        """The surest of its entries."""
        return self.entries[0]


_SHORT = 4
_PARTS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,6}")
_PARTING = re.compile(r'[,;:()"|!?\n/•]')
_DOMAIN = re.compile(r"\.[a-z0-9]")


@dataclass(frozen=True)
class Gazetteer:
    """Actors and all that they are called, compiled once for any number of texts.

    What every reader knows is in it too: the world's states, its best-known bodies, and places
    and papers that hide names inside of theirs.
    """

    actors: tuple[KnownActor, ...]
    _entries: list[tuple[GazetteerEntry, ...]] = field(repr=False, compare=False)
    _lengths: list[int] = field(repr=False, compare=False)
    _automaton: Any = field(repr=False, compare=False)
    _by_key: dict[str, KnownActor] = field(repr=False, compare=False)

    @classmethod
    def of(cls, actors: Iterable[KnownActor]) -> Gazetteer:
        """The register of some actors. Names without a letter, or too long, are left out."""
        known = tuple(actors)
        table: dict[str, list[GazetteerEntry]] = {}
        for actor in known:
            for name in actor.names:
                _add(table, GazetteerEntry(Rank.WRITTEN, actor.key, "", actor.kind, name))
        surnames = [
            GazetteerEntry(Rank.SURNAME, actor.key, "", actor.kind, last)
            for actor in known
            if actor.kind == "person"
            for last in _surnames(actor)
        ]
        _add_world(table)
        for entry in surnames:
            standing = table.get(_key(FoldedText.of(entry.shape)))
            if standing is None or standing[0].rank <= Rank.SURNAME:
                _add(table, entry)
        automaton = ahocorasick.Automaton()
        entries: list[tuple[GazetteerEntry, ...]] = []
        lengths: list[int] = []
        for key, found in table.items():
            automaton.add_word(key, len(entries))
            entries.append(tuple(sorted(found, key=lambda each: each.rank)))
            lengths.append(len(key))
        automaton.make_automaton()
        return cls(known, entries, lengths, automaton, {actor.key: actor for actor in known})

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its actors, and compiled anew."""
        return Gazetteer.of, (self.actors,)

    def matches(self, page: FoldedText) -> list[Match]:
        """The names in a page, in order: the longest from the left, whole words, none overlapping.

        Case counts: "US" is not "us", and a name with a capital needs one; "NATO" may be "Nato",
        "Putin" may be "PUTIN".
        """
        apart, normal = page.apart, page.normal
        longest: dict[int, tuple[int, tuple[GazetteerEntry, ...]]] = {}
        for last, number in self._automaton.iter(apart):
            # A space stands before each name, and before the page: one place further on.
            end = last
            following = apart[last + 1 : last + 2]
            if following != " " and following:
                continue
            start = last - self._lengths[number] + 1
            entries = self._fitting(page, normal[start:end], self._entries[number], start)
            if entries and _stands_apart(normal, start, end):
                longest[start] = (end, entries)
        found = []
        at = 0
        for start in sorted(longest):
            end, entries = longest[start]
            if start >= at:
                if normal[end : end + 1] == "." and normal[end - 2 : end - 1] == ".":
                    # The last dot of "U.S." is its own.
                    end += 1
                found.append(Match(start, end, entries))
                at = end
        return found

    def actor(self, key: str) -> KnownActor:
        """The actor of a key; ``KeyError`` for another's."""
        return self._by_key[key]

    def has(self, word: str) -> bool:
        """Whether a word in lower case is a name by itself, in the register or of a state."""
        return f" {word}" in self._automaton

    @cached_property
    def spellings(self) -> Spellings:
        """The register's names, for what is one letter away from one."""
        names: dict[str, set[str]] = {}
        for entries in self._entries:
            for entry in entries:
                if entry.rank <= Rank.SURNAME:
                    names.setdefault(plain(entry.shape.lower()), set()).add(entry.key)
        return Spellings.of(names)

    def _fitting(
        self, page: FoldedText, surface: str, entries: tuple[GazetteerEntry, ...], start: int
    ) -> tuple[GazetteerEntry, ...]:
        if surface.isupper() and len(surface) <= _SHORT and is_ordinary(surface.lower()):
            if page.is_shouted(start):
                # "US" in a headline all in capitals may be "us".
                return ()
        fitting = tuple(
            entry
            for entry in entries
            if entry.shape == surface or _fits(surface, entry.shape, page=page, start=start)
        )
        if len(fitting) > 1 and fitting[-1].rank > Rank.SURNAME:
            best = fitting[0].rank
            return tuple(each for each in fitting if each.rank <= max(best, Rank.SURNAME))
        return fitting


def _key(page: FoldedText) -> str:
    """The string that a name is searched by: names that differ in case and marks only share it."""
    return page.apart.rstrip(" ")


def _add(table: dict[str, list[GazetteerEntry]], entry: GazetteerEntry) -> None:
    for written in _written(entry.shape.strip()):
        page = FoldedText.of(written)
        key = _key(page)
        if not key or len(key) > LONGEST:
            continue
        shape = page.normal[: len(key) - 1]
        entries = table.setdefault(key, [])
        if entry.rank >= Rank.ALSO and entries and entries[0].rank < Rank.ALSO:
            # What the register itself says goes before what everybody knows.
            continue
        if all(each.key != entry.key or each.shape != shape for each in entries):
            entries.append(replace(entry, shape=shape))


def _written(shape: str) -> Iterable[str]:
    """A name, and with its initials' dots or without them."""
    yield shape
    if len(shape) == 2 and shape.isascii() and shape.isupper() and shape.isalpha():
        yield ".".join(shape) + "."
    elif "." in shape:
        bare = _DOTTED.sub(lambda match: match[0].replace(".", ""), shape)
        yield bare.replace(". ", " ").rstrip(".")
    elif any(len(part) == 1 for part in shape.split(" ")):
        yield " ".join(f"{part}." if len(part) == 1 else part for part in shape.split(" "))


def _surnames(actor: KnownActor) -> set[str]:
    found = set()
    for name in actor.names:
        parts = untitled(FoldedText.of(name[:LONGEST]).normal.split())
        if len(parts) < 2 or not parts[0][:1].isupper():
            continue
        last = surname(parts)
        bare = last.rpartition(" ")[2].removeprefix("al-").removeprefix("el-")
        for each in {last, bare}:
            if len(each) > 1 and each[-1].isalnum() and not is_ordinary(each.lower()):
                found.add(each)
    return found


def _add_world(table: dict[str, list[GazetteerEntry]]) -> None:
    world: tuple[tuple[dict[str, tuple[str, ...]], Kind], ...] = (
        (Lexicon.STATES, "state"),
        (Lexicon.BODIES, "organisation"),
    )
    for listed, kind in world:
        for name, others in listed.items():
            spellings = (name, *others)
            keys = {
                entry.key
                for spelling in spellings
                for entry in table.get(_key(FoldedText.of(spelling)), ())
                if entry.rank is Rank.WRITTEN and entry.kind == kind
            }
            key = keys.pop() if len(keys) == 1 else ""
            rank = Rank.ALSO if key else Rank.WORLD
            for spelling in spellings:
                _add(table, GazetteerEntry(rank, key, name, kind, spelling))
    for hidden in (Lexicon.PAPERS, Lexicon.PHRASES, Lexicon.PLACES):
        for name in hidden:
            _add(table, GazetteerEntry(Rank.HIDDEN, "", name, "", name))


def _fits(surface: str, shape: str, *, page: FoldedText, start: int) -> bool:
    """Whether a name may be written with these capitals."""
    if _PARTING.search(surface) and not _PARTING.search(shape):
        return False
    written, asked = _PARTS.findall(surface), _PARTS.findall(shape)
    if len(written) != len(asked):
        return False
    shouted = page.is_shouted(start) if surface.isupper() else False
    return all(_word_fits(*pair, shouted) for pair in zip(written, asked, strict=True))


def _word_fits(written: str, asked: str, shouted: bool) -> bool:
    if written == asked or asked.islower():
        return True
    if not asked[:1].isupper():
        # Scripts without capitals have no case to compare; "iPhone" is as it is.
        return written.lower() == asked.lower() and not written.islower()
    if len(asked) > 1 and asked.isupper():
        titled = written[:1].isupper() and written[1:].islower()
        return titled and len(asked) > 3 and not is_ordinary(asked.lower())
    if not written[:1].isupper():
        return False
    return not written.isupper() or shouted or len(written) > 3 or len(written) == 1


def _stands_apart(normal: str, start: int, end: int) -> bool:
    """Whether a stretch is no part of a longer word, of an address or of a handle."""
    before = normal[start - 1] if start else " "
    if before == "@":
        return False
    if start > 1 and normal[start - 2].isalnum():
        if before == "'" or (before == "." and normal[start].islower()):
            return False
    after = normal[end : end + 2]
    if after[:1] == "'" and after[1:].isupper():
        return False
    return not _DOMAIN.match(after)
