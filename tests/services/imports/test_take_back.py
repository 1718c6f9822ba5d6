"""An import taken back: what it made goes, what anybody touched or uses stays, and is named."""

from __future__ import annotations

import pytest

from tests import snapshot
from tests.cast import Cast
from timeline.models import Actor, DigestRecord, Event, Mention, Outlet, Source, Story
from timeline.services.imports import import_timeline, take_back
from timeline.services.imports.imported_files import FILE
from timeline.services.imports.timeline_file import open_file

pytestmark = pytest.mark.django_db

TABLE = (
    b"id,title,date,actors,outlet,quote,speaker\n"
    b"fire,Harbour fire,2021-03-04,Olaf Lund,Daily Alpha,it burned,Olaf Lund\n"
    b"fire,Harbour fire,2021-03-05,Olaf Lund,Daily Beta,,\n"
    b"bridge,Bridge closes,2021-04-04,Ida Berg,Daily Alpha,,\n"
)
OF_THE_RECORD = {"Event", "Mention", "Source", "Outlet", "Actor", "Quote", "Participation", "Story"}


def imported() -> DigestRecord:
    import_timeline.load(open_file(TABLE, name="fires.csv"))
    return DigestRecord.objects.get(kind=FILE)


def of_the_record() -> dict[str, object]:
    return {
        name: rows for name, rows in snapshot.rows().items()
        if name.partition(".")[2] in OF_THE_RECORD
    }  # fmt: skip


def test_all_that_an_import_made_goes_and_can_come_again(cast: Cast):
    before = of_the_record()
    record = imported()
    assert dict(take_back.plan(record).counts) == {
        "mention": 3, "event": 2, "source": 3, "outlet": 2, "actor": 1,
    }  # fmt: skip
    assert take_back.take_back(record, agreed="what was shown before") is None
    done = take_back.take_back(record, agreed=take_back.plan(record).token)
    assert done is not None
    assert not done.stays
    assert of_the_record() == before  # whoever was known before, Ida Berg, stays
    assert not DigestRecord.objects.filter(key__startswith="fires").exists()
    report = import_timeline.load(open_file(TABLE, name="fires.csv"))
    assert report.counts.startswith("2 created, 1 told once more")


def test_what_somebody_changed_or_added_to_stays_and_is_named(cast: Cast):
    record = imported()
    Mention.objects.create(
        event=Event.objects.get(slug="fire"), source=cast.report, says="It burned."
    )
    told = Mention.objects.get(event__slug="bridge")
    told.says = "As the editor has it."
    told.save()
    plan = take_back.plan(record)
    assert any("“Harbour fire”: something else refers to it" in line for line in plan.stays)
    assert any("“Bridge closes”: something else refers to it" in line for line in plan.stays)
    take_back.take_back(record, agreed=plan.token)
    assert set(Event.objects.values_list("slug", flat=True)) >= {"fire", "bridge"}
    assert Event.objects.get(slug="fire").mentions.count() == 1
    assert Actor.objects.filter(name="Olaf Lund").exists()  # the fire's, which stays
    assert Outlet.objects.filter(name="Daily Alpha").exists()
    assert not Outlet.objects.filter(name="Daily Beta").exists()
    assert not Source.objects.filter(outlet__name="Daily Beta").exists()


def test_the_first_story_goes_with_the_import_that_began_it_unless_somebody_changed_it():
    record = imported()
    assert ("story", 1) in take_back.plan(record).counts
    take_back.take_back(record, agreed=take_back.plan(record).token)
    assert not Story.objects.exists()
    record = imported()
    story = Story.objects.get()
    story.standfirst = "Of fires."
    story.save()
    plan = take_back.plan(record)
    assert plan.stays["story “fires”: changed since"] == 1
    take_back.take_back(record, agreed=plan.token)
    assert Story.objects.get() == story


def test_the_source_named_after_the_file_goes_too():
    import_timeline.load(open_file(b"title,date\nFire,2021\n", name="fires.csv"))
    record = DigestRecord.objects.get(kind=FILE)
    take_back.take_back(record, agreed=take_back.plan(record).token)
    assert not Source.objects.exists()


def test_what_a_newer_version_of_the_file_changed_goes_too(cast: Cast):
    before = of_the_record()
    imported()
    newer = TABLE.replace(b"Harbour fire", b"The harbour fire").replace(
        b"2021-04-04", b"2021-04-05"
    )
    report = import_timeline.load(open_file(newer, name="fires.csv"))
    assert "updated" in report.counts
    record = DigestRecord.objects.get(kind=FILE)
    plan = take_back.plan(record)
    assert not plan.stays
    take_back.take_back(record, agreed=plan.token)
    assert of_the_record() == before
