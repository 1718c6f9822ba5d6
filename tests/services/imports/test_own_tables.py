"""Tables whose columns are known: Retold's own CSV and JSON, ACLED's, Timesketch's, JSON Lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cast import Cast
from tests.exports.told import written
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import read_timeline
from timeline.models import DigestRecord, Event, Mention, Outlet, Place, Source, Story, Tag
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import ImportReport
from timeline.services.imports.timeline_file import open_file, remembered_mapping

pytestmark = pytest.mark.django_db


def emptied() -> None:
    Place.objects.update(lies_in=None)
    for model in (Mention, Story, Event, Source, Outlet, Tag, Place, DigestRecord):
        model.objects.all().delete()


def said() -> list[dict[str, Any]]:
    """What docs/imports.md says comes back of a table of tellings."""
    return [
        {
            "event": mention.event.slug,
            "title": mention.event.title,
            "kind": mention.event.kind,
            "place": str(mention.event.place or ""),
            "actors": [part.actor.name for part in mention.event.participations.all()],
            "tags": sorted(mention.event.tag_names),
            "importance": mention.event.importance,
            "values": mention.event.named_values,
            "date": mention.edtf,
            "phrase": mention.phrase,
            "says": mention.says,
            "outlet": mention.source.outlet_name,
            "source": mention.source.title,
            "url": mention.source.url,
            "published": mention.source.edtf,
            "quote": [(q.speaker.name, q.words) for q in mention.quotes.all()[:1]],
        }
        for mention in Mention.objects.order_by("event__slug", "source__title", "says")
    ]


def take(content: str | bytes, name: str, **said: Any) -> ImportReport:
    data = content.encode() if isinstance(content, str) else content
    return import_timeline.load(open_file(data, name=name), publish=True, **said)


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_tellings_go_out_and_come_in_again(name: str, cast: Cast):
    cast.storm.tags.add(Tag.objects.create(slug="sea", name="Sea"))
    cast.storm.importance = 3
    cast.storm.place = Place.objects.create(slug="old-town", name="Old Town")
    cast.storm.named_values = {"operation": "Lion; and more", "toll": "4"}
    cast.storm.save()
    Mention.objects.create(event=cast.storm, source=cast.report, phrase="2019", says="So it was.")
    before, out = said(), written(name)
    emptied()
    report = take(out, f"events.{name}")
    assert not report.skipped
    assert said() == before
    assert take(out, f"events.{name}").fates.keys() == {"unchanged"}


def test_more_quotes_than_one_are_named(cast: Cast):
    out = written("csv")
    emptied()
    notes = [note for note, _ in take(out, "events.csv").notes]
    assert "1 further quote left out; a row has one." in notes


def test_acled_s_source_is_the_outlet_and_both_sides_take_part():
    table = (
        "event_id_cnty,event_date,year,time_precision,event_type,actor1,actor2,location,source,"
        "notes,fatalities,timestamp\n"
        "UKR1,04 March 2022,2022,1,Shelling,Forces of Riverland,Militia of Eastham,Northport,"
        "Northport Post; Eastham Echo,Shells fell on Northport. Two died.,2,1646700000\n"
    )
    take(table, "acled.csv")
    event = Event.objects.get()
    assert (event.title, event.edtf) == ("Shells fell on Northport.", "2022-03-04")
    names = ["Forces of Riverland", "Militia of Eastham"]
    assert [part.actor.name for part in event.participations.all()] == names
    outlets = set(Source.objects.values_list("outlet__name", flat=True))
    assert outlets == {"Northport Post", "Eastham Echo"}
    assert event.named_values == {"fatalities": "2"}


def test_json_that_holds_a_table_is_one():
    rows = [
        {"message": "Log-in", "datetime": "2022-03-04T14:30:00+00:00", "timestamp_desc": "Seen",
         "tag": ["night", "door"], "deep": {"a": 1}, "ok": True},
        {"message": "Log-out", "datetime": "2022-03-05T00:00:00+00:00", "timestamp_desc": "Seen"},
    ]  # fmt: skip
    lines = "\n".join(map(json.dumps, rows))
    for content in (lines, json.dumps(rows)):
        file = open_file(content.encode(), name="sketch.jsonl")
        first, second = read_timeline(file.text, mapping=remembered_mapping(file)).rows
        assert (first.title, first.dated.interval.edtf) == ("Log-in", "2022-03-04T14:30:00Z")
        assert dict(first.values) == {
            "timestamp_desc": "Seen", "tag": "night; door", "deep": '{"a": 1}', "ok": "yes",
        }  # fmt: skip
        assert (second.number, second.title) == (2, "Log-out")
    with pytest.raises(NotATimeline, match="Line 2 of the JSON Lines"):
        read_timeline(lines.replace('{"message": "Log-out"', '{"message" "Log-out"'))


def test_gdelt_s_mentions_without_a_header_are_told_by_their_cells():
    def line(event: int, clock: str, outlet: str) -> str:
        told = [event, "20220304120000", f"20220304{clock}", 1, outlet,
                f"https://{outlet}/{event}", 3, 12, -1, 60, 1, 70, 99, "-4.5", "", ""]  # fmt: skip
        return "\t".join(map(str, told))

    lines = [line(7, "130000", "a.example"), line(7, "134500", "b.example")]
    lines += [line(8, "130000", "a.example")]
    report = take("\n".join(lines), "20220304.mentions.CSV")
    assert report.counts == "2 created, 1 told once more, 0 updated, 0 unchanged"
    assert set(Event.objects.values_list("title", "edtf")) == {("7", ""), ("8", "")}
    urls = {"https://a.example/7", "https://b.example/7", "https://a.example/8"}
    assert set(Source.objects.values_list("url", flat=True)) == urls
    assert set(Outlet.objects.values_list("name", flat=True)) == {"a.example", "b.example"}
    event = Event.objects.get(title="7")
    assert event.named_values["EventTimeDate"] == "20220304120000"


def test_the_results_of_a_query_in_json_are_a_table():
    said = {"itemLabel": "Shells fell", "time": "2022-03-01T00:00:00Z", "precision": "10"}
    row = {name: {"type": "literal", "value": value} for name, value in said.items()}
    told = {"head": {"vars": [*said]}, "results": {"bindings": [row]}}
    take(json.dumps(told), "query.json")
    event = Event.objects.get()
    assert (event.title, event.edtf) == ("Shells fell", "2022-03")
