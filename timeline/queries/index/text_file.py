"""What is told of events, searched in a full-text index: an SQLite file with FTS5.

It stands beside the base whichever database holds the events, as a copy with a token and a version
of its own (see ``journal``), so that no trigger has to fold texts and both databases search alike.
It must not be behind the base that asks; what was touched since, the patch answers for.

Each row holds what is told of one event and counts from one day; its key is made of both. Texts are
folded to words before they go in, so that FTS5 has only to part them at spaces: its tokenizer
``ascii`` takes every letter beyond ASCII as part of a word. ``_`` stands between texts, and no word
is one, so that no phrase reaches from one text into another.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pyroaring import BitMap

from timeline.queries.index import journal
from timeline.queries.index.bitmaps import Numbers, bitmap
from timeline.queries.index.journal import Version, snapshot
from timeline.queries.index.shelf import Shelf
from timeline.queries.index.texts import NEVER, Text, texts_of
from timeline.queries.index.view import positions_of

FORMAT = 1
MOST_TOUCHED = 50_000
"""Touched events up to which the file is brought up to date rather than made anew."""
TERMS_KEPT = 32
"""Answers kept at hand."""

_DAYS = NEVER.bit_length()
_SCHEMA = """
    CREATE VIRTUAL TABLE told USING fts5(words, tokenize = "ascii tokenchars '_'", columnsize = 0);
    CREATE TABLE about (format INTEGER, token TEXT, at INTEGER, seen TEXT);
"""


class Behind(Exception):
    """There is no file that is true to the base yet."""


class TextFile:
    """The texts of a base's events, searched in the file; ``path`` is the base's."""

    def __init__(self, path: Path, part: Shelf, *, alias: str, version: Version) -> None:
        self._path = path
        self._part = part
        self._alias = alias
        self._version = version
        self._kept: OrderedDict[tuple[str, int | None], BitMap] = OrderedDict()
        self._lock = threading.Lock()

    def holding(self, term: str, *, day: int | None) -> BitMap:
        """The positions of the events in whose telling a folded term stands.

        Raises ``Behind`` where the file is missing, or not yet as far as the base.
        """
        with self._lock:
            if (term, day) in self._kept:
                self._kept.move_to_end((term, day))
                return self._kept[term, day]
        found = self._found(term, day=day)
        with self._lock:
            self._kept[term, day] = found
            if len(self._kept) > TERMS_KEPT:
                self._kept.popitem(last=False)
        return found

    def _found(self, term: str, *, day: int | None) -> BitMap:
        keys = self._keys(term)
        if day is not None:
            keys = keys[keys & ((1 << _DAYS) - 1) <= day]
        events = np.unique(keys >> _DAYS)
        return bitmap(np.sort(positions_of(self._part, events)))

    def _keys(self, term: str) -> Numbers:
        connection = connections[self._alias]
        for token, file in _here(self._path):
            if not journal.is_known(connection, token=token):
                continue
            with suppress(sqlite3.DatabaseError), closing(_opened(file, mode="ro")) as texts:
                texts.execute("BEGIN")
                if _reaches(_version(texts, token), self._version):
                    rows = texts.execute(
                        "SELECT rowid FROM told WHERE told MATCH ?", [_asked(term)]
                    )
                    return np.fromiter((key for (key,) in rows), dtype=np.int64)
        raise Behind


def bring_up_to_date(path: Path, *, alias: str) -> bool:
    """Have the file hold what is told now; whether it was made anew.

    For one process at a time.
    """
    connection = connections[alias]
    for token, file in _here(path):
        if journal.is_known(connection, token=token):
            with suppress(sqlite3.DatabaseError, Behind):
                if _caught_up(connection, file, token):
                    return False
    _made(connection, path)
    return True


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
        texts.execute("UPDATE about SET at = ?, seen = ?", _kept(version))
        texts.execute("COMMIT")
    return journal.follow(connection, token=token, version=version)


def _made(connection: BaseDatabaseWrapper, path: Path) -> None:
    token = journal.register(connection, of=journal.TEXTS)
    file = path.with_name(f"{path.name}.{token}")
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with closing(_opened(new, mode="rwc")) as texts:
        texts.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        texts.execute("BEGIN")
        with snapshot(connection):
            version = journal.now(connection)
            texts.executemany(
                "INSERT INTO told (rowid, words) VALUES (?, ?)", _rows(texts_of(connection))
            )
        texts.execute("INSERT INTO about VALUES (?, ?, ?, ?)", [FORMAT, token, *_kept(version)])
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


def _rows(told: Iterable[Text]) -> Iterator[tuple[int, str]]:
    for event, some in groupby(told, key=itemgetter(0)):
        by_day: dict[int, list[str]] = defaultdict(list)
        for _, day, text in some:
            if text:
                by_day[day].append(text)
        for day, texts in by_day.items():
            yield event << _DAYS | day, " _".join(texts)


def _asked(term: str) -> str:
    """A term as FTS5 takes it: words one after another, the last of which begins so."""
    return f'"{term}" *'


def _version(texts: sqlite3.Connection, token: str) -> Version:
    row = texts.execute("SELECT format, token, at, seen FROM about").fetchone()
    if row is None or row[:2] != (FORMAT, token):
        raise Behind
    return Version(row[2], frozenset(json.loads(row[3])))


def _kept(version: Version) -> list[int | str]:
    return [version.at, json.dumps(sorted(version.seen))]


def _reaches(version: Version, other: Version) -> bool:
    """Whether what is true to a version has all that another has."""
    if version.at == other.at:
        return version.seen >= other.seen
    return version.at > other.at


def _opened(file: Path, *, mode: str) -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=20)
