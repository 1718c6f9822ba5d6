"""The two-clocks chart of many events: a histogram on each rail, bands between the two, and the
names and dots of the most important.

Each rail is cut into bins of whole days. The height of a histogram's bar (a heap) is the square
root of the number of events in its bin; a band's width is the square root of the number of events
that happened in one bin and were told in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, zip_longest
from math import ceil, sqrt

from timeline.domain.chart.folded_axis import Axis, middle
from timeline.domain.time.calendar_units import moved
from timeline.domain.time.formatting import counted, say_short
from timeline.queries.chart import event_clocks
from timeline.queries.chart.density import Density, TimeBin
from timeline.queries.selection import Selection
from timeline.web.timeline import clock_names
from timeline.web.timeline.clock_drawing import ChartBand, Drawing, Heap
from timeline.web.timeline.clock_marks import Dot, RailName
from timeline.web.timeline.clock_names import NamedPlace
from timeline.web.timeline.clock_size import SIZES, Size
from timeline.web.timeline.kept_filter import KeptFilter
from timeline.web.timeline.two_clocks import MOST_CURVES, NAMED_IN_KEY, Chart, axes_for, chart

MOST_BANDS = 160
"""Bands drawn; of more, those of most events."""

_HIGHEST = 34.0
_WIDEST = 11.0
_HEAP = 5.0
"""Pixels that a bin of the upper rail is wide at least, for heaps."""
_BAND = 34.0
"""Pixels that a bin of the upper rail is wide at least, for bands."""


def chart_of(selection: Selection, *, opening: date | None, sizes: Sequence[Size] = SIZES) -> Chart:
    """Draw a selection: each event where they are few, else how many there are."""
    if max(selection.count, selection.mentions) <= MOST_CURVES:
        within = selection.criteria.parameters()
        return chart(event_clocks.read(selection), opening=opening, within=within, sizes=sizes)
    kept = KeptFilter.of_parameters(selection.criteria.parameters())
    return density_chart(Density(selection), opening=opening, kept=kept, sizes=sizes)


def density_chart(
    density: Density,
    *,
    opening: date | None,
    kept: KeptFilter,
    sizes: Sequence[Size] = SIZES,
) -> Chart:
    """Draw many events; ``kept``: what links to the most important of them carry."""
    if not density.happened:
        drawn = []
    else:
        days = map(_ends, [*density.happened, *density.told])
        axes = axes_for(days, opening=opening, sizes=sizes)
        # Each drawing has the same bands, counted once for the widest.
        bands = _bands(axes[0], sizes[0], density)
        drawn = [
            _drawing(size, axis, density, bands, opening=opening, kept=kept)
            for size, axis in zip(sizes, axes, strict=True)
        ]
    outlets, every = density.outlets(most=NAMED_IN_KEY)
    return Chart(
        drawings=drawn,
        key=[],
        tellers=outlets,
        more_tellers=every - len(outlets),
        words=_words(density, drawn),
        is_dense=True,
        events=density.events - density.undated,
        undated=density.undated,
        outside=density.outside,
    )


@dataclass(frozen=True, slots=True)
class _RailBin:
    """A bin of the upper rail: ``first`` to the day before ``after``, and its ends in pixels."""

    first: date
    after: date
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Band:
    """``count`` events happened in the bin around one day and were told in that around another."""

    count: int
    happened: date
    told: date


def _drawing(
    size: Size,
    axis: Axis,
    density: Density,
    bands: list[_Band],
    *,
    opening: date | None,
    kept: KeptFilter,
) -> Drawing:
    size, names, dots = _important(size, axis, density, kept)
    heaps = _heaps(axis, size, density)
    if not density.told:
        size = size.with_one_rail(heaped=_HIGHEST)
    most = max((band.count for band in bands), default=1)
    widest = _WIDEST * size.length / SIZES[0].length
    return Drawing(
        size,
        axis,
        size.ticks(axis, opening=opening),
        upper=dots,
        lower=[],
        curves=[],
        upper_names=names,
        bands=[
            ChartBand(
                band.count,
                size.strand(size.along(axis, band.happened), size.along(axis, band.told)),
                thickness=round(0.4 + widest * sqrt(band.count / most), 1),
            )
            for band in bands
        ],
        upper_heaps=heaps,
        lower_heaps=_told(axis, size, density.told),
        is_told=bool(density.told),
    )


def _important(
    size: Size, axis: Axis, density: Density, kept: KeptFilter
) -> tuple[Size, list[RailName], list[Dot]]:
    """The names of the most important events, as far as they fit, the size with room for them, and
    the dots that they name. An event stands where its heap has it.
    """
    places: list[NamedPlace] = []
    dots: dict[tuple[int, ...], Dot] = {}
    for event, day in density.important:
        place, events = size.along(axis, day), (event.key,)
        words = f"{say_short(event.interval)}: {event.title}"
        link = kept.address("event-detail", event.slug)
        places.append(NamedPlace(place, event.title, 0, words, link, events))
        first, last = event.interval.bounds
        dots[events] = Dot(place, words, full=first == last, events=events)
    fitted, names, _ = clock_names.beside(size, places, [])
    return fitted, names, [dots[name.events] for name in names]


def _heaps(axis: Axis, size: Size, density: Density) -> list[Heap]:
    bins = _bins(axis, size, length=_HEAP)
    counts = _counts(density, bins)
    # What counts is how close together events are: a day is wider in one segment than in another.
    close = [
        count / (one.right - one.left) if one.right > one.left else 0.0
        for count, one in zip(counts, bins, strict=True)
    ]
    most = max(close, default=0.0)
    return [
        Heap(one.left, round(one.right - one.left, 1), _height(value, most))
        for value, one in zip(close, bins, strict=True)
        if value
    ]


def _counts(density: Density, bins: list[_RailBin]) -> list[int]:
    """How many events happened in each bin."""
    edges = sorted({day for one in bins for day in (one.first, one.after)})
    between = dict(zip(edges, density.happened_by(edges), strict=False))
    return [between[one.first] for one in bins]


def _told(axis: Axis, size: Size, told: Iterable[TimeBin]) -> list[Heap]:
    places = [
        (axis.x(stretch.first) + size.margin, axis.x(stretch.last) + size.margin, stretch.count)
        for stretch in told
    ]
    placed = [(left, max(right - left, 2.0), count) for left, right, count in places]
    most = max((count / width for _, width, count in placed), default=0.0)
    return [
        Heap(round(left, 1), round(width, 1), _height(count / width, most))
        for left, width, count in placed
    ]


def _height(value: float, most: float) -> float:
    """The square root of its share, so that a few beside very many are still to be seen."""
    return round(max(1.5, _HIGHEST * sqrt(value / most)), 1)


def _bands(axis: Axis, size: Size, density: Density) -> list[_Band]:
    """The ``MOST_BANDS`` of most events, the widest last, for it is drawn over the others."""
    bins = _bins(axis, size, length=_BAND)
    edges = sorted({day for one in bins for day in (one.first, one.after)})
    place = {day: number for number, day in enumerate(edges)}
    found = [
        _Band(count, middle((one.first, one.after)) or one.first, middle(_ends(told)) or one.first)
        for told, happened in ((told.when, told.happened) for told in density.told_by(edges))
        for one in bins
        if (count := happened[place[one.first]])
    ]
    return sorted(found, key=lambda band: -band.count)[:MOST_BANDS][::-1]


def _ends(stretch: TimeBin) -> tuple[date, date]:
    return stretch.first, stretch.last


def _bins(axis: Axis, size: Size, *, length: float) -> list[_RailBin]:
    """The rail in bins of whole days, each about ``length`` pixels wide, none across a break."""
    bins = []
    for segment, following in zip_longest(axis.segments, axis.segments[1:]):
        # A segment that runs on to the next one ends where that begins.
        last = min(segment.last, moved(following.first, -1)) if following else segment.last
        days = (last - segment.first).days + 1
        pieces = max(1, min(days, ceil((segment.right - segment.left) / length)))
        firsts = [segment.first + timedelta(days=days * n // pieces) for n in range(pieces)]
        after = moved(last, 1)
        # A day is as wide as the way to the next; the last ends where the segment does.
        places = [*(round(segment.x(day) + size.margin, 1) for day in firsts)]
        places.append(round(segment.right + size.margin, 1))
        bins += [
            _RailBin(first, then, left, right)
            for (first, then), (left, right) in zip(
                pairwise([*firsts, after]), pairwise(places), strict=True
            )
        ]
    return bins


def _words(density: Density, drawn: list[Drawing]) -> str:
    """What the chart shows, in sentences."""
    if density.ends is None:
        return "None of these events is dated, so the chart is empty."
    if not drawn:
        return "None of these events begins in the range of days, so the chart is empty."
    first, last = density.ends
    words = (
        f"The upper rail has {counted(sum(s.count for s in density.happened), 'event')} in heaps; "
        f"the whole list runs from "
        f"{say_short(first.interval)} (“{first.title}”) to "
        f"{say_short(last.interval)} (“{last.title}”)."
    )
    told = density.told
    if told:
        unit = density.unit.removesuffix("s")
        most = max(told, key=lambda stretch: stretch.count)
        words += (
            f" The lower rail has how many of them were told in each {unit}, from "
            f"{_named(told[0], unit)} to {_named(told[-1], unit)}; most in {_named(most, unit)}, "
            f"{most.count:,}. Bands join when they happened to when they were told"
        )
        words += f", the {MOST_BANDS} widest of them." if _is_cut(drawn) else "."
    return f"{words} The list below has them one by one."


def _is_cut(drawn: list[Drawing]) -> bool:
    return any(len(drawing.bands) == MOST_BANDS for drawing in drawn)


def _named(stretch: TimeBin, unit: str) -> str:
    return str(stretch.first.year) if unit == "year" else f"{stretch.first:%B %Y}"
