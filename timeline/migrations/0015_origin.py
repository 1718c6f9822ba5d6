"""Whether a source tells at first hand; what draws on others relays them."""

from __future__ import annotations

from django.db import migrations, models


def _origin() -> models.CharField:
    return models.CharField(
        choices=[
            ("first-hand", "first-hand"),
            ("relays", "relays others"),
            ("not-recorded", "not recorded"),
        ],
        default="not-recorded",
        help_text="Where a telling names no source that it is told through: whether it counts as "
        "first-hand, or tells what others told.",
        max_length=12,
    )


class Migration(migrations.Migration):
    dependencies = [("timeline", "0014_sources_by_state_and_date")]

    operations = [
        *(
            migrations.AddField(model_name=name, name="origin", field=_origin())
            for name in ("source", "historicalsource")
        ),
        migrations.RunSQL(
            "UPDATE timeline_source SET origin = 'relays' "
            "WHERE id IN (SELECT from_source_id FROM timeline_source_draws_on)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE timeline_historicalsource SET origin = 'relays' "
            "WHERE history_id IN (SELECT history_id FROM timeline_historicalsource_draws_on)",
            migrations.RunSQL.noop,
        ),
    ]
