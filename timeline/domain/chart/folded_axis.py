"""A time axis that folds the years in which nothing happens.

Days that lie close together form a segment; between segments the axis breaks off. Where hardly any
time lies between two, the first runs on to the second, and the axis changes its scale there. Inside
a segment a day's place is linear, so both rails of the chart, and a drag on it, share one measure.
Places count from the left end of the axis, in the unit of its width: pixels on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log10

from timeline.domain.time.calendar_units import moved
from timeline.domain.time.intervals import Bounds

MOST_SEGMENTS = 7
"""The segments that an axis has at most."""
_BREAK = 26.0
"""The width of the gap between two segments."""
_TRIFLING = 20
"""A segment runs on to the next one where what lies between is this part of it, or a day."""
_BEFORE_SHARE = 0.26
"""The share of the width that segments before the opening day have together at most."""


@dataclass(frozen=True, slots=True)
class AxisSegment:
    """The days from ``first`` to ``last``, both included, drawn between ``left`` and ``right``.

    ``before``: it lies before the day on which the story opens.
    """

    first: date
    last: date
    left: float
    right: float
    before: bool = False

    def x(self, day: date) -> float:
        """A day's place on the axis; one outside the segment is put at its nearer end."""
        span = (self.last - self.first).days or 1
        share = min(max((day - self.first).days / span, 0.0), 1.0)
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class AxisBreak:
    """The middle of the gap between two segments, ``at`` which an axis breaks off.

    ``last`` is the last day before it, ``first`` the first after it; those between are left out.
    """

    at: float
    last: date
    first: date


@dataclass(frozen=True, slots=True)
class Axis:
    """A time axis of a ``width``: its segments from left to right, none where no day was given."""

    segments: tuple[AxisSegment, ...]
    width: float

    @property
    def breaks(self) -> list[AxisBreak]:
        """Where the axis breaks off, between two segments."""
        return [
            AxisBreak((a.right + b.left) / 2, a.last, b.first)
            for a, b in pairwise(self.segments)
            if b.left > a.right
        ]

    @property
    def seams(self) -> list[float]:
        """Where it changes its scale without a break, between two segments."""
        return [a.right for a, b in pairwise(self.segments) if b.left <= a.right]

    def x(self, day: date) -> float:
        """A day's place: in a gap its middle, beyond the first and the last segment their ends.

        Raises ``IndexError`` where the axis has no segments.
        """
        for segment, following in pairwise(self.segments):
            if day <= segment.last:
                return segment.x(day)
            if day < following.first:
                return (segment.right + following.left) / 2
        return self.segments[-1].x(day)


def middle(bounds: Bounds) -> date | None:
    """The day at which an interval is put: its middle, or the one end known; ``None`` without."""
    first, last = bounds
    if first is None or last is None:
        return first or last
    return first + (last - first) // 2


def fold(intervals: Iterable[Bounds], *, width: float, opening: date | None = None) -> Axis:
    """An axis of this width with a place for each interval; those with no known end are left out.

    ``opening``: the day on which the story opens. No segment reaches over it, and those before it
    have together about a quarter of the width at most.
    """
    return fold_each(intervals, widths=[width], opening=opening)[0]


def fold_each(
    intervals: Iterable[Bounds], *, widths: Sequence[float], opening: date | None = None
) -> list[Axis]:
    """What ``fold`` gives, for each of these widths; the segments' days are worked out once."""
    placed = [(day, bounds) for bounds in intervals if (day := middle(bounds)) is not None]
    if not placed:
        return [Axis((), width) for width in widths]
    days = sorted({day for day, _ in placed})
    runs = _runs(days, opening)
    spans = _joined(_widened(runs, placed, opening), opening)
    counts = [sum(first <= day <= last for day, _ in placed) for first, last in spans]
    return [Axis(_laid_out(spans, counts, width=width, opening=opening), width) for width in widths]


def _runs(days: list[date], opening: date | None) -> list[list[date]]:
    """Days, given in order, parted at the opening and wherever half a year or more has none.

    Where that makes more than ``MOST_SEGMENTS`` parts, only longer gaps part them.
    """
    for gap in (180, 365, 730, 1826, 3652, 18262, 400_000):
        runs: list[list[date]] = [[days[0]]]
        for previous, day in pairwise(days):
            opens = opening is not None and previous < opening <= day
            if (day - previous).days > gap or opens:
                runs.append([])
            runs[-1].append(day)
        if len(runs) <= MOST_SEGMENTS:
            break
    return runs


def _widened(
    runs: list[list[date]], placed: Sequence[tuple[date, Bounds]], opening: date | None
) -> list[tuple[date, date]]:
    """The first and last day of each run's segment.

    That is its days, the ends of its intervals where they are not far longer than the run, and some
    empty days, without overlapping the segments beside it.
    """
    spans = []
    for run in runs:
        first, last = run[0], run[-1]
        room = max(2 * (last - first).days, 62)
        inside = [bounds for day, bounds in placed if run[0] <= day <= run[-1]]
        for start, end in inside:
            if start is not None and end is not None:
                if (end - start).days <= room or len(run) == 1:
                    first, last = min(first, start), max(last, end)
        air = max(1, round((last - first).days * 0.03))
        spans.append((moved(first, -air), moved(last, air)))
    clipped: list[tuple[date, date]] = []
    for index, (first, last) in enumerate(spans):
        if index and first <= runs[index - 1][-1]:
            first = runs[index - 1][-1] + timedelta(days=1)
        if index + 1 < len(spans) and last >= spans[index + 1][0]:
            last = runs[index + 1][0] - timedelta(days=1)
        if opening and runs[index][-1] < opening:
            last = min(last, moved(opening, -2))
        if clipped and first <= clipped[-1][1]:
            first = clipped[-1][1] + timedelta(days=1)
        if opening and runs[index][0] >= opening:
            first = max(first, moved(opening, -1))
        clipped.append((min(first, runs[index][0]), max(last, runs[index][-1])))
    return clipped


def _joined(spans: list[tuple[date, date]], opening: date | None) -> list[tuple[date, date]]:
    """The same spans, of which those with hardly any time before the next one run on to it; none
    reaches over the opening.
    """
    joined = []
    for (first, last), (following, _) in pairwise(spans):
        left_out, length = (following - last).days - 1, (last - first).days + 1
        end = last
        if left_out <= max(1, length // _TRIFLING):
            end = following
        if opening and last < opening:
            end = min(end, moved(opening, -1))
        joined.append((first, end))
    return [*joined, spans[-1]]


def _runs_on(last: date, following: date) -> bool:
    """Whether a span that ends on one day runs on to that which begins on the other."""
    return (following - last).days <= 1


def _laid_out(
    spans: list[tuple[date, date]], counts: list[int], *, width: float, opening: date | None
) -> tuple[AxisSegment, ...]:
    """Segments for spans of days, side by side; wider where there are more days, or more intervals
    (``counts``), but far less than in proportion.
    """
    weights = [
        (1 + log10(count)) * (1 + log10((last - first).days + 1))
        for (first, last), count in zip(spans, counts, strict=True)
    ]
    before = [opening is not None and last < opening for _, last in spans]
    gaps = [0.0 if _runs_on(one[1], two[0]) else _BREAK for one, two in pairwise(spans)]
    room = width - sum(gaps)
    shares = _shares(weights, before)
    segments, left = [], 0.0
    for (first, last), share, early, gap in zip(spans, shares, before, [*gaps, 0.0], strict=True):
        right = left + share * room
        segments.append(AxisSegment(first, last, left, right, early))
        left = right + gap
    return tuple(segments)


def _shares(weights: list[float], before: list[bool]) -> list[float]:
    """The share of the width of each segment; together they are 1.

    None is much below half of an equal share, unless it is one of those ``before`` the opening
    day, which have ``_BEFORE_SHARE`` together at most.
    """
    least = 0.5 / len(weights)
    total = sum(weights)
    raised = [max(weight / total, least) for weight in weights]
    early = sum(share for share, b in zip(raised, before, strict=True) if b)
    late = sum(raised) - early
    if early and late and early / (early + late) > _BEFORE_SHARE:
        return [
            share / early * _BEFORE_SHARE if b else share / late * (1 - _BEFORE_SHARE)
            for share, b in zip(raised, before, strict=True)
        ]
    return [share / (early + late) for share in raised]
