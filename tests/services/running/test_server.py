"""What the server says of an address it can't serve from, and whom it believes."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from timeline.services.running import server


def _nothing(environ, start_response):
    return []


@pytest.mark.parametrize(
    ("host", "port", "told"),
    [
        ("127.0.0.1", 70_000, "ports end at 65535"),
        ("no.such.host.invalid", 0, "RETOLD_HOST is “no.such.host.invalid”"),
        ("192.0.2.1", 0, "RETOLD_HOST is “192.0.2.1”"),
    ],
)
def test_an_address_that_will_not_do_is_told_in_a_sentence(host: str, port: int, told: str):
    with pytest.raises(server.CannotListen, match=told):
        server.listen(_nothing, host=host, port=port)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.0.2.1", "http://192.0.2.1:8000"),
    ],
)
def test_the_address_shown_is_one_that_a_browser_opens(host: str, shown: str):
    assert server._url(host, 8000) == shown


SERVING = """
import logging

from timeline.services.running import server

# As the settings have it: a request that waits for a thread for a moment is no matter for a log.
logging.getLogger("waitress.queue").setLevel("ERROR")

def here(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]

serving = server.listen(here, host="127.0.0.1", port=0)
print(serving.url, flush=True)
serving.run()
"""


def _stopped_by_many_signals(_: int) -> tuple[int, str]:
    """How a server ends, and what it complains of, that is told to stop again and again at once."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVING],
        cwd=Path(__file__).resolve().parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.read() == b"here"
            for _ in range(50):
                # Far enough apart that they are not one, near enough to meet the other's handler.
                for number in (signal.SIGTERM, signal.SIGINT):
                    process.send_signal(number)
                    then = time.perf_counter() + 30e-6
                    while time.perf_counter() < then:
                        pass
            complaints = process.communicate(timeout=30)[1]
        finally:
            process.kill()
        return process.returncode, complaints


def test_signals_that_come_at_once_right_after_an_answer_end_it_quietly_fifty_times():
    with ThreadPoolExecutor(2) as servers:
        assert set(servers.map(_stopped_by_many_signals, range(50))) == {(0, "")}


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="glibc alone can")
def test_memory_that_nothing_is_in_any_more_is_given_back():
    blocks = [bytes(3_000) for _ in range(30_000)]
    kept = blocks[::50]  # in every page or two of them one, so that none is at the end
    del blocks
    before = resident()
    server._trim()()
    assert len(kept) == 600
    assert before - resident() > 40


ECHO = """
from timeline.services.running import server

def told(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    names = ("REMOTE_ADDR", "HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_HOST")
    return [" ".join(str(environ.get(name)) for name in names).encode()]

serving = server.listen(told, host="127.0.0.1", port=0, proxy="PROXY")
print(serving.url, flush=True)
serving.run()
"""


@pytest.mark.parametrize(
    ("proxy", "believed"),
    [
        ("127.0.0.1", "192.0.2.7 timeline.example https None"),
        ("", "127.0.0.1 timeline.example http None"),
        ("192.0.2.1", "127.0.0.1 timeline.example http None"),
    ],
)
def test_a_named_proxy_is_believed_who_asks_and_how_and_never_for_which_host(
    proxy: str, believed: str
):
    with subprocess.Popen(
        [sys.executable, "-c", ECHO.replace("PROXY", proxy)],
        cwd=Path(__file__).resolve().parents[3],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            request = urllib.request.Request(process.stdout.readline().strip())
            for name, value in {
                "Host": "timeline.example",
                "X-Forwarded-For": "203.0.113.9, 192.0.2.7",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-Host": "elsewhere.example",
            }.items():
                request.add_header(name, value)
            with urllib.request.urlopen(request, timeout=30) as answer:
                assert answer.read().decode() == believed
        finally:
            process.kill()


def resident() -> float:
    """What this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
