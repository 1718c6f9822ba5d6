"""A few columns of many records, written at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connections, models, router, transaction


def write(records: Iterable[models.Model], names: Sequence[str]) -> None:
    """Update these columns of records of one model as they stand, and nothing else.

    Unlike ``bulk_update`` it makes one short statement, which the database compiles once; it passes
    by signals and querysets.
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
