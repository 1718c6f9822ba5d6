"""Who tells which events: what an outlet or a source tells itself, and what is told through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import (
    Numbers,
    Postings,
    Slices,
    family,
    of_sets,
    positions,
)
from timeline.queries.index.segments.segment_memo import once, owner_of
from timeline.queries.index.segments.snapshot import OrderedEvents, Segment, Snapshot
from timeline.queries.index.selection import Selection
from timeline.queries.index.tellings.mention_columns import STATED_NOWHERE

By = Literal["outlets", "documents"]


@dataclass(frozen=True, slots=True)
class TellingsByTeller:
    """What some tell, for each side of a stand: events by an outlet's or a source's key.

    ``own``: what they published; ``through``: what only others published, told through them.
    """

    own: list[Postings]
    through: list[Postings]

    def keys(self, stand: Snapshot) -> list[int]:
        """Those that any event is told by, or through."""
        found = set()
        for side, own, through in zip(stand.sides, self.own, self.through, strict=True):
            for one in (own, through):
                found |= {key for key in one if one[key].intersect(side.members)}
        return sorted(found)

    def counts(self, selection: Selection, key: int) -> tuple[int, int]:
        """How many of the events one tells itself, and how many are told through it alone."""
        own = through = 0
        for members, by, via in zip(selection.members, self.own, self.through, strict=True):
            own += members.intersection_cardinality(by[key])
            through += members.intersection_cardinality(via[key])
        return own, through

    def events(self, key: int) -> list[BitMap]:
        """For each side the events that one tells, or that are told through it."""
        return [by[key] | via[key] for by, via in zip(self.own, self.through, strict=True)]

    def tells(self, stand: Snapshot, key: int) -> bool:
        """Whether one tells any event itself."""
        return any(
            own[key].intersect(side.members)
            for side, own in zip(stand.sides, self.own, strict=True)
        )


def of_outlets(stand: Snapshot) -> TellingsByTeller:
    """What each outlet tells; what is told through a source of no stated publisher is of none."""
    found = [_kept(stand, side) for side in stand.sides]
    return TellingsByTeller([one.own for one in found], [one.through for one in found])


def of_sources(stand: Snapshot, keys: Iterable[int]) -> TellingsByTeller:
    """What each of these sources tells, which are few."""
    wanted = np.array(sorted(set(keys)), dtype=np.int64)
    found = [_of_sources(stand, side, wanted) for side in stand.sides]
    return TellingsByTeller([own for own, _ in found], [through for _, through in found])


def relayed(stand: Snapshot) -> list[Postings]:
    """For each side the events told through each outlet, whether it tells them itself or not."""
    return [_kept(stand, side).relayed for side in stand.sides]


def sources(stand: Snapshot) -> Numbers:
    """The primary keys of all sources that tell, or that others tell through, in order."""
    found = []
    for side in stand.sides:
        tells, through = _counting(stand, side)
        found.append(side.view.part.array("s_pk")[tells | through])
    return np.unique(np.concatenate(found))


def telling(stand: Snapshot) -> list[Numbers]:
    """For each side, which of its part's sources tell any of the events."""
    return [_counting(stand, side)[0] for side in stand.sides]


def published(stand: Snapshot, outlets: Iterable[int]) -> dict[int, list[int]]:
    """For each of these outlets the primary keys of its sources that tell any of the events."""
    found: dict[int, list[int]] = {}
    for outlet in outlets:
        found[outlet] = []
        for side, tells in zip(stand.sides, telling(stand), strict=True):
            part = side.view.part
            found[outlet] += part.array("s_pk")[tells & (part.array("s_outlet") == outlet)].tolist()
    return found


def relays(selection: Selection) -> Numbers:
    """Each source that tells any of the events, with the one told through, 0 for none: two rows of
    keys, no pair twice, in the order of the first.
    """
    found = [np.empty((2, 0), dtype=np.int64)]
    stand = selection.stand
    for side, members in zip(stand.sides, selection.members, strict=True):
        keys = side.view.part.array("s_pk")
        event, source, via = _mentions(stand, side)
        here = _holds(members, side.view.part.array("pk"))[event]
        pairs = np.unique(source[here].astype(np.int64) * (len(keys) + 1) + via[here])
        by, through = pairs // (len(keys) + 1), pairs % (len(keys) + 1)
        found.append(np.stack((keys[by], np.r_[0, keys][through])))
    # A source may tell some of each side's events.
    every: Numbers = np.unique(np.hstack(found), axis=1)
    return every


def telling_most(selection: Selection, most: int) -> list[int]:
    """The ``most`` sources, if there are so many, that tell most of the events, in that order.

    Of those that tell as many, the ones that came out first.
    """
    keys, told, out = _mentions_by_source(selection)
    order = np.lexsort((keys, np.where(out > 0, out, np.iinfo(np.int32).max), -told))
    size = most * 2
    while True:
        # No source tells more events than it has mentions of them.
        some = order[:size]
        counted = of_sources(selection.stand, keys[some].tolist())
        events = np.array([counted.counts(selection, key)[0] for key in keys[some].tolist()])
        best = np.argsort(-events, kind="stable")[:most]
        rest = told[order[size]] if size < len(order) else 0
        if not rest or events[best[-1]] >= rest or size > most * 32:
            found: list[int] = keys[some[best]].tolist()
            return found
        size *= 2


def by_tellers(selection: Selection, start: int, stop: int, *, by: By) -> list[int]:
    """The primary keys of the events from one position to before another, those first that most
    outlets or documents tell; of the same number, in the selection's order.
    """
    stand = selection.stand
    views = [side.view for side in stand.sides]
    orders = [
        [
            side.view.numbers("tellers") if by == "documents" else _outlets_telling(stand, side)
            for side in stand.sides
        ]
    ]
    if selection.criteria.sort:
        name = "hands" if selection.criteria.sort == "first-hand" else "tellers"
        orders.append([view.numbers(name) for view in views])
    found: list[int] = []
    for members in _blocks(selection.members, orders):
        ranks = [view.lined_up(some) for view, some in zip(views, members, strict=True)]
        line = OrderedEvents(stand, ranks)
        if start < len(line) and stop > 0:
            found += line.keys(max(0, start), stop)
        start, stop = start - len(line), stop - len(line)
        if stop <= 0:
            break
    return found


class Beginnings:
    """When the events of a selection begin."""

    def __init__(self, selection: Selection) -> None:
        self._members = selection.members
        stand = selection.stand
        self._starts = [_starts(stand, side) for side in stand.sides]
        days = [
            starts[positions(members)]
            for starts, members in zip(self._starts, selection.members, strict=True)
        ]
        every = np.concatenate(days)
        self._days = np.sort(every[every > 0], kind="stable")

    def after(self, day: int, *, but_for: list[BitMap]) -> int:
        """How many begin after a day, an ordinal, but for some."""
        count = len(self._days) - int(np.searchsorted(self._days, day, side="right"))
        if count:
            for starts, members, some in zip(self._starts, self._members, but_for, strict=True):
                count -= int((starts[positions(members & some)] > day).sum())
        return count


@dataclass(frozen=True, slots=True)
class _Outlets:
    """By outlet: events it tells, those told through it, and those of these it does not tell."""

    own: Postings
    relayed: Postings
    through: Postings


def _kept(stand: Snapshot, side: Segment) -> _Outlets:
    return once(owner_of(stand, side), "outlets", lambda: _by_outlet(stand, side))


def _by_outlet(stand: Snapshot, side: Segment) -> _Outlets:
    event, source, via = _mentions(stand, side)
    outlet = side.view.part.array("s_outlet")
    own = family(outlet[source], event)
    also = via > 0
    relayed = family(outlet[via[also] - 1], event[also])
    return _Outlets(own, relayed, _alone(relayed, own))


def _of_sources(stand: Snapshot, side: Segment, wanted: Numbers) -> tuple[Postings, Postings]:
    event, source, via = _mentions(stand, side)
    keys = side.view.part.array("s_pk")
    chosen = np.isin(keys, wanted)
    by = chosen[source]
    own = family(keys[source[by]], event[by])
    # The first stands for no source, as 0 does among those told through.
    through = np.r_[False, chosen][via]
    return own, _alone(family(keys[via[through] - 1], event[through]), own)


def _alone(through: Postings, own: Postings) -> Postings:
    found = {key: through[key] - own[key] for key in through if key != STATED_NOWHERE}
    return of_sets({key: some for key, some in found.items() if some})


def _outlets_telling(stand: Snapshot, side: Segment) -> Postings:
    """By how many outlets tell them, the events."""

    def made() -> Postings:
        count = len(side.view.part.array("pk"))
        tellers = np.zeros(count, dtype=np.int64)
        own = _kept(stand, side).own
        for key in own:
            tellers[positions(own[key])] += 1
        return family(tellers, np.arange(count))

    return once(owner_of(stand, side), "outlets telling", made)


def _starts(stand: Snapshot, side: Segment) -> Numbers:
    """The days on which events begin, by position, 0 where that is not known."""
    part = side.view.part
    if stand.day is None:
        return part.array("start")
    view = side.view
    return once(view, "starts", lambda: _numbers(view.starts, len(part.array("pk"))))


def _numbers(slices: Slices, count: int) -> Numbers:
    found = np.zeros(count, dtype=np.int32)
    found[positions(slices.known)] = slices.lowest
    for place, digit in enumerate(slices.digits):
        found[positions(digit)] += 1 << place
    return found


def _mentions(stand: Snapshot, side: Segment) -> tuple[Numbers, Numbers, Numbers]:
    """Event, source and source told through, from 1, of the mentions that count."""
    part = side.view.part
    found = part.array("m_event"), part.array("m_source"), part.array("m_via")
    if stand.day is None:
        return found
    out = part.array("s_latest")
    counts = ((out > 0) & (out <= stand.day))[found[1]]
    event, source, via = (one[counts] for one in found)
    return event, source, via


def _counting(stand: Snapshot, side: Segment) -> tuple[Numbers, Numbers]:
    """Which sources tell any of the events, and through which any is told."""
    # Kept with the view, as what the side has lost differs from stand to stand.
    return once(side.view, "counting", lambda: _counted(stand, side))


def _counted(stand: Snapshot, side: Segment) -> tuple[Numbers, Numbers]:
    part = side.view.part
    event, source, via = _mentions(stand, side)
    here = _holds(side.members, part.array("pk"))[event]
    count = len(part.array("s_pk"))
    tells, through = np.zeros(count, dtype=bool), np.zeros(count + 1, dtype=bool)
    tells[source[here]] = True
    through[via[here]] = True
    return tells, through[1:]


def _mentions_by_source(selection: Selection) -> tuple[Numbers, Numbers, Numbers]:
    """The sources that tell, each with how many mentions it has of the events, and its day."""
    keys, told, out = [], [], []
    stand = selection.stand
    for side, members in zip(stand.sides, selection.members, strict=True):
        part = side.view.part
        event, source, _ = _mentions(stand, side)
        some = source[_holds(members, part.array("pk"))[event]]
        counted = np.bincount(some, minlength=len(part.array("s_pk")))
        alive = _counting(stand, side)[0]
        keys.append(part.array("s_pk")[alive])
        told.append(counted[alive])
        out.append(part.array("s_latest")[alive])
    every, first, place = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    total = np.bincount(place, weights=np.concatenate(told), minlength=len(every))
    return every, total.astype(np.int64), np.concatenate(out)[first]


def _holds(members: BitMap, keys: Numbers) -> Numbers:
    """By position, whether an event is among some."""
    found = np.zeros(len(keys), dtype=bool)
    found[positions(members)] = True
    return found


def _blocks(members: list[BitMap], orders: list[list[Postings]]) -> Iterator[list[BitMap]]:
    """The events in stretches, those of the greatest number first, by one order after another."""
    if not orders:
        yield members
        return
    first, *rest = orders
    for number in sorted({key for one in first for key in one}, reverse=True):
        found = [some & one[number] for one, some in zip(first, members, strict=True)]
        if any(found):
            yield from _blocks(found, rest)
