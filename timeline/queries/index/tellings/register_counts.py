"""Counts for the rows of registers: what actors, speakers, sources and outlets have in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from timeline.queries.index.segments.bitmaps import Numbers, distinct_pairs, mask
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.snapshot import Segment, Snapshot, SnapshotSeries
from timeline.queries.index.tellings import quote_columns
from timeline.queries.index.tellings.teller_postings import of_outlets, sources_telling
from timeline.queries.selection import STATED_NOWHERE


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """Counts of a snapshot, as ``selection.Registers`` has them; ``story`` is the key of the one
    whose events it has, 0 for all.
    """

    series: SnapshotSeries
    snapshot: Snapshot
    story: int

    def actor_names(self) -> Mapping[int, tuple[str, str]]:
        return self.snapshot.register.actors

    def events_by_actor(self) -> Mapping[int, int]:
        return self.snapshot.actor_sizes

    def events_by_place(self) -> Mapping[int, int]:
        return self.snapshot.place_sizes

    def quotes_by_speaker(self) -> Mapping[int, int]:
        return quote_columns.by_speaker(self.snapshot)

    def telling(self) -> frozenset[int]:
        now = self.series.snapshot(None, story=self.story)

        def made() -> frozenset[int]:
            return frozenset(
                key
                for segment in now.segments
                for key in segment.columns.array("s_pk")[
                    np.logical_or(*sources_telling(now, segment))
                ].tolist()
            )

        return memoized(now, "sources told and telling", made)

    def counts_of_sources(self, keys: Sequence[int]) -> tuple[list[int], list[int]]:
        every, mentions, events = self._by_source
        wanted = np.array(keys, dtype=np.int64)
        if not len(every):
            return [0] * len(wanted), [0] * len(wanted)
        at = np.minimum(np.searchsorted(every, wanted), len(every) - 1)
        there = every[at] == wanted
        return np.where(there, mentions[at], 0).tolist(), np.where(there, events[at], 0).tolist()

    @property
    def _by_source(self) -> tuple[Numbers, Numbers, Numbers]:
        return _counts_by_source(self.series.snapshot(None, story=self.story))

    def events_by_outlet(self) -> dict[int, tuple[int, int]]:
        published, through = Counter[int](), Counter[int]()
        for segment in self.snapshot.segments:
            found = of_outlets(self.snapshot, segment)
            for sizes, postings in ((published, found.own), (through, found.relayed)):
                for key in postings:
                    sizes[key] += segment.members.intersection_cardinality(postings[key])
        told = {key for key in (*published, *through) if published[key] or through[key]}
        return {key: (published[key], through[key]) for key in told - {STATED_NOWHERE}}


def _counts_by_source(snapshot: Snapshot) -> tuple[Numbers, Numbers, Numbers]:
    """The sources that tell any event, by key in order: mentions and events of each."""

    def made() -> tuple[Numbers, Numbers, Numbers]:
        keys = [segment.columns.array("s_pk") for segment in snapshot.segments]
        counts = [_of_segment(segment) for segment in snapshot.segments]
        every, place = np.unique(np.concatenate(keys), return_inverse=True)
        mentions, events = (
            np.bincount(place, weights=np.concatenate(some), minlength=len(every)).astype(np.int64)
            for some in zip(*counts, strict=True)
        )
        tells = mentions > 0
        return every[tells], mentions[tells], events[tells]

    # Kept with the last view, which is anew whenever anything was touched.
    last = snapshot.segments[-1]
    return memoized(last.view, f"source counts {last.story}", made)


def _of_segment(segment: Segment) -> tuple[Numbers, Numbers]:
    """By a segment's sources, mentions and events, but for those that are superseded."""
    if segment.story:
        return _told(segment, mask(segment.members, segment.size))
    every = memoized(segment.columns, "told by sources", lambda: _told(segment, None))
    if not segment.superseded:
        return every
    less = _told(segment, mask(segment.superseded, segment.size))
    return every[0] - less[0], every[1] - less[1]


def _told(segment: Segment, some: Numbers | None) -> tuple[Numbers, Numbers]:
    """By a segment's sources, their mentions and events; with a mask, only of those events."""
    event, source = segment.columns.array("m_event"), segment.columns.array("m_source")
    if some is not None:
        chosen = some[event]
        event, source = event[chosen], source[chosen]
    count = len(segment.columns.array("s_pk"))
    distinct = distinct_pairs(source, event)[0]
    return np.bincount(source, minlength=count), np.bincount(distinct, minlength=count)
