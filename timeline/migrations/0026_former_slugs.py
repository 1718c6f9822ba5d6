"""Slugs that lead on: of records that were merged into others at the desk, as far as acts tell."""

from django.db import migrations, models


def from_mergers(apps, schema_editor):
    """Have the slug of each record that was merged lead to the one that it was merged into."""
    asked = rows_of(apps, schema_editor)
    former = apps.get_model("timeline", "FormerSlug")
    found, into = {}, {}
    acts = asked("Undoable").filter(act="merge", undone_at=None, object_id__isnull=False)
    for act in acts.order_by("pk").iterator():
        for row in act.rows:
            if row["model"] == act.kind and row["after"] is None and "slug" in row["before"]:
                slug = row["before"]["slug"]
                found[act.kind, slug] = (row["key"], met(asked, act, row["before"]))
                into[act.kind, row["key"]] = act.object_id
    rows = []
    for (noun, slug), (key, public) in found.items():
        seen = {key}
        while (key := into.get((noun, key), key)) not in seen:
            seen.add(key)
        kept = asked(noun)
        if kept.filter(pk=key).exists() and not kept.filter(slug=slug).exists():
            rows.append(former(noun=noun, slug=slug, object_id=key, public=public))
    asked("FormerSlug").bulk_create(rows)


def rows_of(apps, schema_editor):
    """A function of a model's name: its rows in the database that is migrated."""
    database = schema_editor.connection.alias
    return lambda name: apps.get_model("timeline", name).objects.using(database)


def met(asked, act, record):
    """Whether readers met a record by its slug: it was published, listed, or a published event
    that changed hands in the merger has it."""
    if record.get("state", "published") != "published":
        return False
    if "state" in record or record.get("listed"):
        return True
    keys = {"event": [], "tagging": []}
    for row in act.rows:
        if row["model"] in keys:
            keys[row["model"]].append(row["key"])
    events = asked("Event").filter(state="published")
    taggings = asked("Tagging").filter(event__state="published")
    return (
        events.filter(pk__in=keys["event"][:500]).exists()
        or taggings.filter(pk__in=keys["tagging"][:500]).exists()
    )


class Migration(migrations.Migration):
    dependencies = [("timeline", "0025_kept_files")]

    operations = [
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("noun", models.CharField(max_length=16)),
                ("slug", models.CharField(max_length=100)),
                ("object_id", models.PositiveBigIntegerField()),
                ("public", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["noun", "slug"],
                "indexes": [
                    models.Index(fields=["noun", "object_id"], name="former_slug_by_record")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("noun", "slug"), name="former_slug_once")
                ],
            },
        ),
        migrations.RunPython(from_mergers, migrations.RunPython.noop, elidable=True),
    ]
