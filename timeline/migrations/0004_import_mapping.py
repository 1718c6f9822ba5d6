"""Timelines taken in: the columns of tables as mapped, and files not taken in yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0003_touched'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=64, unique=True)),
                ('header', models.JSONField()),
                ('columns', models.JSONField()),
                ('day_first', models.BooleanField(null=True)),
                ('new_actors', models.CharField(blank=True, max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('text', models.TextField()),
                ('notes', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='import_draft', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
