"""Where an axis is marked: round days, months or years, as many as have room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from itertools import islice, takewhile

from timeline.domain.chart.folded_axis import Axis, AxisSegment
from timeline.domain.chart.text_width import text_width

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ROOM = 56.0
"""Pixels of a flat axis that a mark takes at least."""
_LETTERS = 11.0
"""The size of a label's letters."""
_APART = 8.0
"""Pixels between two labels on a flat axis."""
_PLACES = 9
"""Days, of those nearest to a segment's middle, that are tried for its only mark."""
_EDGE = 10.0
"""Pixels that a label may reach over an end of the axis."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark, ``x`` from the axis's left end (``Axis.x``), and the words that stand there."""

    x: float
    label: str


def ticks(axis: Axis, *, above_all: date | None = None, height: float | None = None) -> list[Tick]:
    """The marks along an axis, in order; no label overlaps another or the edge.

    ``above_all``: a day that is marked, with its year, before any other gets room. Each segment has
    a mark, unless it is too short for any label. A mark's label has the year where it is the first
    of its segment or another year than that of the mark before it. ``height``: on an upright axis,
    how many pixels of it a label takes; ``None`` for a flat one, where it is the label's width.
    """
    row = _Row(axis.width, height)
    opening = [s for s in axis.segments if above_all and s.first <= above_all <= s.last][:1]
    for segment in opening:
        assert above_all is not None
        row.put(segment.x(above_all), f"{_day_label(above_all)} {above_all.year}")
    # A short one has the fewest places for its words.
    for segment in sorted(axis.segments, key=lambda segment: segment.right - segment.left):
        year = above_all.year if above_all and segment in opening and row.placed else None
        found = year is not None
        days, step = _days(segment, height)
        for day in days:
            told = step.shows_year or day.year == year
            label = step.label(day) if told else f"{step.label(day)} {day.year}"
            if row.put(segment.x(day), label):
                year, found = day.year, True
        if not found:
            any(row.put(segment.x(day), label) for day, label in _alone(segment))
    return sorted(row.placed, key=lambda tick: tick.x)


class _Row:
    """The labels put along an axis so far, and whether another has room beside them."""

    def __init__(self, width: float, height: float | None) -> None:
        self.width = width
        self.height = height
        self.placed: list[Tick] = []

    def half(self, label: str) -> float:
        """Half of the room along the axis that words take."""
        return (self.height or text_width(label, pixels=_LETTERS)) / 2

    def put(self, x: float, label: str) -> Tick | None:
        """Put words around a place; ``None`` where they don't fit beside those put before."""
        half = self.half(label)
        if x - half < -_EDGE or x + half > self.width + _EDGE:
            return None
        apart = 0.0 if self.height else _APART
        for other in self.placed:
            if abs(other.x - x) < half + self.half(other.label) + apart:
                return None
        tick = Tick(x, label)
        self.placed.append(tick)
        return tick


def _alone(segment: AxisSegment) -> Iterator[tuple[date, str]]:
    """The days that may be a segment's only mark, the best first, with their words.

    That is the beginning of a year in several years, of a month in several months, and a day where
    there are few; the nearest to the middle, for there is most room.
    """
    middle = segment.first + (segment.last - segment.first) // 2
    length = (segment.last - segment.first).days
    step = _YEARS if length >= 730 else _MONTHS_EACH if length >= 60 else _DAYS
    inside = takewhile(lambda day: day <= segment.last, step.days(segment.first))
    for day in nsmallest(_PLACES, inside, key=lambda day: abs(day - middle)):
        yield day, step.label(day) if step.shows_year else f"{step.label(day)} {day.year}"
    yield middle, f"{_MONTHS[middle.month - 1]} {middle.year}"
    yield middle, str(middle.year)


def _days(segment: AxisSegment, height: float | None) -> tuple[list[date], _Step]:
    """The round days of a segment, at the finest step at which all have room, and that step."""
    room = height * 2 if height else _ROOM
    most = max(1, int((segment.right - segment.left) / room))
    for step in _STEPS:
        inside = takewhile(lambda day: day <= segment.last, step.days(segment.first))
        days = list(islice(inside, most + 1))
        if 1 <= len(days) <= most:
            return days, step
    return [segment.first], _STEPS[0]


@dataclass(frozen=True, slots=True)
class _Step:
    """A way to choose round days: ``days`` gives them from a day on, ``label`` the words for one,
    and ``shows_year`` says whether these have the year in them.
    """

    days: Callable[[date], Iterator[date]]
    label: Callable[[date], str]
    shows_year: bool = False


def _every_days(count: int) -> Callable[[date], Iterator[date]]:
    def days(first: date) -> Iterator[date]:
        day = first
        while True:
            yield day
            if (date.max - day).days < count:
                return
            day += timedelta(days=count)

    return days


def _every_months(count: int) -> Callable[[date], Iterator[date]]:
    def days(first: date) -> Iterator[date]:
        months = first.year * 12 + first.month - 1 + (first.day > 1)
        months += -months % count
        while months // 12 <= 9999:
            yield date(months // 12, months % 12 + 1, 1)
            months += count

    return days


def _day_label(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


_STEPS = [
    *(_Step(_every_days(n), _day_label) for n in (1, 2, 7)),
    *(_Step(_every_months(n), lambda day: _MONTHS[day.month - 1]) for n in (1, 2, 3, 6)),
    *(
        _Step(_every_months(12 * n), lambda day: str(day.year), shows_year=True)
        for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
    ),
]
_DAYS, _MONTHS_EACH, _YEARS = _STEPS[0], _STEPS[3], _STEPS[7]
