"""Places: each text that an event had as its place becomes one, without coordinates."""

from __future__ import annotations

import unicodedata
from typing import Any

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone
from django.utils.text import slugify

_REASON = "From the text that events had as their place"


def _make_places(apps: Any, schema_editor: Any) -> None:
    """Make the places; the same text, spaces around it aside, is one."""
    alias = schema_editor.connection.alias
    model = {
        name: apps.get_model("timeline", name)._base_manager.using(alias)
        for name in (
            "Place", "HistoricalPlace", "Event", "HistoricalEvent", "Undoable", "DigestRecord",
        )
    }  # fmt: skip
    texts: set[str] = set()
    for name in ("Event", "HistoricalEvent"):
        rows = model[name].order_by().values_list("place_text", flat=True)
        texts.update(rows.distinct())
    done = [act for act in model["Undoable"].order_by("pk") if _rows(act, "place")]
    for act in done:
        texts.update(values["place"] for values in _rows(act, "place"))
    named = sorted({text.strip(" ") for text in texts} - {""})
    slugs: set[str] = set()
    place_of = apps.get_model("timeline", "Place")
    model["Place"].bulk_create(
        [place_of(name=name, slug=_free(name, slugs)) for name in named], batch_size=500
    )
    places = {place.name: place for place in model["Place"].order_by()}
    model["HistoricalPlace"].bulk_create(
        [
            apps.get_model("timeline", "HistoricalPlace")(
                id=place.pk, slug=place.slug, name=place.name, history_date=timezone.now(),
                history_type="+", history_change_reason=_REASON,
            )
            for place in places.values()
        ],
        batch_size=500,
    )  # fmt: skip
    for table in ("timeline_event", "timeline_historicalevent"):
        schema_editor.execute(
            f"UPDATE {table} SET place_id = (SELECT p.id FROM timeline_place p "
            "WHERE p.name = TRIM(place_text)) WHERE place_text <> ''"
        )
    for act in done:
        for values in _rows(act, "place"):
            place = places.get(values.pop("place").strip(" "))
            values["place_id"] = place.pk if place else None
        act.save(using=alias, update_fields=["rows"])
    # What a digest said last, so that what an editor changed since is told from that.
    named_by: set[tuple[str, str]] = set()
    for record in model["DigestRecord"].filter(kind="event").iterator(chunk_size=500):
        if "place" in record.values:
            text = record.values["place"].strip(" ")
            if place := places.get(text):
                named_by.add((record.digest, text))
            record.values["place"] = place.slug if place else text or None
            record.save(using=alias, update_fields=["values"])
    for digest, text in sorted(named_by):
        place = places[text]
        model["DigestRecord"].create(
            digest=digest, kind="place", key=place.slug, object_id=place.pk,
            values={"slug": place.slug, "name": place.name},
        )  # fmt: skip
    for record in model["DigestRecord"].filter(kind="import").iterator(chunk_size=500):
        if "made" in record.values:
            place = places.get(record.values.get("place", "").strip(" "))
            record.values["made"]["place"] = place.pk if place else None
            record.save(using=alias, update_fields=["values"])
    if schema_editor.connection.vendor == "postgresql":
        # Its checks of what refers to what wait for the end, and no table changes before them.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _rows(act: Any, name: str) -> list[dict[str, Any]]:
    """What an act kept of events' columns, where a column of this name is among them."""
    return [
        values
        for row in act.rows
        if row["model"] == "event"
        for values in (row["before"], row["after"])
        if values and name in values
    ]


def _free(name: str, taken: set[str]) -> str:
    """A slug of the name's words that is not taken; it is from now on."""
    base = slugify(unicodedata.normalize("NFKD", name))[:74].strip("-") or "place"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def _make_texts(apps: Any, schema_editor: Any) -> None:
    """Going back, have events hold their places' names; what else is known of them is lost."""
    alias = schema_editor.connection.alias
    place = apps.get_model("timeline", "Place").objects.using(alias)
    names = dict(place.values_list("pk", "name"))
    slugs = dict(place.values_list("slug", "name"))
    for table in ("timeline_event", "timeline_historicalevent"):
        schema_editor.execute(
            f"UPDATE {table} SET place_text = COALESCE((SELECT p.name FROM timeline_place p "
            "WHERE p.id = place_id), '') WHERE place_id IS NOT NULL"
        )
    for act in apps.get_model("timeline", "Undoable").objects.using(alias).order_by("pk"):
        if some := _rows(act, "place_id"):
            for values in some:
                values["place"] = names.get(values.pop("place_id"), "")
            act.save(using=alias, update_fields=["rows"])
    records = apps.get_model("timeline", "DigestRecord").objects.using(alias).filter(kind="event")
    for record in records.iterator(chunk_size=500):
        if "place" in record.values:
            slug = record.values["place"]
            record.values["place"] = slugs.get(slug, slug or "")
            record.save(using=alias, update_fields=["values"])
    apps.get_model("timeline", "DigestRecord").objects.using(alias).filter(kind="place").delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0022_outlet_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('latitude', models.FloatField(blank=True, help_text='In degrees, north of the equator: 50.45.', null=True, validators=[django.core.validators.MinValueValidator(-90, 'A latitude is between -90 and 90 degrees.'), django.core.validators.MaxValueValidator(90, 'A latitude is between -90 and 90 degrees.')])),
                ('longitude', models.FloatField(blank=True, help_text='In degrees, east of Greenwich: 30.52; west of it below zero.', null=True, validators=[django.core.validators.MinValueValidator(-180, 'A longitude is between -180 and 180 degrees.'), django.core.validators.MaxValueValidator(180, 'A longitude is between -180 and 180 degrees.')])),
                ('precision_m', models.PositiveIntegerField(blank=True, help_text='How far off the coordinates may be, where that is known.', null=True, verbose_name='precision in metres')),
                ('lies_in', models.ForeignKey(blank=True, help_text='The place that it is a part of, if that is recorded.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='timeline.place')),
            ],
            options={
                'ordering': ['name', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPlace',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('latitude', models.FloatField(blank=True, help_text='In degrees, north of the equator: 50.45.', null=True, validators=[django.core.validators.MinValueValidator(-90, 'A latitude is between -90 and 90 degrees.'), django.core.validators.MaxValueValidator(90, 'A latitude is between -90 and 90 degrees.')])),
                ('longitude', models.FloatField(blank=True, help_text='In degrees, east of Greenwich: 30.52; west of it below zero.', null=True, validators=[django.core.validators.MinValueValidator(-180, 'A longitude is between -180 and 180 degrees.'), django.core.validators.MaxValueValidator(180, 'A longitude is between -180 and 180 degrees.')])),
                ('precision_m', models.PositiveIntegerField(blank=True, help_text='How far off the coordinates may be, where that is known.', null=True, verbose_name='precision in metres')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lies_in', models.ForeignKey(blank=True, db_constraint=False, help_text='The place that it is a part of, if that is recorded.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='timeline.place')),
            ],
            options={
                'verbose_name': 'historical place',
                'verbose_name_plural': 'historical places',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PlaceAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='timeline.place')),
            ],
            options={
                'verbose_name': 'alias',
                'verbose_name_plural': 'aliases',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['name'], name='place_by_name'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='place_coordinates_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('precision_m__isnull', True), ('latitude__isnull', False), _connector='OR'), name='place_precision_of_coordinates'),
        ),
        migrations.AddConstraint(
            model_name='placealias',
            constraint=models.UniqueConstraint(fields=('place', 'name'), name='place_alias_once'),
        ),
        migrations.RenameField('event', 'place', 'place_text'),
        migrations.RenameField('historicalevent', 'place', 'place_text'),
        migrations.AddField(
            model_name='event',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='timeline.place'),
        ),
        migrations.AddField(
            model_name='historicalevent',
            name='place',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='timeline.place'),
        ),
        migrations.RunPython(_make_places, _make_texts),
        migrations.RemoveField('event', 'place_text'),
        migrations.RemoveField('historicalevent', 'place_text'),
    ]
