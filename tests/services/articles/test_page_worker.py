"""The process that reads pages: its limits, its end, and how many of it there are."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.saved_page import HEADLINE, page
from timeline.services.articles.page_reader import TOO_MUCH_MEMORY
from timeline.services.articles.page_worker import PageUnread, PageWorkers

# Below the depth that libxml2 refuses, and minutes of work all the same.
SLOW = "<html><body>" + ("<div>" * 200 + "x" + "</div>" * 200) * 1000


@pytest.fixture
def started(monkeypatch) -> list[subprocess.Popen]:
    """The processes started in a test, in order."""
    processes = []
    start = subprocess.Popen

    def popen(*arguments, **options):
        processes.append(start(*arguments, **options))
        return processes[-1]

    monkeypatch.setattr("timeline.services.articles.page_worker.subprocess.Popen", popen)
    return processes


@pytest.fixture
def workers(started) -> Iterator[PageWorkers]:
    workers = PageWorkers(seconds=60, pages=3, count=1)
    yield workers
    workers.close()


def test_one_process_reads_many_pages_and_is_replaced_after_so_many(workers, started):
    for number in range(7):
        assert f"Page {number}" in workers.read(page(body=f"<p>Page {number} of them.</p>"))["text"]
    assert len(started) == 3
    assert [process.poll() is None for process in started] == [False, False, True]


def test_a_page_that_takes_too_long_is_stopped_and_the_next_is_read(started):
    workers = PageWorkers(seconds=0.5, count=1)
    with pytest.raises(PageUnread, match=r"too deep or too long to read in 0\.5 seconds"):
        workers.read(SLOW)
    assert started[0].poll() is not None
    workers.seconds = 60
    assert workers.read(page())["headings"][0]["text"] == HEADLINE
    assert len(started) == 2
    workers.close()


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table", "blockquote"])
def test_200_000_unclosed_tags_are_refused(tag, workers):
    told = workers.read(f"<html><body>{f'<{tag}>' * 200_000}words")
    assert "nests more than 256 elements" in told["refused"]


def test_deep_markup_that_is_closed_is_refused_too(workers):
    told = workers.read(f"<html><body>{'<div>' * 5000}words{'</div>' * 5000}<p>more words</p>")
    assert "nests more than 256 elements" in told["refused"]


def test_markup_as_deep_as_pages_are_is_read(workers):
    told = workers.read(f"<html><body>{'<div>' * 200}Words here.{'</div>' * 200}</body></html>")
    assert told["text"] == "Words here."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_page_that_takes_too_much_memory_is_refused_and_the_next_is_read(started):
    workers = PageWorkers(seconds=60, memory=320 * 1024**2, count=1)
    large = "<html><body>" + "<p>Some words <b>of</b> it.</p>" * 400_000
    assert workers.read(large)["refused"] == TOO_MUCH_MEMORY
    assert "text" in workers.read(page())
    assert len(started) == 2
    workers.close()


def test_a_process_that_is_killed_between_pages_is_replaced(workers, started):
    workers.read(page())
    started[0].kill()
    started[0].wait()
    assert "text" in workers.read(page())
    assert len(started) == 2


def test_a_process_that_is_killed_at_a_page_is_told_and_replaced(started):
    workers = PageWorkers(seconds=60, count=1)
    workers.read(page())
    threading.Timer(0.3, started[0].kill).start()
    with pytest.raises(PageUnread, match="stopped at it"):
        workers.read(SLOW)
    assert "text" in workers.read(page())
    workers.close()


def test_threads_share_as_many_processes_as_there_may_be(started):
    workers = PageWorkers(seconds=60, count=2)
    read = []

    def some(name: int) -> None:
        for number in range(5):
            told = workers.read(page(body=f"<p>Thread {name}, page {number}.</p>"))
            read.append(f"Thread {name}, page {number}." in told["text"])

    threads = [threading.Thread(target=some, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [True] * 30
    assert len(started) <= 2
    workers.close()
    assert all(process.poll() is not None for process in started)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_starts_a_process_of_its_own():
    program = (
        "import os, signal\n"
        "from tests.saved_page import page\n"
        "from timeline.services.articles import saved_pages\n"
        "saved_pages.read_page(page())\n"
        "first = saved_pages._WORKERS._idle[0]._process.pid\n"
        "held = saved_pages._WORKERS._lock\n"
        "held.acquire()  # as by another thread\n"
        "child = os.fork()\n"
        "if child: held.release()\n"
        "else: signal.alarm(60)\n"
        "text = saved_pages.read_page(page(body=f'<p>By {child == 0}.</p>')).text\n"
        "assert f'By {child == 0}.' in text\n"
        "its = saved_pages._WORKERS._idle[0]._process.pid\n"
        "assert (its == first) is (child != 0)\n"
        "if child: assert os.waitpid(child, 0)[1] == 0\n"
        "else: saved_pages._WORKERS.close(); os._exit(0)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_nothing_is_left_when_the_program_ends():
    program = (
        "from tests.saved_page import page\n"
        "from timeline.services.articles import saved_pages\n"
        "saved_pages.read_page(page())\n"
        "print(saved_pages._WORKERS._idle[0]._process.pid)\n"
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
    confine = "from timeline.services.articles import page_reader; page_reader.confine(2 * 1024**3)"
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


def test_the_process_gets_no_secret_and_no_proxy(monkeypatch, started, workers):
    monkeypatch.setenv("RETOLD_SECRET_KEY", "a secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    given: dict[str, str] = {}
    start = subprocess.Popen

    def starting(*arguments, **options):
        given.update(options["env"])
        return start(*arguments, **options)

    monkeypatch.setattr("timeline.services.articles.page_worker.subprocess.Popen", starting)
    workers.read(page())
    assert given
    assert not {"RETOLD_SECRET_KEY", "HTTPS_PROXY"} & set(given)
    assert "DJANGO_SETTINGS_MODULE" not in given
