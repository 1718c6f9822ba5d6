"""Another process that writes, and does not come to an end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import connection

_TABLES = (
    "timeline_event, timeline_source, timeline_actor, timeline_importdraft, timeline_article, "
    "timeline_proposal, auth_user"
)


@contextmanager
def writing_elsewhere() -> Iterator[None]:
    """While it lasts, whoever else would write has to wait; reading goes on."""
    given = connection.get_connection_params()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(given["database"])) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
        return
    import psycopg

    names = ("dbname", "user", "host", "port")
    with psycopg.connect(**{n: given[n] for n in names if n in given}) as other:
        other.execute(f"LOCK TABLE {_TABLES} IN SHARE MODE")
        yield
        other.rollback()
