"""The index of stories that are shared with their drafts: few, small, and seldom looked at, so that
each is kept in memory alone, and made anew when anything has changed.
"""

from __future__ import annotations

import threading
from functools import lru_cache

from django.db import OperationalError, connections

from timeline.queries.index.segments.snapshot import SnapshotSeries
from timeline.queries.index.store.makeshift import MakeshiftIndex
from timeline.queries.publishing.scope import SharedStory, reading

_KEPT = 8
_lock = threading.Lock()


def series(alias: str, scope: SharedStory) -> SnapshotSeries:
    """All events of a story that is shared. Raises ``OperationalError`` where they are too many."""
    connection = connections[alias]
    with _lock, reading(scope):
        index = _index(alias, scope)
        found = index.series(connection) or index.make(connection)
    if found is None:
        raise OperationalError("the story has too many events to be shown with its drafts")
    return found


@lru_cache(maxsize=_KEPT)
def _index(alias: str, scope: SharedStory) -> MakeshiftIndex:
    return MakeshiftIndex()
