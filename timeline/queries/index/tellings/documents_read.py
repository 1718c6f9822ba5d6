"""Of which sources a document was read: those that tell, and those read for a story besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connections, router
from django.db.models import QuerySet

from timeline.models import Source, Story
from timeline.queries.database.prepared_rows import rows
from timeline.queries.index.matched_events import MatchedEvents
from timeline.queries.index.segments.bitmaps import Numbers
from timeline.queries.index.segments.segment_memo import memoized
from timeline.queries.index.segments.snapshot import Segment, Snapshot
from timeline.queries.index.tellings.teller_postings import sources_telling
from timeline.queries.selection import STATED_NOWHERE, DocumentsRead

_ASKED_FOR = 5_000
"""Sources up to which only these are asked about."""


@dataclass(frozen=True, slots=True)
class BesidesRead:
    """A source of which a document was read for a story, though it tells none of its events: its
    key, its outlet's, and the last day of its date, 0 where not known.
    """

    source: int
    outlet: int
    latest: int


def in_all(matched: MatchedEvents) -> dict[int, DocumentsRead]:
    """What was read of the outlets, by key, for the criteria's story or for the archive."""
    more = {row for some in besides(matched).values() for row in some}
    return _by_outlet(matched.snapshot, more)


def of_stories(matched: MatchedEvents) -> dict[int, dict[int, DocumentsRead]]:
    """The same for each story, by its key."""
    more = besides(matched)
    return {
        story: _by_outlet(_of(matched, story), more.get(story, ())) for story in matched.stories
    }


def besides(matched: MatchedEvents) -> dict[int, set[BesidesRead]]:
    """What was read for stories besides the sources that tell their events, by the story's key;
    for the criteria's story alone, and by ``as_of`` what had come out by then.
    """
    day = matched.snapshot.day
    read = rows(_for_stories, [matched.story]) if matched.story else rows(_for_any, [0])
    found: dict[int, set[BesidesRead]] = defaultdict(set)
    for story, source, outlet, latest, document in read:
        out = latest.toordinal() if latest else 0
        if document and (day is None or 0 < out <= day):
            found[story].add(BesidesRead(source, outlet or STATED_NOWHERE, out))
    for story, some in found.items():
        telling = _telling(_of(matched, story))
        found[story] = {row for row in some if row.source not in telling}
    return found


def _for_any(_: Sequence[int]) -> QuerySet[Any, Any]:
    """The sources read for each story, with the name of their document, empty for none."""
    return Story.sources.through.objects.values_list(
        "story_id", "source_id", "source__outlet_id", "source__latest", "source__document"
    )


def _for_stories(stories: Sequence[int]) -> QuerySet[Any, Any]:
    """The same for some stories."""
    return _for_any(stories).filter(story__in=stories)


def _of(matched: MatchedEvents, story: int) -> Snapshot:
    if story in (0, matched.story):
        return matched.snapshot
    return matched.series.snapshot(matched.criteria.as_of, story=story)


def _telling(snapshot: Snapshot) -> set[int]:
    """The keys of the sources that tell any event of a snapshot."""
    return {
        key
        for segment in snapshot.segments
        for key in segment.columns.array("s_pk")[sources_telling(snapshot, segment)[0]].tolist()
    }


def _by_outlet(snapshot: Snapshot, more: Collection[BesidesRead]) -> dict[int, DocumentsRead]:
    """What was read of the outlets, by key, that tell any event of a snapshot, and what more."""
    found: tuple[list[Numbers], ...] = ([], [], [])
    for segment in snapshot.segments:
        tells = sources_telling(snapshot, segment)[0] & _read(snapshot, segment)
        for column, name in zip(found, ("s_pk", "s_outlet", "s_latest"), strict=True):
            column.append(segment.columns.array(name)[tells])
    for column, name in zip(found, ("source", "outlet", "latest"), strict=True):
        column.append(np.array([getattr(row, name) for row in more], dtype=np.int64))
    keys, outlets, days = (np.concatenate(column) for column in found)
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
