"""What searches the texts of a base's events, and the upkeep of their full-text index."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from django.db.utils import DatabaseError

from timeline.queries.database.process_lock import exclusive
from timeline.queries.index.changes import journal
from timeline.queries.index.segments.snapshot import Texts
from timeline.queries.index.store.base_files import BaseSegment, path_of
from timeline.queries.index.text import full_text
from timeline.queries.index.text.indexed_texts import FallbackTexts
from timeline.queries.index.text.scanned_texts import ScannedTexts
from timeline.queries.publishing.scope import Scope, reading

SCANNED = 2_000
"""Events up to which a search looks at every text, and no full-text index is made."""

_log = logging.getLogger(__name__)


def texts_of(base: BaseSegment, *, alias: str, missing: Callable[[], None]) -> Texts:
    """What searches a base's texts; ``missing`` is called where their index is behind the base."""
    scanned = ScannedTexts(base.columns, alias=alias)
    path = _indexed(base, alias)
    if path is None:
        return scanned
    index = full_text.searched(base.columns, alias=alias, path=path, version=base.version)
    return FallbackTexts(index, scanned, missing)


def bring_up_to_date(base: BaseSegment, *, alias: str) -> None:
    """Have the full-text index, where there is to be one, be as far as the base; it takes long."""
    if path := _indexed(base, alias):
        with reading(Scope.PUBLIC), _lock(path):
            full_text.bring_up_to_date(alias=alias, path=path)


def catch_up(base: BaseSegment, *, alias: str) -> None:
    """Have an index that there is be as far as a new base, before anybody searches by that."""
    if path := _indexed(base, alias):
        try:
            with reading(Scope.PUBLIC), _lock(path):
                full_text.catch_up(alias=alias, path=path)
        except DatabaseError as error:
            _log.error("the texts could not be brought up to date: %s", error)


def _indexed(base: BaseSegment, alias: str) -> Path | None:
    """The base's path, where its events are so many that their texts have an index beside it."""
    return path_of(alias) if len(base.columns.array("pk")) > SCANNED else None


def _lock(path: Path) -> AbstractContextManager[bool]:
    return exclusive(path.with_name(f"{path.name}.{journal.TEXTS}"))
