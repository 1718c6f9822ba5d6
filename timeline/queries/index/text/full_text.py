"""The full-text index of what is told: which one a database has.

SQLite's is a file with FTS5, PostgreSQL's a table with a GIN index; both find the same events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from pyroaring import BitMap

from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.segments.snapshot import Texts
from timeline.queries.index.store.journal import Version
from timeline.queries.index.text import fts5_file, postgres_table
from timeline.queries.index.text.text_scan import IndexedTexts, TextsBehind


@dataclass(frozen=True)
class TextsAtHand:
    """The texts in their full-text index; until there is one, in the tables themselves.

    ``missing`` is called where the index has to be made or brought up to date.
    """

    index: IndexedTexts
    other: Texts
    missing: Callable[[], None]

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling a folded term stands."""
        try:
            return self.index.holding(term, day=day)
        except TextsBehind:
            self.missing()
            return self.other.holding(term, day=day)


def searched(part: ColumnStore, *, alias: str, path: Path, version: Version) -> IndexedTexts:
    """What searches the texts of a base's events; ``path`` and ``version`` are the base's."""
    if _is_postgresql(alias):
        return postgres_table.TextTable(part, alias=alias, version=version)
    return fts5_file.TextFile(path, part, alias=alias, version=version)


def catch_up(*, alias: str, path: Path) -> bool:
    """Have the index hold what is told now; ``False`` where it has to be made anew for that."""
    if _is_postgresql(alias):
        return postgres_table.catch_up(alias=alias)
    return fts5_file.catch_up(path, alias=alias)


def bring_up_to_date(*, alias: str, path: Path) -> bool:
    """Have the index hold what is told now; whether it was made anew.

    For one process of a machine at a time.
    """
    if catch_up(alias=alias, path=path):
        return False
    if _is_postgresql(alias):
        postgres_table.make(alias=alias)
    else:
        fts5_file.make(path, alias=alias)
    return True


def _is_postgresql(alias: str) -> bool:
    return connections[alias].vendor == "postgresql"
