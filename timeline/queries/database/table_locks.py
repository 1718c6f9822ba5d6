"""One writer at a time for some tables, where a database lets several write."""

from __future__ import annotations

import time

from django.db import OperationalError, connections, models, router, transaction

from timeline.queries.database import lock_waits, unavailability

_PAUSE = 0.02
"""Seconds between two tries."""

_MOST = 20.0
"""Seconds that a command waits, which nobody bounds."""


def keep_others_from_writing(*of: type[models.Model]) -> None:
    """Until the transaction ends nobody else writes to the tables of these models.

    What is read from now on stays so: it is for whoever looks whether something is there and makes
    it where it isn't, and asks for it before anything else. Readers don't wait. SQLite has one
    writer anyway. Raises ``OperationalError`` where others write for too long.
    """
    connection = connections[router.db_for_write(of[0])]
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in of)
    end = time.monotonic() + (lock_waits.longest() or _MOST)
    while True:
        try:
            # All of them or none: who waits with some in hand may be waited for.
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE NOWAIT")
                return
        except OperationalError as error:
            busy = unavailability.why(error) is unavailability.Unavailability.BUSY
            if not busy or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)
