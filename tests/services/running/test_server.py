"""What the server says of an address it can't serve from, and whom it believes."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

import pytest

from tests.installation import ROOT
from timeline.services.running import server


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
        server.listen(host=host, port=port)


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


ONE_AFTER_ANOTHER = """
import logging
import os
import sys
from timeline.services.running import server

# As the settings have it: a request that waits for a thread for a moment is no matter for a log.
logging.getLogger("waitress.queue").setLevel("ERROR")
server._LOOKED_AT = 0.05

def here(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]

for _ in range(50):
    if not (pid := os.fork()):
        serving = server.listen(host="127.0.0.1", port=0)
        print(serving.url, os.getpid(), flush=True)
        serving.run(here)
        sys.exit()
    input()  # it is waited for once all signals are sent: until then its number is nobody else's
    print(os.waitpid(pid, 0)[1], flush=True)
"""


@contextmanager
def _run(code: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A process that runs code, and what it prints; killed in the end."""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout
        finally:
            process.kill()


def test_signals_that_come_at_once_right_after_an_answer_end_it_quietly_fifty_times():
    with _run(ONE_AFTER_ANOTHER) as (process, told):
        for _ in range(50):
            address, pid = told.readline().split()
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.read() == b"here"
            for _ in range(50):
                # Far enough apart that they are not one, near enough to meet the other's handler.
                for number in (signal.SIGTERM, signal.SIGINT):
                    os.kill(int(pid), number)
                    then = time.perf_counter() + 30e-6
                    while time.perf_counter() < then:
                        pass
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
            assert told.readline() == "0\n"
        assert process.communicate(timeout=30) == ("", "")


SERVING = """
import os
from timeline.services.running import server
from timeline.services.running.workers import keep

closed = []

class Body(list):
    def close(self):
        closed.append(self)

def answer(environ, start_response):
    told = {
        "/closed": Body([str(len(closed)).encode()]),
        "/process": [str(os.getpid()).encode()],
        "/large": [bytes(65536)] * 640,
    }.get(environ["PATH_INFO"], Body([b"two", b"pieces"]))
    length = sum(map(len, told))
    headers = [("Content-Length", str(length))] * (environ["PATH_INFO"] != "/streamed")
    start_response("200 OK", [("Content-Type", "text/plain"), *headers])
    return told

serving = server.listen(host="127.0.0.1", port=0)
print(serving.bound.getsockname()[1], flush=True)
"""
ALONE = f"{SERVING}serving.run(answer)"
SEVERAL = f"""{SERVING}
def work(keeper, place):
    serving.run(answer, under=keeper)

keep(work, workers=2, tell=lambda line: print(line, flush=True))
"""
LARGE = 640 * 65536


def _asked(port: int, words: str) -> socket.socket:
    """A connection on which a request was sent."""
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    client.sendall(f"{words} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
    return client


def _rest(client: socket.socket) -> bytes:
    """All that comes until the connection is closed."""
    with client, client.makefile("rb") as sent:
        return sent.read()


def test_head_has_no_body_and_leaves_the_connection_to_the_next_request():
    with _run(ALONE) as (_, told):
        port = int(told.readline())
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.connect()
        connection.auto_open = 0  # type: ignore[assignment]
        connection.request("HEAD", "/")
        with connection.getresponse() as answer:
            assert (answer.status, answer.headers["Content-Length"]) == (200, "9")
            assert answer.read() == b""
        connection.request("GET", "/closed")
        with connection.getresponse() as answer:
            assert answer.read() == b"1"
        connection.close()
        headers, _, body = _rest(_asked(port, "HEAD /streamed")).partition(b"\r\n\r\n")
        assert headers.startswith(b"HTTP/1.1 200 OK\r\n")
        assert body == b""


def test_who_stops_it_has_what_is_begun_sent_first():
    with _run(ALONE) as (process, told):
        port = int(told.readline())
        client = _asked(port, "GET /large")
        headers = client.recv(4096)
        with socket.create_connection(("127.0.0.1", port), timeout=30) as waiting:
            process.terminate()
            # It asked for nothing, and is let go; the system does so where none had taken it yet.
            with suppress(ConnectionResetError):
                assert waiting.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            _asked(port, "GET /")
        sent = (headers + _rest(client)).partition(b"\r\n\r\n")[2]
        assert len(sent) == LARGE
        assert process.wait(timeout=30) == 0


def test_it_waits_only_so_long_for_who_takes_nothing():
    with (
        _run(ALONE.replace("serving.run", "server.STOPS_WITHIN = 0.5\nserving.run")) as (
            process,
            told,
        ),
        _asked(int(told.readline()), "GET /large") as client,
    ):
        client.recv(1)
        process.terminate()
        assert process.wait(timeout=9) == 0


def _who_answers(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/process", timeout=30) as answer:
        return int(answer.read())


def _workers(keeper: subprocess.Popen[str], *, after: int = 0) -> set[int]:
    """Both workers, once they are there; ``after``: the one that was killed."""
    listed = Path(f"/proc/{keeper.pid}/task/{keeper.pid}/children")
    until = time.monotonic() + 20
    while True:
        found = {int(pid) for pid in listed.read_text().split()} - {after}
        if len(found) == 2 or time.monotonic() > until:
            return found
        time.sleep(0.02)


def _is_there(pid: int) -> bool:
    """Whether a process goes on; one that nobody waited for yet has ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into Linux's /proc")
def test_of_several_workers_one_that_dies_is_begun_again_and_all_end_with_their_keeper():
    with _run(SEVERAL) as (keeper, told):
        port = int(told.readline())
        first = _who_answers(port)
        assert first in (before := _workers(keeper))
        os.kill(first, signal.SIGKILL)
        assert f"(process {first}); another takes its place." in told.readline()
        now = _workers(keeper, after=first)
        assert len(before | now) == 3
        assert _who_answers(port) in now
        keeper.terminate()
        assert keeper.wait(timeout=30) == 0
        assert not any(map(_is_there, now))
    with _run(SEVERAL) as (keeper, told):
        told.readline()
        orphans = _workers(keeper)
        assert len(orphans) == 2
        keeper.kill()
        until = time.monotonic() + 20
        while any(map(_is_there, orphans)) and time.monotonic() < until:
            time.sleep(0.02)
        assert not any(map(_is_there, orphans))


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

serving = server.listen(host="127.0.0.1", port=0, proxy="PROXY")
print(serving.url, flush=True)
serving.run(told)
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


def test_head_is_answered_without_a_body_which_is_closed():
    closed = []

    class Body(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    answer = server._without_bodies_of_head(lambda _environ, _start: Body([b"a page"]))
    assert list(answer({"REQUEST_METHOD": "GET"}, None)) == [b"a page"]
    assert not closed
    assert list(answer({"REQUEST_METHOD": "HEAD"}, None)) == []
    assert closed
