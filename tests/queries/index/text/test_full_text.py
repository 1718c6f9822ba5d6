"""The full-text index, each database's own, finds what a scan finds, edits and all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import plain_selection
from tests.queries.index.edited import Editor
from tests.queries.index.referee import assert_same
from tests.story import at
from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention
from timeline.queries.index import select
from timeline.queries.index.store import base_texts, index_store


def assert_finds(editor: Editor) -> None:
    for _ in range(5):
        assert_same(replace(editor.criteria(), text=editor.asked()))


def test_it_finds_what_a_scan_finds(editor: Editor, searched: list[str]):
    for step in range(12):
        assert_finds(editor)
        editor.edit()
        if step % 4 == 3:
            index_store.of("default").rebuild()
    assert len(searched) > 50


def test_an_index_behind_the_base_is_not_asked(
    editor: Editor, searched: list[str], monkeypatch: pytest.MonkeyPatch
):
    Event.objects.update(title="A zeppelin lands")
    mine = index_store.of("default")
    monkeypatch.setattr(mine, "_index_texts", lambda: None)
    monkeypatch.setattr(base_texts, "catch_up", lambda base, *, alias: None)
    mine.rebuild()
    searched.clear()
    assert select(Criteria(text="zeppelin")).count == Event.objects.count()
    assert searched == []


def test_a_newer_base_finds_an_index_that_is_as_far(
    editor: Editor, searched: list[str], monkeypatch: pytest.MonkeyPatch
):
    Event.objects.update(title="A zeppelin lands")
    mine = index_store.of("default")
    monkeypatch.setattr(mine, "_index_texts", lambda: None)
    mine.rebuild()
    searched.clear()
    assert select(Criteria(text="zeppelin")).count == Event.objects.count()
    assert searched == ["zeppelin"]


def test_no_phrase_reaches_from_one_text_into_another(editor: Editor):
    mention = Mention.objects.order_by("pk")[0]
    Mention.objects.filter(pk=mention.pk).update(says="up to the")
    event = Event.objects.get(pk=mention.event_id)
    event.title, event.summary, event.place = "quay side", "quay wall", at("wall street")
    event.save()
    index_store.of("default").rebuild()
    assert select(Criteria(text='"quay wal"')).count == 1
    for phrase in ("side quay", "wall wall", "street up", "side wall"):
        assert select(Criteria(text=f'"{phrase}"')).count == 0


@pytest.mark.parametrize("asked", ['"a', "a AND b", "*", "a*", "NEAR(a b)", "words:a", "- a", "^a"])
def test_what_means_something_to_the_index_is_sought_as_it_stands(asked: str, editor: Editor):
    criteria = Criteria(text=asked)
    assert select(criteria).count == len(plain_selection.matching(criteria))


def test_what_was_not_told_by_a_day_is_not_found_then(editor: Editor, searched: list[str]):
    for day in (date(2022, 3, 5), date(2023, 6, 1)):
        assert_same(Criteria(text="bridge", as_of=day))
    assert searched
