"""Several processes that serve from one socket, and the one that keeps them."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from timeline.services.running.server import STOPS_WITHIN, collect_seldom

_LOG = logging.getLogger(__name__)

_WAITED = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
_PAUSE = 0.5
"""Seconds before another takes a place: one that can't begin shall not keep the machine busy."""


def keep(serve: Callable[[int, int], None], *, workers: int, tell: Callable[[str], object]) -> None:
    """Keep so many workers until Ctrl-C or SIGTERM; in the place of one that ends another is begun.

    ``serve`` is called in each worker's process, with the id of this process, without which it is
    to end too, and with the worker's number, from 0. ``tell`` gets a line for each that ends. When
    called, no database may be connected to, and no other thread run: both don't bear being copied.
    """
    collect_seldom()
    # They stay blocked: one more, from the terminal or from make, would cut the end short.
    signal.pthread_sigmask(signal.SIG_BLOCK, _WAITED)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    places = {_begun(serve, place): place for place in range(workers)}
    while signal.sigwait(_WAITED) == signal.SIGCHLD:
        for pid in _ended(places):
            place = places.pop(pid)
            tell(f"Worker {place + 1} ended (process {pid}); another takes its place.")
            time.sleep(_PAUSE)
            places[_begun(serve, place)] = place
    _end(places)


def _begun(serve: Callable[[int, int], None], place: int) -> int:
    """Begin a worker; the id of its process."""
    keeper = os.getpid()
    if pid := os.fork():
        return pid
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WAITED)
        serve(keeper, place)
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of the keeper's is to run in its worker
        _LOG.exception("A worker failed")
    finally:
        os._exit(code)


def _ended(places: dict[int, int]) -> list[int]:
    """Those that ended of the processes that are the keys of ``places``."""
    return [pid for pid in places if os.waitpid(pid, os.WNOHANG)[0]]


def _end(places: dict[int, int]) -> None:
    """Have all workers send what is begun, and kill what takes longer than that may."""
    for pid in places:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + STOPS_WITHIN + 3
    while places and time.monotonic() < until:
        time.sleep(0.05)
        for pid in _ended(places):
            del places[pid]
    for pid in places:
        os.kill(pid, signal.SIGKILL)
