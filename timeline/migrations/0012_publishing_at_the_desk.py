"""What publishing at the desk keeps; what is made is a draft unless something else is said."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_CHOICES = [
    ("draft", "draft"),
    ("in-review", "in review"),
    ("published", "published"),
    ("withdrawn", "withdrawn"),
]
_STATEFUL = ("event", "mention", "source", "story")


def _drafts() -> list[migrations.AlterField]:
    """Another default, of which the database knows nothing: no table has to be made anew."""
    return [
        migrations.AlterField(
            model_name=f"{before}{name}",
            name="state",
            field=models.CharField(choices=_CHOICES, default="draft", max_length=9),
        )
        for name in _STATEFUL
        for before in ("", "historical")
    ]


class Migration(migrations.Migration):
    dependencies = [("timeline", "0011_main_story")]

    operations = [
        migrations.AlterModelOptions(
            name="story",
            options={
                "ordering": ["position", "title", "slug"],
                "permissions": [("publish", "Can publish and withdraw")],
                "verbose_name_plural": "stories",
            },
        ),
        migrations.AlterModelOptions(
            name="undoable",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "act that can be undone",
                "verbose_name_plural": "acts that can be undone",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="story",
            field=models.ForeignKey(
                blank=True,
                help_text="New events that are accepted from it go into this story, as drafts.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="articles",
                to="timeline.story",
            ),
        ),
        migrations.AlterField(
            model_name="undoable",
            name="act",
            field=models.CharField(
                choices=[
                    ("merge", "merged"),
                    ("delete", "deleted"),
                    ("choose", "chosen"),
                    ("publish", "published"),
                    ("withdraw", "withdrawn"),
                    ("restate", "sent for review, or taken back"),
                ],
                max_length=8,
                verbose_name="what",
            ),
        ),
        *(
            migrations.AddIndex(
                model_name=name, index=models.Index(fields=["state"], name=f"{name}_by_state")
            )
            for name in ("event", "mention", "source")
        ),
        migrations.SeparateDatabaseAndState(state_operations=_drafts()),
    ]
