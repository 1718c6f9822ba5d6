"""Each test of the index starts with none held, and no file left over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.queries.index.edited import Editor


@pytest.fixture(autouse=True)
def _nothing_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    from django.conf import settings

    from timeline.queries.index.store import index_store

    monkeypatch.setattr(index_store, "_stores", {})
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        folder = tmp_path_factory.mktemp("index")
        monkeypatch.setattr(settings, "RETOLD_INDEX_DIR", folder, raising=False)
    yield
    for kept in index_store._stores.values():
        kept.wait()


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Few events are enough for an index; the terms that were sought in it, and found there."""
    from timeline.queries.index.store import base_texts
    from timeline.queries.index.text.indexed_texts import IndexedTexts

    terms: list[str] = []
    holding = IndexedTexts.holding

    def noted(self: IndexedTexts, term: str, *, day: int | None):
        found = holding(self, term, day=day)
        terms.append(term)
        return found

    monkeypatch.setattr(base_texts, "SCANNED", -1)
    monkeypatch.setattr(IndexedTexts, "holding", noted)
    return terms


@pytest.fixture
def editor(searched: list[str], transactional_db: None) -> Editor:
    """A story, an index of it and of its texts, and somebody who changes it."""
    from tests.queries.index.edited import Editor
    from timeline.queries.index.store import index_store

    made = Editor(11)
    index_store.of("default").rebuild()
    return made
