"""Readers are answered while nothing can be written, though the index is missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from django.db import DatabaseError, OperationalError, connection

from tests.queries.index.edited import Editor
from tests.queries.index.referee import assert_same
from timeline.domain.criteria import Criteria
from timeline.queries.index import select
from timeline.queries.index.store import base_files, makeshift

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor() -> Editor:
    """A story without an index, and somebody who changes it."""
    made = Editor(5)
    path = base_files.path_of("default")
    assert path
    path.unlink(missing_ok=True)
    return made


@contextmanager
def read_only() -> Iterator[None]:
    """The database takes no writes from this connection, as where its disk takes none."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
        yield
        cursor.execute(off)


@contextmanager
def locked() -> Iterator[None]:
    """Another process is writing, and this one does not wait for it."""
    if connection.vendor != "sqlite":
        pytest.skip("nobody waits for a writer there")
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor, closing(sqlite3.connect(name)) as other:
        cursor.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()
        cursor.execute("PRAGMA busy_timeout = 20000")


def assert_answers(editor: Editor) -> None:
    for _ in range(6):
        assert_same(editor.criteria())


@pytest.mark.parametrize("state", [read_only, locked])
def test_readers_are_answered_without_an_index_while_nothing_can_be_written(state, editor: Editor):
    with state():
        assert_answers(editor)


def test_it_is_made_once_while_nothing_changes(editor: Editor, monkeypatch: pytest.MonkeyPatch):
    with read_only():
        select(Criteria())
        monkeypatch.setattr(makeshift.extraction, "read", None)
        if connection.vendor == "sqlite":  # PostgreSQL's states go on with any work at all
            assert_same(Criteria())


def test_what_changes_meanwhile_is_told(editor: Editor):
    with read_only():
        assert_answers(editor)
    editor.edit()
    with read_only():
        assert_answers(editor)


def test_the_index_is_made_once_there_can_be_one(editor: Editor):
    with read_only():
        assert_answers(editor)
    editor.edit()
    assert_answers(editor)
    path = base_files.path_of("default")
    assert path
    assert path.exists()


def test_more_events_than_memory_should_take_are_refused(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(makeshift, "MOST", 2)
    with read_only(), pytest.raises(DatabaseError):
        select(Criteria())


def test_the_very_error_says_why(editor: Editor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(makeshift, "MOST", 2)
    with locked(), pytest.raises(OperationalError, match="database is locked"):
        select(Criteria())


def test_a_disk_that_takes_no_files_leaves_the_lock_aside(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(base_files, "write", refuse)
    monkeypatch.setattr("timeline.queries.database.private_files.opener", refuse)
    assert_answers(editor)
