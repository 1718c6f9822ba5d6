"""A filter by the names of values."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import connections
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from timeline.queries.database.kept_by_version import kept

MOST = 100
"""The names that are offered."""

_NAMES = {
    "sqlite": "SELECT DISTINCT j.key FROM {table}, json_each(named_values) j",
    "postgresql": "SELECT DISTINCT jsonb_object_keys(named_values) FROM {table}",
}


class ValueFilter(admin.SimpleListFilter):
    """Events or sources that have a value of a name."""

    title = "value"
    parameter_name = "value"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The names that are in use, in the order of the alphabet."""
        model = model_admin.model
        names = kept(("names of values", model), lambda: _names(model))
        return [(name, name) for name in names[:MOST]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that have a value of the chosen name."""
        return queryset.filter(named_values__has_key=self.value()) if self.value() else queryset


def _names(model: type[Model]) -> list[str]:
    connection = connections[model._default_manager.db]
    query = _NAMES[connection.vendor].format(table=model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted((name for (name,) in cursor.fetchall()), key=str.casefold)
