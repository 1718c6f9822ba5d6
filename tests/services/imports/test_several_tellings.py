"""Files with several sources an event: none is lost, and none is made twice."""

from __future__ import annotations

import pytest

from tests import snapshot
from tests.cast import Cast
from tests.exports.told import written
from tests.services.imports.test_own_tables import take as take_own
from timeline.domain.timelines.column_mapping import Mapping, guess
from timeline.domain.timelines.timeline_file import header_of
from timeline.models import Event, Mention, Outlet, Quote, Source
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import ImportReport, RowFate
from timeline.services.imports.timeline_file import open_file

pytestmark = pytest.mark.django_db

HEAD = "id,date,title,outlet,source title,url\n"
ALPHA = "fire,2021-03-04,Harbour fire,Daily Alpha,Fire at the harbour,https://example.org/a1\n"
BETA = "fire,2021-03-05,Harbour fire,Daily Beta,Blaze in port,https://example.org/b1\n"
BRIDGE = "bridge,2021-04-04,Bridge closes,Daily Alpha,Bridge shut,https://example.org/a2\n"
GAMMA = "fire,2021-03-06,Harbour fire,Daily Gamma,Flames at the docks,https://example.org/c1\n"


def take(text: str, *, name: str = "one.csv", **said: object) -> ImportReport:
    file = open_file(text.encode(), name=name)
    mapping = Mapping(guess(header_of(text)), **said)
    return import_timeline.load(file, mapping=mapping)


def told() -> list[tuple[str, str, str]]:
    mentions = Mention.objects.order_by("edtf", "source__outlet__name")
    return list(mentions.values_list("event__title", "edtf", "source__outlet__name"))


def test_rows_with_one_id_are_tellings_of_one_event_by_their_sources():
    report = take(HEAD + ALPHA + BETA + BRIDGE)
    assert report.counts == "2 created, 1 told once more, 0 updated, 0 unchanged"
    assert told() == [
        ("Harbour fire", "2021-03-04", "Daily Alpha"),
        ("Harbour fire", "2021-03-05", "Daily Beta"),
        ("Bridge closes", "2021-04-04", "Daily Alpha"),
    ]
    assert Event.objects.count() == 2


def test_another_file_adds_its_telling_and_the_first_file_again_changes_nothing():
    take(HEAD + ALPHA + BETA + BRIDGE)
    assert take(HEAD + GAMMA, name="two.csv").fates == {RowFate.JOINED: 1}
    assert Event.objects.get(title="Harbour fire").mentions.count() == 3
    before = snapshot.rows()
    assert take(HEAD + BRIDGE + BETA + ALPHA).fates == {RowFate.UNCHANGED: 3}
    assert take(HEAD + GAMMA, name="two.csv").fates == {RowFate.UNCHANGED: 1}
    after = snapshot.rows()
    # The first file's bytes differ, for its rows stand in another order: that alone is noted.
    assert {name for name in before if before[name] != after[name]} <= {"timeline.DigestRecord"}


def test_a_file_of_the_same_name_with_other_sources_overwrites_none():
    take(HEAD + ALPHA + BETA)
    report = take(HEAD + GAMMA)
    assert report.fates == {RowFate.JOINED: 1}
    assert [outlet for _, _, outlet in told()] == ["Daily Alpha", "Daily Beta", "Daily Gamma"]


def test_what_a_source_tells_otherwise_in_the_file_now_is_updated_for_that_source():
    take(HEAD + ALPHA + BETA)
    assert take(HEAD + BETA.replace("03-05", "03-07") + ALPHA).fates == {
        RowFate.UPDATED: 1, RowFate.UNCHANGED: 1,
    }  # fmt: skip
    assert [(date, outlet) for _, date, outlet in told()] == [
        ("2021-03-04", "Daily Alpha"), ("2021-03-07", "Daily Beta"),
    ]  # fmt: skip


def test_without_ids_one_title_date_and_place_are_one_event_and_another_place_is_another():
    take(
        "title,date,place,outlet\nMarch,2021-05-01,Northport,Daily Alpha\n"
        "March,1 May 2021,Northport,Daily Beta\nMarch,2021-05-01,Eastham,Daily Beta\n"
    )
    places = list(Event.objects.order_by("pk").values_list("place__name", flat=True))
    assert places == ["Northport", "Eastham"]
    assert Event.objects.get(place__name="Northport").mentions.count() == 2


def test_a_mended_place_is_an_update_and_each_place_keeps_its_event():
    rows = ["March,2021-05-01,Northport\n", "March,2021-05-01,Eastham\n"]
    take("title,date,place\n" + rows[0] + rows[1])
    events = dict(Event.objects.values_list("place__name", "pk"))
    assert take("title,date,place\n" + rows[1] + rows[0]).fates == {RowFate.UNCHANGED: 2}
    take("title,date,place\n" + rows[1] + "March,2021-05-01,Westham\n")
    assert dict(Event.objects.values_list("place__name", "pk")) == {
        "Westham": events["Northport"], "Eastham": events["Eastham"],
    }  # fmt: skip


def test_several_outlets_and_addresses_in_a_cell_are_as_many_sources():
    take(
        "date,title,outlet,url\n"
        "2021-05-04,Dam opens,Daily Alpha; Daily Beta,https://example.org/a3; https://example.org/b3\n"
        "2021-05-05,Dam shuts,Daily Alpha; Daily Beta,https://example.org/a4\n"
    )
    assert set(Outlet.objects.values_list("name", flat=True)) == {"Daily Alpha", "Daily Beta"}
    assert list(Source.objects.order_by("pk").values_list("outlet__name", "url")) == [
        ("Daily Alpha", "https://example.org/a3"), ("Daily Beta", "https://example.org/b3"),
        ("Daily Alpha", "https://example.org/a4"), ("Daily Beta", ""),
    ]  # fmt: skip
    assert Event.objects.count() == 2


def test_one_id_and_two_titles_are_two_events_until_it_is_said_that_they_are_one():
    Event.objects.create(slug="fire", title="A fire of 1990")
    report = take(HEAD + ALPHA)
    assert report.fates == {RowFate.NEW: 1}
    assert report.notes == [
        ("“A fire of 1990” in the archive has the id “fire” too; this is another event.", 2)
    ]
    assert take(HEAD + BETA, name="two.csv", same_events=frozenset({"fire"})).fates == {
        RowFate.JOINED: 1
    }
    assert Event.objects.get(slug="fire").mentions.count() == 1


def test_one_title_date_and_place_join_an_event_of_the_archive():
    take("title,date,place\nMarch,2021-05-01,Northport\nWalk,2021-05-02,\n")
    report = take(
        "title,date,place,outlet\nMarch,2021-05-01,Northport,Daily Beta\n"
        "March,2021-05-01,,Daily Beta\nWalk,2021-05-03,,Daily Beta\n",
        name="two.csv",
    )
    assert report.fates == {RowFate.JOINED: 1, RowFate.NEW: 2}


def test_events_of_a_day_stand_by_their_hours():
    take("title,date\nCrowd,2020-06-05 14:30\nLater,5 June 2020\nBridge,2020-06-05 09:10\n")
    assert list(Event.objects.values_list("title", flat=True)) == ["Bridge", "Crowd", "Later"]
    assert Mention.objects.get(event__title="Crowd").edtf == "2020-06-05T14:30:00"


MENDED = [
    ("Daily Beta,", "Daily Beta Two,", "outlet__name", "Daily Beta Two"),
    ("Blaze in port", "Blaze in the port", "title", "Blaze in the port"),
    ("org/b1", "org/b2", "url", "https://example.org/b2"),
    ("2021-05-06", "2021-05-07", "edtf", "2021-05-07"),
]
SHED = "shed,2021-05-05,Shed opens,Daily Beta,Blaze in port,https://example.org/b1\n"


@pytest.mark.parametrize(("was", "now", "field", "value"), MENDED)
def test_a_source_that_a_file_gave_is_mended_as_the_file_is(was, now, field, value):
    lines = (HEAD + ALPHA + BETA + SHED).splitlines()
    days = ("published", "", "2021-05-06", "2021-05-06")
    first = "".join(f"{line},{day}\n" for line, day in zip(lines, days, strict=True))
    take(first)
    source = Source.objects.get(title="Blaze in port")
    report = take(first.replace(was, now))
    assert (report.fates, report.notes) == ({RowFate.UPDATED: 2, RowFate.UNCHANGED: 1}, [])
    assert Source.objects.filter(pk=source.pk).values_list(field, flat=True)[0] == value
    assert (Source.objects.count(), source.mentions.count()) == (2, 2)
    assert take(first.replace(was, now)).fates == {RowFate.UNCHANGED: 3}
    # It is the file's source still, and goes back as well.
    assert take(first).fates == {RowFate.UPDATED: 2, RowFate.UNCHANGED: 1}
    assert Source.objects.get(pk=source.pk).title == "Blaze in port"
    assert Source.objects.get(pk=source.pk).url == "https://example.org/b1"
    assert Source.objects.get(pk=source.pk).outlet_name == "Daily Beta"
    assert Source.objects.get(pk=source.pk).edtf == "2021-05-06"


def _is_kept(text: str) -> None:
    before = list(Source.objects.order_by("pk").values())
    for _ in range(2):
        report = take(text)
        assert set(report.fates) == {RowFate.UNCHANGED}
        kept = "Its source is kept as it is. Left out: outlet “Daily Beta Two”."
        assert {note for note, _ in report.notes} == {kept}
    assert list(Source.objects.order_by("pk").values()) == before
    assert not Outlet.objects.filter(name="Daily Beta Two").exists()


def test_what_an_editor_changed_of_a_file_s_source_stays_and_is_told():
    take(HEAD + ALPHA + BETA)
    source = Source.objects.get(title="Blaze in port")
    source.outlet = Outlet.objects.get(name="Daily Alpha")
    source.save()
    _is_kept(HEAD + ALPHA + BETA.replace("Daily Beta", "Daily Beta Two"))


def test_a_source_of_which_rows_would_differ_stays_and_that_is_told():
    take(HEAD + ALPHA + BETA + SHED)
    _is_kept(HEAD + ALPHA + BETA.replace("Daily Beta", "Daily Beta Two") + SHED)


def test_a_source_that_another_file_gave_stays_and_that_is_told():
    take(HEAD + BETA, name="other.csv")
    take(HEAD + ALPHA + SHED)
    _is_kept(HEAD + ALPHA + SHED.replace("Daily Beta", "Daily Beta Two"))


def test_addresses_in_a_column_of_sources_are_addresses():
    first, second = "https://example.org/a1", "https://example.org/b1"
    text = f"title,date,source\nFire,2021-03-04,{first} {second}\nFair,2021-03-05,{first}\n"
    text += f"Vote,2021-03-06,Letter; {first}\n"
    for fate in (RowFate.NEW, RowFate.UNCHANGED):
        report = take(text)
        assert fate in report.fates
    assert list(report.fates) == [RowFate.UNCHANGED]
    fire = Mention.objects.filter(event__title="Fire")
    assert set(fire.values_list("source__url", flat=True)) == {first, second}
    assert Source.objects.get(url=first).title == "Untitled, as named in one.csv"
    # What isn't all addresses is a title still.
    assert Mention.objects.get(event__title="Vote").source.title == f"Letter; {first}"
    assert Source.objects.count() == 3


def test_a_quote_that_is_too_long_is_left_out_and_told_and_its_row_comes_in():
    long = "word " * 15 + "end"
    text = "title,date,outlet,quote,speaker\n"
    text += f"Fire,2021-03-04,Daily Alpha,{long},Ida Berg\nFair,2021-03-05,Daily Alpha,So,Olaf\n"
    report = take(text, new_actors="person")
    assert (report.fates, report.skipped) == ({RowFate.NEW: 2}, [])
    ((note, row),) = report.notes
    assert row == 2
    assert note.startswith("“word word ")
    assert note.endswith("of more words than the 15 that may be quoted; it is left out.")
    assert list(Quote.objects.values_list("words", "speaker__name")) == [("So", "Olaf")]
    assert take(text, new_actors="person").fates == {RowFate.UNCHANGED: 2}
    Outlet.objects.update(longest_quote=16)
    assert take(text, new_actors="person").fates == {RowFate.UPDATED: 1, RowFate.UNCHANGED: 1}
    assert Quote.objects.get(speaker__name="Ida Berg").words == long


def test_a_quote_of_our_json_that_is_too_long_is_left_out_and_told(cast: Cast):
    out = written("jsonl").decode().replace('"words": "', '"words": "' + "word " * 15)
    assert "word word" in out
    for model in (Mention, Event, Source):
        model.objects.all().delete()
    report = take_own(out.encode(), "events.jsonl")
    assert report.skipped == []
    assert any("may be quoted; it is left out" in note for note, _ in report.notes)
    assert not Quote.objects.exists()
