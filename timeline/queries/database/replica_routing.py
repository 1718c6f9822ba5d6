"""Which database a query goes to: a reader's to a replica, an editor's to the primary.

``DATABASE_REPLICA_URLS`` names the replicas; all writing goes to the primary. Outside ``reading()``
reading does too, so that a command, a test or an editor sees what was just written. A replica that
can't be reached, or leaves a query without an answer for ``PATIENCE`` seconds, is left out for
``PAUSE`` seconds and then tried again, by one reader; meanwhile readers are served by another one
or by the primary.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error

PAUSE = 5.0
"""For how many seconds a replica that failed is left out."""

PATIENCE = 3.0
"""For how many seconds a query on a replica may take; then the primary is asked.

A server that hangs keeps its connections open, and neither the network nor its own time limits
tell: only whoever waits can.
"""

PREFIX = "replica"
"""What the aliases of replicas begin with."""

_log = logging.getLogger(__name__)
_chosen: ContextVar[str | None] = ContextVar("replica", default=None)
_down: dict[str, float] = {}


@contextmanager
def reading() -> Iterator[None]:
    """While it lasts, this thread's queries go to one replica that answers, if there is any."""
    token = _chosen.set(_pick())
    try:
        yield
    finally:
        _chosen.reset(token)


def gave_up() -> bool:
    """Take the replica in use out for a while, and read from the primary; whether one was in use.

    For whoever saw a query fail: asked again, it goes to the primary.
    """
    alias = _chosen.get()
    if alias is None:
        return False
    _leave_out(alias, "a query failed on it")
    _chosen.set(None)
    return True


def on_connect(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For ``connection_created``: a replica's connection waits ``PATIENCE`` seconds, and raises.

    That is an ``OperationalError``, as one that breaks gives.
    """
    if connection.alias.startswith(PREFIX) and connection.vendor == "postgresql":
        driver = connection.connection
        driver.wait = partial(driver.wait, timeout=PATIENCE)


class Router:
    """Django's database router."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The replica chosen for a reader, else the primary; a record's relatives stay with it."""
        instance = hints.get("instance")
        if instance is not None and instance._state.db:
            return str(instance._state.db)
        return _chosen.get() or DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The primary, unless a record was read from a database that is no replica of it."""
        instance = hints.get("instance")
        alias = str(instance._state.db or "") if instance is not None else ""
        return alias if alias and not alias.startswith(PREFIX) else DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """The databases hold the same records, so any may be related."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Replicas follow the primary by themselves."""
        return not db.startswith(PREFIX)


def _pick() -> str | None:
    """A replica that answers, by chance, or ``None``."""
    aliases = [alias for alias in connections if alias.startswith(PREFIX)]
    random.shuffle(aliases)
    for alias in aliases:
        was_down = _down.get(alias, 0.0)
        if was_down > time.monotonic():
            continue
        if was_down:
            # The others don't wait with the one who tries.
            _down[alias] = time.monotonic() + PAUSE
        try:
            connections[alias].ensure_connection()
        except Error as error:
            _leave_out(alias, str(error).strip())
        else:
            if _down.pop(alias, None) is not None:
                _log.warning("%s answers again", alias)
            return alias
    return None


def _leave_out(alias: str, why: str) -> None:
    _log.warning("%s is left out for %.0f s: %s", alias, PAUSE, why)
    _down[alias] = time.monotonic() + PAUSE
    connections[alias].close()
