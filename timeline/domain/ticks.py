"""Where an axis is marked: round days, months or years, as many as have room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

from timeline.domain.folded_axis import Axis, Segment

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ROOM = 56.0
_LETTER = 6.4


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark at a place on the axis, with its words."""

    x: float
    label: str


def ticks(axis: Axis) -> list[Tick]:
    """Marks from left to right, none of whose words run into the next or over the edge."""
    found: list[Tick] = []
    taken = 0.0
    for segment in axis.segments:
        for day, label in _candidates(segment):
            x, half = segment.x(day), len(label) * _LETTER / 2
            if x - half < taken or x + half > axis.width:
                continue
            found.append(Tick(x, label))
            taken = x + half + 8
    return found


def _candidates(segment: Segment) -> list[tuple[date, str]]:
    width = segment.right - segment.left
    most = max(1, int(width / _ROOM))
    for step in _STEPS:
        inside = takewhile(lambda day: day <= segment.last, step.days(segment.first))
        days = list(islice(inside, most + 1))
        if 1 <= len(days) <= most:
            break
    else:
        days, step = [segment.first], _STEPS[0]
    labelled, year = [], None
    for day in days:
        label = step.label(day)
        # The year is told where a segment begins and wherever it changes.
        if step.shows_year or day.year == year:
            labelled.append((day, label))
        else:
            labelled.append((day, f"{label} {day.year}"))
        year = day.year
    return labelled


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
    *(_Step(_every_days(n), _day_label) for n in (1, 2, 7, 14)),
    *(_Step(_every_months(n), lambda day: _MONTHS[day.month - 1]) for n in (1, 2, 3, 6)),
    *(
        _Step(_every_months(12 * n), lambda day: str(day.year), shows_year=True)
        for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
    ),
]
