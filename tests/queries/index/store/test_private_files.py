"""What the index writes is its owner's alone, whatever the shell gives to any file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from django.db import connection

from timeline.queries.index.store import index_store

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="on SQLite all of the index is in files"
)


@pytest.fixture
def _open_to_all():
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("editor", "_open_to_all")
def test_files_locks_and_folder_of_the_index_are_their_owners_alone(
    tmp_path: Path, settings: object
):
    folder = tmp_path / "made" / "index"
    settings.RETOLD_INDEX_DIR = str(folder)
    index_store.of("default").rebuild()
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert {name.rpartition(".")[2][:5] for name in found} >= {"index", "lock", "texts"}
    assert set(found.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
