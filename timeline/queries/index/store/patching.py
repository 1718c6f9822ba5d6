"""The patch: what was touched since the base was made, read from the database as it is now."""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.models.state import State
from timeline.queries.index.changes import journal
from timeline.queries.index.changes.journal import Glance, Version, snapshot
from timeline.queries.index.segments import extraction, register_names
from timeline.queries.index.segments.event_segment import numbered
from timeline.queries.index.segments.extraction import ExtractedRows
from timeline.queries.index.segments.register_names import RegisterNames
from timeline.queries.index.segments.snapshot import SnapshotSeries, Texts
from timeline.queries.index.store.base_files import BaseSegment
from timeline.queries.index.store.table_sizes import count_anew
from timeline.queries.index.text.scanned_texts import ScannedTexts

MOST_TOUCHED = 50_000
"""Touched events from which on a base does not answer any more."""

MOST_UNCOUNTED = 50
"""Touched events, beside a tenth of all, from which on the database counts its tables anew."""

_UNKNOWN = (-1, -1)
"""Stands for ``Glance.last`` where nobody looked; no journal gives it."""


@dataclass(frozen=True)
class HeldSeries:
    """A base and its patch, which answer until a glance at the journal shows that it went on.

    ``version``: what they are true to; ``last`` is ``Glance.last`` then. ``rows``: what the patch
    is made of.
    """

    base: BaseSegment
    series: SnapshotSeries
    version: Version
    last: tuple[int, int]
    rows: ExtractedRows | None = None

    def glance(self, connection: BaseDatabaseWrapper) -> Glance:
        """How the journal stands now."""
        return journal.glance(connection, token=self.base.token, since=self.version)


def unpatched(base: BaseSegment, connection: BaseDatabaseWrapper, *, texts: Texts) -> HeldSeries:
    """A base alone, as it was when it was made; ``texts`` are those of its events.

    Something may have been touched while it was made, so it is not current: who asks next looks.
    """
    series = SnapshotSeries(base.columns, texts, register_names.read(connection))
    return HeldSeries(base, series, base.version, _UNKNOWN)


def patched(
    held: HeldSeries,
    connection: BaseDatabaseWrapper,
    *,
    beside: Callable[[], set[int] | None] = set,
) -> HeldSeries | None:
    """The same with what was touched since; ``None`` where that is too much.

    ``beside`` gives events that the base does not have as they are to be read, touched or not;
    ``None`` for too many. What becomes one of them, or is one no more, is touched by that.
    """
    with snapshot(connection):
        look = held.glance(connection)
        version = journal.now(connection)
        every = journal.touched(connection, since=held.base.version, most=MOST_TOUCHED)
        recent = journal.touched(connection, since=held.version, most=MOST_TOUCHED)
        others = beside()
        if every is None or recent is None or others is None:
            return None
        if len(recent) > MOST_UNCOUNTED + len(held.base.columns.array("pk")) // 10:
            count_anew(journal.writer(connection))
        names = held.series.register
        if recent:
            # Whoever is named by what became public is public too.
            names = register_names.read(connection)
        every = (every | others) - {journal.NAMES}
        recent -= {journal.NAMES}
        if held.rows is None:
            recent |= others
        read = extraction.read(connection, ids=sorted(recent)) if recent else None
    rows = held.rows
    if read is not None:
        rows = rows.replaced(recent, newer=read) if rows else read
    series = _series(held.series, names, sorted(every), rows, alias=connection.alias)
    return HeldSeries(held.base, series, version, look.last, rows)


def unpublished_events(connection: BaseDatabaseWrapper) -> set[int] | None:
    """The events of which anything is unpublished: themselves, a mention, or a source that it is
    told in or through; ``None`` for more than ``MOST_TOUCHED``.
    """
    others = ", ".join(f"'{state}'" for state in State if state != State.PUBLISHED)
    is_not = f"state IN ({others})"
    sources = f"(SELECT id FROM timeline_source WHERE {is_not})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM timeline_event WHERE {is_not} "
            f"UNION SELECT event_id FROM timeline_mention WHERE {is_not} "
            f"UNION SELECT event_id FROM timeline_mention WHERE source_id IN {sources} "
            f"UNION SELECT event_id FROM timeline_mention WHERE via_id IN {sources} LIMIT %s",
            [MOST_TOUCHED + 1],
        )
        found = {key for (key,) in cursor.fetchall()}
    return None if len(found) > MOST_TOUCHED else found


def _series(
    of: SnapshotSeries,
    names: RegisterNames,
    touched: Sequence[int],
    rows: ExtractedRows | None,
    *,
    alias: str,
) -> SnapshotSeries:
    """The series with other names, and another patch."""
    patch = numbered(rows) if rows is not None else None
    texts = ScannedTexts(patch, alias=alias, ids=touched) if patch else None
    return SnapshotSeries(of.base, of.base_texts, names, touched, patch, texts)
