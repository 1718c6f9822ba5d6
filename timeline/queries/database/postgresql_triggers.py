"""PostgreSQL's triggers of one family, which go by the beginning of their names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


def replace(
    database: BaseDatabaseWrapper, wanted: Mapping[str, tuple[str, str]], *, family: str, noted: str
) -> bool:
    """Have the triggers whose names begin so be these, by name; whether they were any others.

    Each is given by the statements that make its function and itself. A comment on the table
    ``noted`` tells which there are; where they are these, nothing is written.
    """
    told = f"triggers {hashlib.sha256(repr(dict(wanted)).encode()).hexdigest()}"
    with transaction.atomic(using=database.alias), database.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [noted])
        (found,) = cursor.fetchone()
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal "
            "AND starts_with(tgname, %s) AND pg_table_is_visible(tgrelid)",
            [family],
        )
        there = dict(cursor.fetchall())
        if there.keys() == wanted.keys() and (found == told or not wanted):
            return False
        for name, table in there.items():
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
        for function, trigger in wanted.values():
            cursor.execute(function)
            cursor.execute(trigger)
        if wanted:
            cursor.execute(f"COMMENT ON TABLE {noted} IS '{told}'")
    return True
