"""What mentions call things and actors: every term that a part's events are told with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from django.db import connections, router

from timeline.domain.text.printed_words import normalised
from timeline.models import Term
from timeline.queries.index.segments.bitmaps import Numbers
from timeline.queries.index.segments.extraction import rows_of
from timeline.queries.index.segments.segment_memo import once
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.index.segments.snapshot import Segment, Snapshot


class TermWording(NamedTuple):
    """A way to name a thing, or an actor by its key (0 for a thing), typographic marks aside."""

    actor: int
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class NamedTerms:
    """Each wording once for every mention that uses it, in the order of the events' positions.

    ``event``: a position; ``source``: a place among ``sources``, which are primary keys;
    ``mention``: a primary key; ``wording``: a place among the wordings that all sides share.
    """

    event: Numbers
    source: Numbers
    mention: Numbers
    wording: Numbers
    sources: Numbers


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings by their numbers. ``below``: those of another part, which come first."""

    below: Wordings | None = None
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


def named(stand: Snapshot) -> tuple[list[NamedTerms], list[TermWording]]:
    """What is named in each side's part, and the wordings that these number."""
    first, *others = stand.sides
    found, wordings = _kept(first, below=None)
    every = [found]
    for side in others:
        found, wordings = _kept(side, below=wordings)
        every.append(found)
    return every, wordings.listed()


def _kept(side: Segment, *, below: Wordings | None) -> tuple[NamedTerms, Wordings]:
    part = side.view.part
    alias = router.db_for_read(Term)
    # What is read within a transaction may be rolled back. What was named by a day is what is named
    # now, less what was told later.
    inside = connections[alias].in_atomic_block
    owner = side.view if inside or below is not None else part

    def made() -> tuple[NamedTerms, Wordings]:
        ids = None if below is None else np.sort(part.array("pk")).tolist()
        wordings = Wordings(below)
        return _read(side, alias, ids=ids, wordings=wordings), wordings

    return once(owner, "named", made)


def _read(
    side: Segment, alias: str, *, ids: Sequence[int] | None, wordings: Wordings
) -> NamedTerms:
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
    event, source, mention, wording = np.hstack([np.empty((4, 0), dtype=np.int64), *chunks])
    part = side.view.part
    # Events that came after the part was made are not in it.
    known = np.isin(event, part.array("pk"))
    position = positions_of(part, event[known])
    source, mention, wording = source[known], mention[known], wording[known]
    order = np.lexsort((wording, mention, position))
    position, source, mention, wording = (a[order] for a in (position, source, mention, wording))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (mention[1:] != mention[:-1]) | (wording[1:] != wording[:-1])
    sources, place = np.unique(source[new], return_inverse=True)
    return NamedTerms(
        event=position[new].astype(np.uint32),
        source=place.astype(np.uint32),
        mention=mention[new],
        wording=wording[new].astype(np.uint32),
        sources=sources,
    )
