"""The index is made anew rather than wrong: files torn, foreign or old, processes at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.queries.index.edited import Editor, seeds, wait
from tests.queries.index.referee import assert_same
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.models.state import State
from timeline.queries.index import select
from timeline.queries.index.changes import journal
from timeline.queries.index.store import base_files, base_texts, index_store, mapped_file, patching
from timeline.queries.index.store.index_store import IndexStore
from timeline.queries.publishing.scope import Scope, reading

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor() -> Editor:
    """A story, and somebody who changes it."""
    return Editor(1)


@pytest.fixture
def path(editor: Editor) -> Path:
    """The base's file, made."""
    index_store.of("default").rebuild()
    found = base_files.path_of("default")
    if found is None or not found.exists():
        pytest.skip("this database has no file to keep an index beside")
    return found


def restarted() -> IndexStore:
    """As another process would find it."""
    index_store._stores.clear()
    return index_store.of("default")


def assert_answers(editor: Editor) -> None:
    for _ in range(4):
        assert_same(editor.criteria())


def held_token() -> str:
    held = index_store.of("default")._held
    assert held
    return held.base.token


def test_a_process_that_starts_takes_the_base_that_there_is(editor: Editor, path: Path):
    token = held_token()
    restarted()
    assert_answers(editor)
    assert held_token() == token


def test_what_changed_since_the_base_was_made_is_told_from_the_database(editor: Editor, path: Path):
    token = held_token()
    for _ in range(5):
        editor.edit()
    restarted()
    assert_answers(editor)
    assert held_token() == token


@pytest.mark.parametrize("seed", seeds(0, 12))
def test_a_file_changed_anywhere_is_made_anew(seed: int, editor: Editor, path: Path):
    token = held_token()
    dice = random.Random(seed)
    raw = bytearray(path.read_bytes())
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    replace(path, bytes(raw))
    restarted()
    assert_answers(editor)
    assert held_token() != token


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.999])
def test_a_file_cut_off_is_made_anew(share: float, editor: Editor, path: Path):
    token = held_token()
    raw = path.read_bytes()
    replace(path, raw[: int(len(raw) * share)])
    restarted()
    assert_answers(editor)
    assert held_token() != token


def test_a_file_of_another_format_is_made_anew(
    editor: Editor, path: Path, monkeypatch: pytest.MonkeyPatch
):
    token = held_token()
    monkeypatch.setattr(mapped_file, "FORMAT", mapped_file.FORMAT + 1)
    restarted()
    assert_answers(editor)
    assert held_token() != token


def test_a_file_that_the_database_does_not_know_is_made_anew(editor: Editor, path: Path):
    token = held_token()
    journal.forget(connection, token=token)
    editor.edit()  # nobody follows the journal, and this is not in it
    restarted()
    assert_answers(editor)
    assert held_token() != token


def test_a_base_forgotten_while_it_is_held_is_made_anew(editor: Editor, path: Path):
    token = held_token()
    journal.forget(connection)
    Event.objects.update(kind="meeting")
    assert select(Criteria(kinds=("meeting",))).count == Event.objects.count()
    assert held_token() != token


def test_an_older_file_put_back_is_followed_from_where_it_was(editor: Editor, path: Path):
    older = path.read_bytes()
    for _ in range(4):
        editor.edit()
    index_store.of("default").rebuild()
    editor.edit()
    replace(path, older)
    restarted()
    assert_answers(editor)


def test_a_process_takes_over_the_base_that_another_made(editor: Editor, path: Path):
    mine = index_store.of("default")
    theirs = IndexStore("default")
    editor.edit()
    theirs.rebuild()
    theirs.wait()
    assert_answers(editor)
    assert mine._held
    assert theirs._held
    assert mine._held.base.token == theirs._held.base.token


def test_of_bases_that_are_as_far_the_last_one_made_is_taken(editor: Editor, path: Path):
    for _ in range(6):
        theirs = IndexStore("default")
        theirs.rebuild()
        assert_answers(editor)
        assert theirs._held
        assert held_token() == theirs._held.base.token


def test_another_machines_base_is_passed_over(editor: Editor, path: Path):
    mine = held_token()
    own = path.read_bytes()
    other = IndexStore("default")
    other.rebuild()
    replace(path, own)  # theirs lies elsewhere
    assert_answers(editor)
    editor.edit()
    assert_answers(editor)
    assert held_token() == mine


def test_much_touched_has_the_base_made_anew_while_the_old_answers(
    editor: Editor, path: Path, monkeypatch: pytest.MonkeyPatch
):
    token = held_token()
    monkeypatch.setattr(index_store, "REBUILT_AT", 2)
    Event.objects.update(kind="meeting")
    assert_answers(editor)
    wait()
    assert held_token() != token
    assert_answers(editor)


@pytest.mark.parametrize("makes_anew", ["rebuild", "series"])
def test_what_is_saved_while_a_base_is_made_is_there_after_it(
    makes_anew: str, editor: Editor, path: Path, monkeypatch: pytest.MonkeyPatch
):
    catch_up = base_texts.catch_up

    def meanwhile(*given, **named) -> None:
        with reading(Scope.WHOLE):
            Event.objects.create(slug="meanwhile", title="Meanwhile", state=State.PUBLISHED)
        catch_up(*given, **named)

    editor.new_event()
    with monkeypatch.context() as slow:
        slow.setattr(base_texts, "catch_up", meanwhile)
        slow.setattr(patching, "MOST_TOUCHED", 0)
        getattr(index_store.of("default"), makes_anew)()
    with reading(Scope.PUBLIC):
        there = select(Criteria()).ids(0, 99)
    assert Event.objects.get(slug="meanwhile").pk in there


def test_too_much_touched_is_not_answered_from_the_old_base(
    editor: Editor, path: Path, monkeypatch: pytest.MonkeyPatch
):
    token = held_token()
    monkeypatch.setattr(patching, "MOST_TOUCHED", 2)
    Event.objects.update(kind="meeting")
    assert_answers(editor)
    assert held_token() != token


def test_a_folder_that_can_not_be_written_leaves_the_index_in_memory(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(base_files, "write", refuse)
    assert_answers(editor)
    editor.edit()
    assert_answers(editor)


def test_entries_that_no_copy_needs_are_dropped(editor: Editor, path: Path):
    for _ in range(5):
        editor.edit()
    index_store.of("default").rebuild()
    journal.forget(connection)
    index_store.of("default").rebuild()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM timeline_touched")
        (left,) = cursor.fetchone()
    assert left == 0


def test_threads_at_once_have_the_same_answers(editor: Editor, path: Path):
    expected = Event.objects.count()
    found: list[int] = []

    def ask() -> None:
        try:
            found.extend(select(Criteria()).count for _ in range(20))
        finally:
            connections["default"].close()

    restarted()
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 120


_BUILD = """
import django, os, sys
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from timeline.queries.index.store import index_store
if sys.argv[2] == "dies":
    def die(*_):
        os.kill(os.getpid(), 9)
    os.fsync = die
index_store.of("default").rebuild()
"""


def build_elsewhere(what: str) -> subprocess.Popen[bytes]:
    """A process of its own that makes the base."""
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen([sys.executable, "-c", _BUILD, name, what], env=os.environ.copy())


@pytest.mark.skipif(
    "postgres" in os.environ.get("DATABASE_URL", ""), reason="the file lies beside the database"
)
def test_a_process_killed_while_it_writes_leaves_the_old_base(editor: Editor, path: Path):
    before = path.read_bytes()
    editor.edit()
    assert build_elsewhere("dies").wait(60) == -9
    assert path.read_bytes() == before
    restarted()
    assert_answers(editor)


@pytest.mark.skipif(
    "postgres" in os.environ.get("DATABASE_URL", ""), reason="the file lies beside the database"
)
def test_processes_that_make_the_base_at_once_do_each_other_no_harm(editor: Editor, path: Path):
    path.unlink()
    running = [build_elsewhere("well") for _ in range(3)]
    assert [one.wait(120) for one in running] == [0, 0, 0]
    assert mapped_file.MappedColumns(path)
    restarted()
    assert_answers(editor)
    assert list(path.parent.glob("*.new")) == []


def replace(path: Path, raw: bytes) -> None:
    """Put another file in its place; who has the old one open keeps it."""
    new = path.with_name("put-in-place")
    new.write_bytes(raw)
    new.replace(path)
