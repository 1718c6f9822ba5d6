"""Readers' sources are found in the order of their dates; one key takes the place of two."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timeline", "0013_published_alone")]

    operations = [
        migrations.RemoveIndex(model_name="source", name="source_by_date_public"),
        migrations.RemoveIndex(model_name="source", name="source_by_state"),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                fields=["state", "earliest", "latest"], name="source_by_state_and_date"
            ),
        ),
    ]
