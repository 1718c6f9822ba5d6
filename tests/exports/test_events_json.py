"""An event as JSON: its shape, key by key."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests import selected
from tests.cast import Cast
from tests.exports.told import selection, written
from tests.story import at
from timeline.domain.criteria import Criteria
from timeline.domain.time import edtf
from timeline.exports.events_json import event_json, events_json
from timeline.models import Event, Mention, Place, Story


def told(slug: str) -> dict[str, Any]:
    """The event as a reader of the JSON text has it."""
    (event,) = [event for event in selected.events(Criteria()) if event.slug == slug]
    read: dict[str, Any] = json.loads(json.dumps(event_json(event)))
    return read


def test_an_event_has_all_that_readers_of_the_format_rely_on(cast: Cast):
    assert set(told("opening")) >= {
        "slug", "title", "summary", "kind", "place", "date", "disputed", "actors", "mentions",
    }  # fmt: skip


def test_an_event_says_what_it_is(cast: Cast):
    Event.objects.filter(slug="opening").update(
        summary="A ribbon.", kind="decision", place=at("Berg")
    )
    event = told("opening")
    assert {name: event[name] for name in ("slug", "title", "summary", "kind", "place")} == {
        "slug": "opening",
        "title": "The bridge opens",
        "summary": "A ribbon.",
        "kind": "decision",
        "place": "Berg",
    }


def test_a_date_is_an_interval_with_its_words(cast: Cast):
    event = told("opening")
    assert event["date"] == {
        "edtf": "2022-03-01/2022-03-03",
        "earliest": "2022-03-01",
        "latest": "2022-03-03",
        "precision": "interval",
        "display": "1–3 March 2022",
    }
    assert (event["disputed"], event["days_apart"]) == (True, 2)


def test_an_undated_event_has_nulls(cast: Cast):
    event = told("storm")
    assert event["date"] == {
        "edtf": None,
        "earliest": None,
        "latest": None,
        "precision": "undated",
        "display": "undated",
    }
    assert (event["disputed"], event["days_apart"]) == (False, 0)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "display"),
    [
        ("199X", "1990-01-01", "1999-12-31", "decade", "the 1990s"),
        ("2022-02", "2022-02-01", "2022-02-28", "month", "February 2022"),
        ("2022-02-24/..", "2022-02-24", None, "open interval", "24 February 2022 or later"),
        ("../2014", None, "2014-12-31", "open interval", "until 2014"),
        ("2022~", "2022-01-01", "2022-12-31", "year", "about 2022"),
    ],
)
def test_each_precision_keeps_its_bounds(text, earliest, latest, precision, display, cast: Cast):
    Mention.objects.filter(event=cast.storm).update(inferred=text, inferred_reason="So it seems.")
    expected = {"edtf": text, "earliest": earliest, "latest": latest, "precision": precision}
    event = told("storm")
    assert event["date"] == {**expected, "display": display}
    (mention,) = event["mentions"]
    assert mention["date"] == {**expected, "rule": "So it seems.", "rule_name": "inferred"}
    assert (mention["phrase"], mention["inferred"]) == (None, True)


def test_actors_stand_in_their_order(cast: Cast):
    assert told("opening")["actors"] == [
        {"slug": "mayor", "name": "Mayor Ida Berg", "kind": "person"},
        {"slug": "engineer", "name": "Olle Strand", "kind": "person"},
    ]
    assert told("storm")["actors"] == []


def test_mentions_stand_in_the_order_of_telling_each_with_all_it_says(cast: Cast):
    column, report = told("opening")["mentions"]
    assert report == {
        "source": {
            "slug": "report",
            "title": "Bridge opens at last",
            "kind": "article",
            "authors": None,
            "outlet": "The Herald",
            "outlet_slug": "herald",
            "outlet_basis": "stated",
            "outlet_reason": None,
            "published": "2022-03-04",
            "published_basis": "stated",
            "published_reason": None,
            "origin": "first-hand",
            "language": None,
            "url": None,
            "archived": None,
            "read_on": None,
            "document": None,
            "sha256": None,
            "values": {},
            "draws_on": [],
        },
        "via": None,
        "paragraph": Mention.objects.get(phrase="on Thursday").paragraph,
        "position": 0,
        "phrase": "on Thursday",
        "date": {
            "edtf": "2022-03-03",
            "earliest": "2022-03-03",
            "latest": "2022-03-03",
            "precision": "day",
            "rule": Mention.objects.get(phrase="on Thursday").because,
            "rule_name": Mention.objects.get(phrase="on Thursday").rule,
        },
        "inferred": False,
        "says": "It opened.",
        "quotes": [
            {
                "speaker": "Mayor Ida Berg",
                "speaker_slug": "mayor",
                "told_by": None,
                "told_by_slug": None,
                "words": "the bridge is ours",
                "language": None,
            },
            {
                "speaker": "Olle Strand",
                "speaker_slug": "engineer",
                "told_by": "Mayor Ida Berg",
                "told_by_slug": "mayor",
                "words": "it will hold",
                "language": None,
            },
        ],
        "details": [],
        "terms": [
            {
                "actor": "Mayor Ida Berg",
                "actor_slug": "mayor",
                "subject": None,
                "words": "Mayor Berg",
            }
        ],
        "people": told("opening")["actors"],
    }
    assert "Thursday" in report["date"]["rule"]
    assert column["via"] == report["source"]
    assert column["source"]["outlet_basis"] == "inferred"


def test_a_source_of_which_neither_outlet_nor_date_is_stated_has_nulls(cast: Cast):
    cast.report.outlet, cast.report.outlet_basis = None, "not-stated"
    cast.report.interval, cast.report.published_basis = edtf.parse(""), "not-stated"
    cast.report.document = "report.txt"
    cast.report.url = "https://herald.example/at-last"
    cast.report.archived = "https://archive.example/at-last"
    cast.report.read_on = date(2022, 3, 9)
    cast.report.save()
    mentions = told("opening")["mentions"]
    source = next(m["source"] for m in mentions if m["source"]["slug"] == "report")
    assert source == {
        "slug": "report",
        "title": "Bridge opens at last",
        "kind": "article",
        "authors": None,
        "outlet": None,
        "outlet_slug": None,
        "outlet_basis": "not-stated",
        "outlet_reason": None,
        "published": None,
        "published_basis": "not-stated",
        "published_reason": None,
        "origin": "first-hand",
        "language": None,
        "url": "https://herald.example/at-last",
        "archived": "https://archive.example/at-last",
        "read_on": "2022-03-09",
        "document": "report.txt",
        "sha256": None,
        "values": {},
        "draws_on": [],
    }
    via = next(m["via"] for m in mentions if m["via"])
    assert via["outlet"] is None


def test_words_of_any_script_come_through(cast: Cast):
    title = '„Міст“ </script> & \\ \u2028 — 東京 🌉 "opens"'
    Event.objects.filter(slug="opening").update(title=title)
    assert told("opening")["title"] == title


def test_as_of_a_day_an_event_says_what_was_told_by_then(cast: Cast):
    criteria = Criteria(as_of=cast.report.latest)
    (event,) = selected.events(criteria)
    read = event_json(event)
    assert [m["source"]["slug"] for m in read["mentions"]] == ["report"]
    assert (read["date"]["edtf"], read["disputed"]) == ("2022-03-03", False)


def lines(criteria: Criteria | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written("jsonl", criteria).splitlines()]


def test_what_events_name_is_told_once_in_lines_and_on_each_page(cast: Cast, monkeypatch):
    monkeypatch.setattr("timeline.exports.events_json.AT_ONCE", 1)
    cast.mayor.aliases.create(name="I. Berg")
    inner = Place.objects.create(slug="pier", name="Pier", lies_in=at("Storvik"))
    Event.objects.filter(slug__in=("opening", "storm")).update(place=inner)
    told = [event["records"] for event in lines()]
    for noun in ("actors", "outlets", "places", "kinds", "stories"):
        slugs = [one["slug"] for records in told for one in records[noun]]
        assert len(slugs) == len({*slugs}) > 0, noun
    (mayor,) = (one for some in told for one in some["actors"] if one["slug"] == "mayor")
    assert mayor["aliases"] == ["I. Berg", "Ida Berg"]
    assert [one["lies_in"] for some in told for one in some["places"]] == ["storvik", None]
    page = json.loads("".join(events_json(selection())))
    for noun, records in page["records"].items():
        assert records == sorted(
            (one for some in told for one in some[noun]), key=lambda one: one["slug"]
        )


def test_a_selection_tells_of_its_own_story_and_of_what_was_read_by_its_day(cast: Cast):
    other = Story.objects.create(title="Another", state="published")
    other.events.set([cast.opening])
    cast.story.sources.set([cast.report, cast.column])
    (first, *_) = lines()
    assert [one["slug"] for one in first["records"]["stories"]] == ["another", "the-bridge"]
    for event in lines(Criteria(story="another")):
        assert (event["slug"], event["stories"]) == ("opening", ["another"])
        assert [one["slug"] for one in event["records"]["stories"]] == ["another"]
        assert event["records"]["sources"] == []
    (early, *_) = lines(Criteria(as_of=date(2022, 3, 4)))
    assert [one["slug"] for one in early["records"]["sources"]] == ["report"]
    assert all(one["sources"] in (["report"], []) for one in early["records"]["stories"])
