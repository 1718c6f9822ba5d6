"""One drawing of the two clocks: its parts, and what of them becomes SVG."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from timeline.domain.chart.folded_axis import Axis
from timeline.domain.chart.text_width import text_width
from timeline.domain.chart.ticks import Tick
from timeline.domain.time.formatting import lapse
from timeline.web.timeline import clock_marks
from timeline.web.timeline.clock_initials import TextBox
from timeline.web.timeline.clock_marks import Dot, Rail, RailName
from timeline.web.timeline.clock_names import LETTERS as NAME_LETTERS
from timeline.web.timeline.clock_size import WIDE, Size
from timeline.web.timeline.clock_strands import Strand

_BETWEEN = ("tick-name start", "break-name", "early-name")
"""Words that stand where the strands run."""
_LETTERS, _DOT = 11.0, 7.0
"""The size of letters, and how far a dot reaches from its rail."""
_NUDGE, _NEAR = 4.0, 16.0
"""How far the name of a tick moves away from a break of an upright drawing, and how near it is."""
_PARTED = "|"
"""What stands between the words of one heap, or band, and of the next."""
_LABEL = 170
"""How far from the left a name has to begin to leave room for what its rail is called."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Many events on a stretch of a rail: the more, the higher. ``words`` say how many and when."""

    left: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class ChartBand:
    """Many events that happened and were told in the same two stretches of time, as ``words`` say.

    ``level``: how thick it is, a whole number, the same in each drawing.
    """

    count: int
    path: str
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the apparatus at a place of the drawing; ``look`` is their class.

    ``is_turned``: they run upwards.
    """

    words: str
    x: float
    y: float
    look: str
    is_turned: bool = False

    @property
    def turn(self) -> str:
        """How SVG turns them."""
        return f"rotate(-90 {self.x} {self.y})"

    @property
    def box(self) -> TextBox:
        """The room that they take."""
        width, height = text_width(self.words, pixels=_LETTERS), 12.0
        if self.is_turned:
            return TextBox(self.x - 11, self.y - width / 2, self.x + 3, self.y + width / 2)
        shift = {"start": 0.0, "end": 1.0}.get(self.look.rpartition(" ")[2], 0.5)
        left = self.x - width * shift
        return TextBox(left, self.y - height + 3, left + width, self.y + 3)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The chart at one size: dots and strands of a few events, or heaps and bands of many.

    ``is_told``: whether anything has a place on the rail of what was told; else there is none.
    """

    size: Size
    axis: Axis
    ticks: list[Tick]
    upper: list[Dot]
    lower: list[Dot]
    curves: list[Strand]
    upper_names: list[RailName] = field(default_factory=list)
    lower_names: list[RailName] = field(default_factory=list)
    bands: list[ChartBand] = field(default_factory=list)
    upper_heaps: list[Heap] = field(default_factory=list)
    lower_heaps: list[Heap] = field(default_factory=list)
    is_told: bool = True

    @property
    def is_dense(self) -> bool:
        """Whether it has heaps."""
        return bool(self.upper_heaps)

    @property
    def strands(self) -> SafeString:
        """The curves, each a link to its events but in the second drawing of a page."""
        draw = clock_marks.curves if self.size.upright else clock_marks.strands
        return draw(self.curves)

    @property
    def initials(self) -> SafeString:
        """The initials of outlets on their curves."""
        size = self.size
        taken = [words.box for words in self.words if words.look.startswith(_BETWEEN)]
        for across in self._across:
            near, far = across - _DOT, across + _DOT
            taken.append(
                TextBox(near, 0, far, size.height)
                if size.upright
                else TextBox(0, near, size.width, far)
            )
        return clock_marks.initials(self.curves, taken=taken)

    @property
    def plain_strands(self) -> SafeString:
        """The curves without links."""
        return clock_marks.curves(self.curves)

    @property
    def bars(self) -> SafeString:
        """The extents on both rails."""
        size = self.size
        upper = clock_marks.bars(self.upper, size, size.upper)
        return upper + clock_marks.bars(self.lower, size, size.lower)

    @property
    def marks(self) -> SafeString:
        """The dots on both rails. The second drawing of a page leaves their titles to the first,
        unless they are of a few events among many, which may be others there.
        """
        size = self.size
        titled = not size.upright or self.is_dense
        upper = clock_marks.marks(self.upper, size, size.upper, titled=titled)
        return upper + clock_marks.marks(self.lower, size, size.lower, titled=titled)

    @property
    def names(self) -> SafeString:
        """The names beside both rails."""
        every = [*self.upper_names, *self.lower_names]
        return clock_marks.names(every, first_in_tabs=not self.curves)

    @property
    def heaps(self) -> SafeString:
        """The heaps on both rails, as the data of one path."""
        size = self.size
        return SafeString(
            "".join(
                size.box(heap.left, across, heap.width, sign * heap.height)
                for heaps, across, sign in (
                    (self.upper_heaps, size.upper, 1),
                    (self.lower_heaps, size.lower, -1),
                )
                for heap in heaps
            )
        )

    @property
    def heap_words(self) -> str:
        """What each heap is, in the order of their path. The second drawing of a page has the same
        heaps and bands as the first, which has their words.
        """
        if self.size.upright:
            return ""
        return _PARTED.join(heap.words for heap in (*self.upper_heaps, *self.lower_heaps))

    @property
    def band_paths(self) -> list[tuple[str, str, str]]:
        """The bands of the same thickness as one path each, the thinnest first: how thick they are,
        their path, and their words in its order, or none in the second drawing of a page.
        """
        by_level: dict[int, list[ChartBand]] = {}
        for band in self.bands:
            by_level.setdefault(band.level, []).append(band)
        return [
            (
                f"{level * self.size.length / WIDE.length:.2g}",
                "".join(band.path for band in bands),
                "" if self.size.upright else _PARTED.join(band.words for band in bands),
            )
            for level, bands in sorted(by_level.items())
        ]

    @property
    def measure(self) -> str:
        """The axis for the drag, as JSON: a list of ``[left, right, first day, last day]``."""
        return json.dumps(
            [
                [
                    round(s.left + self.size.margin, 1),
                    round(s.right + self.size.margin, 1),
                    s.first.isoformat(),
                    s.last.isoformat(),
                ]
                for s in self.axis.segments
            ]
        )

    @property
    def rails(self) -> list[Rail]:
        """A rail's stretches, one a segment."""
        margin = self.size.margin
        return [
            Rail(round(s.left + margin, 1), round(s.right + margin, 1), s.before)
            for s in self.axis.segments
        ]

    @property
    def breaks(self) -> list[float]:
        """Where the axis breaks off."""
        return [round(one.at + self.size.margin, 1) for one in self.axis.breaks]

    @property
    def rail_path(self) -> str:
        """Rails with their breaks, as the data of one path."""
        size = self.size
        turn = "m0 -13v7l-6 4l12 5l-6 4v6" if size.upright else "m-13 0h7l4 -6l5 12l4 -6h6"
        return "".join(
            [
                *(size.line(r.left, r.right, y) for y in self._across for r in self.rails),
                *(f"M{size.point(x, y)}{turn}" for y in self._across for x in self.breaks),
            ]
        )

    @property
    def seam_path(self) -> str:
        """The lines at which the scale changes, as the data of one path."""
        size = self.size
        depth = self._across[-1] - size.upper or 12
        places = (round(at + size.margin, 1) for at in self.axis.seams)
        return "".join(size.mark(at, size.upper, depth) for at in places)

    @property
    def tick_path(self) -> str:
        """The ticks on both rails, as the data of one path."""
        size = self.size
        return "".join(
            size.mark(tick.x, across, 6 if across == size.lower else -6)
            for across in self._across
            for tick in self.ticks
        )

    @property
    def early_path(self) -> str:
        """What precedes the story, as the data of one path."""
        size = self.size
        depth = self._across[-1] - size.upper or 12
        return "".join(size.box(r.left, size.upper, r.width, depth) for r in self.rails if r.before)

    @property
    def words(self) -> list[Words]:
        """The names of rails, ticks and breaks, and of what came before."""
        size, low, foot = self.size, self._across[-1], self._foot
        rails = ["When it happened", *(["When it was told"] if self.is_told else [])]
        if size.upright:
            rails = [words.removeprefix("When it ").removeprefix("was ") for words in rails]
            looks = [(size.upper, "clock-name end"), (low, "clock-name")]
            found = [Words(w, x, 11, look) for w, (x, look) in zip(rails, looks, strict=False)]
            # Beside the upper rail heaps would hide them.
            beside = foot if self.is_dense else size.upper
            found += [
                Words(t.label, beside + 11, t.x + 4 + self._nudge(t), "tick-name start")
                for t in self.ticks
            ]
        else:
            is_free = all(left > _LABEL for left in map(_left, self.lower_names))
            edges = (11, low + 38 if is_free else size.height - 3)
            found = [
                Words(w, size.margin, y, "clock-name") for w, y in zip(rails, edges, strict=False)
            ]
            found += [Words(t.label, t.x, foot + 20, "tick-name") for t in self.ticks]
        if self.opening:
            if size.upright:
                # Above what it is of, between what the rails are called.
                middle, above = (size.upper + low) / 2 + 18, self.rails[0].left - 11
                found.append(Words("Before", middle, above, "early-name end"))
            else:
                found.append(Words("Before", self.rails[0].left + 6, low - 9, "early-name"))
        return [*found, *self._breaks_named()]

    def _nudge(self, tick: Tick) -> float:
        """How far the name of a tick beside a break stands off, so that the two are told apart."""
        near = [at for at in self.breaks if abs(tick.x - at) < _NEAR]
        return (_NUDGE if tick.x > near[0] else -_NUDGE) if near else 0.0

    def _breaks_named(self) -> list[Words]:
        """How much time each break leaves out."""
        # Beside a single rail stand the names of what happened on the one side, and ticks on it.
        between = (self.size.upper + self.size.lower) / 2
        found = []
        for one in self.axis.breaks:
            at, told = round(one.at + self.size.margin, 1), lapse(one.last, one.first)
            if self.size.upright:  # there is room for "2 years 9 months" between the rails
                found.append(Words(told.replace(" and ", " "), between, at + 4, "break-name"))
            elif not self.is_told:  # on a single rail it would stand across the ticks' names
                found.append(Words(told, at, self._foot + 36, "break-name"))
            else:
                found.append(Words(told, round(at + 4, 1), between, "break-name", is_turned=True))
        return found

    @property
    def opening(self) -> float | None:
        """Where the story opens, if part of the chart lies before it."""
        count = sum(rail.before for rail in self.rails)
        if not 0 < count < len(self.rails):
            return None
        return (self.rails[count - 1].right + self.rails[count].left) / 2

    @property
    def _foot(self) -> float:
        """How far across the lowest rail reaches with what hangs from it."""
        low = self._across[-1]
        return (
            low
            if self.is_told
            else low + max((heap.height for heap in self.upper_heaps), default=0)
        )

    @property
    def _across(self) -> list[int]:
        return [self.size.upper, self.size.lower] if self.is_told else [self.size.upper]


def _left(name: RailName) -> float:
    """Where a name beside a rail that lies flat begins."""
    return name.x - text_width(name.lines[0], pixels=NAME_LETTERS, bold=True) / 2
