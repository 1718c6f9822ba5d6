"""A name found in running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["", "person", "organisation", "state"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, and whom it names.

    ``start`` and ``end``: its characters, no possessive, the end exclusive; ``surface``: those
    words. ``actor``: the register's key where it is one of its names. ``alias_of``: the key of the
    actor whose name it is one letter away from, or that it is another usual name of ("UK"), else
    empty: a spelling to propose. Where both are empty it is a proposed new actor and ``full`` is
    its fullest form in this text ("Dmytro Kuleba" for a later "Kuleba"), or what a state or a
    well-known body is usually called ("United States" for "US"), which all its occurrences share.
    ``kind``: from the register, or guessed from cues, or empty. ``role``: the words of office
    beside it ("foreign minister"), as written.
    """

    start: int
    end: int
    surface: str
    actor: str = ""
    alias_of: str = ""
    full: str = ""
    kind: Kind = ""
    role: str = ""

    @property
    def entity(self) -> str:
        """What names of one actor share: the register's key, or else the full form."""
        return self.actor or self.alias_of or self.full or self.surface
