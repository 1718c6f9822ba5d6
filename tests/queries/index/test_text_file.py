"""Texts searched in their own file: the same events are found as SQL finds, edits and all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests import plain_sql
from tests.queries.index.edited import Editor
from tests.queries.index.referee import assert_same
from timeline.domain import folding
from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention
from timeline.queries.index import folded, journal, keeper, select, text_file
from timeline.queries.index.text_file import Behind, TextFile


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Few events are enough for a file; the terms that were sought in it, and found there."""
    terms: list[str] = []
    holding = TextFile.holding

    def noted(self: TextFile, term: str, *, day: int | None):
        found = holding(self, term, day=day)
        terms.append(term)
        return found

    monkeypatch.setattr(keeper, "LOOKED_THROUGH", -1)
    monkeypatch.setattr(TextFile, "holding", noted)
    return terms


@pytest.fixture
def editor(searched: list[str], transactional_db: None) -> Editor:
    """A story, an index of it with the texts in a file, and somebody who changes it."""
    made = Editor(11)
    keeper.of("default").rebuild()
    return made


def files() -> list[Path]:
    path = keeper.of("default").path
    assert path
    return sorted(path.parent.glob(f"{path.name}.{journal.TEXTS}-*"))


def assert_finds(editor: Editor) -> None:
    for _ in range(5):
        assert_same(replace(editor.criteria(), text=editor.asked()))


def test_the_file_finds_what_sql_finds(editor: Editor, searched: list[str]):
    for step in range(12):
        assert_finds(editor)
        editor.edit()
        if step % 4 == 3:
            keeper.of("default").rebuild()
    assert len(searched) > 50


def test_a_newer_base_has_the_file_brought_up_to_date_not_made_anew(editor: Editor):
    (before,) = files()
    inode = before.stat().st_ino
    event = Event.objects.order_by("pk")[0]
    Event.objects.filter(pk=event.pk).update(title="A zeppelin lands")
    keeper.of("default").rebuild()
    (after,) = files()
    assert after == before
    assert after.stat().st_ino == inode
    assert select(Criteria(text="zeppel")).ids(0, 9) == [event.pk]
    assert_finds(editor)


def test_a_file_behind_the_base_is_not_asked(
    editor: Editor, searched: list[str], monkeypatch: pytest.MonkeyPatch
):
    Event.objects.update(title="A zeppelin lands")
    mine = keeper.of("default")
    monkeypatch.setattr(mine, "_index_texts", lambda: None)
    mine.rebuild()
    searched.clear()
    assert select(Criteria(text="zeppelin")).count == Event.objects.count()
    assert searched == []


def test_a_file_that_is_gone_or_broken_is_made_anew(editor: Editor, searched: list[str]):
    # Often, for a new file's token comes before or after the old one's as chance has it.
    for harm in 4 * (Path.unlink, lambda file: file.write_bytes(b"no database" * 1000)):
        for file in files():
            harm(file)
        keeper._keepers.clear()
        assert_finds(editor)  # SQL answers meanwhile
        keeper.of("default").settle()
        searched.clear()
        assert_finds(editor)
        assert searched


def test_no_phrase_reaches_from_one_text_into_another(editor: Editor):
    mention = Mention.objects.order_by("pk")[0]
    Mention.objects.filter(pk=mention.pk).update(says="up to the")
    event = Event.objects.get(pk=mention.event_id)
    event.title, event.summary, event.place = "quay side", "quay wall", "wall street"
    event.save()
    keeper.of("default").rebuild()
    assert select(Criteria(text='"quay wal"')).count == 1
    for phrase in ("side quay", "wall wall", "street up", "side wall"):
        assert select(Criteria(text=f'"{phrase}"')).count == 0


@pytest.mark.parametrize("asked", ['"a', "a AND b", "*", "a*", "NEAR(a b)", "words:a", "- a", "^a"])
def test_what_means_something_to_the_index_is_sought_as_it_stands(asked: str, editor: Editor):
    criteria = Criteria(text=asked)
    assert select(criteria).count == plain_sql.matching(criteria).count()


@given(st.text(max_size=60) | st.text(alphabet="aA1 _-'\x1c\t\u0130ßłé²", max_size=20))
def test_folding_quickly_is_folding(text: str):
    assert folded.words(text) == folding.words(text)


@given(st.text(max_size=30).map(folding.words))
def test_the_tokenizer_takes_folded_words_as_they_are(words: str):
    with sqlite3.connect(":memory:") as told:
        told.executescript(text_file._SCHEMA + "CREATE VIRTUAL TABLE v USING fts5vocab(told, row)")
        told.execute("INSERT INTO told (rowid, words) VALUES (1, ?)", [words])
        found = {row[0] for row in told.execute("SELECT term FROM v")}
    told.close()
    assert found == set(words.split())


def test_what_was_not_told_by_a_day_is_not_found_then(editor: Editor, searched: list[str]):
    for day in (date(2022, 3, 5), date(2023, 6, 1)):
        assert_same(Criteria(text="bridge", as_of=day))
    assert searched


def test_without_a_file_it_says_so(editor: Editor, tmp_path: Path):
    held = keeper.of("default")._held
    assert held
    journal.forget(connection)
    searching = TextFile(
        tmp_path / "none", held.base.shelf, alias="default", version=held.base.version
    )
    with pytest.raises(Behind):
        searching.holding("bridge", day=None)
