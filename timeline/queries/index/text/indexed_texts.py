"""What every full-text index answers, and what is asked where there is none that is up to date."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from timeline.queries.index.changes.journal import Version
from timeline.queries.index.segments.bitmaps import Numbers, bitmap
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.index.segments.snapshot import Texts

MOST_TOUCHED = 50_000
"""Touched events up to which a full-text index is brought up to date rather than made anew."""
TERMS_KEPT = 32
"""Answers kept at hand."""


class TextsBehind(Exception):
    """There is no full-text index that is true to the base yet."""


class IndexedTexts(ABC):
    """The texts of a base's events in a full-text index, which must not be behind the base."""

    def __init__(self, columns: ColumnStore, *, alias: str, version: Version) -> None:
        self._columns = columns
        self._alias = alias
        self._version = version
        self._answers: OrderedDict[tuple[str, int | None], BitMap] = OrderedDict()
        self._lock = threading.Lock()

    @abstractmethod
    def events(self, term: str, *, day: int | None) -> Numbers:
        """The keys of the events in whose telling a folded term stands, some more than once.

        Raises ``TextsBehind`` where the index is missing, or not yet as far as the base.
        """

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling a folded term stands.

        Raises ``TextsBehind`` where the index is missing, or not yet as far as the base.
        """
        with self._lock:
            if (term, day) in self._answers:
                self._answers.move_to_end((term, day))
                return self._answers[term, day]
        events = np.unique(self.events(term, day=day))
        found = bitmap(np.sort(positions_of(self._columns, events)))
        with self._lock:
            self._answers[term, day] = found
            if len(self._answers) > TERMS_KEPT:
                self._answers.popitem(last=False)
        return found


@dataclass(frozen=True)
class FallbackTexts:
    """The texts in their full-text index; while that is behind, ``missing`` is told, and another
    way answers.
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
