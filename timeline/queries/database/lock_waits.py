"""How long a connection waits for another that writes.

A command waits as long as the settings say. A person at a browser does not: whoever answers one
bounds the waits of the thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeline.queries.database.replica_routing import is_replica

_set: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
"""The longest wait that each of PostgreSQL's connections was told, which is told it once."""

_most: ContextVar[float | None] = ContextVar("longest wait", default=None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """While it lasts, this thread's connections wait so long for a lock, and then raise.

    That is an ``OperationalError`` whose ``unavailability.why`` is ``BUSY``. On PostgreSQL it stays
    so for what the thread does next, until that says otherwise.
    """
    token = _most.set(seconds)
    try:
        _bound_all()
        yield
    finally:
        _most.reset(token)
        _bound_all()


def longest() -> float | None:
    """Seconds that this thread waits for a lock, where ``at_most`` bounds that."""
    return _most.get()


def no_longer() -> None:
    """From here on within ``at_most`` nothing is waited for on SQLite: one wait was enough."""
    if _most.get() is not None:
        _most.set(0.0)
        _bound_all()


def on_connect(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For ``connection_created``: a connection opened meanwhile waits no longer than the others."""
    if _most.get() is not None:
        _bound(connection)


def _bound_all() -> None:
    for connection in connections.all(initialized_only=True):
        # A replica's is bounded once: told again, one that hangs would be waited for unread.
        if connection.connection is not None and not is_replica(connection.alias):
            _bound(connection)


def _bound(connection: BaseDatabaseWrapper) -> None:
    seconds = _most.get()
    if connection.vendor == "sqlite":
        if seconds is None:
            seconds = connection.settings_dict["OPTIONS"].get("timeout", 5)
        connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    elif seconds and _set.get(connection.connection) != seconds:  # 0 would be for ever
        # One that is broken tells so where it is used, and another that is opened comes here.
        with suppress(Error), connection.wrap_database_errors:
            connection.connection.execute(f"SET lock_timeout = {int(seconds * 1000)}")
            _set[connection.connection] = seconds
