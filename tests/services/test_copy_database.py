"""The record copied from one database to another, each a process's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres

HERE = Path(__file__).resolve().parent.parent.parent


class Databases:
    """Two databases, and commands run on either."""

    def __init__(self, source: str, target: str) -> None:
        self.source, self.target = source, target
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_seeds", "--verbosity", "0")

    def manage(self, *arguments: str, url: str = "", fails: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=HERE,
            env={**os.environ, "DATABASE_URL": url or self.source},
            capture_output=True,
            text=True,
        )
        assert bool(done.returncode) is fails, done.stderr
        return done.stdout + done.stderr

    def dump(self, url: str, folder: Path) -> dict[str, str]:
        self.manage("dump_seeds", str(folder), url=url)
        return {path.name: path.read_text() for path in folder.rglob("*.yaml")}

    def run(self, code: str, *, url: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {code}"],
            cwd=HERE,
            env={
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "timeline.settings",
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    folder = tmp_path_factory.mktemp("copy")
    source = f"sqlite:///{folder / 'source.sqlite3'}"
    if request.param == "sqlite":
        yield Databases(source, f"sqlite:///{folder / 'target.sqlite3'}")
        return
    try:
        with postgres.server() as server:
            yield Databases(source, server.url)
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


def test_everything_arrives_with_its_keys_its_history_and_its_accounts(
    databases: Databases, tmp_path: Path
) -> None:
    databases.manage("make_editor", "--name", "mira")
    told = databases.manage("copy_database", databases.target)
    assert told.rstrip().endswith("Set DATABASE_URL to the new one.")
    assert databases.dump(databases.source, tmp_path / "a") == databases.dump(
        databases.target, tmp_path / "b"
    )
    look = (
        "from django.contrib.auth.models import User; from timeline.models import *; "
        "print(User.objects.get().password, "
        "Event.history.count(), list(Source.history.values_list('pk', 'history_date')), "
        "list(Mention.objects.values_list('pk', 'edtf', 'because')))"
    )
    assert databases.run(look, url=databases.source) == databases.run(look, url=databases.target)
    # The next row gets a key of its own.
    databases.run(
        "from timeline.models import Event; Event.objects.create(slug='n', title='New')",
        url=databases.target,
    )
    again = databases.manage("copy_database", databases.target, fails=True)
    assert "already" in again


def test_an_address_that_names_no_database_is_told(databases: Databases) -> None:
    assert "names no database" in databases.manage("copy_database", "nonsense", fails=True)
