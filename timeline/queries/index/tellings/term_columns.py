"""What mentions call things and actors: every term that a segment's events are told with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db import connections, router

from timeline.domain.text.printed_words import normalised
from timeline.models import Term
from timeline.queries.index.segments.bitmaps import Numbers, run_starts
from timeline.queries.index.segments.extraction import rows_of
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.selection import TermWording


@dataclass(frozen=True, slots=True)
class TermColumns:
    """Each wording once for every mention that uses it, in the order of the events' positions.

    ``event``: a position; ``source``: a place among ``sources``, which are primary keys, as
    ``outlets`` are, those of the sources; ``mention``: a primary key; ``wording``: a number that
    all segments of a snapshot share.
    """

    event: Numbers
    source: Numbers
    mention: Numbers
    wording: Numbers
    sources: Numbers
    outlets: Numbers


@dataclass(frozen=True, slots=True)
class WordingNumbers:
    """Wordings by their numbers. ``below``: those of the base, which come first."""

    below: WordingNumbers | None = None
    numbers: dict[TermWording, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers) + (len(self.below) if self.below else 0)

    def number_of(self, wording: TermWording) -> int:
        """A wording's number, a new one for a new wording."""
        known = self.below.numbers.get(wording) if self.below else None
        return self.numbers.setdefault(wording, len(self)) if known is None else known

    def listed(self) -> list[TermWording]:
        """All wordings, in the order of their numbers."""
        return [*(self.below.listed() if self.below else ()), *self.numbers]


def of_segments(snapshot: Snapshot) -> tuple[list[TermColumns], list[TermWording]]:
    """The terms of each segment, and the wordings that these number."""
    found, wordings = [], None
    for segment in snapshot.segments:
        columns, wordings = _memoized(segment, below=wordings)
        found.append(columns)
    assert wordings is not None
    return found, wordings.listed()


def _memoized(
    segment: Segment, *, below: WordingNumbers | None
) -> tuple[TermColumns, WordingNumbers]:
    alias = router.db_for_read(Term)
    # What is read within a transaction may be rolled back. What was named by a day is what is named
    # now, less what was told later.
    inside = connections[alias].in_atomic_block
    owner = segment.view if inside or below is not None else segment.columns

    def made() -> tuple[TermColumns, WordingNumbers]:
        ids = None if below is None else np.sort(segment.columns.array("pk")).tolist()
        wordings = WordingNumbers(below)
        return _read(segment, alias, ids=ids, wordings=wordings), wordings

    return memoized(owner, "terms", made)


def _read(
    segment: Segment, alias: str, *, ids: Sequence[int] | None, wordings: WordingNumbers
) -> TermColumns:
    chunks = []
    plain: dict[str, str] = {}
    for rows in rows_of(
        connections[alias],
        "SELECT m.event_id, m.source_id, t.mention_id, COALESCE(t.actor_id, 0), t.subject, t.words "
        "FROM timeline_term t JOIN timeline_mention m ON m.id = t.mention_id",
        key="m.event_id",
        ids=ids,
    ):
        some = []
        for event, source, mention, actor, subject, words in rows:
            said = plain.get(words)
            if said is None:
                said = plain[words] = normalised(words)
            some.append(
                (event, source, mention, wordings.number_of(TermWording(actor, subject, said)))
            )
        chunks.append(np.array(some, dtype=np.int64).reshape(len(some), 4).T)
    found = np.hstack([np.empty((4, 0), dtype=np.int64), *chunks])
    # Events that came after the segment was made are not in it.
    event, *others = found[:, np.isin(found[0], segment.columns.array("pk"))]
    position = positions_of(segment.columns, event)
    order = np.lexsort((others[2], others[1], position))
    position, source, mention, wording = (rows[order] for rows in (position, *others))
    new = run_starts(mention) | run_starts(wording)
    sources, place = np.unique(source[new], return_inverse=True)
    keys = segment.columns.array("s_pk")
    known = np.minimum(np.searchsorted(keys, sources), len(keys) - 1)
    return TermColumns(
        event=position[new].astype(np.uint32),
        source=place.astype(np.uint32),
        mention=mention[new],
        wording=wording[new].astype(np.uint32),
        sources=sources,
        outlets=segment.columns.array("s_outlet")[known],
    )
