"""What answers while the database can't be told of a new base: it is locked, read-only or full.

The journal keeps nothing for a copy that it doesn't know, so this one is true only while nothing at
all has changed.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.models import Event
from timeline.queries.database.data_version import DataVersion, state
from timeline.queries.index.changes.journal import snapshot
from timeline.queries.index.segments import extraction, register_names
from timeline.queries.index.segments.event_segment import numbered
from timeline.queries.index.segments.snapshot import SnapshotSeries
from timeline.queries.index.text.scanned_texts import ScannedTexts

MOST = 100_000
"""Events up to which readers are kept waiting while it is made, and memory is used up for it."""


class MakeshiftIndex:
    """An index of one database, in this process's memory alone; empty until it is made."""

    def __init__(self) -> None:
        self._series: SnapshotSeries | None = None
        self._state: DataVersion | None = None

    def series(self, connection: BaseDatabaseWrapper) -> SnapshotSeries | None:
        """All events, where it was made and nothing has changed since."""
        if self._series is None or self._state is None:
            return None
        return self._series if state(connection.alias) == self._state else None

    def make(self, connection: BaseDatabaseWrapper) -> SnapshotSeries | None:
        """All events, read anew; ``None`` where they are too many. Raises ``DatabaseError``."""
        self._series = None
        if Event.objects.using(connection.alias).count() > MOST:
            return None
        self._state = state(connection.alias)
        with snapshot(connection):
            columns = numbered(extraction.read(connection))
            names = register_names.read(connection)
        texts = ScannedTexts(columns, alias=connection.alias)
        self._series = SnapshotSeries(columns, texts, names)
        return self._series
