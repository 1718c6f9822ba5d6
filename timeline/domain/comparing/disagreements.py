"""Where tellings contradict each other: dates without a day in common, details that differ."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from timeline.domain.comparing.figures import comparable
from timeline.domain.text.folding import APART, words
from timeline.domain.time.agreement import one_moment_as_one
from timeline.domain.time.intervals import Interval
from timeline.domain.time.time_of_day import timed_day, widest_apart

T = TypeVar("T")
FIGURE = "figure"
"""The aspect of which values are figures."""
Days = tuple[date, date]
"""A first and a last day."""


@dataclass(frozen=True, slots=True)
class DateSides(Generic[T]):
    """The sides of a dispute on a date.

    ``sides``: the tellings of each side, the earliest side first; one side where all agree. All
    tellings of a side have a day in common, and two sides have none, or times of day that differ.
    ``between``: the tellings that agree with several sides, each with the numbers of those sides,
    from 0.
    """

    sides: list[list[T]]
    between: list[tuple[T, list[int]]]


@dataclass(frozen=True, slots=True)
class GivenDetail(Generic[T]):
    """A detail that one telling gives. ``source`` tells apart who gives it."""

    aspect: str
    subject: str
    value: str
    source: Hashable
    telling: T


@dataclass(frozen=True, slots=True)
class DetailSide(Generic[T]):
    """One value of a detail, as the first telling has it, and all that give it."""

    value: str
    given: list[GivenDetail[T]]


@dataclass(frozen=True, slots=True)
class Contradiction(Generic[T]):
    """A detail of which different sources give different values."""

    aspect: str
    subject: str
    sides: list[DetailSide[T]]


def sides_of_dates(dated: Iterable[tuple[T, Interval]]) -> DateSides[T]:
    """Part tellings by their dates; undated ones are passed over.

    The sides form around the dates that end first and have no day in common. A vague date that
    several sides share a day with takes none of them.
    """
    told = [(telling, interval) for telling, interval in dated if interval.is_dated]
    intervals = one_moment_as_one([interval for _, interval in told])
    tellings = [
        (telling, interval.calendar_bounds)
        for (telling, _), interval in zip(told, intervals, strict=True)
    ]
    shared = _cores([bounds for _, bounds in tellings])
    members: list[list[int]] = [[] for _ in shared]
    waiting = list(range(len(tellings)))
    while waiting:
        left = []
        for index in waiting:
            bounds = tellings[index][1]
            agreed = _meeting(shared, bounds)
            if len(agreed) == 1:
                members[agreed[0]].append(index)
                shared[agreed[0]] = _common(shared[agreed[0]], bounds)
            else:
                left.append(index)
        if len(left) == len(waiting):
            break
        waiting = left
    days = [sorted(some) for some in members]
    by_hour = [_parted_by_hour(some, [interval.edtf for interval in intervals]) for some in days]
    numbers: list[list[int]] = []
    for parts in by_hour:
        first = sum(map(len, numbers))
        numbers.append(list(range(first, first + len(parts))))
    sides = [part for parts in by_hour for part in parts]
    without_hour = [
        (index, numbers[day])
        for day, parts in enumerate(by_hour)
        for index in days[day]
        if all(index not in part for part in parts)
    ]
    between = [
        (index, [number for day in _meeting(shared, tellings[index][1]) for number in numbers[day]])
        for index in waiting
    ]
    return DateSides(
        [[tellings[index][0] for index in side] for side in sides],
        [(tellings[index][0], among) for index, among in sorted(between + without_hour)],
    )


def contradictions(details: Iterable[GivenDetail[T]]) -> list[Contradiction[T]]:
    """The details of one event of which different sources give different values.

    Aspect and subject name a detail; subjects and values are compared by ``subject_key`` and
    ``value_key``. What one source alone gives contradicts nothing.
    """
    by_subject: dict[tuple[str, str], list[GivenDetail[T]]] = {}
    for given in details:
        by_subject.setdefault((given.aspect, subject_key(given.subject)), []).append(given)
    found = []
    for (aspect, _), some in by_subject.items():
        values: dict[str, list[GivenDetail[T]]] = {}
        for given in some:
            values.setdefault(value_key(given.aspect, given.value), []).append(given)
        if len(values) > 1 and len({given.source for given in some}) > 1:
            sides = [DetailSide(same[0].value, same) for same in values.values()]
            found.append(Contradiction(aspect, some[0].subject, sides))
    return found


def subject_key(subject: str) -> str:
    """What a detail's subject is compared by: its words, folded."""
    return words(subject).partition(APART)[0].strip()


def value_key(aspect: str, value: str) -> str:
    """What a detail's value is compared by: a figure as a figure, all else by its words, folded."""
    return comparable(value) if aspect == FIGURE else subject_key(value)


def _cores(intervals: Iterable[Days]) -> list[Days]:
    """As many of the intervals as possible of which no two have a day in common, earliest first."""
    cores: list[Days] = []
    for bounds in sorted(intervals, key=lambda b: (b[1], -b[0].toordinal())):
        if not cores or bounds[0] > cores[-1][1]:
            cores.append(bounds)
    return cores


def _parted_by_hour(some: list[int], texts: Sequence[str]) -> list[list[int]]:
    """Those of a day parted by their times of day, the earliest first; all as one where none
    differ, else without those that have none.
    """
    if not widest_apart(texts[index] for index in some):
        return [some]
    parts: list[list[int]] = []
    timed = [(found, index) for index in some if (found := timed_day(texts[index]))]
    for _, index in sorted(timed, key=lambda one: (one[0].local, one[1])):
        for part in parts:
            if not widest_apart(texts[other] for other in (*part, index)):
                part.append(index)
                break
        else:
            parts.append([index])
    return [sorted(part) for part in parts]


def _meeting(sides: Sequence[Days], bounds: Days) -> list[int]:
    """The numbers of the sides with a day in these bounds."""
    first, last = bounds
    return [side for side, common in enumerate(sides) if common[0] <= last and first <= common[1]]


def _common(one: Days, other: Days) -> Days:
    return max(one[0], other[0]), min(one[1], other[1])
