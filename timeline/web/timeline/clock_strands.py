"""The curves of the two clocks: mentions that share both ends and the outlet are one strand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from timeline.domain.outlet_marks import initials
from timeline.domain.time.formatting import counted, say_short
from timeline.domain.time.intervals import Bounds, from_bounds
from timeline.queries.chart.event_clocks import ClockTelling, Happening
from timeline.templatetags.retold import outlet_class
from timeline.web.timeline.clock_size import Size
from timeline.web.timeline.kept_filter import KeptFilter

NAMED = 4
"""Events that the words of one mark name; of more it says how many."""
THINNEST = 1.6
"""How thick a strand of one event is, as the drawing has it for all of them."""
_THICKEST, _EACH = 12.0, 1.1
_LANE, _LANES = 5.0, 36.0
"""How far the lanes of two outlets lie apart, and all of them at most."""
_BESIDE, _BUNDLE = 1.5, 26.0
"""How far strands with the same ends lie apart, and how wide such a bundle is at most."""

_PARTS = (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85)
"""After which parts of a strand's way its initials may stand."""

NAMED_TWICE = 12
"""Outlets up to which each has its initials on a strand to each day; of more, on one strand."""

Outlet = tuple[str, int | None]
"""An outlet's name and the number of its mark; a document without one has an empty name."""


@dataclass(frozen=True, slots=True)
class Strand:
    """What happened on some days, told on some days by one outlet.

    ``look``: the classes that give its colour and its dash. ``address`` is where its events are
    found, ``thickness`` grows with their number. ``named`` is where, if anywhere, the outlet's
    ``initials`` may stand on it, for who sees no colours, the best place first.
    """

    path: str
    words: str
    look: str
    events: tuple[int, ...]
    address: str
    thickness: float
    initials: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TogetherTold:
    """The events of a strand, by their keys, with the days they happened on and the sources' days;
    ``words``, ``address`` and ``thickness`` as ``Strand`` has them.
    """

    happened: Bounds
    told: Bounds
    outlet: Outlet
    events: tuple[int, ...]
    words: str
    address: str
    thickness: float


def events_named(days: Bounds, events: Sequence[Happening]) -> str:
    """A date with what happened then: "4 Mar 2022: The bridge opens; A storm"."""
    titles = [event.title for event in events]
    more = len(titles) - NAMED
    listed = "; ".join(titles[:NAMED]) + (f"; and {more} more" if more > 0 else "")
    count = f", {counted(len(titles), 'event')}" if len(titles) > 1 else ""
    return f"{_days_in_words(days)}{count}: {listed}"


def together(
    happened: Mapping[str, Happening],
    tellings: Iterable[ClockTelling],
    *,
    within: Sequence[tuple[str, str]],
) -> list[TogetherTold]:
    """Mentions put together, in the order of time. ``happened`` has their events by slug;
    ``within``: the parameters that select these events.
    """
    found: dict[tuple[Bounds, Bounds, Outlet], tuple[dict[str, Happening], dict[str, str]]]
    found = defaultdict(lambda: ({}, {}))
    for telling in tellings:
        event = happened[telling.event]
        outlet = (telling.outlet or "", telling.colour)
        events, sources = found[event.ends, telling.ends, outlet]
        events[event.slug] = event
        sources[telling.source] = telling.title
    return [
        TogetherTold(
            days,
            told,
            outlet,
            events=tuple(event.key for event in events.values()),
            words=_words(days, told, outlet[0], [*events.values()], [*sources.values()]),
            address=_address(days, [*events], within),
            thickness=round(min(THINNEST + _EACH * (len(events) - 1), _THICKEST), 1),
        )
        for (days, told, outlet), (events, sources) in found.items()
    ]


def _words(
    days: Bounds, told: Bounds, outlet: str, events: Sequence[Happening], sources: Sequence[str]
) -> str:
    titles = ", ".join(f"“{title}”" for title in sources)
    return (
        f"{events_named(days, events)}. Told {_days_in_words(told)}"
        f" in {titles} ({outlet or 'publisher not stated'})"
    )


@lru_cache(maxsize=4096)
def _days_in_words(days: Bounds) -> str:
    return say_short(from_bounds(*days))


def outlet_looks(outlets: Iterable[Outlet]) -> dict[Outlet, str]:
    """The classes of a chart's outlets, by name, and last of those without one."""
    ordered = sorted(set(outlets), key=lambda outlet: (outlet[1] is None, outlet[0]))
    return {outlet: outlet_class(outlet[1]) for outlet in ordered}


def strands(
    told: Iterable[TogetherTold],
    *,
    size: Size,
    place: Mapping[Bounds, float],
    looks: Mapping[Outlet, str],
) -> list[Strand]:
    """The strands of a drawing, the thickest first, for the others are drawn over it; in one order
    whatever its size.

    ``place``: where intervals lie along it. ``looks``: each outlet's classes.
    """
    ordered = sorted(told, key=lambda one: one.outlet)
    lanes = _lanes(list(dict.fromkeys(one.outlet for one in ordered)))
    ends = {id(one): (place[one.happened], place[one.told]) for one in ordered}
    letters = {outlet: initials(outlet[0], outlet[1] or 1) for outlet in lanes}
    places = {outlet: number for number, outlet in enumerate(lanes)}
    made: dict[int, Strand] = {}
    thickest = {id(one) for one in _thickest(ordered, place, each=len(lanes) <= NAMED_TWICE)}
    by_ends = sorted(ordered, key=lambda one: ends[id(one)])
    for (above, below), bundle in groupby(by_ends, key=lambda one: ends[id(one)]):
        some = list(bundle)
        for one, aside in zip(some, _side_by_side(some), strict=True):
            lane = lanes[one.outlet]
            path = size.strand(above, below, lane=lane, aside=aside)
            named: tuple[str, ...] = ()
            if id(one) in thickest:
                first = 0.25 + 0.5 * places[one.outlet] / len(lanes)
                parts = sorted(_PARTS, key=lambda part: abs(part - first))
                named = tuple(
                    size.on_strand(above, below, part=part, lane=lane, aside=aside)
                    for part in (first, *parts)
                )
            made[id(one)] = Strand(
                path, one.words, looks[one.outlet], one.events, one.address, one.thickness,
                initials=letters[one.outlet], named=named,
            )  # fmt: skip
    return sorted((made[id(one)] for one in ordered), key=lambda strand: -strand.thickness)


def _thickest(
    ordered: Iterable[TogetherTold], place: Mapping[Bounds, float], *, each: bool
) -> list[TogetherTold]:
    """Of the strands of each outlet, to ``each`` place or in all, the thickest."""
    found: dict[tuple[Outlet, float], TogetherTold] = {}
    for one in ordered:
        key = one.outlet, place[one.told] if each else 0.0
        if one.outlet[0] and (key not in found or found[key].thickness < one.thickness):
            found[key] = one
    return list(found.values())


def _lanes(outlets: Sequence[Outlet]) -> dict[Outlet, float]:
    """How far each outlet's strands lie from the middle, so that none lies under another's."""
    apart = min(_LANE, _LANES / max(1, len(outlets) - 1))
    first = -apart * (len(outlets) - 1) / 2
    return {outlet: round(first + apart * number, 1) for number, outlet in enumerate(outlets)}


def _side_by_side(bundle: Sequence[TogetherTold]) -> list[float]:
    """How far strands with the same ends go aside."""
    whole = sum(one.thickness for one in bundle) + _BESIDE * (len(bundle) - 1)
    scale = min(1.0, _BUNDLE / whole)
    places, left = [], -whole / 2
    for one in bundle:
        places.append(round((left + one.thickness / 2) * scale, 1))
        left += one.thickness + _BESIDE
    return places


def _address(days: Bounds, events: Sequence[str], within: Sequence[tuple[str, str]]) -> str:
    """The event, or the list of those of these days."""
    if len(events) == 1:
        return KeptFilter.of_parameters(within).address("event-detail", events[0])
    kept = [pair for pair in within if pair[0] not in {"from", "to", "surely"}]
    ends = zip(("from", "to"), days, strict=True)
    kept += [(name, day.isoformat()) for name, day in ends if day is not None]
    return f"?{urlencode([*kept, ('surely', '1')])}"
