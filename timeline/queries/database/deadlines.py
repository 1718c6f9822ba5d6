"""Until when the work for a page may go on: after that it is given up, wherever it is.

PostgreSQL is told how long a statement may take, SQLite asks while it is at one, each statement
is begun in time or not at all, and loops over many rows look at the clock. What many pages wait
for, such as an index, is made to its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database.replica_routing import is_replica

_STEPS = 20_000
"""Instructions of SQLite's after which it asks: some milliseconds of its work."""
_ROWS = 500
"""Rows of a loop after which the clock is looked at."""

_Row = TypeVar("_Row")

_until: ContextVar[float | None] = ContextVar("deadline", default=None)
_told: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
"""How many seconds each of PostgreSQL's connections was told that a statement may take."""


class TookTooLong(Exception):
    """The time for a page is over."""

    def __init__(self) -> None:
        super().__init__(f"not done within {settings.PAGE_SECONDS} s")


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """For a ``with`` block: what this thread does in it is given up after so many seconds.

    It ends with ``TookTooLong``, or with the database's own error, of which ``unavailability.why``
    says the same. ``None`` is for what is not given up: PostgreSQL's connections keep to what they
    were told until a block says otherwise.
    """
    token = _until.set(None if seconds is None else time.monotonic() + seconds)
    try:
        _tell_all()
        yield
    finally:
        _until.reset(token)


@contextmanager
def suspended() -> Iterator[None]:
    """For a ``with`` block: the clock stands still."""
    until = _until.get()
    if until is None:
        yield
        return
    began = time.monotonic()
    lifted()
    try:
        yield
    finally:
        _until.set(until + time.monotonic() - began)
        _tell_all()


def lifted() -> None:
    """From here on within ``within`` there is no deadline: it is being told that it was missed."""
    _until.set(None)
    _tell_all()


def look() -> None:
    """Raise ``TookTooLong`` where the time is over."""
    if is_over():
        raise TookTooLong


def is_over() -> bool:
    """Whether the time is over."""
    until = _until.get()
    return until is not None and time.monotonic() > until


def watched(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The same rows, with a look at the clock now and then."""
    for number, row in enumerate(rows):
        if number % _ROWS == 0:
            look()
        yield row


def watch(connection: Any) -> None:
    """Have a connection of SQLite's own driver be interrupted when the time is over."""
    connection.set_progress_handler(is_over, _STEPS)


def on_connect(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For ``connection_created``: have a connection keep to the deadline that there is."""
    if connection.vendor == "sqlite":
        watch(connection.connection)
    else:
        _tell(connection)
    if _begun_in_time not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _begun_in_time)


def _begun_in_time(execute: Callable[..., Any], *asked: Any) -> Any:
    look()
    return execute(*asked)


def _tell_all() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.connection is None or connection.vendor != "postgresql":
            continue
        # A replica's is told once: while it hangs even that would have to be waited for.
        if not is_replica(connection.alias):
            _tell(connection)


def _tell(connection: BaseDatabaseWrapper) -> None:
    """Tell PostgreSQL, outside of transactions, whose end could take it back."""
    seconds = 0 if _until.get() is None else settings.PAGE_SECONDS
    driver = connection.connection
    if _told.get(driver, 0) != seconds and not connection.in_atomic_block:
        # One that is broken tells so where it is used.
        with suppress(Error), connection.wrap_database_errors:
            driver.execute(f"SET statement_timeout = {int(seconds * 1000)}")
            _told[driver] = seconds
