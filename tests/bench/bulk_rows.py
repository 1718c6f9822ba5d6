"""Rows of a table on their way into the database, many at a time and past Django's models."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from timeline.models import columns


class Rows:
    """Rows of one table on their way into the database; what is not given has its default."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        self.model = model
        known = model._meta.concrete_fields
        fields = [field for name in given for field in known if field.name == name]
        rest = [field for field in known if field not in fields]
        default = tuple(
            field.get_db_prep_save(field.get_default(), connection)
            for field in rest
            if not field.primary_key
        )
        key = [field for field in rest if field.primary_key]
        every = [*fields, *(field for field in rest if not field.primary_key), *key]
        self._columns = [str(field.column) for field in every]
        self._default = default
        self._rows: list[tuple[Any, ...]] = []
        last = model._default_manager.order_by().aggregate(last=models.Max("pk"))["last"]
        self.next = (last or 0) + 1
        self.count = 0

    def add(self, *values: Any) -> int:
        """A row; its primary key."""
        key = self.next
        self.next += 1
        self.count += 1
        self._rows.append((*values, *self._default, key))
        return key

    def write(self) -> None:
        """Put the rows added since into the database."""
        columns.insert(connection, self.model._meta.db_table, self._columns, self._rows)
        self._rows = []
