"""What every test starts from: settings of its own, whatever the machine's environment says."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import both_databases, postgres

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.digest_folder import DigestFolder
    from tests.story import Town

_KEPT = {"RETOLD_DOCUMENTS"}
for _name in [name for name in os.environ if name.startswith("RETOLD_") and name not in _KEPT]:
    del os.environ[_name]
os.environ["RETOLD_SECRET_KEY"] = "a key for tests, of no use elsewhere: " + "0123456789" * 2
# A test sees what is made for it; what is kept has tests of its own.
os.environ["RETOLD_CACHE_URL"] = "none"
os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
if _port := os.environ.get(both_databases.PORT):
    os.environ["DATABASE_URL"] = postgres.url(int(_port))
# Playwright's loop runs in the tests' thread, where Django would then refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# A slow machine is no failure, and the same examples come up wherever CI runs. SQLite has them all;
# on PostgreSQL a quarter shows where its SQL means something else.
settings.register_profile(
    "retold",
    deadline=None,
    derandomize=True,
    max_examples=25 if _port else 100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("retold")


# Thousands of tests are found and kept to the end: to look through them for garbage, while they are
# found and then again and again, takes a tenth of all the time.
gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one name are told apart: of those, workers would be dealt the first alone."""
    met: Counter[str] = Counter()
    for item in items:
        met[item.nodeid] += 1
        if (number := met[item.nodeid]) > 1:
            item._id = replace(item.id, params=f"{item.name} {number}")
    assert len({item.nodeid for item in items}) == len(items)


def pytest_collection_finish() -> None:
    """From here on only what a test leaves behind is looked through, and not at each page."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def pytest_configure() -> None:
    """Static files as they lie in their folders: no collectstatic before the tests."""
    from django.conf import settings as django

    django.STORAGES = {
        **django.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django.WHITENOISE_AUTOREFRESH = django.WHITENOISE_USE_FINDERS = True
    # Of the tests' one address all files are made.
    django.FILES_SECONDS = 0
    # The strong hash takes a third of a second each time somebody logs in.
    django.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite's test database is a file, so that it has WAL mode, and threads of their own."""
    from django.conf import settings as django

    database = django.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {**database.get("TEST", {}), "NAME": tmp_path_factory.mktemp("db") / "t"}
    else:
        django.RETOLD_INDEX_DIR = str(tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """After tests that commit, tables are emptied in a quick way."""
    from tests import emptied

    emptied.install()


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """What is done in the background ends before the tables are emptied, and doesn't meet that."""
    yield
    _wait_for_what_is_done_aside()


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> Iterator[None]:
    """None in memory that another test left; what a test has done aside ends with it."""
    yield
    _wait_for_what_is_done_aside()
    if index_store := sys.modules.get("timeline.queries.index.store.index_store"):
        index_store._stores.clear()


def _wait_for_what_is_done_aside() -> None:
    if index_store := sys.modules.get("timeline.queries.index.store.index_store"):
        for kept in index_store._stores.values():
            kept.wait()


@pytest.fixture(autouse=True)
def _what_tests_make_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes by itself is what readers meet; the product says a state wherever it makes
    something (``tests/test_house.py`` holds that).
    """
    if models := sys.modules.get("timeline.models"):
        for model in (models.Event, models.Source, models.Mention, models.Story):
            field = model._meta.get_field("state")
            monkeypatch.setitem(field.__dict__, "_get_default", lambda: "published")


@pytest.fixture
def cast(db: None) -> Cast:
    """Two outlets that disagree, an article of each, two events and two actors."""
    from tests import cast
    from tests.staged import staged

    return staged(cast.set_out)


@pytest.fixture
def town(db: None) -> Town:
    """The cast's town: six events, of a day, a month, a decade, disputed, open and undated."""
    from tests import story
    from tests.staged import staged

    return staged(story.set_out)


@pytest.fixture
def shipped_story(transactional_db: None) -> None:
    """The story that comes with the code, committed."""
    from tests.staged import staged

    staged(_load_shipped_story)


def _load_shipped_story() -> None:
    from django.conf import settings

    from timeline.services.digest.load_digest import load

    load(settings.FIXTURES)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with this release's tables and nothing in them, to copy."""
    from tests import installation

    return installation.made_once(tmp_path_factory, "migrate")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """An SQLite database with the shipped story, to copy."""
    from tests import installation

    return installation.made_once(tmp_path_factory, "load_seeds", of=migrated)


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the five documents, which may not be published with the code."""
    folder = os.environ.get("RETOLD_DOCUMENTS", "")
    if not folder:
        pytest.skip("the documents are not here: RETOLD_DOCUMENTS names no folder")
    if not Path(folder).is_dir():
        pytest.fail(f"RETOLD_DOCUMENTS is “{folder}”, which is no folder")
    return Path(folder)


@pytest.fixture
def digest(tmp_path: Path) -> DigestFolder:
    """The cast's story as a digest on disk."""
    from tests.digest_folder import DigestFolder

    return DigestFolder(tmp_path / "bridge")
