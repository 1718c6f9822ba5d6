"""The suite in one run on both databases: all of it on SQLite, what asks one on PostgreSQL too.

PostgreSQL is asked all that tells of statements, locks and connections; of pages, files and
whatever else is made of what a database answers, every eighth.

``python -m tests.both_databases [OPTIONS OF PYTEST]`` starts a PostgreSQL and has half of
pytest-xdist's workers use it, so that the closing line tells of both; a test's name says where it
ran on PostgreSQL. The browser's tests run on SQLite alone: they hold what is on the screen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zlib import crc32

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import parse_tx_spec_config

from tests import postgres
from tests.browser.chromium import say

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

PORT = "TESTS_POSTGRES_PORT"
"""Set in the workers that use PostgreSQL alone: where it listens."""

ASKS = {"db", "transactional_db", "live_server"}
"""The fixtures of a test that asks the database."""

HERE = Path(__file__).parent

LONG = {"test_api.py", "test_copy_database.py", "test_same_as_referee.py", "test_serve.py"}
"""Files of many seconds that would come late by their names."""

SETTINGS = ("autovacuum=off", "wal_level=minimal", "max_wal_senders=0", "jit=off")


WITHOUT = (HERE / "browser", HERE / "domain")
"""Folders of tests that no PostgreSQL is asked by: the screen's, and those of pure Python."""


WHOLE = tuple(
    HERE / name
    for name in ("admin/editing", "models", "queries", "services/records", "services/running",
                 "web/http")
)  # fmt: skip
"""Folders of tests of what is one thing on SQLite and may be another on PostgreSQL."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Have the workers that use PostgreSQL not even look for tests that it hasn't."""
    return True if PORT in os.environ and collection_path in WITHOUT else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The slowest files first; of those on PostgreSQL, the tests that ask the database."""
    items.sort(key=_turn)
    if PORT in os.environ:
        asking = [item for item in items if _asks(item) and _comes_up(item)]
        config.hook.pytest_deselected(items=list(set(items) - set(asking)))
        items[:] = asking


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What is told of a test on PostgreSQL says so."""
    worker: WorkerController | None = getattr(report, "node", None)
    if worker and PORT in worker.gateway.spec.env:
        report.nodeid = f"{report.nodeid} (PostgreSQL)"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BothDatabases | None:
    """What deals the tests out to the workers; the usual one where all use one database."""
    if not any(PORT in spec for spec in parse_tx_spec_config(config)):
        return None
    return BothDatabases(config, log)


class BothDatabases:
    """Two schedulers as one: each deals its database's tests out to that database's workers."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        specs = parse_tx_spec_config(config)
        self._on_postgres = LoadFileScheduling(config, log)
        self._on_postgres.numnodes = sum(PORT in spec for spec in specs)
        self._on_sqlite = LoadFileScheduling(config, log)
        self._on_sqlite.numnodes = len(specs) - self._on_postgres.numnodes
        self._both = (self._on_sqlite, self._on_postgres)
        self._session = config.pluginmanager.get_plugin("dsession")._session

    @property
    def nodes(self) -> list[WorkerController]:
        """All workers."""
        return [node for one in self._both for node in one.nodes]

    @property
    def collection_is_completed(self) -> bool:
        """Whether every worker has told its tests."""
        return all(one.collection_is_completed for one in self._both)

    @property
    def tests_finished(self) -> bool:
        """Whether nothing is left to deal out."""
        return all(one.tests_finished for one in self._both)

    @property
    def has_pending(self) -> bool:
        """Whether a worker is at it."""
        return any(one.has_pending for one in self._both)

    def add_node(self, node: WorkerController) -> None:
        """A worker that is ready."""
        self._of(node).add_node(node)

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        """The tests that a worker found."""
        self._of(node).add_node_collection(node, collection)

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        """A test is done."""
        self._of(node).mark_test_complete(node, item_index, duration)

    def mark_test_pending(self, item: str) -> NoReturn:
        """Asked of other schedulers alone."""
        raise NotImplementedError

    def remove_pending_tests_from_node(
        self, node: WorkerController, indices: Sequence[int]
    ) -> NoReturn:
        """Asked of other schedulers alone."""
        raise NotImplementedError

    def remove_node(self, node: WorkerController) -> str | None:
        """A worker that ended; the test at which it crashed, if it did."""
        return self._of(node).remove_node(node)

    def schedule(self) -> None:
        """Deal out the first tests; a database without any sends its workers home."""
        for one in self._both:
            one.schedule()
            if not one.collection:
                for node in one.nodes:
                    node.shutdown()
        # What is done is told in percent of this.
        self._session.testscollected = sum(len(one.collection or ()) for one in self._both)

    def _of(self, node: WorkerController) -> LoadFileScheduling:
        return self._on_postgres if PORT in node.gateway.spec.env else self._on_sqlite


def _turn(item: pytest.Item) -> int:
    """When it is dealt out: what waits for a browser or for other processes is not left to last."""
    if item.get_closest_marker("browser"):
        return 0
    return 1 if item.path.parent == HERE or item.path.name in LONG else 2


def _asks(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & ASKS)


def _comes_up(item: pytest.Item) -> bool:
    """Whether a test is among those that are asked on PostgreSQL: the same ones in each run."""
    if item.path.parent == HERE or any(folder in item.path.parents for folder in WHOLE):
        return True
    return crc32(item.nodeid.encode()) % 8 == 0


def main(options: list[str]) -> int:
    """Run the tests; pytest's exit code."""
    # The servers end with it, whoever stops it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    cores = os.cpu_count() or 1
    workers = ["--tx", f"{cores}*popen"]
    with ExitStack() as stack:
        try:
            # One each: what changes in a server's other databases has the pages sent anew.
            servers = [stack.enter_context(postgres.wanted(*SETTINGS)) for _ in range(cores)]
        except postgres.NoPostgres as error:
            # Not an error here: the suite on SQLite still has something to say.
            say(f"{error}. The suite runs on SQLite alone.")
            servers = []
        for server in servers:
            # Settings named in the environment would be read before tests/conftest.py says
            # which database they are to name.
            there = f"env:{PORT}={server.port}//env:DJANGO_SETTINGS_MODULE="
            workers += ["--tx", f"popen//{there}"]
        # Each worker, and each process that a test starts, reads the same modules: they are
        # compiled once, whatever the environment says of other programs.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-p", "tests.both_databases", *workers),
                *("--dist", "loadfile", "--no-loadscope-reorder", *options),
            ],
            env=environment,
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
