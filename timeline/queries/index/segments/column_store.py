"""Where a segment keeps its columns and postings: in memory, or in a file (``mapped_file``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import BitSlices, Numbers, Postings, grouped


class ColumnStore(Protocol):
    """Columns and postings by name; ``metadata`` is what is small, as JSON has it."""

    metadata: dict[str, Any]

    def array(self, name: str) -> Numbers:
        """A column, not to be changed. Raises ``KeyError`` where there is none of that name."""

    def postings(self, name: str) -> Postings:
        """Sets by key. Raises ``KeyError`` where there are none of that name."""


class MemoryColumns:
    """A column store in memory, which can be written to."""

    def __init__(self) -> None:
        self.metadata: dict[str, Any] = {}
        self.arrays: dict[str, Numbers] = {}
        self.sets: dict[str, dict[int, BitMap]] = {}

    def array(self, name: str) -> Numbers:
        return self.arrays[name]

    def postings(self, name: str) -> Postings:
        return Postings.of(self.sets[name])

    def put_pairs(self, name: str, keys: Numbers, members: Numbers) -> None:
        """Put postings made of pairs of key and position."""
        self.sets[name] = dict(grouped(keys, members))

    def put_named(self, name: str, sets: dict[str, BitMap]) -> None:
        """Put postings whose keys are words."""
        self.metadata[name] = list(sets)
        self.sets[name] = dict(enumerate(sets.values()))

    def put_slices(self, name: str, numbers: Numbers, *, known: Numbers) -> None:
        """Put numbers, sliced by their digits."""
        slices = BitSlices.of(numbers, known=known)
        self.metadata[name] = slices.lowest
        self.sets[name] = dict(enumerate([slices.known, *slices.digits]))


def named(columns: ColumnStore, name: str, word: str) -> BitMap:
    """One of the sets that were put by words, empty where there is none of that word."""
    words: Sequence[str] = columns.metadata[name]
    return columns.postings(name)[words.index(word)] if word in words else BitMap()


def sliced(columns: ColumnStore, name: str) -> BitSlices:
    """Numbers that were put as slices."""
    sets = columns.postings(name)
    known, *digits = (sets[key] for key in sorted(sets))
    return BitSlices(known, digits, lowest=columns.metadata[name])


def texts(values: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Texts as two arrays: where each begins, with the end of the last, and their UTF-8."""
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum([len(value) for value in encoded], out=starts[1:])
    return starts, np.frombuffer(b"".join(encoded), dtype=np.uint8)


def text_at(columns: ColumnStore, name: str, place: int) -> str:
    """One of the texts that were put as the arrays ``<name>_starts`` and ``<name>``."""
    first, last = columns.array(f"{name}_starts")[place : place + 2].tolist()
    return columns.array(name)[first:last].tobytes().decode("utf-8", "surrogatepass")
