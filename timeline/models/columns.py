"""Many rows of a few columns, written at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connections, models, router, transaction

_BATCH = 2_000


def insert(
    connection: Any,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    many: int = _BATCH,
) -> None:
    """Insert rows of these columns, of values that the database takes; the others have no say.
    ``many`` of them are in memory at once.

    PostgreSQL gets them in one statement, for the triggers of a table act on each statement.
    """
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        left = iter(rows)
        while some := list(islice(left, many)):
            cursor.executemany(query, some)


def write(records: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write the values that saved records of one model have in these fields to their rows.

    Unlike ``bulk_update``, which took 70 times the processor's time for 4,000 events, it makes one
    short statement, which the database compiles once; it passes by signals and querysets.
    """
    records = list(records)
    if not records:
        return
    model = type(records[0])
    connection = connections[router.db_for_write(model)]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    key = quote(str(model._meta.pk.column))
    query = f"UPDATE {model._meta.db_table} SET {columns} WHERE {key} = %s"  # noqa: S608
    values = attrgetter(*(field.attname for field in fields), "pk")
    rows = []
    for record in records:
        *given, pk = values(record)
        rows.append(
            [
                *(f.get_db_prep_save(v, connection) for f, v in zip(fields, given, strict=True)),
                pk,
            ]
        )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(query, rows)
