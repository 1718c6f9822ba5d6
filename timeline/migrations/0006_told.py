"""The table that PostgreSQL searches texts in; SQLite has a file for that.

It is as yet true to nothing: whoever searches first has it filled.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS timeline_told (event_id bigint NOT NULL, "
    "day integer NOT NULL, words text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS timeline_told_about (format integer NOT NULL, "
    "token text NOT NULL, at bigint NOT NULL, seen text NOT NULL)",
    "CREATE INDEX IF NOT EXISTS timeline_told_by_word ON timeline_told "
    "USING gin ((array_to_tsvector(string_to_array(words, ' '))))",
    "CREATE INDEX IF NOT EXISTS timeline_told_by_event ON timeline_told (event_id)",
)


def _make(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in _STATEMENTS:
            schema_editor.execute(statement)


def _drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE IF EXISTS timeline_told, timeline_told_about")


class Migration(migrations.Migration):
    dependencies = [("timeline", "0005_ordering")]
    operations = [migrations.RunPython(_make, _drop)]
