"""Slow readers of long answers, and HEAD."""

from __future__ import annotations

import threading
from queue import Queue

from timeline.services.running import long_answers
from timeline.services.running.long_answers import TwoQueues, without_bodies_of_head


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
