"""The two-clocks chart of few events: a dot for each day, and strands from what happened to what
was told. For more than ``MOST_CURVES`` events there is ``density_chart``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from timeline.domain.chart.chart_counts import TellingOutlet
from timeline.domain.chart.folded_axis import Axis, fold_each, middle
from timeline.domain.outlet_marks import COLOURS, initials
from timeline.domain.time.formatting import counted, say_short
from timeline.domain.time.intervals import Bounds, from_bounds
from timeline.queries.chart.event_clocks import Clocks, ClockTelling, Happening
from timeline.web.timeline import clock_names, clock_strands
from timeline.web.timeline.clock_drawing import Drawing
from timeline.web.timeline.clock_marks import Dot, Rail
from timeline.web.timeline.clock_size import SIZES, Size
from timeline.web.timeline.clock_strands import NAMED, Outlet, TogetherTold
from timeline.web.timeline.kept_filter import KeptFilter

MOST_CURVES = 150
"""Events, or mentions, up to which each is drawn."""
NAMED_IN_KEY = 12
"""Outlets that the key names; of more, those that tell most."""
_TAIL = 34.0
"""How far a bar runs on towards an open end."""


def axes_for(
    ends: Iterable[Bounds], *, opening: date | None, sizes: Sequence[Size] = SIZES
) -> list[Axis]:
    """An axis for each size that has all of these intervals, given by their first and last day."""
    return fold_each(list(ends), widths=[size.room for size in sizes], opening=opening)


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart at each size, its key, and its words for those who do not see it.

    ``key``: of each outlet that tells most the name, the classes that give its colour and its dash,
    and its initials; ``unnamed``: how many outlets there are besides. Where it ``is_dense``, and no
    line is an outlet's, ``tellers`` and ``more_tellers`` have these instead.
    ``is_dense``: heaps and bands, not each event by itself. ``outside``: dated events that have no
    place in the chart, for they stand outside of the range of days asked for. ``undated`` and
    ``undated_sources``: events and sources that have none for want of a date.
    """

    drawings: list[Drawing]
    key: list[tuple[str, str, str]]
    words: str
    is_dense: bool
    events: int
    undated: int = 0
    outside: int = 0
    undated_sources: int = 0
    unnamed: int = 0
    tellers: Sequence[TellingOutlet] = ()
    more_tellers: int = 0

    @property
    def is_named(self) -> bool:
        """Whether there are more outlets than colours, so that lines want their initials."""
        return len(self.key) + self.unnamed > COLOURS

    @property
    def pointed_at(self) -> str:
        """What of the chart says what it is when it is pointed at, empty where nothing does."""
        parts = []
        for name, has in (
            ("a line", any(drawing.curves for drawing in self.drawings)),
            ("a band", any(drawing.bands for drawing in self.drawings)),
            ("a bar", any(drawing.upper_heaps for drawing in self.drawings)),
            ("a dot", any(drawing.upper or drawing.lower for drawing in self.drawings)),
            ("a name", any(d.upper_names or d.lower_names for d in self.drawings)),
        ):
            parts += [name] if has else []
        return " or ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))

    @property
    def has_lines(self) -> bool:
        """Whether any line or band joins what happened to when it was told."""
        return any(drawing.curves or drawing.bands for drawing in self.drawings)

    @property
    def has_thick_lines(self) -> bool:
        """Whether a line carries several events."""
        return any(len(curve.events) > 1 for drawing in self.drawings for curve in drawing.curves)

    @property
    def has_rings(self) -> bool:
        """Whether a dot is of more than a day."""
        dots = (dot for drawing in self.drawings for dot in (*drawing.upper, *drawing.lower))
        return any(not dot.full for dot in dots)

    @property
    def has_names(self) -> bool:
        """Whether any event is named."""
        return any(drawing.upper_names for drawing in self.drawings)

    @property
    def has_seams(self) -> bool:
        """Whether the axis changes its scale without a break."""
        return any(drawing.axis.seams for drawing in self.drawings)

    @property
    def is_told(self) -> bool:
        """Whether anything has a place on the rail of what was told."""
        return any(drawing.is_told for drawing in self.drawings)


def chart(
    clocks: Clocks,
    *,
    opening: date | None,
    within: Sequence[tuple[str, str]] = (),
    sizes: Sequence[Size] = SIZES,
) -> Chart:
    """Draw a few events' clocks; ``within`` are the parameters that select them."""
    dated = [h for h in clocks.happenings if middle(h.ends) is not None]
    told = [t for t in clocks.tellings if middle(t.ends) is not None]
    ends = [*(h.ends for h in dated), *(t.ends for t in told)]
    happened = {h.slug: h for h in dated}
    joined = [t for t in told if t.event in happened]
    strands = clock_strands.together(happened, joined, within=within)
    # Those of whom a line is drawn.
    tellers = Counter((t.outlet or "", t.colour) for t in joined)
    looks = clock_strands.outlet_looks(tellers)
    named = {outlet for outlet, _ in tellers.most_common(NAMED_IN_KEY)}
    kept = KeptFilter.of_parameters(within)
    drawings = [
        _drawing(size, axis, dated, told, strands, looks=looks, opening=opening, kept=kept)
        for size, axis in zip(sizes, axes_for(ends, opening=opening, sizes=sizes), strict=True)
        if dated
    ]
    return Chart(
        drawings=drawings,
        key=[
            (name or "Publisher not stated", look, initials(name, number or 1))
            for (name, number), look in looks.items()
            if (name, number) in named
        ],
        words=_words(clocks, dated),
        is_dense=False,
        events=len(dated),
        undated=len(clocks.happenings) - len(dated),
        undated_sources=len({t.source for t in clocks.tellings} - {t.source for t in told}),
        unnamed=len(looks) - len(named),
    )


def _drawing(
    size: Size,
    axis: Axis,
    dated: list[Happening],
    told: list[ClockTelling],
    strands: list[TogetherTold],
    *,
    looks: dict[Outlet, str],
    opening: date | None,
    kept: KeptFilter,
) -> Drawing:
    events, sources = _by_days(dated), _by_days(told)
    place = {days: _place(size, axis, days) for days in [*events, *sources]}
    said = {days: clock_strands.events_named(days, some) for days, some in events.items()}
    published = {days: _sources_named(days, some) for days, some in sources.items()}
    fitted, upper_names, lower_names = clock_names.beside(
        size,
        clock_names.happened(events, told, place=place, words=said, kept=kept),
        clock_names.told(sources, place=place, words=published, kept=kept),
    )
    if not told:
        fitted = fitted.with_one_rail()
    upper = [
        _dot(size, axis, days, said[days], events=tuple(h.key for h in some))
        for days, some in events.items()
    ]
    upper.sort(key=lambda dot: dot.full)  # a day is drawn over the rings around it
    lower = [
        _dot(size, axis, days, published[days], colour=some[0].source_colour)
        for days, some in sources.items()
    ]
    return Drawing(
        fitted,
        axis,
        size.ticks(axis, opening=opening),
        upper,
        lower,
        clock_strands.strands(strands, size=fitted, place=place, looks=looks),
        upper_names,
        lower_names,
        is_told=bool(told),
    )


def _by_days(some: Iterable[Any]) -> dict[Bounds, list[Any]]:
    """Happenings, or tellings, by the days that they share."""
    found: dict[Bounds, list[Any]] = defaultdict(list)
    for one in some:
        found[one.ends].append(one)
    return found


def _sources_named(days: Bounds, tellings: Iterable[ClockTelling]) -> str:
    titles = list({telling.source: telling.title for telling in tellings}.values())
    listed = "; ".join(titles[:NAMED]) + (
        f"; and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
    )
    return f"Told {say_short(from_bounds(*days))}: {listed}"


def _place(size: Size, axis: Axis, ends: Bounds) -> float:
    day = middle(ends)
    assert day is not None
    return size.along(axis, day)


def _dot(
    size: Size,
    axis: Axis,
    ends: Bounds,
    title: str,
    *,
    events: tuple[int, ...] = (),
    colour: int | None = None,
) -> Dot:
    first, last = ends
    single = first == last
    bar = None
    if not single:
        left = axis.x(first) if first else axis.x(last or date.min) - _TAIL
        right = axis.x(last) if last else axis.x(first or date.max) + _TAIL
        left, right = max(left + size.margin, 0.0), min(right + size.margin, float(size.length))
        bar = Rail(round(left, 1), round(right, 1), before=False)
    return Dot(
        x=_place(size, axis, ends),
        title=title,
        full=single,
        bar=bar,
        open_start=first is None,
        open_end=last is None,
        events=events,
        colour=colour,
    )


def _words(clocks: Clocks, dated: list[Happening]) -> str:
    """What the chart shows, in sentences."""
    if not clocks.happenings:
        return "No event matches, so the chart is empty."
    if not dated:
        return "None of these events is dated, so the chart is empty."
    first, last = dated[0], dated[-1]
    told = [t for t in clocks.tellings if middle(t.ends) is not None]
    words = (
        f"The upper rail has {counted(len(dated), 'event')}: first, "
        f"{say_short(from_bounds(*first.ends))}, “{first.title}”; last, "
        f"{say_short(from_bounds(*last.ends))}, “{last.title}”."
    )
    if told:
        sources = {t.source: t for t in told}
        start, end = told[0], told[-1]
        words += (
            f" The lower rail has {counted(len(sources), 'source')} that "
            f"{'tells' if len(sources) == 1 else 'tell'} of them; first published: "
            f"{say_short(from_bounds(*start.ends))}; last: {say_short(from_bounds(*end.ends))}."
            f" {counted(len(told), 'curve')} {'joins' if len(told) == 1 else 'join'} the two."
        )
    return f"{words} The list below says the same, event by event."
