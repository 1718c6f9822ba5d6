"""Where answers are kept: bytes alone, for whoever serves on this machine, or from one Redis."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.cache.backends.redis import RedisCache

from tests.installation import ROOT
from tests.postgres import free_port
from timeline.web.kept import answers_on_disk
from timeline.web.kept.answers_on_disk import AnswersOnDisk

ANOTHER = """
import sys
from timeline.web.kept.answers_on_disk import AnswersOnDisk

store = AnswersOnDisk(sys.argv[1], {"SIZE": 2**20})
print(store.get("one"))
store.set("two", b"another's")
"""


def test_processes_share_what_is_kept_in_files_that_are_their_owners_alone(tmp_path: Path):
    store = AnswersOnDisk(str(tmp_path / "kept"), {"SIZE": 2**20})
    store.set("one", b"\x00\xff")
    told = subprocess.run(
        [sys.executable, "-c", ANOTHER, str(tmp_path / "kept")],
        cwd=ROOT, umask=0, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout.strip() == str(b"\x00\xff")
    assert store.get("two") == b"another's"
    paths = [tmp_path / "kept", *(tmp_path / "kept").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_file()} == {0o600}
    for value in ("a text", {"a": 1}, 7):
        with pytest.raises(TypeError):
            store.set("three", value)


def test_a_store_on_disk_stays_within_its_size(tmp_path: Path):
    store = AnswersOnDisk(str(tmp_path), {"SIZE": 2**20})
    for number in range(200):
        store.set(str(number), bytes(20_000))
    files = sum(path.stat().st_size for path in tmp_path.rglob("cache.db"))
    assert files < 1.3 * 2**20
    assert store.get("0") is None
    assert store.get("199") == bytes(20_000)


AT_ONCE = """
import sys
from threading import Thread
from timeline.web.kept.answers_on_disk import AnswersOnDisk

def keep(number):
    store = AnswersOnDisk(sys.argv[1], {"SIZE": 2**20})
    for time in range(5):
        store.set(f"{number}-{time}", bytes(20_000))

print("ready", flush=True)
sys.stdin.read()
threads = [Thread(target=keep, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_workers_whose_threads_all_begin_with_an_empty_store_find_no_fault_in_it(tmp_path: Path):
    """Django gives each thread a cache of its own."""
    for number in range(3):
        workers = [
            subprocess.Popen(
                [sys.executable, "-c", AT_ONCE, str(tmp_path / str(number))], cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )
            for _ in range(4)
        ]  # fmt: skip
        for worker in workers:
            worker.stdout.readline()
        for worker in workers:
            worker.stdin.close()
            worker.stdin = None
        assert [worker.communicate(timeout=60)[1] for worker in workers] == [""] * 4


def test_a_store_that_another_thread_is_still_opening_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(answers_on_disk, "_OPENED_WITHIN", 0.01)
    with answers_on_disk._opening, pytest.raises(TimeoutError):
        AnswersOnDisk(str(tmp_path / "kept"), {"SIZE": 2**20}).get("one")
    assert AnswersOnDisk(str(tmp_path / "kept"), {"SIZE": 2**20}).get("one") is None


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.05)
    pytest.fail("redis-server did not start")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis of this test's own, where one is installed."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server is installed on this machine")
    port = free_port()
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen([program, *settings], stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.kill()


def test_redis_keeps_bytes_as_they_are(redis: str):
    options = {"OPTIONS": {"serializer": "timeline.web.kept.answer_store.Bytes"}}
    one, other = (RedisCache(redis, dict(options)) for _ in range(2))
    one.set("one", b"17\n\x00\xff", 60)
    assert other.get("one") == b"17\n\x00\xff"
    assert one._cache.get_client().get(":1:one") == b"17\n\x00\xff"
