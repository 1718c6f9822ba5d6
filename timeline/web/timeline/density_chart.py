"""The two-clocks chart of many events: a histogram on each rail, bands between the two, and the
names and dots of the most important.

Each rail is cut into bins of whole days. The height of a histogram's bar (a heap) is the square
root of the number of events in its bin; a band's width is the square root of the number of events
that happened in one bin and were told in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, zip_longest
from math import ceil, sqrt

from timeline.domain.chart.folded_axis import Axis, middle
from timeline.domain.time.calendar_units import moved
from timeline.domain.time.formatting import counted, say_short
from timeline.domain.time.intervals import from_bounds
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
_HEAP = 9.0
"""Pixels that a bin of the upper rail is wide at most in the widest drawing, for heaps."""
_BAND = 34.0
"""The same for bands."""


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
        # Each drawing has the same heaps and bands, counted once for the widest.
        bands = _bands(axes[0], density)
        happened = _happened(axes[0], density)
        drawn = [
            _drawing(size, axis, density, happened, bands, opening=opening, kept=kept)
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
    """A bin of the upper rail: ``first`` to the day before ``after``. It is drawn to the place of
    ``end``, which is that of ``after`` but at the end of a stretch.
    """

    first: date
    after: date
    end: date

    @property
    def named(self) -> str:
        """Its days in words."""
        return say_short(from_bounds(self.first, moved(self.after, -1)))


@dataclass(frozen=True, slots=True)
class _Counted:
    """The events of a bin of the upper rail, and their mentions."""

    bin: _RailBin
    events: int
    mentions: int

    @property
    def words(self) -> str:
        """What is said of it where it is pointed at."""
        told = f", told {_times(self.mentions)}" if self.mentions else ""
        return f"{counted(self.events, 'event')} of {self.bin.named}{told}"


@dataclass(frozen=True, slots=True)
class _Band:
    """``count`` events happened in the bin around one day and were told in that around another."""

    count: int
    happened: date
    told: date
    words: str


def _drawing(
    size: Size,
    axis: Axis,
    density: Density,
    happened: list[_Counted],
    bands: list[_Band],
    *,
    opening: date | None,
    kept: KeptFilter,
) -> Drawing:
    size, names, dots = _important(size, axis, density, kept)
    heaps = _heaps(axis, size, happened)
    if not density.told:
        size = size.with_one_rail(heaped=_HIGHEST)
    most = max((band.count for band in bands), default=1)
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
                level=max(1, round(0.4 + _WIDEST * sqrt(band.count / most))),
                words=band.words,
            )
            for band in bands
        ],
        upper_heaps=heaps,
        lower_heaps=_told(axis, size, density),
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


def _happened(axis: Axis, density: Density) -> list[_Counted]:
    """The bins of the upper rail in which any event happened."""
    bins = _bins(axis, length=_HEAP)
    edges = sorted({day for one in bins for day in (one.first, one.after)})
    events = dict(zip(edges, density.happened_by(edges), strict=False))
    mentions = dict(zip(edges, density.mentions_by(edges), strict=False))
    return [
        _Counted(one, events[one.first], mentions[one.first]) for one in bins if events[one.first]
    ]


def _heaps(axis: Axis, size: Size, happened: list[_Counted]) -> list[Heap]:
    places = [(size.along(axis, c.bin.first), size.along(axis, c.bin.end), c) for c in happened]
    placed = [(left, max(round(right - left, 1), 0.5), one) for left, right, one in places]
    # What counts is how close together events are: a day is wider in one segment than in another.
    most = max((one.events / width for _, width, one in placed), default=0.0)
    return [
        Heap(left, width, _height(one.events / width, most), one.words)
        for left, width, one in placed
    ]


def _told(axis: Axis, size: Size, density: Density) -> list[Heap]:
    unit = density.unit.removesuffix("s")
    places = [
        (axis.x(stretch.first) + size.margin, axis.x(stretch.last) + size.margin, stretch)
        for stretch in density.told
    ]
    placed = [(left, max(right - left, 2.0), stretch) for left, right, stretch in places]
    most = max((stretch.count / width for _, width, stretch in placed), default=0.0)
    return [
        Heap(
            round(left, 1),
            round(width, 1),
            _height(stretch.count / width, most),
            f"{counted(stretch.count, 'event')} told in {_named(stretch, unit)}",
        )
        for left, width, stretch in placed
    ]


def _height(value: float, most: float) -> float:
    """The square root of its share, so that a few beside very many are still to be seen."""
    return round(max(1.5, _HIGHEST * sqrt(value / most)), 1)


def _bands(axis: Axis, density: Density) -> list[_Band]:
    """The ``MOST_BANDS`` of most events, the widest last, for it is drawn over the others."""
    bins = _bins(axis, length=_BAND)
    edges = sorted({day for one in bins for day in (one.first, one.after)})
    place = {day: number for number, day in enumerate(edges)}
    unit = density.unit.removesuffix("s")
    found = [
        _Band(
            count,
            middle((one.first, one.after)) or one.first,
            middle(_ends(told)) or one.first,
            f"{counted(count, 'event')} of {one.named}, told in {_named(told, unit)}",
        )
        for told, happened in ((told.when, told.happened) for told in density.told_by(edges))
        for one in bins
        if (count := happened[place[one.first]])
    ]
    return sorted(found, key=lambda band: -band.count)[:MOST_BANDS][::-1]


def _ends(stretch: TimeBin) -> tuple[date, date]:
    return stretch.first, stretch.last


def _bins(axis: Axis, *, length: float) -> list[_RailBin]:
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
        bins += [
            _RailBin(first, then, min(then, segment.last))
            for first, then in pairwise([*firsts, after])
        ]
    return bins


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count:,} times"


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
