"""The two-clocks chart of few events: a dot for each event and source, a curve for each mention.

For more than ``MOST_CURVES`` there is ``density_chart``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString

from timeline.domain.chart.folded_axis import Axis, fold_each, middle
from timeline.domain.chart.ticks import Tick, ticks
from timeline.domain.time.formatting import counted, say_short
from timeline.domain.time.intervals import Bounds, from_bounds
from timeline.queries.chart.event_clocks import Clocks, ClockTelling, Happening
from timeline.web.timeline import clock_marks
from timeline.web.timeline.clock_marks import Curve, Dot, Rail

MOST_CURVES = 400
"""Events, or mentions, up to which each is drawn."""
_TAIL = 34.0
"""How far a bar runs on towards an open end."""


@dataclass(frozen=True, slots=True)
class Size:
    """One drawing's measures, in pixels of its own view box."""

    name: str
    width: int
    height: int
    margin: int = 12
    upper: int = 42
    """How far the upper rail lies below the top, and the lower one above the foot."""

    @property
    def lower(self) -> int:
        """How far the lower rail lies below the top."""
        return self.height - self.upper

    @property
    def depth(self) -> int:
        """How far the rails lie apart."""
        return self.lower - self.upper

    def x(self, axis: Axis, day: date) -> float:
        """Where a day lies on an axis of this size, from the left."""
        return round(axis.x(day) + self.margin, 1)

    def ticks(self, axis: Axis, *, opening: date | None) -> list[Tick]:
        """The axis's ticks; that of the day on which the story opens matters most."""
        marked = ticks(axis, above_all=opening)
        return [Tick(round(tick.x + self.margin, 1), tick.label) for tick in marked]


SIZES = (Size("wide", 1180, 216), Size("middle", 720, 216), Size("narrow", 350, 250))


def axes_for(ends: Iterable[Bounds], *, opening: date | None) -> list[Axis]:
    """An axis for each size that has all of these intervals, given by their first and last day."""
    widths = [size.width - 2 * size.margin for size in SIZES]
    return fold_each(list(ends), widths=widths, opening=opening)


@dataclass(frozen=True, slots=True)
class Heap:
    """Many events on a stretch of a rail: the more, the higher."""

    left: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The chart at one size: dots and curves of a few events, or heaps and bands of many."""

    size: Size
    axis: Axis
    ticks: list[Tick]
    upper: list[Dot]
    lower: list[Dot]
    curves: list[Curve]
    upper_heaps: list[Heap] = field(default_factory=list)
    lower_heaps: list[Heap] = field(default_factory=list)

    @property
    def strands(self) -> SafeString:
        """The curves, each a link to its event."""
        return clock_marks.strands(self.curves)

    @property
    def bars(self) -> SafeString:
        """The extents on both rails."""
        return self._on_rails(clock_marks.bars)

    @property
    def marks(self) -> SafeString:
        """The dots on both rails."""
        return self._on_rails(clock_marks.marks)

    def _on_rails(self, drawn: Callable[[list[Dot], int], SafeString]) -> SafeString:
        return drawn(self.upper, self.size.upper) + drawn(self.lower, self.size.lower)

    @property
    def upper_path(self) -> str:
        """The heaps on the upper rail as one path, which hang from it."""
        return _path(self.upper_heaps, self.size.upper, "v")

    @property
    def lower_path(self) -> str:
        """The heaps on the lower rail as one path, which stand on it."""
        return _path(self.lower_heaps, self.size.lower, "v-")

    @property
    def bands(self) -> list[tuple[str, str]]:
        """The curves of about the same thickness as one path each, the thinnest first."""
        paths: dict[int, list[str]] = {}
        for curve in self.curves:
            paths.setdefault(max(1, round(curve.thickness)), []).append(curve.path)
        return [(str(width), "".join(paths[width])) for width in sorted(paths)]

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
        return [round(x + self.size.margin, 1) for x in self.axis.breaks]

    @property
    def opening(self) -> float | None:
        """Where the story opens, if part of the chart lies before it."""
        before = [rail.right for rail in self.rails if rail.before]
        return before[-1] + 13 if before and len(before) < len(self.rails) else None


def _path(heaps: list[Heap], y: int, upright: str) -> str:
    return "".join(f"M{h.left} {y}h{h.width}{upright}{h.height}h-{h.width}z" for h in heaps)


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart at each size, its key, and its words for those who do not see it.

    ``is_dense``: heaps and bands, not each event by itself. ``outside``: dated events that have no
    place in the chart, for they stand outside of the range of days asked for.
    """

    drawings: list[Drawing]
    key: list[tuple[str, int | None]]
    words: str
    is_dense: bool
    events: int
    undated: int = 0
    outside: int = 0


def chart(clocks: Clocks, *, opening: date | None) -> Chart:
    """Draw a few events' clocks."""
    dated = [h for h in clocks.happenings if middle(h.ends) is not None]
    told = [t for t in clocks.tellings if middle(t.ends) is not None]
    axes = axes_for([*(h.ends for h in dated), *(t.ends for t in told)], opening=opening)
    drawings = [
        _drawing(size, axis, dated, told, opening=opening)
        for size, axis in zip(SIZES, axes, strict=True)
        if dated
    ]
    key = Counter((t.outlet or "Publisher not stated", t.colour) for t in clocks.tellings)
    return Chart(
        drawings=drawings,
        key=sorted(key, key=lambda item: (item[1] is None, item[0])),
        words=_words(clocks, dated),
        is_dense=False,
        events=len(dated),
        undated=len(clocks.happenings) - len(dated),
    )


def _drawing(
    size: Size,
    axis: Axis,
    dated: list[Happening],
    told: list[ClockTelling],
    *,
    opening: date | None,
) -> Drawing:
    place = _ChartPlace(axis, size)
    happened = {h.slug: h for h in dated}
    joined = [t for t in told if t.event in happened]
    upper = [place.dot(h.ends, h.title, event=h.slug) for h in dated]
    upper.sort(key=lambda dot: dot.full)  # a day is drawn over the rings around it
    sources = {t.source: t for t in reversed(told)}
    lower = [place.dot(t.ends, t.title, colour=t.source_colour) for t in sources.values()]
    curves = [place.curve(happened[t.event], t) for t in joined]
    return Drawing(size, axis, size.ticks(axis, opening=opening), upper, lower, curves)


@dataclass(frozen=True, slots=True)
class _ChartPlace:
    axis: Axis
    size: Size

    def x(self, ends: Bounds) -> float:
        day = middle(ends)
        assert day is not None
        return self.size.x(self.axis, day)

    def dot(self, ends: Bounds, title: str, *, event: str = "", colour: int | None = None) -> Dot:
        first, last = ends
        single = first == last
        bar = None
        if not single:
            left = self.axis.x(first) if first else self.axis.x(last or date.min) - _TAIL
            right = self.axis.x(last) if last else self.axis.x(first or date.max) + _TAIL
            margin, width = self.size.margin, float(self.size.width)
            left, right = max(left + margin, 0.0), min(right + margin, width)
            bar = Rail(round(left, 1), round(right, 1), before=False)
        return Dot(
            x=self.x(ends),
            title=f"{title} ({say_short(from_bounds(*ends))})",
            full=single,
            bar=bar,
            open_start=first is None,
            open_end=last is None,
            event=event,
            colour=colour,
        )

    def curve(self, happened: Happening, telling: ClockTelling) -> Curve:
        by = telling.outlet or "publisher not stated"
        title = f"{telling.title}, {say_short(from_bounds(*telling.ends))} ({by})"
        path = strand(self.size, self.x(happened.ends), self.x(telling.ends))
        return Curve(path, title, telling.colour, happened.slug, happened.title)


def strand(size: Size, above: float, below: float) -> str:
    """The path that joins a place on the upper rail and one on the lower."""
    top, bottom = size.upper, size.lower
    third = (bottom - top) * 0.42
    return f"M{above} {top}C{above} {top + third} {below} {bottom - third} {below} {bottom}"


def _words(clocks: Clocks, dated: list[Happening]) -> str:
    """What the chart shows, in sentences."""
    if not clocks.happenings:
        return "No event matches, so the chart is empty."
    if not dated:
        return "None of these events is dated, so the chart is empty."
    first, last = dated[0], dated[-1]
    told = [t for t in clocks.tellings if middle(t.ends) is not None]
    words = (
        f"The upper rail has {counted(len(dated), 'event')}, from "
        f"{say_short(from_bounds(*first.ends))} (“{first.title}”) to "
        f"{say_short(from_bounds(*last.ends))} (“{last.title}”)."
    )
    if told:
        sources = {t.source: t for t in told}
        start, end = told[0], told[-1]
        words += (
            f" The lower rail has {counted(len(sources), 'source')} that "
            f"{'tells' if len(sources) == 1 else 'tell'} of them, published "
            f"from {say_short(from_bounds(*start.ends))} to {say_short(from_bounds(*end.ends))}."
            f" {counted(len(told), 'curve')} {'joins' if len(told) == 1 else 'join'} the two."
        )
    return f"{words} The list below says the same, event by event."
