"""The base segment, and the file in which a machine's processes share it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from timeline.queries.index.changes import journal
from timeline.queries.index.changes.journal import Version
from timeline.queries.index.segments.column_store import MemoryColumns
from timeline.queries.index.store.mapped_file import MappedColumns, TornFile, write

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BaseSegment:
    """All events as they were at a version; the database knows it by its token."""

    columns: MemoryColumns | MappedColumns
    token: str
    version: Version


def path_of(alias: str) -> Path | None:
    """The file of a database's base; ``None`` where the database is in memory alone."""
    folder = getattr(settings, "RETOLD_INDEX_DIR", "")
    name = str(connections[alias].settings_dict["NAME"])
    if connections[alias].vendor == "sqlite":
        if ":memory:" in name or "mode=memory" in name:
            return None
        return Path(folder or Path(name).parent, f"{Path(name).name}.index")
    return Path(folder or Path(settings.BASE_DIR, ".index"), f"{name}.index")


def load(path: Path | None) -> BaseSegment | None:
    """The base in a file; ``None`` where there is none that can be read, which the log tells of."""
    if path is None:
        return None
    try:
        found = MappedColumns(path)
    except FileNotFoundError:
        return None
    except (OSError, TornFile, ValueError, KeyError) as error:
        _log.warning("the index is made anew: %s", error)
        return None
    return BaseSegment(found, found.token, found.version)


def save(path: Path, base: BaseSegment) -> BaseSegment:
    """The base as its file has it once written; as it was where it can't be kept on disk.

    For one process at a time.
    """
    assert isinstance(base.columns, MemoryColumns)
    # What a process left that was killed at it; no other writes now.
    for left in path.parent.glob(f"{path.name}.{journal.BASE}-*.new"):
        left.unlink(missing_ok=True)
    try:
        write(path, base.columns, token=base.token, version=base.version)
    except OSError as error:
        _log.warning("the index can't be kept on disk: %s", error)
        return base
    found = load(path)
    return found if found and found.token == base.token else base
