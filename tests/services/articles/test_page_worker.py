"""The process that reads pages: its limits, its end, and how many of it there are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.saved_page import HEADLINE, page
from timeline.services.articles.page_unread import PageUnread
from timeline.services.articles.page_worker import PageWorkers

# Below the depth that libxml2 refuses, and minutes of work all the same.
SLOW = "<html><body>" + ("<div>" * 200 + "x" + "</div>" * 200) * 1000


@pytest.fixture
def workers() -> Iterator[PageWorkers]:
    workers = PageWorkers(seconds=60, pages=4, count=1)
    yield workers
    workers.close()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_process_reads_many_pages_and_is_replaced_after_so_many(workers):
    used = []
    for number in range(5):
        used.append(workers.run(os.getpid))
        assert f"Page {number}" in workers.read(page(body=f"<p>Page {number} of them.</p>"))["text"]
    assert [used.count(pid) for pid in dict.fromkeys(used)] == [2, 2, 1]
    assert [is_alive(pid) for pid in dict.fromkeys(used)] == [False, False, True]


def test_a_page_that_takes_too_long_is_stopped_and_the_next_is_read(workers):
    first = workers.run(os.getpid)
    workers.seconds = 0.5
    with pytest.raises(PageUnread, match=r"too deep or too long to read in 0\.5 seconds"):
        workers.read(SLOW)
    assert not is_alive(first)
    workers.seconds = 60
    assert workers.read(page())["headings"][0]["text"] == HEADLINE


def test_processes_that_read_no_page_do_not_load_what_reads_pages() -> None:
    workers = PageWorkers(seconds=60, count=1, reads=False)
    try:
        assert "lxml" not in workers.run(_loaded)
    finally:
        workers.close()


def _loaded() -> list[str]:
    return sorted({name.partition(".")[0] for name in sys.modules})


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table", "blockquote"])
def test_200_000_unclosed_tags_are_refused(tag, workers):
    with pytest.raises(PageUnread, match="nests more than 256 elements"):
        workers.read(f"<html><body>{f'<{tag}>' * 200_000}words")


def test_deep_markup_that_is_closed_is_refused_too(workers):
    with pytest.raises(PageUnread, match="nests more than 256 elements"):
        workers.read(f"<html><body>{'<div>' * 5000}words{'</div>' * 5000}<p>more words</p>")


def test_markup_as_deep_as_pages_are_is_read(workers):
    told = workers.read(f"<html><body>{'<div>' * 200}Words here.{'</div>' * 200}</body></html>")
    assert told["text"] == "Words here."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_page_that_takes_too_much_memory_is_refused_and_the_next_is_read():
    workers = PageWorkers(seconds=60, memory=320 * 1024**2, count=1)
    first = workers.run(os.getpid)
    with pytest.raises(PageUnread, match="more memory"):
        workers.read("<html><body>" + "<p>Some words <b>of</b> it.</p>" * 400_000)
    assert "text" in workers.read(page())
    assert not is_alive(first)
    workers.close()


def test_what_a_page_trips_is_told(workers):
    with pytest.raises(PageUnread, match=r"can't be read \(AttributeError\)"):
        workers.read(None)


def test_a_process_that_is_killed_between_pages_is_replaced(workers):
    os.kill(workers.run(os.getpid), signal.SIGKILL)
    time.sleep(0.5)
    assert "text" in workers.read(page())


def test_a_process_that_is_killed_at_a_page_is_told_and_replaced(workers):
    kill = threading.Timer(0.3, os.kill, (workers.run(os.getpid), signal.SIGKILL))
    kill.start()
    with pytest.raises(PageUnread, match="stopped at it"):
        workers.read(SLOW)
    assert "text" in workers.read(page())


def test_threads_share_as_many_processes_as_there_may_be():
    workers = PageWorkers(seconds=60, count=2)
    read, used = [], set()

    def some(name: int) -> None:
        for number in range(5):
            told = workers.read(page(body=f"<p>Thread {name}, page {number}.</p>"))
            read.append(f"Thread {name}, page {number}." in told["text"])
            used.add(workers.run(os.getpid))

    threads = [threading.Thread(target=some, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [True] * 30
    assert len(used) <= 2
    workers.close()
    assert not any(map(is_alive, used))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_starts_a_process_of_its_own():
    program = (
        "import os, signal\n"
        "from tests.saved_page import page\n"
        "from timeline.services.articles import saved_pages\n"
        "saved_pages.read_page(page())\n"
        "first = saved_pages._WORKERS.run(os.getpid)\n"
        "held = saved_pages._WORKERS._lock\n"
        "held.acquire()  # as by another thread\n"
        "child = os.fork()\n"
        "if child: held.release()\n"
        "else: signal.alarm(60)\n"
        "text = saved_pages.read_page(page(body=f'<p>By {child == 0}.</p>')).text\n"
        "assert f'By {child == 0}.' in text\n"
        "assert child or saved_pages._WORKERS.run(os.getpid) != first\n"
        "if child: assert os.waitpid(child, 0)[1] == 0\n"
        "else: saved_pages._WORKERS.close(); os._exit(0)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_nothing_is_left_when_the_program_ends():
    program = (
        "import os\n"
        "from tests.saved_page import page\n"
        "from timeline.services.articles import saved_pages\n"
        "saved_pages.read_page(page())\n"
        "print(saved_pages._WORKERS.run(os.getpid))\n"
    )
    told = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True,
                          text=True)  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.stdout), 0)


@pytest.mark.parametrize(
    "does",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('berg.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import pathlib; pathlib.Path('written').write_text('x' * 10)",
    ],
)
def test_the_process_has_no_network_starts_nothing_and_writes_nothing(does, tmp_path):
    if "write_text" in does and sys.platform == "win32":
        pytest.skip("Windows has no such limit")
    confine = "from timeline.services.articles.page_worker import confine; confine(2 * 1024**3)"
    confined = f"{confine}; {does}"
    root = str(Path(__file__).resolve().parents[3])
    for program, fails in ((confined, True), (f"pass; {does}", "urlopen" in does)):
        told = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": root, "PATH": os.environ["PATH"]},
        )
        if "getaddrinfo" in does and not fails:
            continue  # there may be no network here at all
        assert (told.returncode != 0) is bool(fails), told.stderr
        if program is confined:
            assert "PermissionError" in told.stderr or "File too large" in told.stderr


def test_the_process_gets_no_secret_and_no_proxy(monkeypatch, workers):
    monkeypatch.setenv("RETOLD_SECRET_KEY", "a secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    for name in ("RETOLD_SECRET_KEY", "HTTPS_PROXY", "DJANGO_SETTINGS_MODULE"):
        assert os.environ[name]
        assert workers.run(os.getenv, name) is None
