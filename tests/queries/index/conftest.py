"""Each test of the index starts with none held, and no file left over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _nothing_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    from django.conf import settings

    from timeline.queries.index import keeper

    monkeypatch.setattr(keeper, "_keepers", {})
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        folder = tmp_path_factory.mktemp("index")
        monkeypatch.setattr(settings, "RETOLD_INDEX_DIR", folder, raising=False)
    yield
    for kept in keeper._keepers.values():
        kept.settle()
