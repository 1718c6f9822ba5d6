"""Slow readers of long answers, HEAD, and a server that is told to stop while it sends."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit

from timeline.services.running import long_answers
from timeline.services.running.long_answers import TwoQueues, without_bodies_of_head

SIZE = 30_000_000
SERVING = f"""
from timeline.services.running import server

def answer(environ, start_response):
    start_response("200 OK", [("Content-Length", "{SIZE}")])
    return [bytes({SIZE})]

serving = server.listen(answer, host="127.0.0.1", port=0)
print(serving.url, flush=True)
serving.run()
"""


class _Connection:
    """What waitress queues: a connection with a request, here one that takes as long as told."""

    def __init__(self, path: str, done: Queue[str], until: threading.Event) -> None:
        self.path, self.done, self.until = path, done, until
        self.requests = [self]

    def service(self) -> None:
        self.until.wait(20)
        self.done.put(self.path)


def test_more_long_answers_than_there_are_threads_keep_no_page_waiting():
    done, ends, at_once = Queue[str](), threading.Event(), threading.Event()
    at_once.set()
    queues = TwoQueues(threads=2, is_long=lambda path: path.endswith(".csv"))
    try:
        for _ in range(long_answers.THREADS + 5):
            queues.add_task(_Connection("/events.csv", done, ends))
        queues.add_task(_Connection("/", done, at_once))
        assert done.get(timeout=10) == "/"
        ends.set()
        assert {done.get(timeout=10) for _ in range(long_answers.THREADS + 5)} == {"/events.csv"}
    finally:
        ends.set()
        queues.shutdown()


def test_head_is_answered_without_a_body_which_is_closed():
    closed = []

    class Body(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    answer = without_bodies_of_head(lambda _environ, _start: Body([b"a page"]))
    assert list(answer({"REQUEST_METHOD": "GET"}, None)) == [b"a page"]
    assert not closed
    assert list(answer({"REQUEST_METHOD": "HEAD"}, None)) == []
    assert closed


def test_a_server_that_is_told_to_stop_sends_what_it_is_at_and_takes_nobody_new():
    with subprocess.Popen(
        [sys.executable, "-c", SERVING],
        cwd=Path(__file__).resolve().parents[3],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            where = urlsplit(process.stdout.readline().strip()).netloc
            with closing(HTTPConnection(where, timeout=20)) as asked:
                asked.request("HEAD", "/")
                asked.getresponse().read()
                # On the same connection: what came after HEAD would be taken for this answer.
                asked.request("GET", "/")
                answer = asked.getresponse()
                assert len(answer.read(1_000)) == 1_000
                process.send_signal(signal.SIGTERM)
                assert len(answer.read()) == SIZE - 1_000
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
