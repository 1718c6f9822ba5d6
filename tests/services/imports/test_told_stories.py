"""The stories that our own JSON tells: made, known again, or passed over for one that is named."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.exports.told import written
from tests.services.imports.test_own_tables import take
from tests.services.imports.test_public_fields import emptied
from timeline.domain.timelines.timeline_file import read_timeline
from timeline.models import DigestRecord, Event, Mention, Story
from timeline.services.imports.imported_files import FILE
from timeline.services.imports.take_back import plan, take_back

pytestmark = pytest.mark.django_db


def test_the_stories_of_a_file_are_made_unless_another_is_named(cast: Cast):
    note = "It tells of 1 story, “The bridge”: new events go in there, unless another is named."
    out = written("jsonl")
    assert note in read_timeline(out.decode()).notes
    emptied()
    Story.objects.create(title="Mine")
    Story.objects.create(title="Yours")
    report = take(out, "events.jsonl")
    assert report.new["story"] == 1
    bridge = Story.objects.get(slug="the-bridge")
    assert (bridge.events.count(), bridge.main) == (Event.objects.count(), False)
    emptied()
    mine = Story.objects.create(title="Mine")
    take(out, "events.jsonl", story=mine)
    assert (mine.events.count(), Story.objects.count()) == (Event.objects.count(), 1)


def test_an_editor_who_took_an_event_out_of_a_told_story_is_not_overruled(cast: Cast):
    out = written("jsonl")
    emptied()
    take(out, "events.jsonl")
    story = Story.objects.get()
    story.events.remove(Event.objects.get(slug="opening"))
    Mention.objects.filter(event__slug="storm").delete()
    for name in ("events.jsonl", "other.jsonl"):
        take(out, name)
        assert not story.events.filter(slug="opening").exists()
    story.delete()
    for _ in range(2):
        take(out, "events.jsonl")
        assert not Story.objects.exists()


def test_what_comes_in_again_after_an_import_was_taken_back_goes_into_its_story(cast: Cast):
    out = written("jsonl")
    emptied()
    take(out, "events.jsonl")
    Mention.objects.filter(event__slug="storm")[0].save()  # so that it stays
    record = DigestRecord.objects.get(kind=FILE)
    take_back(record, agreed=plan(record).token)
    assert (Story.objects.count(), Event.objects.count()) == (1, 2)
    take(out, "events.jsonl")
    assert Story.objects.get().events.count() == Event.objects.count() > 1
