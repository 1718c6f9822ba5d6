"""Reading articles and finding what they tell in processes of their own, one a processor.

They are sent bytes and send back what was found; the database is left to the process that asks.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Any, Protocol, TypeVar

from pebble import ProcessPool

from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval
from timeline.services.proposals.finding import Finding, FoundInArticle

MANY = 64
"""The files from which on processes are started; for fewer, starting takes longer than it saves."""

_FIRST = (
    "Harbour to close\n\nBy Ana Ruiz\n\nThe mayor of Veska, Ida Holm, resigned on 4 March 2022, two"
    " days after a fire. In May, police arrested 12 people, and a court sits on Monday. “We shall"
    " not give up today,” she said last week. According to the ministry, the strike began in 2019."
)
"""A text that needs most of what finding loads and compiles when it is first needed."""


class Batch(Protocol):
    """Files on their way in."""

    def take(self) -> list[tuple[bytes, str]]:
        """Hand over, once, the bytes and names of those to read."""


B = TypeVar("B", bound=Batch)


class Work(Protocol):
    """What finds in batches."""

    def __call__(self, batches: Iterable[B], /) -> Iterator[tuple[B, list[FoundInArticle]]]:
        """Each batch, in their order, with what was found in the files that it handed over."""


@contextmanager
def started(finding: Finding, *, published: Interval | None, files: int) -> Iterator[Work]:
    """What finds in batches of ``files`` files in all.

    ``published``: what dates are read against where an article has no date of its own. As few
    batches are begun ahead of the one that is given back as keep the processes busy.
    """
    processes = _processors()
    if files < MANY or processes < 2:

        def at_hand(batches: Iterable[B], /) -> Iterator[tuple[B, list[FoundInArticle]]]:
            for batch in batches:
                yield batch, finding.of_files(batch.take(), published=published)

        yield at_hand
        return
    context = _context()
    copied = context.get_start_method() == "fork"
    if copied:
        # What is loaded and compiled here is there in each of them.
        finding.find(_FIRST, published=published or edtf.parse("2026-01-05"))
        # The collector would write to all that is here, in each copy, and walk over it here.
        gc.freeze()
    pool: Any = ProcessPool(processes, 0, _start, [finding, published], context)

    def work(batches: Iterable[B], /) -> Iterator[tuple[B, list[FoundInArticle]]]:
        begun: deque[tuple[B, Future[list[FoundInArticle]]]] = deque()
        for batch in batches:
            begun.append((batch, pool.schedule(_find, [batch.take()])))
            if len(begun) >= 2 * processes:
                done, future = begun.popleft()
                yield done, future.result()
        while begun:
            done, future = begun.popleft()
            yield done, future.result()

    try:
        yield work
    finally:
        pool.stop()
        pool.join()
        if copied:
            gc.unfreeze()


def _context() -> BaseContext:
    """How processes are started.

    A copy of this one is there at once, with all that is loaded and compiled. It would hold for
    ever the locks that another thread holds at that moment, so that among threads, and on systems
    whose own libraries don't bear being copied, each process is started from nothing.
    """
    copied = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copied else "spawn")


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# What follows runs in a process of its own.

_here: list[tuple[Finding, Interval | None]] = []


def _start(finding: Finding, published: Interval | None) -> None:
    _here[:] = [(finding, published)]
    gc.freeze()


def _find(files: Sequence[tuple[bytes, str]]) -> list[FoundInArticle]:
    ((finding, published),) = _here
    return finding.of_files(files, published=published)
