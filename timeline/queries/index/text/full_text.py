"""The full-text index of what is told: which one a database has.

SQLite's is a file with FTS5, PostgreSQL's a table with a GIN index; both find the same events.
"""

from __future__ import annotations

from pathlib import Path

from django.db import connections

from timeline.queries.index.changes.journal import Version
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.text import fts5_file, postgres_table
from timeline.queries.index.text.indexed_texts import IndexedTexts


def searched(columns: ColumnStore, *, alias: str, path: Path, version: Version) -> IndexedTexts:
    """What searches the texts of a base's events; ``path`` and ``version`` are the base's."""
    if _is_postgresql(alias):
        return postgres_table.TextTable(columns, alias=alias, version=version)
    return fts5_file.TextFile(path, columns, alias=alias, version=version)


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
