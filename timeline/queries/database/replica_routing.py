"""Which database a query goes to: a reader's to a replica, an editor's to the primary.

``DATABASE_REPLICA_URLS`` names the replicas; all writing goes to the primary. Outside ``reading()``
reading does too, so that a command, a test or an editor sees what was just written. A replica that
can't be reached, or leaves a query without an answer for ``PATIENCE`` seconds, is left out for
``PAUSE`` seconds and then tried again, by one reader; meanwhile readers are served by another one
or by the primary. Whoever waited so once goes on at the primary: what was asked of that replica
before, by any thread, is given up where it is used next.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error, OperationalError

PAUSE = 5.0
"""For how many seconds a replica that failed is left out."""

PATIENCE = 3.0
"""For how many seconds a query on a replica may take; then the primary is asked.

A server that hangs keeps its connections open, and neither the network nor its own time limits
tell: only whoever waits can.
"""

_ANOTHER = 1.0
"""For how many seconds a reader looks for a replica that answers; then the primary is asked."""
_PREFIX = "replica"
"""What the aliases of replicas begin with."""

_log = logging.getLogger(__name__)
_leaving_out = Lock()
"""Held while a failure is noted: many readers may have waited for the same one."""
_failed_at: dict[str, float] = {}
"""When those that are left out failed, or were tried again last."""


@dataclass(slots=True)
class _Choice:
    """The replica that a reader reads from, picked once a query is to be made; ``None`` for none.

    An answer without a query, such as a static file's, waits for no replica.
    """

    alias: str | None = None
    is_made: bool = False

    def made(self) -> str | None:
        """The choice, now or from before."""
        if not self.is_made:
            self.is_made, self.alias = True, _pick()
        return self.alias


_chosen: ContextVar[_Choice | None] = ContextVar("replica", default=None)


def is_replica(alias: str) -> bool:
    """Whether a database only follows another, so that nothing can be written to it."""
    return alias.startswith(_PREFIX)


@contextmanager
def reading() -> Iterator[None]:
    """While it lasts, this thread's queries go to one replica that answers, if there is any."""
    token = _chosen.set(_Choice())
    try:
        yield
    finally:
        _chosen.reset(token)


def gave_up() -> bool:
    """Take the replica in use out for a while, and read from the primary; whether one was in use.

    For whoever saw a query fail: asked again, it goes to the primary.
    """
    choice = _chosen.get()
    if choice is None or choice.alias is None:
        return False
    _leave_out(choice.alias, "a query failed on it")
    connections[choice.alias].close()
    _chosen.set(None)
    return True


def on_connect(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For ``connection_created``, the first of all: a replica's connection waits ``PATIENCE``
    seconds, and not at all once the replica is left out.

    It raises an ``OperationalError``, as one that breaks does, and is closed.
    """
    if is_replica(connection.alias) and connection.vendor == "postgresql":
        driver = connection.connection
        driver.wait = partial(_waited, connection, driver, driver.wait, time.monotonic())


def _waited(
    connection: BaseDatabaseWrapper,
    driver: Any,
    wait: Callable[..., Any],
    connected_at: float,
    answer: Any,
    **limits: Any,
) -> Any:
    """What psycopg's own ``wait`` gives, if it comes in time."""
    failure: type[Exception] = connection.Database.OperationalError  # type: ignore[attr-defined]
    began = time.monotonic()
    if _failed_at.get(connection.alias, 0.0) >= connected_at:
        driver.close()
        raise failure("the replica has failed meanwhile")
    try:
        return wait(answer, **{"timeout": PATIENCE, **limits})
    except failure:
        if time.monotonic() - began >= PATIENCE:
            # Also for whoever takes no notice of the error, and asks on.
            _leave_out(connection.alias, f"no answer within {PATIENCE:.0f} s")
            driver.close()
        raise


class Router:
    """Django's database router."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The replica chosen for a reader, else the primary; a record's relatives stay with it.

        But not with a replica that the reader gave up.
        """
        instance = hints.get("instance")
        alias = str(instance._state.db or "") if instance is not None else ""
        if alias and not is_replica(alias):
            return alias
        choice = _chosen.get()
        return (choice and choice.made()) or DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The primary, unless a record was read from a database that is no replica of it."""
        instance = hints.get("instance")
        alias = str(instance._state.db or "") if instance is not None else ""
        return alias if alias and not is_replica(alias) else DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """The databases hold the same records, so any may be related."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Replicas follow the primary by themselves."""
        return not is_replica(db)


def _pick() -> str | None:
    """A replica that answers, by chance, or ``None``."""
    aliases = [alias for alias in connections if is_replica(alias)]
    random.shuffle(aliases)
    began = time.monotonic()
    for alias in aliases:
        now, failed = time.monotonic(), _failed_at.get(alias)
        if now > began + _ANOTHER:
            break
        if failed is not None:
            if now < failed + PAUSE:
                continue
            # The others don't wait with the one who tries.
            _failed_at[alias] = now
        try:
            _connect(alias)
        except Error as error:
            _leave_out(alias, str(error).strip())
        else:
            if _failed_at.pop(alias, None) is not None:
                _log.warning("%s answers again", alias)
            return alias
    return None


def _connect(alias: str) -> None:
    """Have a connection that answers. Raises Django's ``Error`` where there is none."""
    connection, failed = connections[alias], _failed_at.get(alias)
    connection.close_if_health_check_failed()
    if _failed_at.get(alias) != failed:
        raise OperationalError("it hangs")
    connection.ensure_connection()


def _leave_out(alias: str, why: str) -> None:
    with _leaving_out:
        now = time.monotonic()
        is_news = now >= _failed_at.get(alias, -PAUSE) + PAUSE
        _failed_at[alias] = now
    if is_news:
        _log.warning("%s is left out: %s", alias, why)
