"""Of which of the sources that tell a document was read."""

from __future__ import annotations

import numpy as np
from django.db import connections, router

from timeline.models import Source
from timeline.queries.index.segments.bitmaps import Numbers
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.index.tellings.teller_postings import sources_telling
from timeline.queries.selection import DocumentsRead

_ASKED_FOR = 5_000
"""Sources up to which only these are asked about."""


def by_outlet(snapshot: Snapshot) -> dict[int, DocumentsRead]:
    """What was read of the outlets, by key, that tell any event of a snapshot."""
    found: tuple[list[Numbers], ...] = ([], [], [])
    for segment in snapshot.segments:
        tells = sources_telling(snapshot, segment)[0] & _read(snapshot, segment)
        for rows, name in zip(found, ("s_pk", "s_outlet", "s_latest"), strict=True):
            rows.append(segment.columns.array(name)[tells])
    keys, outlets, days = (np.concatenate(rows) for rows in found)
    # A source may tell some of each segment's events.
    firsts = np.unique(keys, return_index=True)[1]
    outlet, day = outlets[firsts], days[firsts]
    every, place, counts = np.unique(outlet, return_inverse=True, return_counts=True)
    last = np.zeros(len(every), dtype=np.int64)
    np.maximum.at(last, place, day)
    unknown = np.bincount(place, weights=day == 0, minlength=len(every)) > 0
    return {
        key: DocumentsRead(count, None if open_ended else newest)
        for key, count, open_ended, newest in zip(
            every.tolist(), counts.tolist(), unknown.tolist(), last.tolist(), strict=True
        )
    }


def _read(snapshot: Snapshot, segment: Segment) -> Numbers:
    """A mask of the segment's sources of which a document was read."""
    alias = router.db_for_read(Source)
    # What is read within a transaction may be rolled back.
    inside = connections[alias].in_atomic_block
    owner = segment.view if inside else snapshot.memo_owner(segment)

    def made() -> Numbers:
        keys = segment.columns.array("s_pk")
        asked = Source.objects.using(alias).exclude(document="").order_by()
        if len(keys) <= _ASKED_FOR:
            asked = asked.filter(pk__in=keys.tolist())
        found = asked.values_list("pk", flat=True).iterator(chunk_size=20_000)
        return np.isin(keys, np.fromiter(found, dtype=np.int64))

    return memoized(owner, "documents read", made)
