"""Sets of positions: from numpy arrays, by a key, and bit-sliced numbers."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Numbers = NDArray[Any]


def bitmap(positions: Numbers) -> BitMap:
    """The set of these positions, which are sorted for speed, not for meaning."""
    # Through an array: from numpy's own, one Python number would be made for each.
    return BitMap(array("I", positions.astype(np.uint32, copy=False).tobytes()))


def where(mask: Numbers) -> BitMap:
    """The positions at which a mask is true."""
    return bitmap(np.flatnonzero(mask))


def positions(members: BitMap) -> Numbers:
    """A set's positions in order, as numpy has them."""
    return np.frombuffer(members.to_array(), dtype=np.uint32)


def span(ascending: Numbers, value: int) -> tuple[int, int]:
    """From which place to before which a value stands in numbers in ascending order."""
    # Of the same type: else all of the numbers would be turned into another first.
    first, last = np.searchsorted(ascending, np.array([value, value + 1], dtype=ascending.dtype))
    return int(first), int(last)


class Postings:
    """Sets by a whole-number key, such as the events of each actor.

    ``sizes`` holds each key's number of members. ``load`` gives one set by its key; it is asked
    for only those keys that there are.
    """

    def __init__(self, sizes: dict[int, int], *, load: Callable[[int], BitMap]) -> None:
        self.sizes = sizes
        self._load = load

    def __getitem__(self, key: int) -> BitMap:
        """The key's set, empty where nothing has that key; not to be changed."""
        return self._load(key) if key in self.sizes else BitMap()

    def __iter__(self) -> Iterator[int]:
        return iter(self.sizes)


def of_sets(sets: dict[int, BitMap]) -> Postings:
    """Sets at hand, as a family."""
    sizes = {key: len(found) for key, found in sets.items()}
    return Postings(sizes, load=sets.__getitem__)


def family(keys: Numbers, members: Numbers) -> Postings:
    """The sets that pairs of key and position make, in memory; a pair may come twice."""
    return of_sets(dict(grouped(keys, members)))


def grouped(keys: Numbers, members: Numbers) -> Iterator[tuple[int, BitMap]]:
    """For each key in ascending order the set of its members."""
    if not len(keys):
        return
    # One number for each pair: sorting those is several times as quick as sorting pairs.
    span = int(members.max()) + 1
    pairs = np.sort(keys.astype(np.int64) * span + members)
    sorted_keys = pairs // span
    starts = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]]).tolist()
    for start, stop in zip(starts, [*starts[1:], len(pairs)], strict=True):
        yield int(sorted_keys[start]), bitmap(pairs[start:stop] % span)


class Slices:
    """A whole number at each of some positions, kept as a set for each binary digit.

    A comparison takes a few operations on whole sets, however many positions there are (O'Neil
    and Quass, "Improved query performance with variant indexes", 1997). ``known``: where there is
    a number. ``lowest``: what is taken off each before it is sliced.
    """

    def __init__(self, known: BitMap, digits: list[BitMap], *, lowest: int) -> None:
        self.known = known
        self.digits = digits
        self.lowest = lowest

    @classmethod
    def of(cls, numbers: Numbers, *, known: Numbers) -> Slices:
        """Slices of the numbers where ``known`` is true."""
        some = numbers[known].astype(np.int64)
        lowest = int(some.min()) if len(some) else 0
        offsets = np.where(known, numbers.astype(np.int64) - lowest, 0)
        width = int(offsets.max()).bit_length() if len(offsets) else 0
        digits = [where((offsets >> digit) & 1) for digit in range(width)]
        return cls(where(known), digits, lowest=lowest)

    def at_least(self, bound: int) -> BitMap:
        """Where the number is known and not less than the bound."""
        return self.known - self._below(bound)

    def at_most(self, bound: int) -> BitMap:
        """Where the number is known and not more than the bound."""
        return self._below(bound + 1)

    def at(self, position: int) -> int:
        """The number at a position, 0 where it is not known."""
        if position not in self.known:
            return 0
        some = (1 << place for place, digit in enumerate(self.digits) if position in digit)
        return self.lowest + sum(some)

    def total(self, members: BitMap) -> int:
        """The numbers of these positions added up."""
        count: int = members.intersection_cardinality(self.known)
        return count * self.lowest + sum(
            members.intersection_cardinality(digit) << place
            for place, digit in enumerate(self.digits)
        )

    def _below(self, bound: int) -> BitMap:
        offset = bound - self.lowest
        if offset <= 0:
            return BitMap()
        if offset >> len(self.digits):
            return BitMap(self.known)
        below, equal = BitMap(), BitMap(self.known)
        for place in range(len(self.digits) - 1, -1, -1):
            if offset >> place & 1:
                below |= equal - self.digits[place]
                equal &= self.digits[place]
            else:
                equal -= self.digits[place]
        return below
