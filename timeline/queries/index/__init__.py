"""The one engine of selections: all events in memory, numbered in the order of time, with a
compressed set of them for each value. This is its door; nobody outside looks further in.

It follows the database by a journal of changes: every answer is of the data as it is now. What
answers is imported once something is asked: it takes a while, and most commands ask nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connections, router

from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.index.changes import change_capture
from timeline.queries.index.changes.change_capture import before_migrate, on_migrate
from timeline.queries.index.changes.journal import forget
from timeline.queries.index.store.building_apart import BUILT_APART, build_in_process
from timeline.queries.publishing import scope
from timeline.queries.selection import Selection

if TYPE_CHECKING:
    from timeline.queries.index.segments.snapshot import SnapshotSeries

__all__ = [
    "before_migrate",
    "build_in_process",
    "file_of",
    "follow_changes",
    "forget",
    "must_be_built",
    "on_migrate",
    "rebuild",
    "select",
    "select_each",
]


def select(
    criteria: Criteria, *, opening: date | None = None, using: str | None = None
) -> Selection:
    """The events that match, of the database ``using``, or of the one that a reader reads from: of
    those that are public or of all, as this thread reads.

    ``opening`` is the day on which the story opens; what sorts before it comes after the run.
    """
    from timeline.queries.index.indexed_selection import IndexedSelection

    series = _series(using or router.db_for_read(Event))
    return IndexedSelection(series, criteria, opening=opening)


def select_each(criteria: Iterable[Criteria]) -> list[Selection]:
    """The events of several selections at one moment, in their order, as this thread reads; the
    database that a reader reads from is looked at once, however many they are.
    """
    from timeline.queries.index.indexed_selection import IndexedSelection

    series = _series(router.db_for_read(Event))
    return [IndexedSelection(series, each) for each in criteria]


def _series(alias: str) -> SnapshotSeries:
    """A database's index, of what this thread reads."""
    from timeline.queries.index.store import index_store, shared_stories

    seen = scope.current()
    if isinstance(seen, scope.SharedStory):
        return shared_stories.series(alias, seen)
    return index_store.of(alias, seen).series()


def follow_changes(alias: str) -> None:
    """Have a database tell what changes in it, the way that this release is told."""
    change_capture.install(connections[alias])


def rebuild(alias: str) -> None:
    """Make the index of a database anew now, and have it answer."""
    from timeline.queries.index.store import index_store

    index_store.of(alias).rebuild()


def must_be_built(alias: str) -> bool:
    """Whether there are so many events that their index is built ahead, and none is there yet."""
    if Event.objects.using(alias).count() <= BUILT_APART:
        return False
    from timeline.queries.index.store import index_store

    return not index_store.of(alias).is_ready()


def file_of(alias: str) -> Path | None:
    """The file of a database's index; ``None`` where the database is in memory alone."""
    from timeline.queries.index.store import base_files

    return base_files.path_of(alias)
