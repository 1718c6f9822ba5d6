"""Actors and sources of one name in one order, on every database."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0004_import_mapping'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='actor',
            options={'ordering': ['name', 'slug']},
        ),
        migrations.AlterModelOptions(
            name='alias',
            options={'ordering': ['name', 'pk'], 'verbose_name_plural': 'aliases'},
        ),
        migrations.AlterModelOptions(
            name='source',
            options={'ordering': [models.OrderBy(django.db.models.functions.comparison.Coalesce('earliest', 'latest'), nulls_last=True), 'title', 'slug']},
        ),
    ]
