"""Of which of the sources that tell a document was read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import connections, router

from timeline.models import Source
from timeline.queries.index.segments.bitmaps import Numbers
from timeline.queries.index.segments.segment_memo import once, owner_of
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.index.tellings.tellings_by_outlet import telling

_ASKED_FOR = 5_000
"""Sources up to which only these are asked about."""


@dataclass(frozen=True, slots=True)
class DocumentsRead:
    """How many documents of an outlet were read, and the day, an ordinal, by which the last of
    these surely came out; ``None`` where that is not known of all.
    """

    count: int
    published_by: int | None


def by_outlet(stand: Snapshot) -> dict[int, DocumentsRead]:
    """What was read of the outlets, by key, that tell any of the events."""
    keys: list[Numbers] = []
    outlets: list[Numbers] = []
    days: list[Numbers] = []
    counts: Numbers
    for side, tells in zip(stand.sides, telling(stand), strict=True):
        part = side.view.part
        counts = tells & _read(stand, side)
        keys.append(part.array("s_pk")[counts])
        outlets.append(part.array("s_outlet")[counts])
        days.append(part.array("s_latest")[counts])
    # A source may tell some of each side's events.
    firsts: Numbers = np.unique(np.concatenate(keys), return_index=True)[1]
    outlet, day = np.concatenate(outlets)[firsts], np.concatenate(days)[firsts]
    found, place, counts = np.unique(outlet, return_inverse=True, return_counts=True)
    last = np.zeros(len(found), dtype=np.int64)
    np.maximum.at(last, place, day)
    unknown = np.bincount(place, weights=day == 0, minlength=len(found)) > 0
    return {
        key: DocumentsRead(count, None if open_ended else newest)
        for key, count, open_ended, newest in zip(
            found.tolist(), counts.tolist(), unknown.tolist(), last.tolist(), strict=True
        )
    }


def _read(stand: Snapshot, side: Segment) -> Numbers:
    """Of which of the part's sources a document was read."""
    part = side.view.part
    alias = router.db_for_read(Source)
    # What is read within a transaction may be rolled back.
    owner = side.view if connections[alias].in_atomic_block else owner_of(stand, side)

    def made() -> Numbers:
        keys = part.array("s_pk")
        asked = Source.objects.using(alias).exclude(document="").order_by()
        if len(keys) <= _ASKED_FOR:
            asked = asked.filter(pk__in=keys.tolist())
        found = asked.values_list("pk", flat=True).iterator(chunk_size=20_000)
        return np.isin(keys, np.fromiter(found, dtype=np.int64))

    return once(owner, "read", made)
