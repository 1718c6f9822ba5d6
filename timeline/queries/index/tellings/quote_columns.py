"""Every quote of a segment's events, as numbers: who says it, of which event, in which source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connections, router

from timeline.domain.comparing.wordings import normalised
from timeline.models import Quote
from timeline.queries.index.segments.bitmaps import Numbers, mask
from timeline.queries.index.segments.extraction import rows_of
from timeline.queries.index.segments.mention_columns import published_by
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.index.segments.snapshot import Segment, Snapshot

SHORT = 5
"""Spaces between words from which on the same words elsewhere are no chance."""


@dataclass(frozen=True, slots=True)
class QuoteColumns:
    """Quotes in the order of their events' positions, then as their sources came out.

    ``quote``, ``speaker``: primary keys. ``event``: a position. ``source``, ``via``: places among
    the segment's sources, the latter from 1, 0 for none. ``words``: what ``key_of`` gives.
    """

    quote: Numbers
    speaker: Numbers
    event: Numbers
    source: Numbers
    via: Numbers
    words: Numbers


def of_segments(snapshot: Snapshot) -> list[QuoteColumns]:
    """The quotes of each segment, those of events that are superseded among them."""
    return [_memoized(one, is_base=not place) for place, one in enumerate(snapshot.segments)]


def counted(snapshot: Snapshot, segment: Segment, quotes: QuoteColumns) -> Numbers:
    """A mask of a segment's quotes that count in a snapshot."""
    out = published_by(segment.columns, snapshot.day)
    return mask(segment.members, segment.size)[quotes.event] & out[quotes.source]


def by_speaker(snapshot: Snapshot) -> Counter[int]:
    """How many quotes that count each speaker has, by the speaker's key."""
    return memoized(snapshot, "quotes of speakers", lambda: _by_speaker(snapshot))


def _by_speaker(snapshot: Snapshot) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for segment, quotes in zip(snapshot.segments, of_segments(snapshot), strict=True):
        speakers = quotes.speaker[counted(snapshot, segment, quotes)]
        found, counts = np.unique(speakers, return_counts=True)
        sizes.update(dict(zip(found.tolist(), counts.tolist(), strict=True)))
    return sizes


def key_of(speaker: int, words: str, *, event: int) -> int:
    """A number for what is the same words of one speaker, case, accents and punctuation aside.

    Few words are the same only where they are of one event. The number holds in one process alone;
    that two others have the same is as good as impossible.
    """
    said = normalised(words)
    return hash((speaker, said, event if said.count(" ") < SHORT else 0))


def _memoized(segment: Segment, *, is_base: bool) -> QuoteColumns:
    alias = router.db_for_read(Quote)
    # What is read within a transaction may be rolled back.
    inside = connections[alias].in_atomic_block
    owner = segment.columns if is_base and not inside else segment.view
    ids = None if is_base else np.sort(segment.columns.array("pk")).tolist()
    return memoized(owner, "quotes", lambda: _read(segment, alias, ids=ids))


def _read(segment: Segment, alias: str, *, ids: Sequence[int] | None) -> QuoteColumns:
    chunks = []
    for rows in rows_of(
        connections[alias],
        "SELECT q.id, q.speaker_id, m.event_id, m.source_id, COALESCE(m.via_id, 0), q.words "
        "FROM timeline_quote q JOIN timeline_mention m ON m.id = q.mention_id",
        key="m.event_id",
        ids=ids,
    ):
        some = [(*row[:5], key_of(row[1], row[5], event=row[2])) for row in rows]
        chunks.append(np.array(some, dtype=np.int64).reshape(len(some), 6).T)
    found = np.hstack([np.empty((6, 0), dtype=np.int64), *chunks])
    columns = segment.columns
    keys = columns.array("s_pk")
    # What came after the segment was made is not in it.
    known = np.isin(found[2], columns.array("pk")) & np.isin(found[3], keys)
    known &= (found[4] == 0) | np.isin(found[4], keys)
    quote, speaker, event, source, via, words = found[:, known]
    position = positions_of(columns, event)
    source = np.searchsorted(keys, source)
    through = np.where(via > 0, np.searchsorted(keys, via) + 1, 0)
    day = columns.array("s_latest")[source]
    order = np.lexsort((quote, np.where(day > 0, day, np.iinfo(np.int32).max), position))
    return QuoteColumns(
        quote=quote[order].astype(np.int64),
        speaker=speaker[order].astype(np.int32),
        event=position[order].astype(np.uint32),
        source=source[order].astype(np.uint32),
        via=through[order].astype(np.uint32),
        words=words[order],
    )
