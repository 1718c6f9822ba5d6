"""Sets of whole numbers as compressed bitmaps, made from numpy arrays, by key, or bit-sliced."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Numbers = NDArray[Any]


def bitmap(numbers: Numbers) -> BitMap:
    """The set of these whole numbers from 0; quickest where they are in order."""
    # Through an array: from numpy's own, one Python number would be made for each.
    return BitMap(array("I", numbers.astype(np.uint32, copy=False).tobytes()))


def where(mask: Numbers) -> BitMap:
    """The places at which a mask is true."""
    return bitmap(np.flatnonzero(mask))


def positions(members: BitMap) -> Numbers:
    """A set's members in ascending order, as an array."""
    return np.frombuffer(members.to_array(), dtype=np.uint32)


def mask(members: BitMap, size: int) -> Numbers:
    """For each number from 0 to before ``size``, whether the set has it."""
    found = np.zeros(size, dtype=bool)
    found[positions(members)] = True
    return found


def equal_range(ascending: Numbers, value: int) -> tuple[int, int]:
    """From which place to before which a value stands in numbers in ascending order."""
    # Of the same type: else all of the numbers would be turned into another first.
    first, last = np.searchsorted(ascending, np.array([value, value + 1], dtype=ascending.dtype))
    return int(first), int(last)


def run_starts(ordered: Numbers) -> Numbers:
    """Of numbers of which equal ones stand together, a mask of the first of each value."""
    return np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)]


def distinct_pairs(keys: Numbers, members: Numbers) -> tuple[Numbers, Numbers]:
    """Each pair of numbers from 0 once, by the first number and then by the second."""
    # One number for each pair: sorting those is several times as quick as sorting pairs.
    width = int(members.max()) + 1 if len(members) else 1
    pairs = np.sort(keys.astype(np.int64) * width + members)
    pairs = pairs[run_starts(pairs)]
    return pairs // width, pairs % width


class Postings:
    """Sets by a whole-number key, such as the events of each actor.

    ``sizes`` holds each key's number of members. ``load`` gives one set by its key; it is asked
    for only those keys that there are.
    """

    def __init__(self, sizes: dict[int, int], *, load: Callable[[int], BitMap]) -> None:
        self.sizes = sizes
        self._load = load

    @classmethod
    def of(cls, sets: dict[int, BitMap]) -> Postings:
        """Postings of sets at hand."""
        return cls({key: len(found) for key, found in sets.items()}, load=sets.__getitem__)

    @classmethod
    def of_pairs(cls, keys: Numbers, members: Numbers) -> Postings:
        """Postings in memory of pairs of key and member; a pair may come twice."""
        return cls.of(dict(grouped(keys, members)))

    def __getitem__(self, key: int) -> BitMap:
        """The key's set, empty where nothing has that key; not to be changed."""
        return self._load(key) if key in self.sizes else BitMap()

    def __iter__(self) -> Iterator[int]:
        return iter(self.sizes)


def grouped(keys: Numbers, members: Numbers) -> Iterator[tuple[int, BitMap]]:
    """For each key in ascending order the set of its members; a pair may come twice."""
    keys, members = distinct_pairs(keys, members)
    starts = np.flatnonzero(run_starts(keys)).tolist()
    for start, stop in zip(starts, [*starts[1:], len(keys)], strict=bool(starts)):
        yield int(keys[start]), bitmap(members[start:stop])


class BitSlices:
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
    def of(cls, numbers: Numbers, *, known: Numbers) -> BitSlices:
        """Slices of the numbers where the mask ``known`` is true."""
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

    def numbers(self, size: int) -> Numbers:
        """The number at each position from 0 to before ``size``, 0 where it is not known."""
        found = np.zeros(size, dtype=np.int32)
        found[positions(self.known)] = self.lowest
        for place, digit in enumerate(self.digits):
            found[positions(digit)] += 1 << place
        return found

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
