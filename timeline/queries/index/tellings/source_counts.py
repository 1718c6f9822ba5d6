"""How much each source tells: mentions, and events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline.queries.index.segments.bitmaps import Numbers, positions
from timeline.queries.index.segments.segment_memo import once
from timeline.queries.index.segments.snapshot import Segment, Snapshot


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """``keys``: the sources that tell anything, by primary key, in order; and of each, how many
    mentions it has, and of how many events.
    """

    keys: Numbers
    mentions: Numbers
    events: Numbers

    def of(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """The mentions and the events of some sources, in their order."""
        if not len(self.keys):
            none = np.zeros(len(keys), dtype=np.int64)
            return none, none
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        there = self.keys[at] == keys
        return np.where(there, self.mentions[at], 0), np.where(there, self.events[at], 0)


def counted(stand: Snapshot) -> SourceCounts:
    """All sources that tell any of the events as they stand now, whatever the stand's day."""
    # Kept with the last view, which is anew whenever anything was touched.
    return once(stand.sides[-1].view, "source counts", lambda: _counted(stand))


def _counted(stand: Snapshot) -> SourceCounts:
    keys, mentions, events = [], [], []
    for side in stand.sides:
        told, distinct = _of_side(side)
        keys.append(side.view.part.array("s_pk"))
        mentions.append(told)
        events.append(distinct)
    every, place = np.unique(np.concatenate(keys), return_inverse=True)
    told = np.bincount(place, weights=np.concatenate(mentions), minlength=len(every))
    distinct = np.bincount(place, weights=np.concatenate(events), minlength=len(every))
    tells = told > 0
    return SourceCounts(
        every[tells], told[tells].astype(np.int64), distinct[tells].astype(np.int64)
    )


def _of_side(side: Segment) -> tuple[Numbers, Numbers]:
    """By a part's sources, mentions and events, but for those that are gone."""
    part = side.view.part
    every: tuple[Numbers, Numbers] = once(part, "told by sources", lambda: _told(side, None))
    if not side.gone:
        return every
    gone = np.zeros(len(part.array("pk")), dtype=bool)
    gone[positions(side.gone)] = True
    less = _told(side, gone)
    return every[0] - less[0], every[1] - less[1]


def _told(side: Segment, some: Numbers | None) -> tuple[Numbers, Numbers]:
    part = side.view.part
    event, source = part.array("m_event"), part.array("m_source")
    if some is not None:
        chosen = some[event]
        event, source = event[chosen], source[chosen]
    count = len(part.array("s_pk"))
    # One number for each pair: sorting those is several times as quick as sorting pairs.
    pairs = np.sort(source.astype(np.int64) * len(part.array("pk")) + event)
    new = np.ones(len(pairs), dtype=bool)
    new[1:] = pairs[1:] != pairs[:-1]
    events = pairs[new] // max(len(part.array("pk")), 1)
    return np.bincount(source, minlength=count), np.bincount(events, minlength=count)
