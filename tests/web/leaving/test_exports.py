"""``/events.<format>``: the selection of the page for other tools, and the menu of them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests import story
from tests.counting import queries_of
from tests.exports.readers import READERS, feed
from tests.story import Town
from tests.web.markup import HTMX, Element, page, slugs_listed, text_of
from timeline.exports import tellings_atom
from timeline.exports.formats import FORMATS, Format

every_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)


def fetched(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(client.get(address)))))


def test_json_answers_count_next_and_events(client: Client, town: Town):
    body = fetched(client, "/events.json")
    assert set(body) == {"count", "next", "events", "records"}
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
        {"slug": "mayor", "name": "Mayor Ida Berg", "kind": "person"},
        {"slug": "engineer", "name": "Olle Strand", "kind": "person"},
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
    for form in FORMATS:
        response = client.get(f"/events.{form.ending}?{query}")
        assert response.status_code == 400
        errors = response.json()["errors"]
        assert list(errors) == [field]
        assert all(isinstance(message, str) and message for message in errors[field])


@pytest.mark.parametrize(
    "query",
    ["", "actor=mayor", "outlet=herald&kind=incident", "from=2023", "from=2023-06-15&surely=1",
     "q=bridge", "retold=1", "outlet=not-stated"],
)  # fmt: skip
def test_page_and_formats_have_the_same_events(query: str, client: Client, town: Town):
    listed = set(slugs_listed(page(client, f"/?{query}")))
    held = {
        "ics": listed - {"storm", "neighbours-keep-watch"},  # undated, and open at its end
        "timelinejs.json": listed - {"storm"},
    }
    for ending, read in READERS.items():
        slugs, _ = read(client.get(f"/events.{ending}?{query}").getvalue())
        assert slugs == held.get(ending, listed), ending


def test_csv_has_one_row_a_mention(client: Client, town: Town):
    response = client.get("/events.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="events.csv"'
    rows = rows_of(client, "/events.csv")
    assert len(rows) == 8
    (herald,) = [row for row in rows if row["event"] == "opening" and row["source"] == "report"]
    assert herald["outlet"] == "The Herald"
    assert herald["phrase"] == "“on Thursday”"
    assert herald["earliest"] == "2022-03-03"
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
    body = fetched(client, "/events.json")
    assert (body["count"], body["next"], body["events"]) == (0, None, [])
    assert not any(body["records"].values())
    assert rows_of(client, "/events.csv") == []


@every_format
def test_a_format_is_answered_as_what_it_is(form: Format, client: Client, town: Town):
    response = client.get(f"/events.{form.ending}")
    assert response.status_code == 200
    assert response["Content-Type"].partition(";")[0] == form.mime
    assert response.streaming is not form.is_short
    assert response.getvalue()
    saved = f'attachment; filename="events.{form.ending}"'
    assert response.get("Content-Disposition") == (saved if form.is_file else None)
    assert client.head(f"/events.{form.ending}").status_code == 200
    assert client.post(f"/events.{form.ending}").status_code == 405


@pytest.mark.parametrize("ending", ["exe", "JSON", "json.", "timelinejs", "../x"])
def test_there_is_nothing_at_the_ending_of_no_format(ending: str, client: Client, town: Town):
    assert client.get(f"/events.{ending}").status_code == 404


@every_format
def test_as_of_a_day_a_format_tells_what_was_told_by_then(form: Format, client: Client, town: Town):
    data = client.get(f"/events.{form.ending}?as_of=2022-03-04").getvalue()
    slugs, _ = READERS[form.ending](data)
    assert slugs == {"opening"}
    if form.ending != "xlsx":  # which is packed
        text = data.decode()
        assert "A bridge too late" not in text
        assert "2022-03-01" not in text
        assert "20220301" not in text


def test_addresses_in_a_file_are_this_host_s_and_stay_on_the_day(client: Client, town: Town):
    (row,) = rows_of(client, "/events.csv?as_of=2022-03-04")
    assert row["url"] == "http://testserver/events/opening/?as_of=2022-03-04"
    assert client.get(row["url"]).status_code == 200
    read = feed(client.get("/events.atom?actor=mayor").getvalue())
    assert {link.rel: link.href for link in read.feed.links} == {
        "alternate": "http://testserver/?actor=mayor",
        "self": "http://testserver/events.atom?actor=mayor",
    }
    assert read.feed.title == "The bridge (Mayor Ida Berg)"


def test_words_that_are_searched_for_break_no_file(client: Client, town: Town):
    for words in ("a%0Ab", "a%0D%0AEND:VCALENDAR", "<b>", "%22%5D%7D", "%01"):
        for ending, read in READERS.items():
            response = client.get(f"/events.{ending}?q=bridge+{words}")
            if response.status_code == 200:
                read(response.getvalue())
            else:
                assert response.status_code == 400


# The menu


def uses(root: Element) -> dict[str, Element]:
    """The menu's lines by purpose."""
    return {line.one("a").words: line for line in root.one(of="uses").all("li")}


def holds(line: Element) -> str:
    """What a line of the menu says that its file holds."""
    return line.all("p")[0].one("span").words


def test_the_menu_says_purposes_and_how_much_each_holds(client: Client, town: Town):
    found = uses(page(client, "/"))
    assert list(found) == [form.purpose for form in FORMATS]
    assert {name: holds(line) for name, line in found.items()} == {
        "A spreadsheet": "Excel workbook: 8 rows",
        "A calendar": "iCalendar: 4 entries; left out: 2 events without a first and a last day",
        "Follow new tellings": "Atom feed: 8 tellings",
        "Another timeline": "TimelineJS: 5 slides; left out: 1 event without any date",
        "A table for data tools, or Timesketch": "CSV: 8 rows",
        "A map": "GeoJSON: 6 events",
        "A website’s search results": "JSON-LD, schema.org: 6 events",
        "An investigation in Aleph": "FollowTheMoney: 6 events",
        "A program": "JSON, by pages: 6 events",
        "A program that takes it all at once": "JSON Lines: 6 events",
    }


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_menu_s_addresses_have_the_filter(headers: dict[str, str], client: Client, town: Town):
    query = "?outlet=herald&q=fire&as_of=2023-12-31"
    lines = uses(page(client, f"/{query}", **headers)).values()
    for form, line in zip(FORMATS, lines, strict=True):
        path = f"/events.{form.ending}{query}"
        assert line.one("a")["href"] == path
        assert line.one("input")["value"] == f"http://testserver/stories/the-bridge{path}"
        assert line.one("button")["data-copies"] == line.one("input")["id"]
        _, rows = READERS[form.ending](client.get(path).getvalue())
        assert f": {rows} " in holds(line)


def test_the_menu_says_what_is_cut(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    story.crowd(tellings_atom.MOST + 20)
    line = uses(page(client, "/"))["Follow new tellings"]
    assert holds(line) == "Atom feed: the newest 100 of 120 tellings"
    _, entries = READERS["atom"](client.get("/events.atom").getvalue())
    assert entries == 100


def test_a_filtered_list_has_its_own_feed_linked_and_visible(client: Client, town: Town):
    root = page(client, "/?actor=mayor&from=2022")
    link = root.one("head").one("link", rel="alternate", type="application/atom+xml")
    assert link["href"] == "/stories/the-bridge/events.atom?actor=mayor&from=2022"
    assert link["title"] == "New tellings, as filtered"
    (shown,) = [a for a in root.one(of="exports").all("a") if a.words == "Follow"]
    assert shown["href"] == link["href"]
    swapped = page(client, "/?actor=mayor", **HTMX).one("link", id="feed")
    assert swapped["data-hx-swap-oob"] == "true"
    assert swapped["href"] == "/stories/the-bridge/events.atom?actor=mayor"


def test_an_empty_list_s_menu_says_so(client: Client, town: Town):
    found = uses(page(client, "/?q=unheardof"))
    assert holds(found["A spreadsheet"]) == "Excel workbook: 0 rows"


def test_the_feed_takes_no_more_queries_for_more_tellings(client: Client, db: None):
    def ask() -> None:
        text_of(client.get("/events.atom"))

    sheet = story.source("Almanac", outlet=story.outlet("The Echo"))
    speaker = story.actor("Speaker")

    def tell(number: int) -> None:
        told = story.tell(story.event(f"Event {number}"), sheet, edtf="2022")
        story.quote(told, speaker, "aye")

    tell(0)
    ask()
    few = queries_of(ask)
    for number in range(1, 12):
        tell(number)
    assert queries_of(ask) == few
