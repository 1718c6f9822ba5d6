"""Which event of the archive a row tells once more, and what of it is left out then."""

from __future__ import annotations

import pytest

from tests import snapshot
from timeline.domain.timelines.column_mapping import Mapping, NameChoice, guess
from timeline.domain.timelines.timeline_file import header_of
from timeline.models import Actor, Event, Source
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import ImportReport
from timeline.services.imports.timeline_file import TimelineFile, open_file

pytestmark = pytest.mark.django_db

TWO = (
    "id,title,date,outlet,source title\nfire-1,Fire,2021-03-04,Daily Alpha,One\n"
    "fire-2,Fire,2021-03-04,Daily Beta,Other\n"
)
ONE_MORE = "title,date,outlet,source title\nFire,2021-03-04,Daily Gamma,Third\n"


def file_of(text: str, name: str) -> TimelineFile:
    return open_file(text.encode(), name=name)


def take(text: str, name: str, **said: object) -> ImportReport:
    mapping = Mapping(guess(header_of(text)), **said)
    return import_timeline.load(file_of(text, name), mapping=mapping)


def test_a_row_that_may_be_of_two_events_makes_another_and_says_so():
    take(TWO, "two.csv")
    report = take(ONE_MORE, "more.csv")
    assert report.counts == "1 created, 0 updated, 0 unchanged"
    ((note, row),) = report.notes
    assert note.startswith("2 events of the archive have its title, date and place (“fire-1”,")
    assert note.endswith("this is another event.")
    assert row == 2
    before = snapshot.rows()
    assert take(ONE_MORE, "more.csv").counts == "0 created, 0 updated, 1 unchanged"
    assert snapshot.rows() == before


def test_a_row_joins_the_one_of_several_events_that_was_chosen():
    take(TWO, "two.csv")
    preview = import_timeline.preview(file_of(ONE_MORE, "more.csv"))
    (asked,) = preview.several
    assert (asked.row.number, asked.slugs, asked.chosen) == (2, ("fire-1", "fire-2"), "")
    take(ONE_MORE, "more.csv", joins={asked.event: "fire-2"})
    assert Event.objects.count() == 2
    assert Event.objects.get(slug="fire-2").mentions.count() == 2


def test_what_a_row_says_otherwise_of_an_event_that_is_there_is_named():
    head = "id,title,date,outlet,source title,place,actors,tags,importance,type,operation\n"
    take(f"{head}a,Fire,2021-03-04,Alpha,One,Kyiv,Ida Berg,sea,3,Protests,Lion\n", "a.csv")
    report = take(
        f"{head}a,Fire,2021-03-04,Beta,Two,Lviv,Ida Berg; Olaf Lund,sea; town,1,Arson,Lynx\n",
        "b.csv",
    )
    (note,) = (note for note, _ in report.notes)
    assert note == (
        "Its event is there already and stays as it is. Left out of the row: kind “Arson”; place "
        "“Lviv”; importance 1; actors Olaf Lund; tags town; operation “Lynx”."
    )
    assert Event.objects.get(slug="a").named_values == {"operation": "Lion"}
    told = take(f"{head}a,Fire,2021-03-04,Gamma,Third,Kyiv,Ida Berg,sea,3,,Lion\n", "c.csv")
    assert told.notes == []


def test_values_of_a_source_that_is_there_already_are_named():
    Source.objects.create(slug="one", title="One", url="https://a.example/one")
    head = "title,date,source title,url,page\n"
    rows = "Fire,2021-03-04,One,https://a.example/one,7\nFire,2021-03-04,Two,,8\n"
    report = take(head + rows, "a.csv")
    assert report.notes == [
        ("Its source is there already and stays as it is. Left out: page.", 2),
    ]
    assert take(head + rows, "a.csv").notes == []


def test_a_value_of_sources_is_the_event_s_where_a_row_names_no_source():
    text = "title,date,page\nFire,2021-03-04,7\n"
    report = take(text, "a.csv", kept={"page": "source"})
    assert Event.objects.get().named_values == {"page": "7"}
    assert report.notes == [("It names no source; so page is kept as of the event.", 2)]


ALPHA = "title,date,notes\nFire,2021-03-04,Ten were hurt\nFlood,2021-05-06,The mill fell\n"


def test_another_file_of_the_same_happenings_tells_them_for_itself():
    take(ALPHA, "alpha.csv")
    beta = ALPHA.replace("Ten were hurt", "Two were hurt").replace("The mill fell", "No mill fell")
    take(beta, "beta.csv")
    fire = Event.objects.get(title="Fire")
    assert sorted(fire.mentions.values_list("source__title", "says")) == [
        ("alpha.csv", "Ten were hurt"), ("beta.csv", "Two were hurt"),
    ]  # fmt: skip
    report = take(ALPHA, "renamed.csv")
    assert report.counts == "0 created, 0 updated, 2 unchanged"


def test_what_later_rows_of_an_event_say_of_it_otherwise_is_told():
    report = take(
        "id,title,date,place,kind,importance,latitude,longitude\n"
        "a,Fire,2021-03-04,Mill,incident,1,50,30\na,Fire,2021-03-04,Mill,strike,3,51,31\n",
        "rows.csv",
    )
    told = " ".join(note for note, _ in report.notes)
    assert "Its kind is “strike”. Row 2 of the same event comes first, with “incident”." in told
    assert "Its importance is “3”." in told
    assert "Its coordinates are “51.0, 31.0”." in told


def test_names_of_an_event_that_is_there_are_neither_made_nor_asked_for():
    head = "id,title,date,outlet,source title,place,actors,tags,type,quote,speaker\n"
    take(f"{head}a,Fire,2021-03-04,Alpha,One,,,,,,\n", "a.csv")
    text = (
        f"{head}a,Fire,2021-03-04,Beta,Two,Lviv,Olaf Lund,town,Arson,We left,Ida Berg\n"
        "b,Flood,2021-05-06,Gamma,Three,,,,Deluge,,\n"
    )
    mapping = Mapping(guess(header_of(text)))
    asked = import_timeline.preview(file_of(text, "b.csv"), mapping=mapping)
    assert sorted((one.noun, one.name) for one in asked.unknown) == [
        ("actor", "Ida Berg"), ("kind", "Deluge"), ("outlet", "Beta"), ("outlet", "Gamma"),
    ]  # fmt: skip
    made = take(text, "b.csv").new
    assert made == asked.new
    assert (made["actor"], made["kind"], made["place"], made["tag"]) == (1, 1, 0, 0)
    assert list(Actor.objects.values_list("name", flat=True)) == ["Ida Berg"]
    assert take(text, "b.csv").counts == "0 created, 0 updated, 2 unchanged"


def test_a_name_of_an_event_that_is_there_stays_listed_once_something_is_chosen_for_it():
    head = "id,title,date,outlet,source title,type\n"
    take(f"{head}a,Fire,2021-03-04,Alpha,One,\n", "a.csv")
    text = f"{head}a,Fire,2021-03-04,Beta,Two,Arson\n"
    names = {("kind", "arson"): NameChoice(left_out=True)}
    asked = import_timeline.preview(
        file_of(text, "b.csv"), mapping=Mapping(guess(header_of(text)), names=names)
    )
    assert ("kind", "Arson") in {(one.noun, one.name) for one in asked.unknown}
