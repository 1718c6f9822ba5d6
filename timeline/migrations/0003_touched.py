"""A journal of the events that were touched, and the triggers that write it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from timeline.queries.index.changes import change_capture


def _install(apps: Any, schema_editor: Any) -> None:
    change_capture.install(schema_editor.connection)


def _remove(apps: Any, schema_editor: Any) -> None:
    change_capture.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0002_articles")]
    operations = [migrations.RunPython(_install, _remove)]
