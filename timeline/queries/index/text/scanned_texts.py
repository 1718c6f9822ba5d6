"""What is told of events, folded to words, and searched by looking at every text.

This is what a search means. For many events there is a full-text index, which each database has
its own (``full_text``); a test holds them to the same answers.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import merge
from itertools import groupby
from operator import itemgetter

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pyroaring import BitMap

from timeline.domain.named_values import as_texts
from timeline.domain.text.folding import APART, holds, words
from timeline.queries.database.deadlines import watched
from timeline.queries.index.changes.journal import snapshot
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.segments.extraction import day_of, rows_of
from timeline.queries.index.segments.segment_view import positions_of
from timeline.queries.publishing import scope
from timeline.queries.publishing.scope import Seen

ALWAYS = 0
"""The day of what counts at any time: an event's title, summary and values."""
NEVER = 2**22 - 1
"""The day of what a source without a date tells: after every day there is."""
MOST_KEPT = 5_000
"""Events of which the folded texts are kept in memory."""

Text = tuple[int, int, str]
"""An event's key, the day from which the text counts, and the text folded to words."""

_OF_SOURCE = "JOIN timeline_source s ON s.id = m.source_id"
_QUERIES = (
    ("SELECT e.id, 0, e.title, e.summary, e.named_values FROM timeline_event e", "e.id"),
    (f"SELECT m.event_id, {{day}}, m.says FROM timeline_mention m {_OF_SOURCE}", "m.event_id"),
    (
        (
            "SELECT m.event_id, {day}, q.words FROM timeline_quote q "
            f"JOIN timeline_mention m ON m.id = q.mention_id {_OF_SOURCE}"
        ),
        "m.event_id",
    ),
    (
        (
            "SELECT m.event_id, {day}, t.words FROM timeline_term t "
            f"JOIN timeline_mention m ON m.id = t.mention_id {_OF_SOURCE}"
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
    texts = [
        _folded(connection, query.format(day=day), key=key, ids=ids) for query, key in _QUERIES
    ]
    return merge(*texts, key=itemgetter(0))


def _folded(
    connection: BaseDatabaseWrapper, query: str, *, key: str, ids: Sequence[int] | None
) -> Iterator[Text]:
    for some in rows_of(connection, query, key=key, ids=ids, in_order=True):
        for event, counts_from, *found in some:
            since = ALWAYS if key == "e.id" else counts_from or NEVER
            if key == "e.id":
                *found, values = found
                found += as_texts(values)
            for text in found:
                if text:
                    yield event, since, words(text)


def by_day(texts: Iterable[Text]) -> Iterator[tuple[int, int, str]]:
    """What is told of an event from one day on, as one text: the event's key, the day, the words.

    No phrase reaches from one text into another.
    """
    for event, some in groupby(texts, key=itemgetter(0)):
        found: dict[int, list[str]] = defaultdict(list)
        for _, day, text in some:
            if text:
                found[day].append(text)
        for day, counting in found.items():
            yield event, day, APART.join(counting)


class ScannedTexts:
    """The texts of a segment's events, all looked at for each term.

    Those of few events are read when first asked and kept, those of many are read each time.
    """

    def __init__(
        self, columns: ColumnStore, *, alias: str, ids: Sequence[int] | None = None
    ) -> None:
        self._columns = columns
        self._alias = alias
        self._ids = ids
        self._kept: dict[Seen, list[Text]] = {}

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling a folded term stands."""
        last = NEVER if day is None else day
        with self._texts() as texts:
            found = {
                event
                for event, since, text in watched(texts)
                if since <= last and holds(text, [term])
            }
        return BitMap(positions_of(self._columns, sorted(found)).tolist())

    @contextmanager
    def _texts(self) -> Iterator[Iterable[Text]]:
        now = scope.current()
        if now in self._kept:
            yield self._kept[now]
            return
        connection = connections[self._alias]
        with snapshot(connection):
            texts = texts_of(connection, ids=self._ids)
            if len(self._columns.array("pk")) <= MOST_KEPT:
                self._kept[now] = list(texts)
            yield self._kept.get(now, texts)
