"""Which sources tell the events that match, how much, and on which days they came out."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from pyroaring import BitMap

from timeline.domain.chart.chart_counts import TellingOutlet, TellingStrand
from timeline.models import Source
from timeline.queries.index.matched_events import MatchedEvents
from timeline.queries.index.segments.bitmaps import Numbers, distinct_pairs, mask
from timeline.queries.index.segments.mention_columns import MentionColumns
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.index.tellings.teller_postings import (
    by_sources,
    sources_telling,
)
from timeline.queries.selection import STATED_NOWHERE, PublicationDays


@dataclass(frozen=True, slots=True)
class SourcesTelling:
    """Sources by primary key in ascending order: the first and the last day of each one's date, as
    ordinals (0 where open or unknown), and how many mentions it has of some events.
    """

    keys: Numbers
    earliest: Numbers
    latest: Numbers
    mentions: Numbers


def telling(snapshot: Snapshot, members: Sequence[BitMap]) -> SourcesTelling:
    """The sources whose mentions that count tell any event, and how many of some, the ``members``
    of each segment; 0 where they tell others alone.
    """
    keys, earliest, latest, mentions = [], [], [], []
    for segment, some in zip(snapshot.segments, members, strict=True):
        columns = segment.columns
        counts = sources_telling(snapshot, segment)[0]
        of_some = columns.array("m_source")[mask(some, segment.size)[columns.array("m_event")]]
        told = np.bincount(of_some, minlength=len(counts))
        keys.append(columns.array("s_pk")[counts])
        earliest.append(columns.array("s_earliest")[counts])
        latest.append(columns.array("s_latest")[counts])
        mentions.append(told[counts])
    # A source may tell some of each segment's events.
    every, first, place = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    told = np.bincount(place, weights=np.concatenate(mentions), minlength=len(every))
    return SourcesTelling(
        every,
        np.concatenate(earliest)[first],
        np.concatenate(latest)[first],
        told.astype(np.int64),
    )


def publication_days(snapshot: Snapshot) -> PublicationDays:
    """The days on which the sources came out that tell any event of a snapshot."""

    def made() -> PublicationDays:
        every = telling(snapshot, [segment.members for segment in snapshot.segments])
        out = every.latest > 0
        days, place = np.unique(every.latest[out], return_inverse=True)
        vague = (every.earliest != every.latest)[out]
        counts = (np.bincount(places, minlength=len(days)) for places in (place, place[vague]))
        return PublicationDays(days.tolist(), *(np.cumsum(some).tolist() for some in counts))

    return memoized(snapshot, "publication days", made)


def newest(matched: MatchedEvents, *, most: int) -> list[int]:
    """Keys of sources among whose mentions of the events the ``most`` newest are."""
    every = telling(matched.snapshot, matched.members)
    # A source whose date runs on without an end stands where it begins.
    days = np.where(every.latest > 0, every.latest, every.earliest)
    order = np.argsort(-days, kind="stable")
    at = int(np.searchsorted(np.cumsum(every.mentions[order]), most))
    last = int(days[order[at]]) if at < len(order) else 0
    tells = every.mentions > 0
    chosen: list[int] = every.keys[tells & (days >= max(last, 1))].tolist()
    if last:
        return chosen
    undated = set(every.keys[tells & (days == 0)].tolist())
    by_slug = Source.objects.filter(earliest=None, latest=None).order_by("slug")
    rest = (pk for pk in by_slug.values_list("pk", flat=True).iterator() if pk in undated)
    return chosen + list(islice(rest, most))


def mentions_between(matched: MatchedEvents, days: Sequence[int]) -> list[int]:
    """How many mentions the events have that are ordered by each of some days, or a later one, and
    by one before the next of these.
    """
    counts = np.zeros(max(len(days) - 1, 0), dtype=np.int64)
    for segment, members in matched.by_segment:
        mentions = MentionColumns(segment.columns, day=matched.snapshot.day)
        here = mask(members, segment.size)
        told = np.bincount(mentions.event, minlength=segment.size)[here]
        place = np.searchsorted(days, _days_of(segment)[here], side="right") - 1
        inside = (place >= 0) & (place < len(counts))
        counts += np.bincount(place[inside], weights=told[inside], minlength=len(counts)).astype(
            np.int64
        )
    return counts.tolist()


def outlets_telling_most(matched: MatchedEvents, *, most: int) -> tuple[list[TellingOutlet], int]:
    """The ``most`` outlets that have most mentions of the events, and how many have any."""
    counts = Counter[int]()
    for segment, members in matched.by_segment:
        mentions = MentionColumns(segment.columns, day=matched.snapshot.day)
        here = mask(members, segment.size)[mentions.event]
        outlet = _outlets_of(segment, mentions)[here]
        keys, numbers = np.unique(outlet, return_counts=True)
        counts.update(dict(zip(keys.tolist(), numbers.tolist(), strict=True)))
    named = matched.snapshot.register.outlets
    found = [TellingOutlet(*named[key][1:], count) for key, count in counts.items() if key in named]
    found.sort(key=lambda outlet: (-outlet.mentions, outlet.name))
    return found[:most], len(found)


def _outlets_of(segment: Segment, mentions: MentionColumns) -> Numbers:
    """Each mention's outlet, or where that is not stated the one that it is told through."""
    outlets = segment.columns.array("s_outlet")
    through: Numbers = np.r_[STATED_NOWHERE, outlets][mentions.via]
    outlet = outlets[mentions.source]
    return np.where(outlet == STATED_NOWHERE, through, outlet)


def strands(matched: MatchedEvents, *, most: int) -> list[TellingStrand]:
    """The days on which events happened, each with those on which they were told, the ``most`` that
    stand for most mentions.
    """
    if matched.criteria != matched.criteria.unfiltered:
        return _strands(matched, most)
    return memoized(matched.snapshot, f"{most} strands", lambda: _strands(matched, most))


def _days_of(segment: Segment) -> Numbers:
    """By position, the day by which an event is ordered, 0 where it has none."""
    view = segment.view
    return np.where(view.start_days > 0, view.start_days, view.ends.numbers(segment.size))


def _strands(matched: MatchedEvents, most: int) -> list[TellingStrand]:
    parts = []
    for segment, members in matched.by_segment:
        mentions = MentionColumns(segment.columns, day=matched.snapshot.day)
        days = _days_of(segment)[mentions.event]
        told = segment.columns.array("s_latest")[mentions.source]
        outlet = _outlets_of(segment, mentions)
        here = mask(members, segment.size)[mentions.event] & (days > 0) & (told > 0)
        parts.append(np.stack((days[here], told[here], outlet[here])).astype(np.int64))
    happened, told, outlet = np.hstack(parts)
    # One number for each: to find which are the same takes a tenth as long.
    keys, by = np.unique(outlet, return_inverse=True)
    width, days_there = max(len(keys), 1), 1 << 22
    rows, counts = np.unique((happened * days_there + told) * width + by, return_counts=True)
    best = np.sort(np.argsort(-counts, kind="stable")[:most])
    named = matched.snapshot.register.outlets
    return [
        TellingStrand(
            row // width // days_there,
            row // width % days_there,
            named[key][2] if (key := int(keys[row % width])) in named else None,
            count,
        )
        for row, count in zip(rows[best].tolist(), counts[best].tolist(), strict=True)
    ]


class RelayColumns(Mapping[int, Sequence[int]]):
    """Keys of sources, each with those of the sources it tells through; 0 for none.

    A mapping over two columns: a million pairs take sixteen megabytes, where a dictionary of lists
    takes some two hundred.
    """

    def __init__(self, matched: MatchedEvents) -> None:
        pairs = []
        for segment, members in matched.by_segment:
            keys = segment.columns.array("s_pk")
            mentions = MentionColumns(segment.columns, day=matched.snapshot.day)
            here = mask(members, segment.size)[mentions.event]
            source, via = distinct_pairs(mentions.source[here], mentions.via[here])
            pairs.append(np.stack((keys[source], np.r_[0, keys][via])))
        by, via = np.unique(np.hstack(pairs), axis=1)
        self._keys = np.unique(by)
        # One number at a time is found in these several times as fast.
        self._by, self._via = (
            array("q", column.astype(np.int64).tobytes()) for column in (by, via)
        )

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[int]:
        keys: list[int] = self._keys.tolist()
        return iter(keys)

    def __getitem__(self, key: int) -> list[int]:
        first = bisect_left(self._by, key)
        last = bisect_right(self._by, key, first)
        if first == last:
            raise KeyError(key)
        return self._via[first:last].tolist()


def most_telling(matched: MatchedEvents, most: int) -> tuple[list[int], int]:
    """The keys of the ``most`` sources that tell most of the events, in that order, or of all there
    are if not more; and how many sources tell any event, or are told through.

    Of those that tell as many events, the ones that came out first.
    """
    snapshot = matched.snapshot
    there: Numbers = np.unique(
        np.concatenate(
            [
                segment.columns.array("s_pk")[np.logical_or(*sources_telling(snapshot, segment))]
                for segment in snapshot.segments
            ]
        )
    )
    if len(there) <= most:
        return there.tolist(), len(there)
    every = telling(snapshot, matched.members)
    day = np.where(every.latest > 0, every.latest, np.iinfo(np.int32).max)
    order = np.lexsort((every.keys, day, -every.mentions))
    size = most * 2
    while True:
        # No source tells more events than it has mentions of them.
        some = every.keys[order[:size]]
        found = by_sources(matched, some.tolist())
        events = np.array([found.counts(key)[0] for key in some.tolist()])
        best = np.argsort(-events, kind="stable")[:most]
        rest = every.mentions[order[size]] if size < len(order) else 0
        if not rest or events[best[-1]] >= rest or size > most * 32:
            return some[best].tolist(), len(there)
        size *= 2
