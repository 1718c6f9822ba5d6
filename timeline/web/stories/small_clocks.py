"""A story's two clocks as a small picture: a line for each day that something happened and each day
that an outlet told it; where no source has a date, how much happened when.
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

MOST_HEAPS = 75
"""Strokes drawn, each for as many days as another."""

_MARGIN, _UPPER, _LOWER = 10, 8, 50
_LONGEST = 26
_THICKEST = 4.0


@dataclass(frozen=True, slots=True)
class SmallLine:
    """A line from the upper rail to the lower, in the colour of who tells."""

    path: str
    colour: int | None
    width: float


@dataclass(frozen=True, slots=True)
class SmallClocks:
    """The picture: ``rails`` is the path of both rails, ``heaps`` that of strokes below the upper
    one, the longer the more happened, where nothing says when it was told.
    """

    rails: str
    lines: list[SmallLine]
    heaps: str
    width: int = WIDTH
    height: int = HEIGHT


def small_clocks(selection: Selection) -> SmallClocks:
    """Draw a selection's tellings, or, without any dated one, its events."""
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
        heaps="" if strands else _heaps(selection),
    )


def _heaps(selection: Selection) -> str:
    """A stroke for each equal stretch of days in which anything happened, as long as the square
    root of how many events did.
    """
    if selection.extent is None:
        return ""
    first, last = selection.extent
    days = last - first + 1
    pieces = min(days, MOST_HEAPS)
    edges = [first + days * number // pieces for number in range(pieces + 1)]
    counts = selection.happened(edges)
    most = max(counts, default=0)
    apart = (WIDTH - 2 * _MARGIN) / pieces

    def stroke(number: int, count: int) -> str:
        return (
            f"M{_MARGIN + apart * (number + 0.5):.1f} {_UPPER}v{_LONGEST * sqrt(count / most):.1f}"
        )

    return "".join(stroke(number, count) for number, count in enumerate(counts) if count)


def _path(above: float, below: float) -> str:
    third = (_LOWER - _UPPER) * 0.42
    bends = f"{above} {_UPPER + third:.1f} {below} {_LOWER - third:.1f}"
    return f"M{above} {_UPPER}C{bends} {below} {_LOWER}"
