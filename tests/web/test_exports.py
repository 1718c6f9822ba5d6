"""``/events.json`` and ``/events.csv``: the selection of the page, for machines."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import page, text_of


def fetched(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(client.get(address)))))


def test_json_answers_count_next_and_events(client: Client, town: Town):
    body = fetched(client, "/events.json")
    assert set(body) == {"count", "next", "events"}
    assert (body["count"], body["next"], len(body["events"])) == (6, None, 6)


def test_an_event_has_its_date_actors_and_mentions(client: Client, town: Town):
    (event,) = fetched(client, "/events.json?disputed=1")["events"]
    assert (
        event.items()
        >= {
            "slug": "opening",
            "title": "The bridge opens",
            "summary": "",
            "kind": "other",
            "place": "",
            "disputed": True,
        }.items()
    )
    assert event["date"] == {
        "edtf": "2022-03-01/2022-03-03",
        "earliest": "2022-03-01",
        "latest": "2022-03-03",
        "precision": "interval",
        "display": "1–3 March 2022",
    }
    assert event["actors"] == [
        {"slug": "mayor", "name": "Mayor Ida Berg"},
        {"slug": "engineer", "name": "Olle Strand"},
    ]
    post, herald = event["mentions"]
    assert set(herald) >= {"source", "via", "phrase", "date", "says", "quotes"}
    assert (
        herald["source"].items()
        >= {
            "slug": "report",
            "title": "Bridge opens at last",
            "outlet": "The Herald",
            "published": "2022-03-04",
            "document": None,
        }.items()
    )
    assert herald["phrase"] == "on Thursday"
    assert (
        herald["date"].items()
        >= {
            "edtf": "2022-03-03",
            "earliest": "2022-03-03",
            "latest": "2022-03-03",
            "precision": "day",
        }.items()
    )
    assert "Thursday before" in herald["date"]["rule"]
    assert [(quote["speaker"], quote["words"]) for quote in herald["quotes"]] == [
        ("Mayor Ida Berg", "the bridge is ours"),
        ("Olle Strand", "it will hold"),
    ]
    assert herald["via"] is None
    assert post["via"]["slug"] == "report"


def test_what_is_open_undated_or_not_stated_is_null(client: Client, town: Town):
    events = {event["slug"]: event for event in fetched(client, "/events.json")["events"]}
    vigil, storm = events["neighbours-keep-watch"], events["storm"]
    assert (vigil["date"]["earliest"], vigil["date"]["latest"]) == ("2023-05-01", None)
    assert vigil["mentions"][0]["source"]["outlet"] is None
    assert vigil["mentions"][0]["source"]["published"] is None
    assert (storm["date"]["edtf"], storm["date"]["earliest"]) == (None, None)
    assert storm["date"]["display"] == "undated"


def test_following_next_walks_the_whole_list_once(client: Client, db: None):
    everything = [event.slug for event in story.crowd(120)]
    address, slugs, pages = "/events.json?actor=everyman", [], 0
    while address:
        body = fetched(client, address)
        assert body["count"] == 120
        slugs += [event["slug"] for event in body["events"]]
        address, pages = body["next"], pages + 1
        assert address is None or address.startswith("http://testserver/events.json?actor=everyman")
    assert slugs == everything
    assert pages == 3


def test_a_list_of_just_one_page_has_no_next(client: Client, db: None):
    story.crowd(50)
    assert fetched(client, "/events.json")["next"] is None
    assert fetched(client, "/events.json?start=50")["events"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("actor=nobody", "actor"),
        ("outlet=nowhere", "outlet"),
        ("kind=none", "kind"),
        ("from=one+fine+day", "from"),
        ("to=31+February+2022", "to"),
        ("from=2023&to=2022", "to"),
        ("match=some", "match"),
        ("q=%00", "q"),
        ("q=" + "a" * 201, "q"),
    ],
)
def test_parameters_that_are_not_understood_are_told_with_400(
    query: str, field: str, client: Client, town: Town
):
    for name in ("json", "csv"):
        response = client.get(f"/events.{name}?{query}")
        assert response.status_code == 400
        errors = response.json()["errors"]
        assert list(errors) == [field]
        assert all(isinstance(message, str) and message for message in errors[field])


@pytest.mark.parametrize(
    "query",
    ["", "actor=mayor", "outlet=herald&kind=incident", "from=2023", "from=2023-06-15&surely=1",
     "q=bridge", "retold=1", "outlet=not-stated"],
)  # fmt: skip
def test_page_json_and_csv_have_the_same_events(query: str, client: Client, town: Town):
    listed = {card["data-event"] for card in page(client, f"/?{query}").all("li", of="item")}
    body = fetched(client, f"/events.json?{query}")
    assert {event["slug"] for event in body["events"]} == listed
    assert body["count"] == len(listed)
    assert {row["event"] for row in rows_of(client, f"/events.csv?{query}")} == listed


def test_csv_has_one_row_a_mention(client: Client, town: Town):
    response = client.get("/events.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="events.csv"'
    rows = rows_of(client, "/events.csv")
    assert len(rows) == 8
    (herald,) = [row for row in rows if row["event"] == "opening" and row["source"] == "report"]
    assert herald["outlet"] == "The Herald"
    assert herald["phrase"] == "on Thursday"
    assert herald["phrase_earliest"] == "2022-03-03"
    assert herald["actors"] == "Mayor Ida Berg; Olle Strand"
    assert "“the bridge is ours”" in herald["quotes"]


def test_an_event_that_nobody_tells_has_a_row(client: Client, db: None):
    story.event("A rumour")
    (row,) = rows_of(client, "/events.csv")
    assert (row["event"], row["source"]) == ("a-rumour", "")


def test_csv_is_whole_however_long(client: Client, db: None):
    story.crowd(420)
    assert len(rows_of(client, "/events.csv")) == 420


def test_nothing_is_told_of_nothing(client: Client, db: None):
    assert fetched(client, "/events.json") == {"count": 0, "next": None, "events": []}
    assert rows_of(client, "/events.csv") == []
