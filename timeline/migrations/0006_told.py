"""The table that PostgreSQL searches texts in; SQLite has a file for that."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from timeline.queries.index.text import postgres_table


def _install(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        postgres_table.install(schema_editor.connection)


def _remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        postgres_table.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0005_ordering")]
    operations = [migrations.RunPython(_install, _remove)]
