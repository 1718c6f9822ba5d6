"""Reading the database as it is at one moment, however long that takes, while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connections, router

from timeline.models import Event

_BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}


@contextmanager
def one_moment() -> Iterator[None]:
    """For a ``with`` block: have this thread see the database that readers read from as it is when
    it is first asked within it.

    It keeps nobody from writing, as Django's own ``atomic`` would, which here is set to begin by
    taking SQLite's lock. Within a transaction it changes nothing.
    """
    connection = connections[router.db_for_read(Event)]
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield
        return
    with connection.wrap_database_errors:
        connection.connection.execute(_BEGIN.get(connection.vendor, "BEGIN"))
    try:
        yield
    finally:
        # One that broke meanwhile has ended it too.
        with suppress(Error), connection.wrap_database_errors:
            connection.connection.execute("ROLLBACK")
