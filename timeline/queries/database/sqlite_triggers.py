"""SQLite's triggers of one family, which go by the beginning of their names."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_THERE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s"


def replace(database: BaseDatabaseWrapper, wanted: Mapping[str, str], *, family: str) -> bool:
    """Have the triggers whose names begin so be these, by name; whether they were any others.

    Each is given by the statement that makes it. Where they are these, nothing is written.
    """
    with database.cursor() as cursor:
        cursor.execute(_THERE, [f"{family}*"])
        if dict(cursor.fetchall()) == wanted:
            return False
        with transaction.atomic(using=database.alias):
            # Nobody else writes from here on.
            cursor.execute(_THERE, [f"{family}*"])
            for name, _ in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            for statement in wanted.values():
                cursor.execute(statement)
    return True
