"""A story's two clocks as a small picture: a line for each day that something happened and each day
that an outlet told it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt

from timeline.domain.chart.folded_axis import fold
from timeline.queries.selection import Selection

WIDTH, HEIGHT = 320, 58
"""The picture's measures, in pixels of its own view box."""

MOST_LINES = 60
"""Lines drawn; of more, those that stand for most mentions."""

_MARGIN, _UPPER, _LOWER = 10, 8, 50
_THICKEST = 4.0


@dataclass(frozen=True, slots=True)
class SmallLine:
    """A line from the upper rail to the lower, in the colour of who tells."""

    path: str
    colour: int | None
    width: float


@dataclass(frozen=True, slots=True)
class SmallClocks:
    """The picture: ``rails`` is the path of both rails."""

    rails: str
    lines: list[SmallLine]
    width: int = WIDTH
    height: int = HEIGHT


def small_clocks(selection: Selection) -> SmallClocks:
    """Draw a selection's tellings; without any dated one there are the rails alone."""
    strands = selection.tellings.strands(most=MOST_LINES)
    days = {date.fromordinal(day) for one in strands for day in (one.happened, one.told)}
    axis = fold([(day, day) for day in sorted(days)], width=WIDTH - 2 * _MARGIN)
    most = max((one.mentions for one in strands), default=1)

    def x(day: int) -> float:
        return round(axis.x(date.fromordinal(day)) + _MARGIN, 1)

    return SmallClocks(
        rails=f"M{_MARGIN} {_UPPER}H{WIDTH - _MARGIN}M{_MARGIN} {_LOWER}H{WIDTH - _MARGIN}",
        lines=[
            SmallLine(
                _path(x(one.happened), x(one.told)),
                one.colour,
                round(1 + (_THICKEST - 1) * sqrt(one.mentions / most), 1) if most > 1 else 1.4,
            )
            for one in strands
        ],
    )


def _path(above: float, below: float) -> str:
    third = (_LOWER - _UPPER) * 0.42
    bends = f"{above} {_UPPER + third:.1f} {below} {_LOWER - third:.1f}"
    return f"M{above} {_UPPER}C{bends} {below} {_LOWER}"
