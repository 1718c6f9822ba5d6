"""Where a part of the index keeps its arrays and sets: in memory, or in a file (``file``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import Numbers, Postings, Slices, grouped, of_sets


class ColumnStore(Protocol):
    """Arrays and families of sets by name; ``facts`` are small things beside, as JSON has them."""

    facts: dict[str, Any]

    def array(self, name: str) -> Numbers:
        """An array, not to be changed."""

    def family(self, name: str) -> Postings:
        """A family of sets."""


class MemoryColumns:
    """A shelf in memory, which can be put on."""

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.arrays: dict[str, Numbers] = {}
        self.families: dict[str, dict[int, BitMap]] = {}

    def array(self, name: str) -> Numbers:
        """An array that was put."""
        return self.arrays[name]

    def family(self, name: str) -> Postings:
        """A family that was put."""
        return of_sets(self.families[name])

    def put_pairs(self, name: str, keys: Numbers, members: Numbers) -> None:
        """Put a family made of pairs of key and position."""
        self.families[name] = dict(grouped(keys, members))

    def put_named(self, name: str, sets: dict[str, BitMap]) -> None:
        """Put a family whose keys are words."""
        self.facts[name] = list(sets)
        self.families[name] = dict(enumerate(sets.values()))

    def put_slices(self, name: str, numbers: Numbers, *, known: Numbers) -> None:
        """Put numbers, sliced by their digits."""
        slices = Slices.of(numbers, known=known)
        self.facts[name] = slices.lowest
        self.families[name] = dict(enumerate([slices.known, *slices.digits]))


def named(shelf: ColumnStore, name: str, word: str) -> BitMap:
    """A set by its word, empty where there is none of that word."""
    words: Sequence[str] = shelf.facts[name]
    return shelf.family(name)[words.index(word)] if word in words else BitMap()


def sliced(shelf: ColumnStore, name: str) -> Slices:
    """Numbers that were put as slices."""
    sets = shelf.family(name)
    known, *digits = (sets[key] for key in sorted(sets))
    return Slices(known, digits, lowest=shelf.facts[name])


def texts(values: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Texts as two arrays: where each begins, with the end of the last, and their UTF-8."""
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum([len(value) for value in encoded], out=starts[1:])
    return starts, np.frombuffer(b"".join(encoded), dtype=np.uint8)


def text(shelf: ColumnStore, name: str, place: int) -> str:
    """One of the texts put as the arrays ``<name>_starts`` and ``<name>``."""
    first, last = shelf.array(f"{name}_starts")[place : place + 2].tolist()
    return shelf.array(name)[first:last].tobytes().decode("utf-8", "surrogatepass")
