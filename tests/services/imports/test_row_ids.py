"""Ids of any length and letters: kept with their events, and known again by another file."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import snapshot
from timeline.domain.named_values import LONGEST_TEXT
from timeline.models import DigestRecord, Event
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import ImportReport
from timeline.services.imports.timeline_file import open_file

pytestmark = pytest.mark.django_db

IDS = (
    "https://db.example/events/7?x=1", "https-db-example-events-7-x-1", "подія 7", "подія-7",
    "No 7", "no 7", "no-7", "7/2021", "é" * 150, f"https://db.example/{'a' * LONGEST_TEXT}b",
    f"https://db.example/{'a' * LONGEST_TEXT}c",
)  # fmt: skip


def rows(outlet: str, *, day: str = "2021-03-04", title: str = "Fire") -> str:
    told = (f"{one},{title},{day},{outlet},{outlet} {n}" for n, one in enumerate(IDS))
    return "\n".join(["id,title,date,outlet,source title", *told, ""])


def take(text: str, name: str) -> ImportReport:
    return import_timeline.load(open_file(text.encode(), name=name))


def test_an_id_that_is_no_address_stands_in_a_value():
    take(rows("Alpha"), "alpha.csv")
    assert Event.objects.count() == len(IDS)
    kept = Event.objects.filter(mentions__source__title="Alpha 0").get()
    assert (kept.slug[:4], kept.named_values) == ("fire", {"id": IDS[0]})
    assert Event.objects.get(slug=IDS[1]).named_values == {}
    assert Event.objects.filter(named_values__id="подія 7").count() == 1
    longest = [len(event.named_values.get("id", "")) for event in Event.objects.all()]
    assert max(longest) == LONGEST_TEXT


def test_another_file_joins_each_event_by_its_id_whatever_the_date():
    take(rows("Alpha"), "alpha.csv")
    report = take(rows("Beta", day="2021-03-05"), "beta.csv")
    assert report.counts == f"0 created, {len(IDS)} told once more, 0 updated, 0 unchanged"
    assert Event.objects.count() == len(IDS)
    for event in Event.objects.all():
        titles = event.mentions.values_list("source__title", flat=True)
        assert len({title.split()[1] for title in titles}) == 1
    before = snapshot.rows()
    take(rows("Beta", day="2021-03-05"), "beta.csv")
    take(rows("Alpha"), "alpha.csv")
    assert snapshot.rows() == before


def test_an_id_with_another_title_is_another_event_and_the_command_says_so(tmp_path: Path):
    take(rows("Alpha"), "alpha.csv")
    (tmp_path / "beta.csv").write_text(rows("Beta", title="Flood"))
    out = StringIO()
    call_command("import_timeline", tmp_path / "beta.csv", stdout=out)
    told = out.getvalue()
    assert f"“Fire” in the archive has the id “{IDS[0]}” too; this is another event." in told
    assert f"{len(IDS)} created" in told
    # The ids that could be addresses are taken; so they stand in values, and both are found again.
    assert Event.objects.get(title="Flood", named_values__id="no-7")
    report = take(rows("Gamma", day="2021-03-06", title="Flood"), "gamma.csv")
    assert report.counts == f"0 created, {len(IDS)} told once more, 0 updated, 0 unchanged"


def test_a_column_that_is_called_as_the_value_keeps_its_own(tmp_path: Path):
    head = "id,event id,title,date\n"
    path = tmp_path / "both.csv"
    path.write_text(f"{head}blue,http://a.example/1,Fire,2021-03-04\n")
    call_command("import_timeline", path, map=["id=event id"], stdout=StringIO())
    event = Event.objects.get()
    assert event.named_values == {"id": "blue", "row id": "http://a.example/1"}
    path = tmp_path / "second.csv"
    path.write_text("id,title,date\nhttp://a.example/1,Fire,2021-03-05\n")
    call_command("import_timeline", path, stdout=StringIO())
    assert Event.objects.get().mentions.count() == 2


def test_two_ids_of_a_file_are_never_one_event_by_their_words(tmp_path: Path):
    take("title,date\nFire,2021-03-04\n", "alpha.csv")
    two = "id,title,date\n№ 1,Fire,2021-03-04\n№ 2,Fire,2021-03-04\n"
    (tmp_path / "two.csv").write_text(two)
    out = StringIO()
    call_command("import_timeline", tmp_path / "two.csv", stdout=out)
    assert "and so have rows of another id; this is another event." in out.getvalue()
    assert Event.objects.count() == 3
    grown = f"{two}№ 3,Fire,2021-03-04\n"
    assert take(grown, "two.csv").counts == "1 created, 0 updated, 2 unchanged"


def test_a_row_that_a_file_has_later_is_no_other_id_s_event():
    head = "id,title,date\n"
    take(f"{head}a/1,Fire,2021-03-04\n", "alpha.csv")
    report = take(f"{head}a/1,Fire,2021-03-04\na/2,Fire,2021-03-04\n", "alpha.csv")
    assert report.counts == "1 created, 0 updated, 1 unchanged"
    assert Event.objects.count() == 2


def test_what_was_taken_in_before_gets_its_id_when_the_file_comes_again():
    text = rows("Alpha")
    take(text, "alpha.csv")
    for event in Event.objects.exclude(named_values={}):
        event.named_values = {}
        event.save()
    for record in DigestRecord.objects.filter(kind="import"):
        record.values["values"] = {}
        record.save()
    take(text, "alpha.csv")
    assert Event.objects.filter(named_values__id=IDS[0]).count() == 1
