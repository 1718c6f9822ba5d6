"""The two-clocks chart as shapes: rails, marks, dots, and a curve for each mention.

Above ``MOST_CURVES`` mentions the curves become bands of many, and the dots heaps.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from timeline.domain.folded_axis import Axis, Bounds, fold, middle
from timeline.domain.intervals import from_bounds
from timeline.domain.ticks import Tick, ticks
from timeline.domain.wording import short
from timeline.queries.clocks import Clocks, Happening, Telling

MOST_CURVES = 400
_BIN = 14.0
_TAIL = 34.0
"""How far a bar runs on towards an open end."""


@dataclass(frozen=True, slots=True)
class Size:
    """One drawing's measures, in pixels of its own view box."""

    name: str
    width: int
    height: int
    margin: int = 12

    @property
    def upper(self) -> int:
        """The upper rail's height."""
        return 42

    @property
    def lower(self) -> int:
        """The lower rail's height."""
        return self.height - 42

    @property
    def depth(self) -> int:
        """How far the rails lie apart."""
        return self.lower - self.upper


SIZES = (Size("wide", 1180, 216), Size("middle", 720, 216), Size("narrow", 350, 250))


@dataclass(frozen=True, slots=True)
class Rail:
    """A stretch of a rail, from left to right; ``before`` where it precedes the story."""

    left: float
    right: float
    before: bool

    @property
    def width(self) -> float:
        """How wide it is."""
        return round(self.right - self.left, 1)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot on a rail: full for a day, a ring for more; ``bar`` is its interval's extent.

    ``open_start`` and ``open_end`` say that the interval runs on beyond the bar.
    """

    x: float
    title: str
    full: bool
    radius: float = 5.0
    bar: Rail | None = None
    open_start: bool = False
    open_end: bool = False
    event: str = ""
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A mention's curve, or a band of many, from when it happened to when it was told."""

    path: str
    title: str
    colour: int | None
    event: str = ""
    event_title: str = ""
    thickness: float = 1.5


@dataclass(frozen=True, slots=True)
class Drawing:
    """The chart at one size."""

    size: Size
    axis: Axis
    ticks: list[Tick]
    upper: list[Dot]
    lower: list[Dot]
    curves: list[Curve]

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


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart at each size, its key, and its words for those who do not see it."""

    drawings: list[Drawing]
    key: list[tuple[str, int | None]]
    words: str
    is_dense: bool
    events: int
    undated: int = field(default=0)


def chart(clocks: Clocks, *, opening: date | None) -> Chart:
    """Draw a selection's clocks."""
    dated = [h for h in clocks.happenings if middle(h.ends) is not None]
    dense = len(clocks.tellings) > MOST_CURVES or len(dated) > MOST_CURVES
    drawings = (
        [_drawing(size, clocks, dated, opening=opening, dense=dense) for size in SIZES]
        if dated
        else []
    )
    key = Counter((t.outlet or "Publisher not stated", t.colour) for t in clocks.tellings)
    return Chart(
        drawings=drawings,
        key=sorted(key, key=lambda item: (item[1] is None, item[0])),
        words=_words(clocks, dated),
        is_dense=dense,
        events=len(dated),
        undated=len(clocks.happenings) - len(dated),
    )


def _drawing(
    size: Size, clocks: Clocks, dated: list[Happening], *, opening: date | None, dense: bool
) -> Drawing:
    told = [t for t in clocks.tellings if middle(t.ends) is not None]
    axis = fold(
        [*(h.ends for h in dated), *(t.ends for t in told)],
        width=size.width - 2 * size.margin,
        opening=opening,
    )
    place = _Place(axis, size)
    happened = {h.slug: h for h in dated}
    joined = [t for t in told if t.event in happened]
    marks = [Tick(round(t.x + size.margin, 1), t.label) for t in ticks(axis, above_all=opening)]
    if dense:
        upper = place.heaps((h.ends, None) for h in dated)
        lower = place.heaps((t.ends, t.source_colour) for t in told)
        curves = place.bands((happened[t.event].ends, t) for t in joined)
    else:
        upper = [place.dot(h.ends, h.title, event=h.slug) for h in dated]
        upper.sort(key=lambda dot: dot.full)  # a day is drawn over the rings around it
        sources = {t.source: t for t in reversed(told)}
        lower = [place.dot(t.ends, t.title, colour=t.source_colour) for t in sources.values()]
        curves = [place.curve(happened[t.event], t) for t in joined]
    return Drawing(size, axis, marks, upper, lower, curves)


@dataclass(frozen=True, slots=True)
class _Place:
    axis: Axis
    size: Size

    def x(self, ends: Bounds) -> float:
        day = middle(ends)
        assert day is not None
        return round(self.axis.x(day) + self.size.margin, 1)

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
            title=f"{title} ({short(from_bounds(*ends))})",
            full=single,
            bar=bar,
            open_start=first is None,
            open_end=last is None,
            event=event,
            colour=colour,
        )

    def curve(self, happened: Happening, telling: Telling) -> Curve:
        by = telling.outlet or "publisher not stated"
        title = f"{telling.title}, {short(from_bounds(*telling.ends))} ({by})"
        path = self._path(self.x(happened.ends), self.x(telling.ends))
        return Curve(path, title, telling.colour, happened.slug, happened.title)

    def bands(self, pairs: Iterable[tuple[Bounds, Telling]]) -> list[Curve]:
        """Bands of neighbouring curves, so coarse that there are ``MOST_CURVES`` at most."""
        heaps = Counter(
            (self._bin(happened), self._bin(telling.ends), telling.colour)
            for happened, telling in pairs
        )
        grain, cells = _BIN, _cells(heaps, _BIN)
        while len(cells) > MOST_CURVES:
            grain *= 2
            cells = _cells(heaps, grain)
        most = max((cell.total() for cell in cells.values()), default=1)
        return [self._band(cell, colour, most) for (_, _, colour), cell in cells.items()]

    def _band(self, cell: Counter[tuple[float, float]], colour: int | None, most: int) -> Curve:
        count = cell.total()
        above = sum(x * times for (x, _), times in cell.items()) / count
        below = sum(x * times for (_, x), times in cell.items()) / count
        return Curve(
            self._path(round(above, 1), round(below, 1)),
            f"{count} mentions",
            colour,
            thickness=round(1 + 9 * sqrt(count / most), 1),
        )

    def heaps(self, ends: Iterable[tuple[Bounds, int | None]]) -> list[Dot]:
        counted = Counter((self._bin(bounds), colour) for bounds, colour in ends)
        most = max(counted.values(), default=1)
        return [
            Dot(
                x, str(count), full=True, radius=round(2 + 6 * sqrt(count / most), 1), colour=colour
            )
            for (x, colour), count in counted.items()
        ]

    def _bin(self, ends: Bounds) -> float:
        return round(round(self.x(ends) / _BIN) * _BIN, 1)

    def _path(self, above: float, below: float) -> str:
        top, bottom = self.size.upper, self.size.lower
        third = (bottom - top) * 0.42
        return f"M{above} {top}C{above} {top + third} {below} {bottom - third} {below} {bottom}"


def _cells(
    heaps: Counter[tuple[float, float, int | None]], grain: float
) -> dict[tuple[int, int, int | None], Counter[tuple[float, float]]]:
    """Heaps of curves by the stretches of both rails they join; ``grain`` is a stretch's length."""
    cells: dict[tuple[int, int, int | None], Counter[tuple[float, float]]] = {}
    for (above, below, colour), count in heaps.items():
        cell = (int(above // grain), int(below // grain), colour)
        cells.setdefault(cell, Counter())[above, below] += count
    return cells


def _words(clocks: Clocks, dated: list[Happening]) -> str:
    """What the chart shows, in sentences."""
    if not clocks.happenings:
        return "No event matches, so the chart is empty."
    if not dated:
        return "None of these events is dated, so the chart is empty."
    first, last = dated[0], dated[-1]
    told = [t for t in clocks.tellings if middle(t.ends) is not None]
    words = (
        f"The upper rail has {_count(len(dated), 'event')}, from {short(from_bounds(*first.ends))} "
        f"(“{first.title}”) to {short(from_bounds(*last.ends))} (“{last.title}”)."
    )
    if told:
        sources = {t.source: t for t in told}
        start, end = told[0], told[-1]
        words += (
            f" The lower rail has {_count(len(sources), 'source')} that "
            f"{'tells' if len(sources) == 1 else 'tell'} of them, published "
            f"from {short(from_bounds(*start.ends))} to {short(from_bounds(*end.ends))}."
            f" {_count(len(told), 'curve')} {'joins' if len(told) == 1 else 'join'} the two."
        )
    return f"{words} The list below says the same, event by event."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
