"""Threads of their own for long answers, so that who reads them slowly keeps nobody else waiting.

In waitress a thread makes an answer, and waits while too much of it lies unsent. Exports take
seconds to make and minutes to read, so that a few readers of them would have every thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from waitress.task import ThreadedTaskDispatcher

THREADS = 3
"""How many long answers are made at the same time."""
UNSENT = 128 * 1024 * 1024
"""Bytes of an answer that may lie unsent, in a temporary file from the first MB on, before its
thread waits for its reader."""


class TwoQueues(ThreadedTaskDispatcher):
    """So many ``threads`` for requests, and ``THREADS`` others for those whose answer is long.

    ``is_long`` tells that by a request's path, which is empty where it could not be understood.
    """

    def __init__(self, *, threads: int, is_long: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_long, self._long = is_long, ThreadedTaskDispatcher()
        self.set_thread_count(threads)
        self._long.set_thread_count(THREADS)

    def add_task(self, task: Any) -> None:
        """Queue a connection of waitress's, whose first request is to be answered."""
        # One that could not be understood has no path.
        if self._is_long(getattr(task.requests[0], "path", "")):
            self._long.add_task(task)
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """End all threads as soon as they are done, or after ``timeout`` seconds for each queue."""
        self._long.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))


def without_bodies_of_head(application: Any) -> Any:
    """A WSGI application that answers HEAD with headers alone.

    Django leaves that to the server, and waitress sends the body all the same, which whoever asked
    takes for the answer to what they ask next.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body: Any = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer
