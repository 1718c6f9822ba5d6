"""SQLite's file of texts: brought up to date, made anew when it is of no use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.queries.index.edited import Editor, wait
from tests.queries.index.text.test_full_text import assert_finds
from timeline.domain.criteria import Criteria
from timeline.domain.text import folding
from timeline.models import Event
from timeline.queries.index import select
from timeline.queries.index.changes import journal
from timeline.queries.index.store import base_files, index_store
from timeline.queries.index.text import fts5_file
from timeline.queries.index.text.fts5_file import TextFile
from timeline.queries.index.text.indexed_texts import TextsBehind

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL searches a table of its own"
)


def files() -> list[Path]:
    path = base_files.path_of("default")
    assert path
    return sorted(path.parent.glob(f"{path.name}.{journal.TEXTS}-*"))


def test_a_newer_base_has_the_file_brought_up_to_date_not_made_anew(editor: Editor):
    (before,) = files()
    inode = before.stat().st_ino
    event = Event.objects.order_by("pk")[0]
    Event.objects.filter(pk=event.pk).update(title="A zeppelin lands")
    index_store.of("default").rebuild()
    (after,) = files()
    assert after == before
    assert after.stat().st_ino == inode
    assert select(Criteria(text="zeppel")).ids(0, 9) == [event.pk]
    assert_finds(editor)


def test_a_file_that_is_gone_or_broken_is_made_anew(editor: Editor, searched: list[str]):
    # Again, for a new file's token comes before or after the old one's as chance has it.
    for harm in 2 * (Path.unlink, lambda file: file.write_bytes(b"no database" * 1000)):
        for file in files():
            harm(file)
        index_store._stores.clear()
        assert_finds(editor)  # SQL answers meanwhile
        wait()
        searched.clear()
        assert_finds(editor)
        assert searched


@given(st.text(max_size=30).map(folding.words))
def test_the_tokenizer_takes_folded_words_as_they_are(words: str):
    with sqlite3.connect(":memory:") as told:
        told.executescript(fts5_file._SCHEMA + "CREATE VIRTUAL TABLE v USING fts5vocab(told, row)")
        told.execute("INSERT INTO told (rowid, words) VALUES (1, ?)", [words])
        found = {row[0] for row in told.execute("SELECT term FROM v")}
    told.close()
    assert found == set(words.split())


def test_without_a_file_it_says_so(editor: Editor, tmp_path: Path):
    held = index_store.of("default")._held
    assert held
    journal.forget(connection)
    searching = TextFile(
        tmp_path / "none", held.base.columns, alias="default", version=held.base.version
    )
    with pytest.raises(TextsBehind):
        searching.events("bridge", day=None)
