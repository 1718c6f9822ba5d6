"""Every column of a table: held by a field, kept as a value, or left out by choice."""

from __future__ import annotations

import pytest

from tests import snapshot
from timeline.domain.timelines.column_mapping import Mapping, NameChoice, guess
from timeline.domain.timelines.timeline_file import header_of
from timeline.models import DigestRecord, Event, Kind, Source, Tag
from timeline.services.imports import import_timeline, take_back
from timeline.services.imports.import_outcome import ImportReport
from timeline.services.imports.imported_files import FILE
from timeline.services.imports.timeline_file import (
    open_file,
    remember_mapping,
    remembered_mapping,
)

pytestmark = pytest.mark.django_db

EVENTS = (
    "id,date,title,type,tags,importance,deaths,Region: code\n"
    "1,2022-03-04,Shelling of a depot,Explosions/Remote violence,fuel; night,3,4,N-2\n"
    "2,2022-03-05,March in the square,Protests,students,,0,\n"
)
TELLINGS = (
    "id,date,title,outlet,source title,page,operation\n"
    "fire,2021-03-04,Harbour fire,Daily Alpha,Fire at the harbour,7,Lion\n"
    "fire,2021-03-05,Harbour fire,Daily Beta,Blaze in port,12,Lion\n"
    "bridge,2021-04-04,Bridge closes,Daily Alpha,Bridge shut,,Lynx\n"
)


def take(text: str, *, name: str = "one.csv", **said: object) -> ImportReport:
    mapping = Mapping(guess(header_of(text)), **said)
    return import_timeline.load(open_file(text.encode(), name=name), mapping=mapping)


def event(title: str) -> Event:
    return Event.objects.get(title=title)


def test_kinds_tags_importance_and_other_columns_are_kept():
    report = take(EVENTS)
    assert (report.new["kind"], report.new["tag"]) == (2, 3)
    depot = event("Shelling of a depot")
    assert str(depot.of_kind) == "Explosions/Remote violence"
    assert sorted(tag.name for tag in depot.tags.all()) == ["fuel", "night"]
    assert depot.importance == 3
    assert depot.named_values == {"deaths": "4", "Region code": "N-2"}
    assert event("March in the square").named_values == {"deaths": "0"}
    signs = Kind.objects.values_list("sign", flat=True)
    assert len(set(signs)) == len(signs)
    before = snapshot.rows()
    assert take(EVENTS).counts == "0 created, 0 updated, 2 unchanged"
    assert snapshot.rows() == before


def test_what_differs_among_the_tellings_of_an_event_is_the_sources_own():
    take(TELLINGS)
    pages = dict(Source.objects.exclude(named_values={}).values_list("title", "named_values"))
    assert pages == {"Fire at the harbour": {"page": "7"}, "Blaze in port": {"page": "12"}}
    assert event("Harbour fire").named_values == {"operation": "Lion"}
    assert event("Bridge closes").named_values == {"operation": "Lynx"}


def test_an_editor_chooses_what_becomes_of_a_column():
    take(TELLINGS, kept={"page": "event", "operation": "out"})
    assert event("Harbour fire").named_values == {"page": "7; 12"}
    assert not Source.objects.exclude(named_values={})


def test_a_mended_file_updates_its_values_and_an_editor_s_stay():
    take(EVENTS)
    depot = event("Shelling of a depot")
    depot.named_values = depot.named_values | {"Region code": "N-3", "operation": "Lion"}
    depot.save()
    report = take(EVENTS.replace(",3,4,N-2", ",2,5,N-9").replace("fuel; night", "fuel"))
    depot = event("Shelling of a depot")
    assert depot.named_values == {"deaths": "5", "Region code": "N-3", "operation": "Lion"}
    assert (depot.importance, [tag.name for tag in depot.tags.all()]) == (2, ["fuel"])
    assert report.kept == ["row 2 (“Shelling of a depot”): “Region code” was changed in admin"]


def test_a_mended_file_updates_the_values_of_the_sources_that_it_made():
    take(TELLINGS)
    take(TELLINGS.replace(",12,", ",13,").replace("Bridge shut,,", "Bridge shut,2,"))
    pages = dict(Source.objects.values_list("title", "named_values"))
    assert (pages["Blaze in port"], pages["Bridge shut"]) == ({"page": "13"}, {"page": "2"})


def test_the_values_of_a_source_that_was_there_stay_its_own():
    Source.objects.create(slug="blaze", title="Blaze in port", named_values={"page": "1"})
    take(TELLINGS.replace("Daily Beta", ""))
    assert Source.objects.get(slug="blaze").named_values == {"page": "1"}


def test_what_was_chosen_for_unknown_kinds_and_tags_counts():
    sea = Tag.objects.create(slug="sea", name="Sea")
    names = {
        ("kind", "explosions/remote violence"): NameChoice(same="incident"),
        ("kind", "protests"): NameChoice(left_out=True),
        ("tag", "fuel"): NameChoice(same="sea"),
        ("tag", "night"): NameChoice(left_out=True),
    }
    take(EVENTS, names=names)
    depot = event("Shelling of a depot")
    assert (depot.kind, list(depot.tags.all())) == ("incident", [sea])
    assert event("March in the square").kind == "other"


def test_an_importance_that_is_none_is_told_and_refuses_no_row():
    report = take(EVENTS.replace(",3,4", ",high,4"))
    assert [note for note, _ in report.notes] == [
        "“high” is no importance from 1 to 3, and is left out."
    ]
    assert event("Shelling of a depot").importance is None


def test_taken_back_its_kinds_and_tags_go_as_far_as_no_other_event_has_them():
    take(EVENTS)
    other = Event.objects.create(
        slug="other", title="Another", kind=event("March in the square").kind
    )
    Tag.objects.get(name="students").events.add(other)
    record = DigestRecord.objects.get(kind=FILE)
    plan = take_back.plan(record)
    assert dict(plan.counts)["tag"] == 2
    take_back.take_back(record, agreed=plan.token)
    assert list(Tag.objects.values_list("name", flat=True)) == ["students"]
    names = set(Kind.objects.values_list("name", flat=True))
    assert "Protests" in names
    assert "Explosions/Remote violence" not in names


def test_a_header_is_known_again_where_a_row_has_more_cells_than_it():
    before = open_file(b"What,When\nFire,2021-03-04\n", name="a.csv")
    remember_mapping(before, Mapping({"title": "What", "date": "When"}, spans=True))
    longer = open_file(b"What,When\nFire,2021-03-04,in the port\n", name="b.csv")
    known = remembered_mapping(longer)
    assert (known.columns, known.spans) == ({"title": "What", "date": "When"}, True)
