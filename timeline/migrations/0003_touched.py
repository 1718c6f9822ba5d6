"""A journal of the events that were touched, and the copies of the data that follow it.

The triggers that write to the journal are made after every ``migrate``, as they are by then.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_TABLES = {
    # The number made at random tells an entry from another that took its key after a rollback.
    "sqlite": (
        "CREATE TABLE IF NOT EXISTS timeline_touched (id INTEGER PRIMARY KEY AUTOINCREMENT, "
        "event_id INTEGER NOT NULL, nonce INTEGER NOT NULL DEFAULT (random()))",
        "CREATE TABLE IF NOT EXISTS timeline_copy (token TEXT PRIMARY KEY, "
        "version INTEGER NOT NULL)",
    ),
    # Keys are given out before they are committed, in another order: a reader goes by transaction.
    "postgresql": (
        "CREATE TABLE IF NOT EXISTS timeline_touched ("
        "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id bigint NOT NULL, "
        "xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint)",
        "CREATE INDEX IF NOT EXISTS touched_by_xid ON timeline_touched (xid)",
        "CREATE TABLE IF NOT EXISTS timeline_copy (token text PRIMARY KEY, "
        "version bigint NOT NULL, made bigint GENERATED ALWAYS AS IDENTITY)",
    ),
}
# Whichever triggers there are, of whichever release: without their tables they fail what is saved.
_NAMED = {
    "sqlite": (
        "SELECT 'TRIGGER ' || name FROM sqlite_master "
        "WHERE type = 'trigger' AND name LIKE 'touched_by_%'"
    ),
    "postgresql": (
        "SELECT 'FUNCTION ' || oid::regprocedure || ' CASCADE' FROM pg_proc "
        "WHERE proname LIKE 'touched_by_%' AND prorettype = 'trigger'::regtype"
    ),
}


def _make(apps: Any, schema_editor: Any) -> None:
    for statement in _TABLES[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _drop(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_NAMED[schema_editor.connection.vendor])
        for (what,) in cursor.fetchall():
            cursor.execute(f"DROP {what}")
        cursor.execute("DROP TABLE timeline_touched")
        cursor.execute("DROP TABLE timeline_copy")


class Migration(migrations.Migration):
    dependencies = [("timeline", "0002_articles")]
    operations = [migrations.RunPython(_make, _drop)]
