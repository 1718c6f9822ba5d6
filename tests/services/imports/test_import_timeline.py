"""Timelines taken in: once, again, and again after an editor was there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests import snapshot, story
from tests.cast import Cast
from tests.counting import queries_of
from timeline.domain.timelines.column_mapping import Mapping, NameChoice
from timeline.domain.timelines.row import NotATimeline
from timeline.models import (
    Actor,
    DigestRecord,
    Event,
    ImportMapping,
    Mention,
    Outlet,
    Quote,
    Source,
)
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import BadRows, ImportReport, RowFate
from timeline.services.imports.timeline_file import (
    LARGEST,
    open_file,
    remember_mapping,
    remembered_mapping,
)
from timeline.services.records import merge_events

pytestmark = pytest.mark.django_db

OWN = Mapping(
    {name: name for name in (
        "title", "date", "text", "id", "kind", "place", "actors", "outlet", "source", "url",
        "published", "quote", "speaker",
    )},
    new_actors="person",
)  # fmt: skip


def slide(title: str = "The ferry sails", *, at: int | dict = 2022, **more: Any) -> dict[str, Any]:
    start = at if isinstance(at, dict) else {"year": at}
    return {"start_date": start, "text": {"headline": title, "text": f"{title}."}, **more}


def take(*slides: Any, name: str = "sound.json", **options: Any) -> ImportReport:
    data = json.dumps({"events": list(slides)}).encode()
    return import_timeline.load(open_file(data, name=name), **options)


def take_table(*rows: dict[str, str], mapping: Mapping = OWN, **options: Any) -> ImportReport:
    columns = list(mapping.columns)
    lines = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    data = "\n".join("\t".join(line) for line in lines).encode()
    return import_timeline.load(open_file(data, name="own.tsv"), mapping=mapping, **options)


def test_a_row_is_an_event_that_a_source_named_after_the_file_tells():
    at = {"year": 2022, "month": 3}
    report = take(slide(unique_id="ferry", group="Meeting", at=at))
    event, mention, source = Event.objects.get(), Mention.objects.get(), Source.objects.get()
    assert report.counts == "1 created, 0 updated, 0 unchanged"
    assert (event.slug, event.title, event.kind) == ("ferry", "The ferry sails", "meeting")
    assert (event.edtf, event.basis) == ("2022-03", "agreed")
    assert (mention.event, mention.source) == (event, source)
    assert (mention.says, mention.phrase) == ("The ferry sails.", "")
    assert (mention.inferred, mention.because) == ("2022-03", "The file gives the date as 2022-03.")
    assert (source.title, source.document, source.kind) == ("sound.json", "sound.json", "other")
    assert (source.outlet, source.outlet_basis) == (None, "not-stated")
    assert (source.edtf, source.published_basis) == ("", "not-stated")
    assert len(source.sha256) == 64
    assert report.source == source


def test_the_words_shown_for_a_date_are_the_phrase_and_say_by_which_rule_they_are_read():
    take(slide(display_date="March 2022", at={"year": 2022, "month": 3}))
    mention = Mention.objects.get()
    assert (mention.phrase, mention.inferred, mention.edtf) == ("March 2022", "", "2022-03")
    assert mention.rule == "month-year"


def test_a_row_without_a_text_says_its_title():
    take({"start_date": {"year": 2022}, "text": {"headline": "Plans"}})
    assert Mention.objects.get().says == "Plans"


def test_an_id_is_the_slug_where_it_can_be_one_and_no_other_event_has_it():
    Event.objects.create(slug="taken", title="Another")
    take(
        slide("One", unique_id="one_1"),
        slide("Two", unique_id="no slug"),
        slide("Three", unique_id="taken"),
        slide("Two", unique_id=""),
        slide("!!", unique_id="x" * 101),
    )
    assert list(Event.objects.order_by("pk").values_list("slug", flat=True)) == [
        "taken", "one_1", "two", "three", "two-2", "event",
    ]  # fmt: skip


def test_events_of_one_day_stand_in_the_order_of_the_file():
    day = {"year": 2022, "month": 3, "day": 4}
    take(slide("Zeal", at=day), slide("Calm", at=1990), slide("Anger", at=day))
    titles = list(Event.objects.values_list("title", flat=True))
    assert titles == ["Calm", "Zeal", "Anger"]


def test_the_same_file_again_changes_nothing():
    rows = [slide("One", unique_id="one"), slide("Two"), slide("Two", at=1991), slide("Four")]
    take(*rows)
    before = snapshot.rows()
    assert take(*rows).counts == "0 created, 0 updated, 4 unchanged"
    assert snapshot.rows() == before


def test_a_changed_row_is_updated_and_a_new_one_added():
    take(slide("One", unique_id="one"), slide("Two", unique_id="two"))
    changed = slide("One more", unique_id="one", at=1990, group="meeting")
    report = take(slide("Two", unique_id="two"), changed, slide("Three"))
    assert report.counts == "1 created, 1 updated, 1 unchanged"
    one = Event.objects.get(slug="one")
    assert (one.title, one.kind, one.edtf) == ("One more", "meeting", "1990")
    assert one.mentions.get().says == "One more."
    assert Source.objects.count() == 1
    assert one.history.first().history_change_reason == "imported from sound.json"


def test_what_an_editor_changed_stays_and_is_named():
    take(slide("One", unique_id="one"), slide("Two", unique_id="two"))
    Event.objects.filter(slug="one").update(title="Mine")
    mention = Mention.objects.get(event__slug="two")
    mention.inferred, mention.inferred_reason = "1968", "I was there."
    mention.save()
    before = snapshot.rows()["timeline.Event"]
    report = take(slide("One", unique_id="one"), slide("Two", unique_id="two"))
    assert report.counts == "0 created, 0 updated, 2 unchanged"
    assert report.kept == [
        "row 1 (“One”): title was changed in admin",
        "row 2 (“Two”): date was changed in admin",
    ]
    report = take(slide("Other", unique_id="one", group="meeting"), slide("Two", unique_id="two"))
    assert report.counts == "0 created, 1 updated, 1 unchanged"
    one = Event.objects.get(slug="one")
    assert (one.title, one.kind) == ("Mine", "meeting")
    assert Event.objects.get(slug="two").edtf == "1968"
    assert len(before) == 2


def test_an_editors_change_that_the_file_makes_too_is_nothing_to_keep():
    take(slide("One", unique_id="one"))
    Event.objects.update(title="Mine")
    assert take(slide("Mine", unique_id="one")).kept == []


def test_what_an_editor_deleted_stays_deleted():
    take(slide("One"), slide("Two"))
    Event.objects.get(title="One").delete()
    report = take(slide("One"), slide("Two"))
    assert report.fates == {RowFate.DELETED: 1, RowFate.UNCHANGED: 1}
    assert Event.objects.count() == 1


def test_a_merged_event_keeps_getting_its_row():
    take(slide("One", unique_id="one"), slide("Two", unique_id="two"))
    other = Event.objects.create(slug="other", title="One")
    merge_events.merge(other, [Event.objects.get(slug="one")])
    take(slide("One", unique_id="one", at=1990), slide("Two", unique_id="two"))
    Source.objects.update(state="published")
    Mention.objects.update(state="published")
    other.refresh_from_db()
    assert other.edtf == "1990"
    assert Event.objects.count() == 2


def test_where_the_whole_source_was_deleted_it_can_come_again():
    take(slide("One", unique_id="one"), slide("Two"))
    Source.objects.get().delete()
    Event.objects.filter(title="Two").delete()
    report = take(slide("One", unique_id="one"), slide("Two"))
    assert report.fates == {RowFate.JOINED: 1, RowFate.NEW: 1}
    assert Event.objects.count() == Mention.objects.count() == 2
    assert take(slide("One", unique_id="one"), slide("Two")).counts.startswith("0 created")


@pytest.mark.parametrize("name", ["sound (1).json", "renamed.json"])
def test_a_file_is_known_again_under_another_name(name: str):
    rows = [slide(f"Event {number}", unique_id=f"e{number}") for number in range(4)]
    take(*rows)
    rows[0]["start_date"] = {"year": 1990}
    assert take(*rows, name=name).counts == "0 created, 1 updated, 3 unchanged"
    assert Source.objects.count() == 1


def test_another_timeline_with_the_same_name_and_ids_is_another():
    take(*(slide(f"Event {number}", unique_id=str(number)) for number in range(4)))
    others = [slide(f"Matter {number}", unique_id=str(number)) for number in range(4)]
    assert take(*others).counts == "4 created, 0 updated, 0 unchanged"
    assert take(*others).counts == "0 created, 0 updated, 4 unchanged"
    assert Source.objects.count() == 2


def test_an_editor_may_say_that_it_is_another():
    take(slide("One"), slide("Two"))
    report = take(slide("One"), slide("Two"), anew=True)
    assert report.fates == {RowFate.JOINED: 2}  # another source of the same events
    assert Source.objects.count() == 2
    assert DigestRecord.objects.filter(kind="import-file").count() == 2


def test_rows_that_are_gone_from_the_file_stay_and_are_counted():
    take(slide("One"), slide("Two"))
    report = take(slide("One"))
    assert (report.left, Event.objects.count()) == (1, 2)


def test_with_a_bad_row_nothing_is_taken_in_unless_it_may_be_left_out():
    before = snapshot.rows()
    with pytest.raises(BadRows) as failed:
        take(slide("One"), slide("Two", at=12044))
    assert str(failed.value) == "1 row has a problem; nothing was imported."
    assert [plan.row.number for plan in failed.value.planned] == [2]
    assert snapshot.rows() == before
    report = take(slide("One"), slide("Two", at=12044), skip_bad=True)
    assert report.counts == "1 created, 0 updated, 0 unchanged, 1 skipped"
    assert take(slide("One"), slide("Two", at=44)).counts == "1 created, 0 updated, 1 unchanged"


def test_a_year_before_1_keeps_its_row_out_and_no_other():
    report = take(slide("One"), slide("Two", at=-44))
    assert report.fates == {RowFate.NEW: 1, RowFate.BAD: 1}
    assert "“-44”" in report.skipped[0].problems[0]


def test_a_dry_run_and_a_preview_write_nothing():
    file = open_file(json.dumps({"events": [slide("One"), slide("Two")]}).encode(), name="a.json")
    before = snapshot.rows()
    assert import_timeline.load(file, dry_run=True).fates == {RowFate.NEW: 2}
    seen = import_timeline.preview(file)
    assert seen.fates == {RowFate.NEW: 2}
    assert seen.known_as is None
    assert snapshot.rows() == before
    import_timeline.load(file)
    assert import_timeline.preview(file).known_as == Source.objects.get()


def test_known_actors_and_outlets_are_found_by_any_spelling_and_others_made(cast: Cast):
    cast.herald.aliases.create(name="Berg Herald")
    row = {
        "title": "The ferry sails", "date": "4 March 2022", "text": "It sails.", "place": "Storvik",
        "kind": "Meeting", "actors": "ida berg; Nils Moe; Ferry Board (organisation)",
        "outlet": "berg herald", "source": "Ferry at last", "url": "https://herald.example/ferry",
        "published": "5 March 2022", "quote": "it sails", "speaker": "Olle Strand",
    }  # fmt: skip
    report = take_table(row)
    event = Event.objects.get(slug="the-ferry-sails")
    parts = list(event.participations.values_list("actor__name", "actor__kind"))
    assert parts == [
        ("Mayor Ida Berg", "person"), ("Nils Moe", "person"), ("Ferry Board", "organisation"),
    ]  # fmt: skip
    source = event.mentions.get().source
    assert (source.title, source.outlet, source.url) == (
        "Ferry at last", cast.herald, "https://herald.example/ferry",
    )  # fmt: skip
    assert (source.outlet_basis, source.outlet_reason) == (
        "inferred", "The imported file names it.",
    )  # fmt: skip
    assert (source.edtf, source.published_basis) == ("2022-03-05", "inferred")
    assert source.published_reason == "The imported file gives it as “5 March 2022”."
    assert Quote.objects.get(words="it sails").speaker == cast.engineer
    assert (report.new["actor"], report.new["outlet"], report.new["source"]) == (2, 0, 1)
    assert report.source is None
    assert take_table(row).counts == "0 created, 0 updated, 1 unchanged"


def test_rows_of_one_document_share_its_source(cast: Cast):
    one = {"outlet": "The Bell", "source": "Ferries", "date": "2022"}
    take_table({"title": "a", **one}, {"title": "b", **one}, {"title": "c", "date": "2021"})
    titles = list(Source.objects.order_by("pk").values_list("title", flat=True))[2:]
    assert titles == ["own.tsv", "Ferries"]
    assert Outlet.objects.get(name="The Bell").sources.get().mentions.count() == 2
    report = take_table({"title": "d", "source": cast.report.title, "outlet": "The Herald"})
    assert report.new["source"] == 0


def test_an_actor_of_no_stated_kind_has_none_and_one_of_two_meanings_is_a_problem(cast: Cast):
    other = story.actor("Another Berg", aliases=["Ida Berg"])
    rows = [
        {"title": "a", "actors": "Nils Moe; Ferry Board (organisation)"},
        {"title": "b", "actors": "Ida Berg"},
    ]
    nobody_said = Mapping(OWN.columns)
    with pytest.raises(BadRows) as failed:
        take_table(*rows, mapping=nobody_said)
    (problem,) = failed.value.planned[0].problems
    assert problem == "“Ida Berg” may be 2 of the actors in the record: say which."
    names = {("actor", "ida berg"): NameChoice(same=other.slug)}
    take_table(*rows, mapping=Mapping(OWN.columns, names=names))
    assert Actor.objects.get(name="Nils Moe").kind == "not-stated"
    assert Actor.objects.get(name="Ferry Board").kind == "organisation"
    assert Event.objects.get(title="b").actors.get() == other


def test_names_are_left_out_or_are_known_ones_as_was_said_and_that_is_remembered(cast: Cast):
    table = b"title,date,actors,outlet,type\na,2022,Nils Moe; Ida B.,Herald of Berg,Shelling\n"
    file = open_file(table, name="a.csv")
    names = {
        ("actor", "nils moe"): NameChoice(left_out=True),
        ("actor", "ida b."): NameChoice(same=cast.mayor.slug),
        ("outlet", "herald of berg"): NameChoice(same=cast.herald.slug),
        ("kind", "shelling"): NameChoice(same="military"),
    }
    mapping = Mapping(remembered_mapping(file).columns, names=names)
    assert {(one.noun, one.name) for one in import_timeline.preview(file).unknown} == {
        ("actor", "Nils Moe"), ("actor", "Ida B."), ("outlet", "Herald of Berg"),
        ("kind", "Shelling"),
    }  # fmt: skip
    import_timeline.load(file, mapping=mapping)
    event = Event.objects.get(slug="a")
    assert (event.kind, event.actors.get()) == ("military", cast.mayor)
    assert event.mentions.get().source.outlet == cast.herald
    remember_mapping(file, mapping)
    assert remembered_mapping(file) == mapping
    assert import_timeline.load(file).fates == {RowFate.UNCHANGED: 1}


def test_names_and_quotes_that_changed_in_the_file_change_here(cast: Cast):
    row = {"title": "a", "id": "a", "actors": "Ida Berg", "quote": "one", "speaker": "Ida Berg"}
    take_table(row)
    report = take_table({**row, "actors": "Olle Strand", "quote": "two", "outlet": "The Post"})
    event = Event.objects.get(slug="a")
    assert report.counts == "0 created, 1 updated, 0 unchanged"
    assert list(event.actors.all()) == [cast.engineer]
    assert event.mentions.get().quotes.get().words == "two"
    assert event.mentions.get().source.outlet == cast.post
    event.participations.all().delete()
    report = take_table({**row, "actors": "Nils Moe", "quote": "two", "outlet": "The Post"})
    assert report.kept == ["row 2 (“a”): actors was changed in admin"]
    assert not Actor.objects.filter(name="Nils Moe").exists()


def test_a_mapping_is_remembered_for_the_next_file_with_that_header():
    table = open_file(b"Titel,Tag\na,03/04/2022\n", name="a.csv")
    with pytest.raises(NotATimeline, match="which column has the titles"):
        import_timeline.preview(table)
    remember_mapping(table, Mapping({"title": "Titel", "date": "Tag"}, day_first=True))
    again = open_file(b"titel;TAG\nb;05/04/2022\n", name="b.csv")
    assert remembered_mapping(again).day_first is True
    assert remembered_mapping(again).columns == {"title": "titel", "date": "TAG"}
    assert ImportMapping.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The file is empty."),
        (b" \n\0", "The file is empty."),
        (b"x" * (LARGEST + 1), "larger than 20 MB"),
        (b"PK\x03\x04xl/workbook", "a zip archive that can't be read"),
        (b"\x00\x01\x02\x03" * 100, "no text"),
    ],
    ids=["empty", "blank", "large", "workbook", "noise"],
)
def test_files_that_are_no_text_are_refused(data: bytes, why: str):
    with pytest.raises(NotATimeline, match=why):
        open_file(data, name="a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str):
    text = "title;date\nFähre für Åse “sofort”;2022\nDie Fähre läuft aus;2023\n"
    file = open_file(text.encode(encoding), name="a.csv")
    import_timeline.load(file, mapping=Mapping({"title": "title", "date": "date"}))
    titles = {"Fähre für Åse “sofort”", "Die Fähre läuft aus"}
    assert set(Event.objects.values_list("title", flat=True)) == titles


def test_hostile_words_end_as_text():
    hostile = "<script>alert(1)</script>A <img src=x onerror=alert(1)>b &lt;i&gt; \ud800\x00"
    take({"start_date": {"year": 2022}, "text": {"headline": hostile, "text": hostile}})
    assert (Event.objects.get().title, Mention.objects.get().says) == ("A b <i>", "A b <i>")


def test_many_rows_take_no_query_each():
    few = [slide(f"Few {number}", at=1000 + number) for number in range(5)]
    many = [slide(f"Many {number}", at=1000 + number) for number in range(60)]
    for rows, name in ((few, "few.json"), (many, "many.json")):
        first = queries_of(lambda rows=rows, name=name: take(*rows, name=name))
        again = queries_of(lambda rows=rows, name=name: take(*rows, name=name))
        for row in rows:
            row["text"]["text"] = "It is told anew."
        anew = queries_of(lambda rows=rows, name=name: take(*rows, name=name))
        if name == "few.json":
            before = (first, again, anew)
    assert (first, again, anew) == pytest.approx(before, abs=6)
