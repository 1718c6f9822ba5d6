"""Processes that read saved pages, kept from one page to the next, each within limits.

A page can be made to take minutes and gigabytes to parse, and no library that reads them holds
itself to a limit; a process can be stopped. They are started when first needed, stopped where a
page takes too long, and replaced after some hundreds of pages so that their memory stays steady.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import util
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from timeline.services.articles.page_unread import PageUnread

SECONDS = 10.0
MEMORY = 2 * 1024**3
PAGES = 500
WORKERS = 2
"""A page's seconds, a process's bytes of memory and pages, and how many read at once."""

_OUT_OF_MEMORY = 70
"""The status with which a process ends that has no memory left."""

_REFUSED_EVENTS = frozenset(
    ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty")
)

T = TypeVar("T")


class PageWorkers:
    """``count`` processes that read pages, for any number of threads.

    ``seconds``: what a page may take. ``memory``: the bytes of address space that a process may
    take. ``pages``: after how many it is replaced. ``reads``: whether they load at their start what
    reads pages, which takes half a second, and not only what they are asked to run.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        pages: int = PAGES,
        count: int = WORKERS,
        reads: bool = True,
    ) -> None:
        self.seconds, self.memory, self.pages, self.count = seconds, memory, pages, count
        self.reads = reads
        self._pool: Any = None
        self._lock = threading.Lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def read(self, html: str) -> dict[str, Any]:
        """What ``page_reader.read`` answers for a page. Raises ``PageUnread``."""
        return self.run(_read, html)

    def run(self, function: Callable[..., T], *given: Any, what: str = "page") -> T:
        """What a function of a module's answers there. Raises ``PageUnread``, as it may itself.

        ``what``: what is read, as the message calls it.
        """
        try:
            asked = self._running().schedule(
                _answer, (what, function, *given), timeout=self.seconds
            )
            return asked.result()
        except TimeoutError as error:
            late = f"The {what} is too deep or too long to read in {self.seconds:g} seconds."
            raise PageUnread(late) from error
        except (ProcessExpired, BrokenProcessPool) as error:
            if isinstance(error, ProcessExpired) and error.exitcode == _OUT_OF_MEMORY:
                raise PageUnread(
                    f"The {what} takes more memory to read than is allowed."
                ) from error
            raise PageUnread(
                f"The {what} could not be read: the process that reads pages stopped at it."
            ) from error

    def close(self) -> None:
        """End the processes; another page starts new ones."""
        with self._lock:
            self._stop()

    def _running(self) -> Any:
        with self._lock:
            if self._pool is not None and not self._pool.active:
                # One of its processes was ended from outside while it waited for a page.
                self._stop()
            if self._pool is None:
                # Not forked: another thread may hold a lock at that moment.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPool(
                    self.count, self.pages, _start, [self.memory, self.reads], context
                )
                # A process that another one started waits for those that it started itself.
                util.Finalize(self, self.close, exitpriority=1)
            return self._pool

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _forget(self) -> None:
        # They are left to the process that this one was forked from. Processes are forked to have
        # several, which need one each.
        self._pool, self._lock, self.count = None, threading.Lock(), 1


# What follows runs in a process of its own, which alone loads what reads pages.


def _start(memory: int, reads: bool) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ.clear()
    if reads:
        _read("<p>A first page has everything loaded that a page needs.</p>")
    confine(memory)


def confine(memory: int) -> None:
    """Give up what reading a page needs nothing of: sockets, programs, files to write, memory."""
    sys.addaudithook(_refuse)
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        if hard == resource.RLIM_INFINITY or most < hard:
            try:
                resource.setrlimit(limit, (most, most))
            except (ValueError, OSError):
                # Some systems have the limit and let nobody set it.
                continue


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith("socket.") or event in _REFUSED_EVENTS:
        raise PermissionError(f"A page is read without {event}.")


def _read(html: str) -> dict[str, Any]:
    from timeline.services.articles import page_reader

    return page_reader.read(html)


def _answer(what: str, function: Callable[..., T], *given: Any) -> T:
    try:
        return function(*given)
    except PageUnread:
        raise
    except MemoryError:
        # What is left is of no use to another page.
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 (whatever a page trips is told)
        raise PageUnread(f"The {what} can't be read ({type(error).__name__}).") from None
