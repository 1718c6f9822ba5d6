"""An installation of its own: a database that processes of their own use, as an operator's is."""

from __future__ import annotations

import atexit
import os
import runpy
import shutil
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from timeline.queries.database import process_lock

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parent.parent
_BEGIN = "import django; django.setup(); from django.core.management import call_command\n"
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.preloaded", "tests.installation"])
ROWS = """
import json
from django.apps import apps
from django.db import models
for model in apps.get_models(include_auto_created=True):
    columns = [field.attname for field in model._meta.concrete_fields]
    for row in models.QuerySet(model).order_by("pk").values_list(*columns):
        print(model._meta.db_table, [
            json.dumps(v, sort_keys=True) if isinstance(v, dict | list) else v for v in row
        ])
"""


def manage(*arguments: str, url: str, fails: bool = False) -> str:
    """Run a command on a database, in a process of its own; what it said."""
    code, told, errors = _apart(*arguments, url=url)
    assert bool(code) is fails, told + errors
    return told + errors


def made_once(folders: pytest.TempPathFactory, command: str, *, of: Path | None = None) -> Path:
    """The SQLite database that a command makes, of another or of none, once for all workers."""
    folder = folders.getbasetemp()
    path = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / command
    with process_lock.exclusive(path):
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            if of:
                shutil.copy(of, unfinished)
            manage(command, "--verbosity", "0", url=f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


def copied(database: Path, to: Path) -> str:
    """The address of a copy of an SQLite database that nobody uses."""
    return f"sqlite:///{shutil.copyfile(database, to)}"


def start(code: str, *, url: str) -> subprocess.Popen[str]:
    """Have a process run code on a database."""
    return subprocess.Popen(
        [sys.executable, "-c", _BEGIN + code],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "timeline.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def run(code: str, *, url: str) -> str:
    """Run code on a database, in a process of its own; what it printed."""
    ended, told, errors = _apart("-c", code, url=url)
    assert ended == 0, told + errors
    return told


def rows(url: str) -> list[str]:
    """Every row of every table that a model stands for, as a line."""
    return run(ROWS, url=url).splitlines()


def _apart(*arguments: str, url: str) -> tuple[int | None, str, str]:
    """The exit code of a command, or of ``-c`` and code, its output and what it said of errors.

    It is forked from a process that has imported ``tests.preloaded``: two thirds of a start.
    """
    environment = {**os.environ, "DATABASE_URL": url}
    with TemporaryDirectory() as folder:
        told, errors = Path(folder, "told"), Path(folder, "errors")
        process = _FORKS.Process(target=_begin, args=(arguments, environment, told, errors))
        process.start()
        process.join()
        return process.exitcode, told.read_text(), errors.read_text()


def _begin(
    arguments: tuple[str, ...], environment: dict[str, str], told: Path, errors: Path
) -> None:
    """What such a process does, from its own environment to its end."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    for number, path in ((1, told), (2, errors)):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    try:
        if arguments[0] == "-c":
            os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
            exec(_BEGIN + arguments[1], {})
        else:
            sys.argv = ["manage.py", *arguments]
            runpy.run_path("manage.py", run_name="__main__")
    finally:
        from django.db import connections

        connections.close_all()
        # A process that was forked ends without what others do at their end.
        atexit._run_exitfuncs()
