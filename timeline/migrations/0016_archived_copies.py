"""Where a copy of a source is kept as it was read, and when that was."""

from __future__ import annotations

from django.db import migrations, models


def _fields() -> dict[str, models.Field]:
    return {
        "archived": models.URLField(
            "archived copy",
            blank=True,
            help_text="The address of a copy that stays as it was, such as one of a web archive.",
            max_length=500,
        ),
        "read_on": models.DateField(
            blank=True,
            help_text="The day on which the document was read, as 2022-03-04.",
            null=True,
        ),
    }


class Migration(migrations.Migration):
    dependencies = [("timeline", "0015_origin")]

    operations = [
        migrations.AddField(model_name=model, name=name, field=field)
        for model in ("source", "historicalsource")
        for name, field in _fields().items()
    ]
