"""Where an axis is marked: round days, months or years, as many as have room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

from timeline.domain.chart.folded_axis import Axis, AxisSegment

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ROOM = 56.0
_LETTER = 6.4
_APART = 8.0
_EDGE = 10.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark at a place on the axis, with its words."""

    x: float
    label: str


def ticks(axis: Axis, *, above_all: date | None = None) -> list[Tick]:
    """Marks from left to right, none of whose words run into the next or over the edge.

    ``above_all`` is a day that has its mark, year and all, before any other gets room. The first
    mark of each segment tells its year, and so does each that changes it.
    """
    row = _Row(axis.width)
    for segment in sorted(axis.segments, key=lambda segment: segment.before):
        days, step = _days(segment)
        year: int | None = None
        if above_all and segment.first <= above_all <= segment.last:
            label = f"{_day_label(above_all)} {above_all.year}"
            if row.put(segment.x(above_all), label):
                year = above_all.year
        for day in days:
            told = step.shows_year or day.year == year
            label = step.label(day) if told else f"{step.label(day)} {day.year}"
            if row.put(segment.x(day), label):
                year = day.year
    return sorted(row.placed, key=lambda tick: tick.x)


class _Row:
    """Room for words along an axis."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.placed: list[Tick] = []

    def put(self, x: float, label: str) -> Tick | None:
        """Place words around a place, if they fit beside those placed before."""
        half = len(label) * _LETTER / 2
        if x - half < -_EDGE or x + half > self.width + _EDGE:
            return None
        for other in self.placed:
            if abs(other.x - x) < half + len(other.label) * _LETTER / 2 + _APART:
                return None
        tick = Tick(x, label)
        self.placed.append(tick)
        return tick


def _days(segment: AxisSegment) -> tuple[list[date], _Step]:
    """The round days within a segment at the finest step that has room for them all."""
    most = max(1, int((segment.right - segment.left) / _ROOM))
    for step in _STEPS:
        inside = takewhile(lambda day: day <= segment.last, step.days(segment.first))
        days = list(islice(inside, most + 1))
        if 1 <= len(days) <= most:
            return days, step
    return [segment.first], _STEPS[0]


@dataclass(frozen=True, slots=True)
class _Step:
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
