"""How often the mentions of the events that match use which wording, within some columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from timeline.queries.index.matched_events import MatchedEvents
from timeline.queries.index.segments.bitmaps import Numbers, mask
from timeline.queries.index.segments.mention_columns import published_by
from timeline.queries.index.segments.segment_view import TimeKey
from timeline.queries.index.tellings.term_columns import TermColumns, of_segments
from timeline.queries.selection import By, TermUse, TermWording

_Met = tuple[TimeKey | tuple[()], int]
"""A mention, by what orders its event in time."""


class CountedTerms:
    """The wordings that the matching events' mentions use, as ``selection.TermUses`` has them."""

    def __init__(self, matched: MatchedEvents, columns: Mapping[int, str], *, by: By) -> None:
        self._matched = matched
        self._parts, self._wordings = of_segments(matched.snapshot)
        keys = sorted(columns)
        self._slugs = [columns[key] for key in keys]
        self._columns = [
            _places(part.sources if by == "documents" else part.outlets, among=keys)
            for part in self._parts
        ]
        self._rows = [self._counted(number) for number in range(len(self._parts))]
        used = [part.wording[rows] for part, rows in zip(self._parts, self._rows, strict=True)]
        times = np.bincount(np.concatenate(used), minlength=len(self._wordings))
        self.counts: dict[TermWording, int] = {
            self._wordings[number]: int(times[number]) for number in np.flatnonzero(times).tolist()
        }

    def of(self, things: Iterable[tuple[int, str]], *, most: int) -> list[TermUse]:
        wanted = set(things)
        shown = np.array([wording[:2] in wanted for wording in self._wordings], dtype=bool)
        counts: dict[tuple[int, int], int] = defaultdict(int)
        first: dict[tuple[int, int], list[_Met]] = defaultdict(list)
        for number, part in enumerate(self._parts):
            rows = self._rows[number]
            rows = rows[shown[part.wording[rows]]]
            for group, some in _grouped(part, self._columns[number], rows):
                counts[group] += len(some)
                first[group] += self._in_time(number, some[:most])
        # Those of one segment are in order already; those of several are put in order.
        return [
            TermUse(
                self._wordings[wording],
                self._slugs[column],
                count,
                [mention for _, mention in sorted(first[wording, column])[:most]]
                if len(self._parts) > 1
                else [mention for _, mention in first[wording, column]],
            )
            for (wording, column), count in counts.items()
        ]

    def _counted(self, number: int) -> Numbers:
        """Which rows of a segment's count: of events selected, in a column, told by then."""
        part, snapshot = self._parts[number], self._matched.snapshot
        segment = snapshot.segments[number]
        counts = self._columns[number] >= 0
        if snapshot.day is not None and len(part.sources):
            keys = segment.columns.array("s_pk")
            place = np.minimum(np.searchsorted(keys, part.sources), len(keys) - 1)
            counts &= published_by(segment.columns, snapshot.day)[place]
        chosen = mask(self._matched.members[number], segment.size)
        return np.flatnonzero(chosen[part.event] & counts[part.source])

    def _in_time(self, number: int, rows: Numbers) -> Iterator[_Met]:
        part = self._parts[number]
        mentions = part.mention[rows].tolist()
        if len(self._parts) == 1:
            return (((), mention) for mention in mentions)
        view = self._matched.snapshot.segments[number].view
        ranks = view.ranks[part.event[rows]].tolist()
        return (
            (view.sort_key(rank), mention) for rank, mention in zip(ranks, mentions, strict=True)
        )


def _places(values: Numbers, *, among: Sequence[int]) -> Numbers:
    """The place of each value among some in ascending order, -1 of one that is not there."""
    found = np.full(len(values), -1)
    for place, value in enumerate(among):
        found[values == value] = place
    return found


def _grouped(
    part: TermColumns, column: Numbers, rows: Numbers
) -> Iterator[tuple[tuple[int, int], Numbers]]:
    """The rows by wording and column, each group in the order of the rows."""
    if not len(rows):
        return
    wording, columns = part.wording[rows].astype(np.int64), column[part.source[rows]]
    group = wording * (int(column.max()) + 1) + columns
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for some in np.split(order, starts[1:]):
        yield (int(wording[some[0]]), int(columns[some[0]])), rows[some]
