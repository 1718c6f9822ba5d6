"""Who tells which events: what an outlet or a source tells itself, and what is told through it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.matched_events import MatchedEvents
from timeline.queries.index.segments.bitmaps import Numbers, Postings, mask, positions
from timeline.queries.index.segments.mention_columns import MentionColumns
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.selection import STATED_NOWHERE


@dataclass(frozen=True)
class TellerPostings:
    """What some outlets or sources tell of the events that match, as ``selection.Tellers`` has it.

    For each segment, events by the teller's key. ``own``: what they published; ``through``: what
    only others published, told through them.
    """

    matched: MatchedEvents
    own: list[Postings]
    through: list[Postings]

    def keys(self) -> list[int]:
        found = set()
        for segment, *both in zip(self._segments, self.own, self.through, strict=True):
            for postings in both:
                found |= {key for key in postings if postings[key].intersect(segment.members)}
        return sorted(found)

    def counts(self, key: int) -> tuple[int, int]:
        own, through = (
            sum(
                members.intersection_cardinality(postings[key])
                for members, postings in zip(self.matched.members, of, strict=True)
            )
            for of in (self.own, self.through)
        )
        return own, through

    def unsaid(self, key: int, read: Mapping[int, int | None]) -> tuple[int, int]:
        silent = early = 0
        for number, (members, own, through) in enumerate(
            zip(self.matched.members, self.own, self.through, strict=True)
        ):
            untold = members - own[key] - through[key]
            could, late = BitMap(), BitMap()
            for story, day in read.items():
                some = untold & self._of_story(number, story)
                could |= some
                late |= some if day is None else some - self._after(number, day)
            silent += len(late)
            early += len(could - late)
        return silent, early

    def stories_of(self, key: int) -> list[int]:
        return [
            story
            for story in self.matched.stories
            if any(
                own[key].intersect(self._of_story(number, story))
                for number, own in enumerate(self.own)
            )
        ]

    def _of_story(self, number: int, story: int) -> BitMap:
        """The events of a segment that a story has, among those that there are."""
        segment = self._segments[number]
        if story in (0, self.matched.story):
            return segment.members
        return segment.members & segment.columns.postings("stories")[story]

    def _after(self, number: int, day: int) -> BitMap:
        """The events of a segment that begin after a day."""
        if (number, day) not in self._begun:
            starts = self._segments[number].view.starts
            self._begun[number, day] = starts.at_least(day + 1)
        return self._begun[number, day]

    @property
    def _segments(self) -> list[Segment]:
        return self.matched.snapshot.segments

    @cached_property
    def _begun(self) -> dict[tuple[int, int], BitMap]:
        """What ``_after`` gave."""
        return {}


@dataclass(frozen=True, slots=True)
class OutletPostings:
    """By outlet: events it tells, those told through it, and those of these it does not tell."""

    own: Postings
    relayed: Postings
    through: Postings


def of_outlets(snapshot: Snapshot, segment: Segment) -> OutletPostings:
    """What outlets tell of a segment's events."""

    def made() -> OutletPostings:
        mentions = MentionColumns(segment.columns, day=snapshot.day)
        outlet = segment.columns.array("s_outlet")
        own = Postings.of_pairs(outlet[mentions.source], mentions.event)
        also = mentions.via > 0
        relayed = Postings.of_pairs(outlet[mentions.via[also] - 1], mentions.event[also])
        return OutletPostings(own, relayed, _less(relayed, own))

    return memoized(snapshot.memo_owner(segment), "outlets", made)


def by_outlets(matched: MatchedEvents) -> TellerPostings:
    """What each outlet tells; what is told through a source of no stated publisher is of none."""
    found = [of_outlets(matched.snapshot, segment) for segment in matched.snapshot.segments]
    return TellerPostings(matched, [one.own for one in found], [one.through for one in found])


def by_sources(matched: MatchedEvents, keys: Iterable[int]) -> TellerPostings:
    """What each of these sources tells, which are few."""
    wanted = np.array(sorted(set(keys)), dtype=np.int64)
    every_own, every_through = [], []
    for segment in matched.snapshot.segments:
        mentions = MentionColumns(segment.columns, day=matched.snapshot.day)
        sources = segment.columns.array("s_pk")
        chosen = np.isin(sources, wanted)
        by = chosen[mentions.source]
        own = Postings.of_pairs(sources[mentions.source[by]], mentions.event[by])
        every_own.append(own)
        every_through.append(_less(_relayed(segment, mentions, chosen), own))
    return TellerPostings(matched, every_own, every_through)


def events_through(matched: MatchedEvents, keys: Iterable[int]) -> dict[int, list[int]]:
    """The keys of the events that match, by those of these sources that they are told through."""
    wanted = np.array(sorted(set(keys)), dtype=np.int64)
    found: dict[int, list[int]] = {key: [] for key in wanted.tolist()}
    for segment, members in matched.by_segment:
        events = segment.columns.array("pk")
        mentions = MentionColumns(segment.columns, day=matched.snapshot.day)
        relayed = _relayed(segment, mentions, np.isin(segment.columns.array("s_pk"), wanted))
        for key in relayed:
            found[key] += events[positions(relayed[key] & members)].tolist()
    return found


def _relayed(segment: Segment, mentions: MentionColumns, chosen: Numbers) -> Postings:
    """What is told through each of the chosen sources, of which ``chosen`` is a mask."""
    # What is told through none has 0 there.
    via = np.concatenate([[False], chosen])[mentions.via]
    return Postings.of_pairs(
        segment.columns.array("s_pk")[mentions.via[via] - 1], mentions.event[via]
    )


def outlets_telling(snapshot: Snapshot, segment: Segment) -> Postings:
    """By how many outlets tell them, a segment's events."""

    def made() -> Postings:
        tellers = np.zeros(segment.size, dtype=np.int64)
        own = of_outlets(snapshot, segment).own
        for key in own:
            tellers[positions(own[key])] += 1
        return Postings.of_pairs(tellers, np.arange(segment.size))

    return memoized(snapshot.memo_owner(segment), "outlets telling", made)


def sources_telling(snapshot: Snapshot, segment: Segment) -> tuple[Numbers, Numbers]:
    """Masks of a segment's sources that tell any of its events, and through which any is told."""

    def made() -> tuple[Numbers, Numbers]:
        mentions = MentionColumns(segment.columns, day=snapshot.day)
        here = mask(segment.members, segment.size)[mentions.event]
        count = len(segment.columns.array("s_pk"))
        tells, through = np.zeros(count, dtype=bool), np.zeros(count + 1, dtype=bool)
        tells[mentions.source[here]] = True
        through[mentions.via[here]] = True
        return tells, through[1:]

    # Kept with the view, as what is superseded differs from one series of snapshots to another.
    return memoized(segment.view, f"sources telling {segment.story}", made)


def _less(through: Postings, own: Postings) -> Postings:
    """What is told through each teller that it does not tell itself."""
    found = {key: through[key] - own[key] for key in through if key != STATED_NOWHERE}
    return Postings.of({key: some for key, some in found.items() if some})
