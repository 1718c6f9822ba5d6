"""Which sources tell the events of a selection, and on which days sources came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.segments.bitmaps import Numbers, positions
from timeline.queries.index.segments.segment_memo import once
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.index.selection import Selection


@dataclass(frozen=True, slots=True)
class SourcesTelling:
    """Sources by primary key in ascending order: the first and the last day of each one's date, as
    ordinals (0 where open or unknown), and how many mentions it has of the events.
    """

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    mentions: Numbers


@dataclass(frozen=True, slots=True)
class PublicationDays:
    """The days, as ordinals, on which sources came out that tell anything, in order; how many had
    by the end of each; and how many of these have dates longer than a day.
    """

    days: Numbers
    sources: Numbers
    imprecise: Numbers

    def at(self, day: int) -> int:
        """How many of the days are not after a day."""
        return int(np.searchsorted(self.days, day, side="right"))


def tellers(selection: Selection) -> SourcesTelling:
    """The sources whose mentions that count tell any of the events."""
    members = iter(selection.members)
    return _tellers(selection.stand, lambda side: next(members))


def published(selection: Selection) -> PublicationDays:
    """On which days sources came out, whatever is selected and whenever the selection stands."""
    stand = selection.now

    def made() -> PublicationDays:
        every = _tellers(stand, lambda side: side.members)
        out = every.latest > 0
        days, place = np.unique(every.latest[out], return_inverse=True)
        vague = (every.earliest != every.latest)[out]
        return PublicationDays(
            days,
            np.cumsum(np.bincount(place, minlength=len(days))),
            np.cumsum(np.bincount(place[vague], minlength=len(days))),
        )

    return once(stand, "published", made)


def _tellers(stand: Snapshot, members_of: Callable[[Segment], BitMap]) -> SourcesTelling:
    keys, earliest, latest, mentions = [], [], [], []
    for side in stand.sides:
        part = side.view.part
        chosen = np.zeros(len(part.array("pk")), dtype=bool)
        chosen[positions(members_of(side))] = True
        told = np.bincount(
            part.array("m_source")[chosen[part.array("m_event")]], minlength=len(part.array("s_pk"))
        )
        out = part.array("s_latest")
        counts = told > 0
        if stand.day is not None:
            counts &= (out > 0) & (out <= stand.day)
        keys.append(part.array("s_pk")[counts])
        earliest.append(part.array("s_earliest")[counts])
        latest.append(out[counts])
        mentions.append(told[counts])
    every, first, place = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    return SourcesTelling(
        every,
        np.concatenate(earliest)[first],
        np.concatenate(latest)[first],
        np.bincount(place, weights=np.concatenate(mentions), minlength=len(every)).astype(np.int64),
    )
