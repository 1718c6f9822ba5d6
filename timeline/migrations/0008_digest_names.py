"""Which digest a remembered entry is of: until now there was the shipped one alone."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def _name(apps: Any, schema_editor: Any) -> None:
    records = apps.get_model("timeline", "DigestRecord").objects.using(
        schema_editor.connection.alias
    )
    records.exclude(kind__startswith="import-").update(digest="shipped")


class Migration(migrations.Migration):
    dependencies = [("timeline", "0007_read_in_context")]
    operations = [
        migrations.RemoveConstraint("digestrecord", "digest_record_once"),
        migrations.AddField(
            "digestrecord",
            "digest",
            models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.RunPython(_name, migrations.RunPython.noop),
        migrations.AddConstraint(
            "digestrecord",
            models.UniqueConstraint(
                fields=["digest", "kind", "key"], name="digest_record_once"
            ),
        ),
    ]
