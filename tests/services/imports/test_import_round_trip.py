"""What goes out as TimelineJS comes in again: titles, dates at their precision, texts."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.cast import Cast
from tests.exports.told import hostile_events, written
from timeline.domain.text.characters import plain
from timeline.domain.text.passages import excerpt
from timeline.domain.timelines.plain_text import text_of
from timeline.models import DigestRecord, Event, Mention, Outlet, Source, Story
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import RowFate
from timeline.services.imports.timeline_file import open_file

pytestmark = pytest.mark.django_db


def emptied() -> None:
    for model in (Mention, Story, Event, Source, Outlet, DigestRecord):
        model.objects.all().delete()


def texts(export: dict[str, Any]) -> dict[str, str]:
    """What is said of each event, as our importer reads it: paragraphs between empty lines."""
    return {event["unique_id"]: text_of(event["text"]["text"]) for event in export["events"]}


def test_the_shipped_story_goes_out_and_comes_in_again_whole():
    call_command("load_seeds", stdout=StringIO())
    out = written("timelinejs.json")
    told = json.loads(out)
    dates = {event.slug: (event.title, event.edtf) for event in Event.objects.exclude(edtf="")}
    emptied()
    file = open_file(out, name="events.timelinejs.json")
    report = import_timeline.load(file)
    assert report.fates == {RowFate.NEW: len(told["events"])}
    came = {event.slug: (event.title, event.edtf) for event in Event.objects.all()}
    assert came == dates
    # What was told of an event, summary and tellings, is what the file is kept as saying.
    said = {mention.event.slug: mention.says for mention in Mention.objects.all()}
    assert said == texts(told)
    assert any(text.count("\n\n") for text in said.values())
    assert import_timeline.load(file).counts == (f"0 created, 0 updated, {len(dates)} unchanged")
    again = json.loads(written("timelinejs.json"))
    for before, after in zip(told["events"], again["events"], strict=True):
        for name in ("unique_id", "group", "start_date", "display_date", "edtf"):
            assert after[name] == before[name]
        assert after.get("end_date") == before.get("end_date")
        assert after["text"]["headline"] == before["text"]["headline"]
        assert text_of(before["text"]["text"]) in text_of(after["text"]["text"])


def test_an_export_into_the_record_that_it_is_of_doubles_no_event(cast: Cast):
    events = Event.objects.count()
    report = import_timeline.load(open_file(written("timelinejs.json"), name="own.json"))
    assert set(report.fates) == {RowFate.JOINED}
    assert Event.objects.count() == events
    again = import_timeline.load(open_file(written("timelinejs.json"), name="own.json"))
    assert set(again.fates) <= {RowFate.UNCHANGED, RowFate.UPDATED}
    assert again.kept == []


def test_hostile_events_go_out_and_come_in_as_the_words_they_are():
    titles = {event.slug: plain(event.title) for event in hostile_events()}
    out = written("timelinejs.json")
    emptied()
    report = import_timeline.load(open_file(out, name="hostile.json"))
    assert report.fates == {RowFate.NEW: len(titles)}
    came = dict(Event.objects.values_list("slug", "title"))
    assert came == {slug: excerpt(title, longest=200) for slug, title in titles.items()}
