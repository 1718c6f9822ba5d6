"""Processes that read saved pages, kept from one page to the next, each within limits.

A page can be made to take minutes and gigabytes to parse, and no library that reads them holds
itself to a limit; a process can be stopped. It is started when first needed, stopped where a page
takes too long, and replaced after some hundreds of pages so that its memory stays steady.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

SECONDS = 10.0
MEMORY = 2 * 1024**3
PAGES = 500
WORKERS = 2
"""A page's seconds, a process's bytes of memory and pages, and how many read at once."""

_MODULE = "timeline.services.articles.page_reader"
_READY = b"page"
_START_SECONDS = 60.0
_LARGE = 2 * 1024**2
_KEPT = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR",
)  # fmt: skip
"""What of the environment a process gets: what Python needs to start, and no proxy or secret."""


class PageUnread(Exception):
    """No answer came for a page; the message says why, in a sentence."""


class PageWorkers:
    """Up to ``count`` processes that read pages, for any number of threads.

    ``seconds``: what a page may take. ``memory``: the bytes of address space that a process may
    take. ``pages``: after how many it is replaced.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        pages: int = PAGES,
        count: int = WORKERS,
    ) -> None:
        self.seconds, self.memory, self.pages = seconds, memory, pages
        self._count = count
        self._idle: list[_Worker] = []
        self._forgotten: list[_Worker] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(count)

    def read(self, html: str) -> dict[str, Any]:
        """What ``page_reader.read`` answers for a page. Raises ``PageUnread``."""
        with self._places:
            worker = self._idle_one() or _Worker(self.memory)
            try:
                worker.start()
                answer = worker.ask(html, seconds=self.seconds)
            except BaseException:
                # Between a request and its answer a process is of no further use.
                worker.stop()
                raise
            if worker.asked >= self.pages or len(html) > _LARGE or answer.get("spent"):
                worker.stop()
            else:
                with self._lock:
                    self._idle.append(worker)
            return answer

    def close(self) -> None:
        """End the processes that wait; another page starts a new one."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()

    def forget(self) -> None:
        """Leave the processes to the process that this one was forked from."""
        self._forgotten, self._idle = self._idle, []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(self._count)

    def _idle_one(self) -> _Worker | None:
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None or worker.is_alive:
                return worker
            worker.stop()


class _Worker:
    """One process, and the pipes to it."""

    def __init__(self, memory: int) -> None:
        self.asked = 0
        root = Path(__file__).resolve().parents[3]
        self._process = subprocess.Popen(  # noqa: S603 (nothing in it comes from a page)
            [sys.executable, "-B", "-X", "utf8", "-m", _MODULE, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=root,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            # Ctrl-C in a terminal is for the one who started it, who ends it in order.
            start_new_session=True,
        )

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def start(self) -> None:
        """Wait until it is ready, so that a page's seconds are its own."""
        if self.asked:
            return
        with self._within(_START_SECONDS):
            if self._read(len(_READY)) != _READY:
                raise PageUnread("The process that reads pages did not start.")

    def ask(self, html: str, *, seconds: float) -> dict[str, Any]:
        """Have a page read. Raises ``PageUnread``, after which the process is of no more use."""
        self.asked += 1
        message = json.dumps({"html": html, "seconds": seconds}).encode()
        requests = self._process.stdin
        assert requests is not None
        with self._within(seconds) as late:
            try:
                requests.write(struct.pack(">I", len(message)))
                requests.write(message)
                requests.flush()
                (size,) = struct.unpack(">I", self._read(4))
                answer: dict[str, Any] = json.loads(self._read(size))
                return answer
            except (OSError, struct.error, ValueError) as error:
                raise PageUnread(_why(late.is_set(), seconds)) from error

    def stop(self) -> None:
        """End the process and wait for it, so that nothing of it is left."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _read(self, size: int) -> bytes:
        answers = self._process.stdout
        assert answers is not None
        return answers.read(size)

    @contextmanager
    def _within(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the process where the block takes longer; the event tells that it did."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()


def _why(late: bool, seconds: float) -> str:
    if late:
        return f"The page is too deep or too long to read in {seconds:g} seconds."
    return "The page could not be read: the process that reads pages stopped at it."
