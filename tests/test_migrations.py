"""Migrations stand by themselves: what they do doesn't change with the code of a later release."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import timeline.migrations
from timeline.models import (
    Actor,
    DigestRecord,
    Event,
    FormerSlug,
    Outlet,
    Place,
    Source,
    Story,
    Undoable,
)

FILES = sorted(Path(timeline.migrations.__path__[0]).glob("0*.py"))


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "timeline" if node.level else str(node.module)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_migration_imports_nothing_of_today_s_code(file: Path):
    assert [name for name in _imported(file) if name.split(".")[0] == "timeline"] == []


def _kept_for_the_index() -> set[str]:
    """The tables, triggers and functions that the index is kept up by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master"
            if connection.vendor == "sqlite"
            else "SELECT relname FROM pg_class UNION SELECT proname FROM pg_proc"
            " UNION SELECT tgname FROM pg_trigger"
        )
        names = {name for (name,) in cursor.fetchall()}
    return {
        name
        for name in names
        if name.startswith(("touched_by_", "timeline_touched", "timeline_told", "timeline_copy"))
    }


def _at(name: str) -> Any:
    """The models as they are at a migration, after going there."""
    call_command("migrate", "timeline", name, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("timeline", name)]).apps


@pytest.mark.django_db(transaction=True)
def test_back_to_the_first_releases_and_forward_with_what_they_left():
    before = _kept_for_the_index()
    assert {"timeline_touched", "timeline_copy", "touched_by_event_update"} <= before
    try:
        _at("0002_articles")
        assert _kept_for_the_index() == set()
        old = _at("0007_read_in_context")
        for kind in ("event", "import-file", "import-row"):
            old.get_model("timeline", "DigestRecord").objects.create(
                kind=kind, key="x", object_id=1, values={}
            )
        old = _at("0009_undo_and_outlet_aliases")
        for slug in ("first", "second", "third"):
            old.get_model("timeline", "Event").objects.create(
                slug=slug, title=slug, place="" if slug == "third" else "Upper Berg"
            )
        old.get_model("timeline", "HistoricalEvent").objects.create(
            id=7, slug="gone", title="gone", place="Київ", history_date=timezone.now(),
            history_type="-",
        )  # fmt: skip
        was = {"model": "event", "key": 1, "before": {"place": "Lind"}, "after": {"place": ""}}
        old.get_model("timeline", "Undoable").objects.create(
            act="merge", kind="event", title="merged", rows=[was]
        )
        old.get_model("timeline", "Story").objects.create(pk=1, title="The bridge’s years")
        old.get_model("timeline", "Actor").objects.create(slug="mayor", name="Ida Berg")
        for name in ("The Herald", "The Hermit", "Kyiv Post"):
            old.get_model("timeline", "Outlet").objects.create(
                slug=name[-6:].strip().lower(), name=name, colour=3
            )
        sources = old.get_model("timeline", "Source").objects
        report, column = (sources.create(slug=slug, title=slug) for slug in ("report", "column"))
        column.draws_on.add(report)
        old = _at("0023_places")
        told = {
            "hour": ["2022-03-04T09:40:00", "2022-03-04"],
            "hours": ["2022-03-04T09:40:00", "2022-03-04T10:15:00"],
            "moment": ["2022-03-04T18:00:00Z", "2022-03-04T20:00:00+02:00"],
            "zones": ["2022-03-04T18:00:00Z", "2022-03-04T20:00:00"],
        }
        for slug, dates in told.items():
            day = {"edtf": "2022-03-04", "earliest": "2022-03-04", "latest": "2022-03-04"}
            event = old.get_model("timeline", "Event").objects.create(
                slug=slug, title=slug, basis="agreed", state="published", precision="day", **day
            )
            source = old.get_model("timeline", "Source").objects.create(
                slug=slug, title=slug, state="published"
            )
            for text in dates:
                old.get_model("timeline", "Mention").objects.create(
                    event=event,
                    source_id=source.pk,
                    says="It is told.",
                    state="published",
                    **(day | {"edtf": text}),
                )
    finally:
        call_command("migrate", verbosity=0)
    assert _kept_for_the_index() == before
    # Times of day that sources gave are their events' now, or what they disagree on.
    timed = Event.objects.filter(slug__in=told)
    assert {event.slug: (event.edtf, event.disputed) for event in timed} == {
        "hour": ("2022-03-04T09:40:00", False),
        "hours": ("2022-03-04", True),
        "moment": ("2022-03-04T20:00:00+02:00", False),
        "zones": ("2022-03-04T20:00:00", False),
    }
    stored = {event.slug: (event.edtf, event.disputed) for event in timed}
    Event.objects.refresh_dates(timed.values_list("pk", flat=True))
    assert {event.slug: (event.edtf, event.disputed) for event in timed.all()} == stored
    timed.delete()
    Source.objects.filter(slug__in=told).delete()
    # What was loaded before digests had names is the shipped one's.
    assert dict(DigestRecord.objects.values_list("kind", "digest")) == {
        "event": "shipped",
        "import-file": "",
        "import-row": "",
    }
    # The only story becomes the main one, with all events, and another may follow.
    story = Story.objects.get()
    assert (story.slug, story.main, story.state) == ("the-bridges-years", True, "published")
    assert set(story.events.values_list("slug", "state")) == {
        ("first", "published"),
        ("second", "published"),
        ("third", "published"),
    }
    # One text is one place, those of what is past too; nothing else is known of it.
    berg = Place.objects.get(slug="upper-berg")
    assert set(berg.events.values_list("slug", flat=True)) == {"first", "second"}
    assert (berg.name, berg.latitude, berg.lies_in, berg.history.count()) == (
        "Upper Berg", None, None, 1,
    )  # fmt: skip
    assert set(Place.objects.values_list("name", flat=True)) == {"Upper Berg", "Київ", "Lind"}
    gone = Event.history.get(slug="gone")
    assert gone.place_id == Place.objects.get(name="Київ").pk
    (row,) = Undoable.objects.get().rows
    assert row.before == {"place_id": Place.objects.get(name="Lind").pk}
    assert row.after == {"place_id": None}
    assert Actor.objects.get().listed
    # Outlets of one colour have a dash each, and a way back leaves the colour.
    assert list(Outlet.objects.order_by("pk").values_list("colour", flat=True)) == [3, 11, 19]
    # What draws on others relays them; of the rest nobody has said.
    assert dict(Source.objects.values_list("slug", "origin")) == {
        "report": "not-recorded",
        "column": "relays",
    }
    assert not Story.objects.create(title="Another").main


@pytest.mark.django_db(transaction=True)
def test_slugs_of_what_was_merged_in_earlier_releases_lead_on():
    def merged(kind: str, key: int, slug: str, into: int, **before: Any) -> dict[str, Any]:
        gone = {"model": kind, "key": key, "before": {"slug": slug} | before, "after": None}
        return {"act": "merge", "kind": kind, "title": slug, "object_id": into, "rows": [gone]}

    try:
        old = _at("0025_kept_files")
        sea = old.get_model("timeline", "Tag").objects.create(slug="sea", name="Sea")
        event = old.get_model("timeline", "Event").objects.create(
            slug="fire", title="Fire", state="published"
        )
        had = sea.taggings.create(event=event)
        acts = [
            merged("tag", 901, "water", 902),
            merged("tag", 902, "brine", sea.pk),
            merged("event", 903, "blaze", event.pk, state="published"),
            merged("event", 904, "raid", event.pk, state="draft"),
            merged("event", 905, "lost", 906, state="published"),
            merged("tag", 907, "mer", sea.pk) | {"undone_at": timezone.now()},
        ]
        moved = {"model": "tagging", "key": had.pk, "before": {"tag_id": 902}, "after": {}}
        acts[1]["rows"].append(moved)
        for act in acts:
            old.get_model("timeline", "Undoable").objects.create(**act)
    finally:
        call_command("migrate", verbosity=0)
    found = FormerSlug.objects.values_list("noun", "slug", "object_id", "public")
    assert set(found) == {
        ("tag", "water", sea.pk, False),
        ("tag", "brine", sea.pk, True),
        ("event", "blaze", event.pk, True),
        ("event", "raid", event.pk, False),
    }
