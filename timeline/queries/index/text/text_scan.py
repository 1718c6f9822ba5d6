"""What is told of events, folded to words, and searched by looking at every text.

That is right for few events; for many there is ``full_text``.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from heapq import merge
from itertools import groupby
from operator import itemgetter

import numpy as np
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pyroaring import BitMap

from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries import search
from timeline.queries.as_of import tellings
from timeline.queries.index.segments.bitmaps import Numbers, bitmap
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.segments.extraction import day_of, rows_of
from timeline.queries.index.segments.fast_folding import words
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.index.store.journal import Version, snapshot

ALWAYS = 0
"""The day of what counts at any time: an event's title, summary and place."""
NEVER = 2**22 - 1
"""The day of what a source without a date tells: after every day there is."""
MOST_TOUCHED = 50_000
"""Touched events up to which a full-text index is brought up to date rather than made anew."""
TERMS_KEPT = 32
"""Answers kept at hand."""

Text = tuple[int, int, str]
"""An event's key, the day from which the text counts, and the text folded to words."""

_TOLD = "JOIN timeline_source s ON s.id = m.source_id"
_QUERIES = (
    ("SELECT e.id, 0, e.title, e.summary, e.place FROM timeline_event e", "e.id"),
    (f"SELECT m.event_id, {{day}}, m.says FROM timeline_mention m {_TOLD}", "m.event_id"),
    (
        (
            "SELECT m.event_id, {day}, q.words FROM timeline_quote q "
            f"JOIN timeline_mention m ON m.id = q.mention_id {_TOLD}"
        ),
        "m.event_id",
    ),
    (
        (
            "SELECT m.event_id, {day}, t.words FROM timeline_term t "
            f"JOIN timeline_mention m ON m.id = t.mention_id {_TOLD}"
        ),
        "m.event_id",
    ),
)


def texts_of(
    connection: BaseDatabaseWrapper, *, ids: Sequence[int] | None = None
) -> Iterator[Text]:
    """All that is told of these events, or of all, each text by itself, an event's together.

    To be read to its end within ``journal.snapshot``.
    """
    day = day_of(connection, "s.latest")
    told = [_told(connection, query.format(day=day), key=key, ids=ids) for query, key in _QUERIES]
    return merge(*told, key=itemgetter(0))


def _told(
    connection: BaseDatabaseWrapper, query: str, *, key: str, ids: Sequence[int] | None
) -> Iterator[Text]:
    for some in rows_of(connection, query, key=key, ids=ids, in_order=True):
        for event, counts_from, *found in some:
            since = ALWAYS if key == "e.id" else counts_from or NEVER
            for text in found:
                if text:
                    yield event, since, words(text)


def by_day(told: Iterable[Text]) -> Iterator[tuple[int, int, str]]:
    """What is told of an event from one day on, as one text: the event's key, the day, the words.

    ``_`` stands between texts, and no word is one, so that no phrase reaches from one text into
    another.
    """
    for event, some in groupby(told, key=itemgetter(0)):
        found: dict[int, list[str]] = defaultdict(list)
        for _, day, text in some:
            if text:
                found[day].append(text)
        for day, texts in found.items():
            yield event, day, " _".join(texts)


class TextsBehind(Exception):
    """There is no full-text index that is true to the base yet."""


class IndexedTexts(ABC):
    """The texts of a base's events in a full-text index, which must not be behind the base."""

    def __init__(self, part: ColumnStore, *, alias: str, version: Version) -> None:
        self._part = part
        self._alias = alias
        self._version = version
        self._kept: OrderedDict[tuple[str, int | None], BitMap] = OrderedDict()
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
            if (term, day) in self._kept:
                self._kept.move_to_end((term, day))
                return self._kept[term, day]
        events = np.unique(self.events(term, day=day))
        found = bitmap(np.sort(positions_of(self._part, events)))
        with self._lock:
            self._kept[term, day] = found
            if len(self._kept) > TERMS_KEPT:
                self._kept.popitem(last=False)
        return found


class ScannedTexts:
    """The texts of a part's events, all looked at for each term; read when first asked."""

    def __init__(self, part: ColumnStore, *, alias: str, ids: Sequence[int] | None = None) -> None:
        self._part = part
        self._alias = alias
        self._ids = ids

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling a folded term stands."""
        sought = f" {term}"
        last = NEVER if day is None else day
        found = {event for event, since, text in self._texts if since <= last and sought in text}
        return BitMap(positions_of(self._part, sorted(found)).tolist())

    @cached_property
    def _texts(self) -> list[Text]:
        connection = connections[self._alias]
        with snapshot(connection):
            return list(texts_of(connection, ids=self._ids))


class SqlTexts:
    """The texts as the database itself searches them: right for many events, and slow."""

    def __init__(self, part: ColumnStore, *, alias: str) -> None:
        self._part = part
        self._alias = alias

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling, or names, a folded term stands."""
        criteria = Criteria(as_of=date.fromordinal(day) if day is not None else None)
        events = Event.objects.using(self._alias).order_by()
        # In quotes, so that a term of several words stays one.
        found = search.matching(events, f'"{term}"', told=tellings(criteria).using(self._alias))
        return BitMap(positions_of(self._part, list(found.values_list("pk", flat=True))).tolist())
