"""PostgreSQL's table of texts: brought up to date, made anew when it is of no use."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

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
from timeline.queries.index.store import index_store
from timeline.queries.index.text import postgres_table

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite searches a file of its own"
)


def rows(query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def about() -> list[Any]:
    return rows("SELECT token FROM timeline_told_about")


def copies() -> list[Any]:
    return rows("SELECT token FROM timeline_copy WHERE token LIKE 'texts-%'")


@on_postgresql
def test_a_newer_base_has_the_table_brought_up_to_date_not_made_anew(editor: Editor):
    before = about()
    event = Event.objects.order_by("pk")[0]
    Event.objects.filter(pk=event.pk).update(title="A zeppelin lands")
    index_store.of("default").rebuild()
    assert about() == before == copies()
    assert select(Criteria(text="zeppel")).ids(0, 9) == [event.pk]
    assert_finds(editor)


@on_postgresql
@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM timeline_told_about",
        "DELETE FROM timeline_copy",
        "UPDATE timeline_told_about SET format = 0",
        "TRUNCATE timeline_told, timeline_told_about",
    ],
)
def test_a_table_that_is_of_no_use_is_made_anew(harm: str, editor: Editor, searched: list[str]):
    before = about()
    rows(harm)
    index_store._stores.clear()
    assert_finds(editor)  # the tables themselves answer meanwhile
    wait()
    searched.clear()
    assert_finds(editor)
    assert searched
    assert len(about()) == 1
    assert about() != before


@on_postgresql
def test_what_ends_while_it_makes_one_leaves_nothing(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
):
    before = about(), copies(), rows("SELECT count(*) FROM timeline_told")
    texts_of = postgres_table.texts_of

    def torn(*args: Any, **kwargs: Any):
        yield next(texts_of(*args, **kwargs))
        raise KeyboardInterrupt

    monkeypatch.setattr(postgres_table, "texts_of", torn)
    with pytest.raises(KeyboardInterrupt):
        postgres_table.make(alias="default")
    assert (about(), copies(), rows("SELECT count(*) FROM timeline_told")) == before
    assert rows("SELECT to_regclass('timeline_told_new')") == [(None,)]


@on_postgresql
def test_of_two_that_would_make_it_at_once_one_does(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
):
    register = journal.register

    def late(*args: Any, **kwargs: Any) -> str:
        monkeypatch.setattr(journal, "register", register)
        postgres_table.make(alias="default")  # somebody else's
        theirs.extend(about())
        return register(*args, **kwargs)

    theirs: list[Any] = []
    monkeypatch.setattr(journal, "register", late)
    postgres_table.make(alias="default")
    assert about() == theirs == copies()


@on_postgresql
def test_what_is_too_long_for_the_table_is_found_all_the_same(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_table, "PIECE", 80)
    monkeypatch.setattr(postgres_table, "LONGEST", 15)
    said = [f"word{number}" for number in range(60)]
    long = "zz" * 2000
    event = Event.objects.order_by("pk")[0]
    Event.objects.filter(pk=event.pk).update(summary=" ".join([*said, long, "end"]))
    postgres_table.make(alias="default")
    index_store.of("default").rebuild()
    asked = [f'"{one} {two}"' for one, two in pairwise(said)]
    for text in [*asked, long, f'"{long} en"', "zzzz", f'"{" ".join(said[5:30])}"']:
        assert select(Criteria(text=text)).ids(0, 9) == [event.pk], text
    for text in (long + "z", '"word1 word3"', f'"{long[:-1]} end"'):
        assert select(Criteria(text=text)).ids(0, 9) == [], text


@on_postgresql
@pytest.mark.parametrize("term", ["bridge", '"sea wall"'])
def test_the_index_is_asked_and_not_each_row(editor: Editor, term: str):
    plans = []

    def explained(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        if "tsquery" in sql:
            with connection.cursor().cursor as cursor:
                cursor.execute(f"EXPLAIN {sql}", values)
                plans.append(" ".join(line for (line,) in cursor.fetchall()))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(explained):
        select(Criteria(text=term)).ids(0, 9)
    assert plans
    assert all("timeline_told_by_word" in plan for plan in plans), plans


@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=40).map(" ".join))
def test_any_short_run_of_words_stands_in_a_piece_of_a_long_text(words: str):
    pieces = list(pieces_of(words))
    assert all(len(piece) <= 40 for piece in pieces)
    assert all(f" {piece} " in f" {words} " for piece in pieces)
    starts = [0, *(place + 1 for place, sign in enumerate(words) if sign == " ")]
    for start in starts:
        term = words[start : start + 9].rstrip()
        assert any(f" {term}" in f" {piece}" for piece in pieces), term


def pieces_of(words: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres_table, "PIECE", 40)
        patch.setattr(postgres_table, "LONGEST", 9)
        yield from postgres_table._pieces(folding.words(words).strip())
