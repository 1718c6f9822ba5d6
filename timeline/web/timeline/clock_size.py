"""The measures of one drawing of the two clocks, and how a place on it becomes SVG."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from timeline.domain.chart.folded_axis import Axis
from timeline.domain.chart.ticks import Tick, ticks

_FOOT = 38
"""Room below the lowest rail for the names of ticks and breaks."""
_DEEP = 1 / 0.75
"""How far both middle points of a curve have to go for its middle to go by one."""


@dataclass(frozen=True, slots=True)
class Size:
    """One drawing's measures, in pixels of its own view box.

    Time runs along its ``length``, from left to right or, ``upright``, from top to bottom. Across,
    in ``breadth``, the rail of what happened lies at ``upper`` and that of what was told at
    ``lower``; both count from the top, or from the left. ``named``: with names beside the rails.
    """

    name: str
    length: int
    breadth: int
    upper: int
    lower: int
    upright: bool = False
    margin: int = 12
    named: bool = True

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return self.breadth if self.upright else self.length

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return self.length if self.upright else self.breadth

    def with_one_rail(self, *, heaped: float = 0) -> Size:
        """The same without room for a lower rail, where nothing is told; what lies flat is shallow.

        ``heaped``: how far heaps reach from the upper rail.
        """
        return self if self.upright else replace(self, breadth=round(self.upper + heaped) + _FOOT)

    @property
    def room(self) -> float:
        """How long its axis is."""
        return self.length - 2 * self.margin

    def along(self, axis: Axis, day: date) -> float:
        """Where a day lies on an axis of this size, from its beginning."""
        return round(axis.x(day) + self.margin, 1)

    def ticks(self, axis: Axis, *, opening: date | None) -> list[Tick]:
        """The axis's ticks; that of the day on which the story opens matters most."""
        height = 15.0 if self.upright else None
        marked = ticks(axis, above_all=opening, height=height)
        return [Tick(round(tick.x + self.margin, 1), tick.label) for tick in marked]

    def point(self, along: float, across: float) -> str:
        """A place as SVG has it: from the left, and from the top."""
        place = (across, along) if self.upright else (along, across)
        return f"{place[0]:g} {place[1]:g}"

    def line(self, start: float, end: float, across: float) -> str:
        """A path along the drawing."""
        return f"M{self.point(start, across)}{'V' if self.upright else 'H'}{end:g}"

    def mark(self, along: float, across: float, reach: float) -> str:
        """A path across the drawing, from a place on."""
        return f"M{self.point(along, across)}{'h' if self.upright else 'v'}{reach:g}"

    def box(self, along: float, across: float, length: float, reach: float) -> str:
        """The path of a box that begins at a place."""
        ahead, aside = ("v", "h") if self.upright else ("h", "v")
        return f"M{self.point(along, across)}{ahead}{length:g}{aside}{reach:g}{ahead}{-length:g}z"

    def strand(self, above: float, below: float, *, lane: float = 0, aside: float = 0) -> str:
        """The path that joins a place on the upper rail and one on the lower.

        ``aside`` moves it along the rails and ``lane`` across them, the middle alone, so that
        strands with the same ends run side by side.
        """
        start, end = round(above + aside, 1), round(below + aside, 1)
        bends = self._bends(above, below, lane)
        return (
            f"M{self.point(start, self.upper)}"
            f"C{self.point(start, round(bends[0]))} {self.point(end, round(bends[1]))}"
            f" {self.point(end, self.lower)}"
        )

    def on_strand(
        self, above: float, below: float, *, part: float, lane: float, aside: float
    ) -> str:
        """The place on such a path after a ``part`` of its way, from 0 to 1."""
        rest = 1 - part
        weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
        along = (above + aside) * (weights[0] + weights[1]) + (below + aside) * (
            weights[2] + weights[3]
        )
        turns = (self.upper, *self._bends(above, below, lane), self.lower)
        across = sum(weight * turn for weight, turn in zip(weights, turns, strict=True))
        return self.point(round(along, 1), round(across, 1))

    def _bends(self, above: float, below: float, lane: float) -> tuple[float, float]:
        """How far across the two middle points of a strand lie."""
        third = (self.lower - self.upper) * 0.42
        shift = lane * _DEEP * (-1 if below >= above else 1)
        return self.upper + third + shift, self.lower - third + shift


WIDE = Size("wide", 1180, 224, 36, 180)
TALL = Size("tall", 640, 360, 121, 243, upright=True, margin=28)
SIZES = (WIDE, TALL)
"""The drawings of a page: for a desk, and for a phone, where time runs downwards."""
EMBEDDED = tuple(replace(size, named=False) for size in SIZES)
"""Those of a frame in another's page, where names would lead away."""
PICTURE = (Size("picture", 720, 216, 36, 174, named=False),)
"""The drawing of a picture that a shared link shows."""
