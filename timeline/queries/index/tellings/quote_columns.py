"""Every quote of a part's events, as numbers: who says it, of which event, in which source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connections, router

from timeline.domain.comparing.wordings import LONGEST, normalised
from timeline.models import Quote
from timeline.queries.index.segments.bitmaps import Numbers, positions
from timeline.queries.index.segments.extraction import rows_of
from timeline.queries.index.segments.fast_folding import words as folded
from timeline.queries.index.segments.segment_memo import once
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.index.segments.snapshot import Segment, Snapshot

SHORT = 5
"""Spaces between words from which on the same words elsewhere are no chance."""


@dataclass(frozen=True, slots=True)
class QuoteColumns:
    """Quotes in the order of their events' positions, then as their sources came out.

    ``quote``, ``speaker``: primary keys. ``event``: a position. ``source``, ``via``: places among
    the part's sources, the latter from 1, 0 for none. ``words``: what ``key_of`` gives.
    """

    quote: Numbers
    speaker: Numbers
    event: Numbers
    source: Numbers
    via: Numbers
    words: Numbers


def spoken(stand: Snapshot) -> list[QuoteColumns]:
    """The quotes of each side's part, those of events that are gone among them."""
    first, *others = stand.sides
    return [_kept(first, is_base=True), *(_kept(side, is_base=False) for side in others)]


def counting(stand: Snapshot, side: Segment, quotes: QuoteColumns) -> Numbers:
    """Which of a side's quotes count as the stand has it."""
    part = side.view.part
    here = np.zeros(len(part.array("pk")), dtype=bool)
    here[positions(side.members)] = True
    return here[quotes.event] & _out(stand, part.array("s_latest"))[quotes.source]


def by_speaker(stand: Snapshot) -> dict[int, int]:
    """How many quotes that count each speaker has."""
    sizes: dict[int, int] = {}
    for side, quotes in zip(stand.sides, spoken(stand), strict=True):
        speakers, counts = np.unique(
            quotes.speaker[counting(stand, side, quotes)], return_counts=True
        )
        for speaker, count in zip(speakers.tolist(), counts.tolist(), strict=True):
            sizes[speaker] = sizes.get(speaker, 0) + count
    return sizes


def key_of(speaker: int, words: str, *, event: int) -> int:
    """A number for what is the same words of one speaker, case, accents and punctuation aside.

    Few words are the same only where they are of one event. The number holds in one process alone;
    that two others have the same is as good as impossible.
    """
    # What is plain is folded by a quicker way to the same end.
    plain = folded(words)[1:] if words.isascii() and "'" not in words else ""
    said = plain if 0 < len(plain) <= LONGEST else normalised(words)
    return hash((speaker, said, event if said.count(" ") < SHORT else 0))


def _out(stand: Snapshot, latest: Numbers) -> Numbers:
    if stand.day is None:
        return np.ones(len(latest), dtype=bool)
    out: Numbers = (latest > 0) & (latest <= stand.day)
    return out


def _kept(side: Segment, *, is_base: bool) -> QuoteColumns:
    part = side.view.part
    alias = router.db_for_read(Quote)
    # What is read within a transaction may be rolled back.
    inside = connections[alias].in_atomic_block
    owner = part if is_base and not inside else side.view
    ids = None if is_base else np.sort(part.array("pk")).tolist()
    return once(owner, "spoken", lambda: _read(side, alias, ids=ids))


def _read(side: Segment, alias: str, *, ids: Sequence[int] | None) -> QuoteColumns:
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
    part = side.view.part
    keys = part.array("s_pk")
    # What came after the part was made is not in it.
    known = np.isin(found[2], part.array("pk")) & np.isin(found[3], keys)
    known &= (found[4] == 0) | np.isin(found[4], keys)
    quote, speaker, event, source, via, words = found[:, known]
    position = positions_of(part, event)
    source = np.searchsorted(keys, source)
    through = np.where(via > 0, np.searchsorted(keys, via) + 1, 0)
    day = part.array("s_latest")[source]
    order = np.lexsort((quote, np.where(day > 0, day, np.iinfo(np.int32).max), position))
    return QuoteColumns(
        quote=quote[order].astype(np.int64),
        speaker=speaker[order].astype(np.int32),
        event=position[order].astype(np.uint32),
        source=source[order].astype(np.uint32),
        via=through[order].astype(np.uint32),
        words=words[order],
    )
