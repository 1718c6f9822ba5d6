"""Readers on a real streaming replica, editors on the primary, and a replica that is stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests import postgres
from timeline.queries.database.replica_routing import PATIENCE, PAUSE

HERE = Path(__file__).resolve().parent.parent
READY = 40.0


class Site:
    """Retold in a process of its own, on a primary and a replica."""

    def __init__(self, primary: postgres.Server, replica: postgres.Server, log: Path) -> None:
        self.primary, self.replica, self.log = primary, replica, log
        self.port = postgres.free_port()
        self.environment = {
            **os.environ,
            "DATABASE_URL": primary.url,
            "DATABASE_REPLICA_URLS": replica.url,
            "DJANGO_SETTINGS_MODULE": "tests.plain_static",
            "PORT": str(self.port),
            "RETOLD_INDEX_DIR": str(log.parent / "index"),
            "RETOLD_DEBUG": "1",
            "RETOLD_WORKERS": "2",
            # Answers that are kept ask the database once: here all are made anew.
            "RETOLD_CACHE_URL": "none",
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_seeds", "--verbosity", "0")
        self.told = log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=HERE,
            env=self.environment,
            stdout=self.told,
            stderr=subprocess.STDOUT,
        )

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=HERE,
            env=self.environment,
            check=True,
            capture_output=True,
        )

    def run(self, code: str) -> None:
        code = f"import django; django.setup(); from timeline.models import *; {code}"
        subprocess.run(
            [sys.executable, "-c", code], cwd=HERE, env=self.environment, check=True, text=True
        )

    def count(self, *, cookie: str = "") -> int:
        """How many events the site says there are."""
        request = Request(f"http://127.0.0.1:{self.port}/archive/events.json")
        if cookie:
            request.add_header("Cookie", cookie)
        with urlopen(request, timeout=20) as answer:
            return int(json.load(answer)["count"])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.told.close()


def until(expected: int, ask: object) -> None:
    """Ask until the answer is the expected one; it fails where it never is."""
    answer = None
    end = time.monotonic() + READY
    while time.monotonic() < end:
        try:
            answer = ask()  # type: ignore[operator]
        except OSError:
            answer = None
        if answer == expected:
            return
        time.sleep(0.1)
    raise AssertionError(f"{answer}, never {expected}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    try:
        with postgres.server("max_wal_senders=4") as primary:
            log = tmp_path_factory.mktemp("replica") / "serve.log"
            with postgres.replica(primary) as replica:
                site = Site(primary, replica, log)
                try:
                    until(1, lambda: int(site.count() > 0))
                    yield site
                finally:
                    site.stop()
    except postgres.NoPostgres as error:
        pytest.skip(str(error))


def test_readers_read_from_the_replica_and_editors_from_the_primary(site: Site) -> None:
    before = site.count()
    site.replica.run("psql", *_psql(site.replica), "-c", "select pg_wal_replay_pause()")
    try:
        site.run("Event.objects.create(slug='new', title='New', state='published')")
        assert site.count() == before
        assert site.count(cookie="sessionid=anything") == before + 1
    finally:
        site.replica.run("psql", *_psql(site.replica), "-c", "select pg_wal_replay_resume()")
    until(before + 1, site.count)


def test_a_replica_that_stops_is_left_out_told_of_and_taken_up_again(site: Site) -> None:
    before = site.count(cookie="sessionid=anything")
    site.replica.stop()
    # No reader sees an error, whichever connection was open.
    assert [site.count() for _ in range(5)] == [before] * 5
    assert b"replica1 is left out" in site.log.read_bytes()
    site.replica.start()
    until(1, lambda: int(b"replica1 answers again" in site.log.read_bytes() or site.count() * 0))
    assert site.count() == before


def test_a_replica_that_hangs_keeps_each_reader_waiting_once_and_for_three_seconds(
    site: Site,
) -> None:
    before = site.count(cookie="sessionid=anything")
    until(before, site.count)
    with ThreadPoolExecutor(25) as readers:
        # By now the threads of both processes have a connection to it.
        list(readers.map(lambda _: site.count(), range(50)))
        told = len(site.log.read_bytes())
        with site.replica.hanging():
            answers = list(readers.map(lambda _: _timed(site.count), range(25)))
            # Known to hang, it keeps nobody waiting, and who tries it again not for longer.
            time.sleep(PAUSE)
            answers += readers.map(lambda _: _timed(site.count), range(25))
    assert {count for count, _ in answers} == {before}
    # Without a limit they would wait for as long as it hangs; a slow machine needs more time.
    assert max(seconds for _, seconds in answers) < 4 * PATIENCE
    # Once by each process.
    assert site.log.read_bytes()[told:].count(b"replica1 is left out") == 2
    until(1, lambda: site.count() * 0 + (b"answers again" in site.log.read_bytes()[told:]))


def _timed(ask: Callable[[], int]) -> tuple[int, float]:
    began = time.monotonic()
    return ask(), time.monotonic() - began


def _psql(server: postgres.Server) -> list[str]:
    return ["-h", "127.0.0.1", "-p", str(server.port), "-U", "retold", "postgres"]
