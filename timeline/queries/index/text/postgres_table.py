"""What is told of events, searched in PostgreSQL itself: a table with a GIN index of its words.

There is one for all machines, replicas have it with the rest, and ``timeline_told_about`` says what
it is true to (see ``journal``). It must not be behind the base that asks; what was touched since,
the patch answers for.

Each row holds what is told of one event and counts from one day. Texts are folded to words before
they go in, as PostgreSQL folds otherwise, and the index takes them as they are. Neither a word nor
a tsvector may have any length; so words are cut, rows hold pieces of very long texts, and a term
that would show it is not sought here.
"""

# Queries are made of words of this file alone.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import numpy as np
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.domain.text.folding import forms
from timeline.queries.index.changes import journal
from timeline.queries.index.changes.journal import Version
from timeline.queries.index.segments.bitmaps import Numbers
from timeline.queries.index.text.indexed_texts import MOST_TOUCHED, IndexedTexts, TextsBehind
from timeline.queries.index.text.scanned_texts import Text, by_day, texts_of

FORMAT = 3

LONGEST = 500
"""Characters up to which a term is sought here, and a word kept: 2,046 bytes are PostgreSQL's."""
PIECE = 100_000
"""Characters of a row, at most: a tsvector takes a megabyte."""

_ROWS = 5_000
"""Rows written at a time."""
_HELD = "array_to_tsvector(string_to_array(words, ' '))"
_SET = {"enable_seqscan": "off", "jit": "off", "work_mem": "'64MB'"}
_INDEXES = (
    ("timeline_told_by_word", f"USING gin (({_HELD}))"),
    ("timeline_told_by_event", "(event_id)"),
)


class TextTable(IndexedTexts):
    """The texts of a base's events, searched in the table."""

    def events(self, term: str, *, day: int | None) -> Numbers:
        """The keys of the events in whose telling a folded term stands, some more than once."""
        if len(term) > LONGEST:
            raise TextsBehind
        asked = [_asked(form) for form in forms(term)]
        told = f"({' OR '.join(told for told, _ in asked)})"
        values = list(chain.from_iterable(some for _, some in asked))
        if day is not None:
            told += f" AND day <= {int(day)}"
        connection = connections[self._alias]
        with _by_index(connection), connection.cursor() as cursor:
            # In one statement, which sees one moment; and as one value, for rows are slow to come.
            cursor.execute(
                "SELECT a.at, a.seen, (SELECT string_agg(int8send(event_id), '') "
                f"FROM timeline_told WHERE {told}) FROM timeline_told_about a "
                "JOIN timeline_copy c ON c.token = a.token WHERE a.format = %s",
                [*values, FORMAT],
            )
            row = cursor.fetchone()
        if row is None or not Version.kept(*row[:2]).reaches(self._version):
            raise TextsBehind
        return np.frombuffer(row[2] or b"", dtype=">i8").astype(np.int64)


def catch_up(*, alias: str) -> bool:
    """Have the table hold what is told now; ``False`` where it has to be made anew for that."""
    connection = journal.writer(connections[alias])
    with _changing(connection) as cursor:
        about = _about(cursor)
        if about is None:
            return False
        token, since = about
        version = journal.now(connection)
        touched = journal.touched(connection, since=since, most=MOST_TOUCHED)
        if touched is None:
            return False
        touched.discard(journal.NAMES)
        if touched:
            ids = sorted(touched)
            told = list(texts_of(connection, ids=ids))
            cursor.execute("DELETE FROM timeline_told WHERE event_id = ANY(%s)", [ids])
            _write(connection, told, table="timeline_told")
        cursor.execute("UPDATE timeline_told_about SET at = %s, seen = %s", version.columns())
    return journal.follow(connection, token=token, version=version)


def make(*, alias: str) -> None:
    """Make the table anew, unless another process does so just now."""
    connection = journal.writer(connections[alias])
    with connection.cursor() as cursor:
        before = _about(cursor)
    token = journal.register(connection, of=journal.TEXTS)
    try:
        with _changing(connection) as cursor:
            found = _about(cursor)
            if found and (before is None or found[0] != before[0]):
                journal.forget(connection, token=token)
                return
            version = journal.now(connection)
            _fill(connection)
            cursor.execute("DELETE FROM timeline_told_about")
            cursor.execute(
                "INSERT INTO timeline_told_about (at, seen, format, token) VALUES (%s, %s, %s, %s)",
                [*version.columns(), FORMAT, token],
            )
    except BaseException:
        # What is not followed would have the journal grow.
        journal.forget(connection, token=token)
        raise
    journal.follow(connection, token=token, version=version)
    if before:
        journal.forget(connection, token=before[0])


def _fill(connection: BaseDatabaseWrapper) -> None:
    """Put another table in its place, apart from what is searched meanwhile, and indexed whole."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE timeline_told_new (LIKE timeline_told)")
        _write(connection, texts_of(connection), table="timeline_told_new")
        for name, on in _INDEXES:
            cursor.execute(f"CREATE INDEX {name}_new ON timeline_told_new {on}")
        cursor.execute("DROP TABLE timeline_told")
        cursor.execute("ALTER TABLE timeline_told_new RENAME TO timeline_told")
        for name, _ in _INDEXES:
            cursor.execute(f"ALTER INDEX {name}_new RENAME TO {name}")
        cursor.execute("ANALYZE timeline_told")


def _write(connection: BaseDatabaseWrapper, told: Iterable[Text], *, table: str) -> None:
    rows = _rows(told)
    with connection.cursor() as cursor:
        # A connection can't read while it copies.
        while some := list(islice(rows, _ROWS)):
            with cursor.copy(f"COPY {table} (event_id, day, words) FROM STDIN") as copy:
                for row in some:
                    copy.write_row(row)


def _rows(told: Iterable[Text]) -> Iterator[tuple[int, int, str]]:
    for event, day, text in by_day(told):
        words = " ".join(word[:LONGEST] for word in text.split())
        for piece in _pieces(words):
            yield event, day, piece


def _pieces(words: str) -> Iterator[str]:
    """A text in pieces that overlap by more than the longest term and the rest of its last word."""
    start = 0
    while len(words) - start > PIECE:
        end = words.rindex(" ", start, start + PIECE)
        yield words[start:end]
        start = words.index(" ", end - 2 * LONGEST) + 1
    yield words[start:]


def _asked(form: str) -> tuple[str, list[str]]:
    """What a row is asked for a form of a term, and the values in it."""
    every = " & ".join(f"'{word}'" for word in form.split()) + ":*"
    if " " not in form:
        return f"{_HELD} @@ %s::tsquery", [every]
    # The words must follow each other; none has a sign that means something to LIKE.
    return f"({_HELD} @@ %s::tsquery AND ' ' || words LIKE %s)", [every, f"% {form}%"]


def _about(cursor: Any) -> tuple[str, Version] | None:
    """The token of the table's copy, and what it is true to; ``None`` where it is of no use."""
    cursor.execute(
        "SELECT a.token, a.at, a.seen FROM timeline_told_about a "
        "JOIN timeline_copy c ON c.token = a.token WHERE a.format = %s",
        [FORMAT],
    )
    row = cursor.fetchone()
    return (row[0], Version.kept(*row[1:])) if row else None


@contextmanager
def _by_index(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Have PostgreSQL ask the index for common words too: to look at every row takes longer.

    Nor shall it compile the query, which takes longer than to answer it.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in _SET.items()))
        yield
        cursor.execute("; ".join(f"SET LOCAL {name} = DEFAULT" for name in _SET))


@contextmanager
def _changing(connection: BaseDatabaseWrapper) -> Iterator[Any]:
    """Be the one that changes the table, and see one moment of all else: from when one is that."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # A lock is waited for before the moment is fixed; a SELECT would fix it.
        cursor.execute("LOCK TABLE timeline_told_about IN EXCLUSIVE MODE")
        yield cursor
