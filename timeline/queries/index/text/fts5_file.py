"""What is told of events, searched in a full-text index on SQLite: a file with FTS5.

It stands beside the base, as a copy with a token and a version of its own (see ``journal``), so
that no trigger has to fold texts. It must not be behind the base that asks; what was touched since,
the patch answers for.

Each row holds what is told of one event and counts from one day; its key is made of both. Texts are
folded to words before they go in, so that FTS5 has only to part them at spaces: its tokenizer
``ascii`` takes every letter beyond ASCII as part of a word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.domain.text.folding import forms
from timeline.queries.database import deadlines
from timeline.queries.index.changes import journal
from timeline.queries.index.changes.journal import Version, snapshot
from timeline.queries.index.segments.bitmaps import Numbers
from timeline.queries.index.segments.column_store import ColumnStore
from timeline.queries.index.text.indexed_texts import MOST_TOUCHED, IndexedTexts, TextsBehind
from timeline.queries.index.text.scanned_texts import NEVER, Text, by_day, texts_of

FORMAT = 4

_DAYS = NEVER.bit_length()
_SCHEMA = """
    CREATE VIRTUAL TABLE told USING fts5(words, tokenize = "ascii tokenchars '_'", columnsize = 0);
    CREATE TABLE about (format INTEGER, token TEXT, at INTEGER, seen TEXT);
"""


class TextFile(IndexedTexts):
    """The texts of a base's events, searched in the file; ``path`` is the base's."""

    def __init__(self, path: Path, columns: ColumnStore, *, alias: str, version: Version) -> None:
        super().__init__(columns, alias=alias, version=version)
        self._path = path

    def events(self, term: str, *, day: int | None) -> Numbers:
        """The keys of the events in whose telling a folded term stands, some more than once."""
        keys = self._keys(term)
        if day is not None:
            keys = keys[keys & ((1 << _DAYS) - 1) <= day]
        return keys >> _DAYS

    def _keys(self, term: str) -> Numbers:
        connection = connections[self._alias]
        for token, file in _here(self._path):
            if not journal.is_known(connection, token=token):
                continue
            with suppress(sqlite3.DatabaseError), closing(_opened(file, mode="ro")) as texts:
                texts.execute("BEGIN")
                if _version(texts, token).reaches(self._version):
                    rows = texts.execute(
                        "SELECT rowid FROM told WHERE told MATCH ?", [_asked(term)]
                    )
                    return np.fromiter((key for (key,) in rows), dtype=np.int64)
        raise TextsBehind


def catch_up(path: Path, *, alias: str) -> bool:
    """Have the file hold what is told now; ``False`` where it has to be made anew for that.

    For one process at a time.
    """
    connection = connections[alias]
    for token, file in _here(path):
        if journal.is_known(connection, token=token):
            with suppress(sqlite3.DatabaseError, TextsBehind):
                if _caught_up(connection, file, token):
                    return True
    return False


def make(path: Path, *, alias: str) -> None:
    """Make the file anew. For one process at a time."""
    connection = connections[alias]
    token = journal.register(connection, of=journal.TEXTS)
    file = path.with_name(f"{path.name}.{token}")
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    # SQLite would give it the rights that any file gets; what it keeps beside it gets this one's.
    new.touch(mode=0o600)
    with closing(_opened(new, mode="rwc")) as texts:
        texts.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        texts.execute("BEGIN")
        with snapshot(connection):
            version = journal.now(connection)
            texts.executemany(
                "INSERT INTO told (rowid, words) VALUES (?, ?)", _rows(texts_of(connection))
            )
        texts.execute("INSERT INTO about VALUES (?, ?, ?, ?)", [FORMAT, token, *version.columns()])
        texts.execute("COMMIT")
        texts.execute("PRAGMA journal_mode = WAL")
    new.replace(file)
    journal.follow(connection, token=token, version=version)
    for other, _ in _here(path):
        if other != token:
            journal.forget(connection, token=other)
    for left in path.parent.glob(f"{path.name}.{journal.TEXTS}-*"):
        if not left.name.startswith(file.name):
            left.unlink(missing_ok=True)


def _here(path: Path) -> list[tuple[str, Path]]:
    """The files that this machine has, with the tokens of their copies; one, but for a moment.

    Each has a name of its own, so that none is opened half made.
    """
    start = f"{path.name}."
    files = path.parent.glob(f"{start}{journal.TEXTS}-*")
    named = ((file.name.removeprefix(start), file) for file in files)
    # SQLite's own files beside it have a dash after the token, one in the making a dot.
    return [(token, file) for token, file in named if token.count("-") == 1 and "." not in token]


def _caught_up(connection: BaseDatabaseWrapper, file: Path, token: str) -> bool:
    with closing(_opened(file, mode="rw")) as texts:
        with snapshot(connection):
            version = journal.now(connection)
            touched = journal.touched(connection, since=_version(texts, token), most=MOST_TOUCHED)
            if touched is None:
                return False
            touched.discard(journal.NAMES)
            told = list(texts_of(connection, ids=sorted(touched))) if touched else []
        texts.execute("BEGIN IMMEDIATE")
        for event in touched:
            first = event << _DAYS
            texts.execute(
                "DELETE FROM told WHERE rowid BETWEEN ? AND ?", [first, first + (1 << _DAYS) - 1]
            )
        texts.executemany("INSERT INTO told (rowid, words) VALUES (?, ?)", _rows(told))
        texts.execute("UPDATE about SET at = ?, seen = ?", version.columns())
        texts.execute("COMMIT")
    return journal.follow(connection, token=token, version=version)


def _rows(told: Iterable[Text]) -> Iterator[tuple[int, str]]:
    return ((event << _DAYS | day, words) for event, day, words in by_day(told))


def _asked(term: str) -> str:
    """A term as FTS5 takes it: its forms' words one after another, the last of which begins so."""
    return " OR ".join(f'"{form}" *' for form in forms(term))


def _version(texts: sqlite3.Connection, token: str) -> Version:
    row = texts.execute("SELECT format, token, at, seen FROM about").fetchone()
    if row is None or row[:2] != (FORMAT, token):
        raise TextsBehind
    return Version.kept(*row[2:])


def _opened(file: Path, *, mode: str) -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=20)
    deadlines.watch(connection)
    return connection
