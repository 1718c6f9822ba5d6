"""Which person a surname alone stands for, by the full names in the same text."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.gazetteer import Match, Rank
from timeline.domain.names.name import Kind
from timeline.domain.names.surnames import PARTICLES, surname

_MOST_PARTS = 8


class NamedEntity(NamedTuple):
    """Whom a mention refers to, in the fields of ``Name``.

    ``actor`` where the register has the name, ``alias_of`` where it has nearly this name, and else
    the ``full`` form of somebody new.
    """

    actor: str = ""
    alias_of: str = ""
    full: str = ""
    kind: Kind = ""


class SurnameUse(NamedTuple):
    """A full name at an offset of the text; ``family``: its surname in lower case."""

    start: int
    entity: NamedEntity
    family: str


class SurnameIndex:
    """The persons that a text names in full, by the last word of their surnames in lower case."""

    def __init__(self) -> None:
        self._by_last: dict[str, list[SurnameUse]] = {}
        self._by_other: dict[str, tuple[NamedEntity, str]] = {}
        self._by_ending: dict[str, NamedEntity] = {}
        self._actors: dict[str, set[str]] = {}

    def add(self, normal: str, *, start: int, entity: NamedEntity) -> None:
        """Add a person named in full at an offset; in any order, for ``sort`` puts them right."""
        parts = normal.split()
        family = surname(parts).lower()
        last = family.rpartition(" ")[2]
        use = SurnameUse(start, entity, family)
        for each in {last, last.removeprefix("al-").removeprefix("el-")}:
            self._by_last.setdefault(each, []).append(use)
            self._actors.setdefault(each, set()).add(entity.actor)
        for at in range(1, min(len(parts), _MOST_PARTS) - 1):
            low = parts[at].lower()
            self._by_ending.setdefault(" ".join(parts[at:]).lower(), entity)
            if (
                low not in Lexicon.FIRST_NAMES
                and low not in PARTICLES
                and len(low) > 2
                and low != last
            ):
                # Of two family names the first is repeated too: "Peña" of "Peña Nieto".
                self._by_other.setdefault(low, (entity, low))

    def ending(self, normal: str) -> NamedEntity | None:
        """The person whose full name ends in these words ("Suu Kyi"), or ``None``."""
        return self._by_ending.get(normal.lower())

    def sort(self) -> None:
        """Put the full names in the text's order, which ``of`` needs; to be called before it."""
        for surnames in self._by_last.values():
            surnames.sort(key=lambda each: each.start)

    def __contains__(self, low: str) -> bool:
        """Whether somebody bears a surname that ends in this word."""
        return low in self._by_last

    def of(self, low: str, match: Match | None, *, start: int) -> tuple[NamedEntity | None, str]:
        """The person whom a surname alone at an offset stands for, and the whole surname.

        That is the one whose full name stands nearest before; else the register's, where ``match``
        has one actor only; else the first whose full name follows, or who has the word for the
        first of two family names. ``None`` and "" where there is none.
        """
        named = self._by_last.get(low, [])
        before = bisect_right(named, start, key=lambda each: each.start)
        if before:
            return named[before - 1].entity, named[before - 1].family
        if match is not None:
            written = {each.key for each in match.entries if each.rank is Rank.WRITTEN}
            keys = written or {each.key for each in match.entries}
            if len(keys) > 1:
                keys &= self._actors.get(low, set())
            if len(keys) == 1:
                return NamedEntity(actor=keys.pop(), kind=match.entry.kind), ""
            return None, ""
        return (named[0].entity, named[0].family) if named else self._by_other.get(low, (None, ""))
