"""What each page offers under "Cite", and the files behind it."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
import rispy
from django.test import Client, RequestFactory
from django.utils import timezone

from tests import story
from tests.counting import queries_of
from tests.story import Town
from tests.web.markup import HTMX, page, text_of
from timeline.domain.coordinates import CoordinateBox
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.dates.reader import read
from timeline.exports.citations import citation
from timeline.models import Tag
from timeline.queries.registers import relays
from timeline.web.http.story_scope import StoryScope
from timeline.web.leaving import page_citations

SUFFIXES = {
    "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
TODAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 5 March 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def items(client: Client, address: str) -> list[dict[str, Any]]:
    """The items of a CSL-JSON file."""
    return json.loads(text_of(client.get(address)))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/events/opening/cite.", "event-opening"),
        ("/sources/report/cite.", "source-report"),
        ("/cite.", "list"),
    ],
)
def test_each_file_has_its_type_and_a_name(client: Client, town: Town, address, name, suffix):
    response = client.get(address + suffix)
    assert response.status_code == 200
    assert response["Content-Type"] == SUFFIXES[suffix]
    assert response["Content-Disposition"] == f'attachment; filename="{name}.{suffix}"'
    assert name in text_of(response)


@pytest.mark.parametrize(
    "address",
    ["/cite.doc", "/events/opening/cite.", "/events/none/cite.bib", "/sources/none/cite.ris"],
)
def test_what_is_not_there_is_not_found(client: Client, town: Town, address: str):
    assert client.get(address).status_code == 404


def test_an_events_file_has_its_page_and_every_source_that_tells_it(client: Client, town: Town):
    event, *sources = items(client, "/events/opening/cite.csl.json")
    assert event == {
        "id": "event-opening",
        "type": "webpage",
        "title": "The bridge opens",
        "container-title": "The bridge · Retold",
        "URL": "http://testserver/stories/the-bridge/events/opening/",
        "note": "Date of the event: 1–3 March 2022 (EDTF 2022-03-01/2022-03-03); "
        "sources lie 2 days apart.",
        "custom": {
            "permalink": "http://testserver/stories/the-bridge/events/opening/",
            "relation": "Told by",
            "related": ["source-column", "source-report"],
        },
        "accessed": {"date-parts": [[2026, 3, 5]]},
    }
    column, report = sources
    assert column["URL"] == "http://testserver/stories/the-bridge/sources/column/"
    assert column["note"].startswith("Told through “Bridge opens at last”, The Herald. ")
    assert (report["container-title"], report["issued"]) == (
        "The Herald", {"date-parts": [[2022, 3, 4]]},
    )  # fmt: skip


def test_an_undated_event_says_so_and_one_that_nobody_tells_has_no_sources(
    client: Client, town: Town
):
    story.event("A rumour")
    (event,) = items(client, "/events/a-rumour/cite.csl.json")
    assert event["note"] == "The event is undated."
    assert set(event["custom"]) == {"permalink"}


def test_as_of_is_kept_in_permalink_and_sources(client: Client, town: Town):
    event, *sources = items(client, "/events/opening/cite.csl.json?as_of=2022-03-04&actor=mayor")
    assert event["URL"] == "http://testserver/stories/the-bridge/events/opening/?as_of=2022-03-04"
    assert event["note"].endswith("(EDTF 2022-03-03). As it stood on 4 March 2022.")
    assert [source["id"] for source in sources] == ["source-report"]


def test_a_lists_file_has_the_list_and_the_sources_of_its_events(client: Client, town: Town):
    chosen, *sources = items(client, "/cite.csl.json?actor=mayor&outlet=herald&to=1999")
    assert chosen["title"] == "The bridge (Mayor Ida Berg; The Herald; to 1999)"
    assert (
        chosen["URL"] == "http://testserver/stories/the-bridge/?actor=mayor&outlet=herald&to=1999"
    )
    assert chosen["container-title"] == "Retold"
    assert [source["id"] for source in sources] == ["source-a-year-of-the-bridge"]
    assert chosen["custom"]["related"] == ["source-a-year-of-the-bridge"]
    (record, *_) = rispy.loads(text_of(client.get("/cite.ris?to=1999")))
    assert record["urls"] == ["http://testserver/stories/the-bridge/?to=1999"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_long_list_is_written_as_it_is_read(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch, suffix: str
):
    whole = client.get(f"/cite.{suffix}")
    assert whole.streaming
    before = text_of(whole)
    monkeypatch.setattr(relays, "_FETCHED", 2)
    assert text_of(client.get(f"/cite.{suffix}")) == before
    monkeypatch.setattr(relays, "_ASKED_FOR", 2)
    assert text_of(client.get(f"/cite.{suffix}")) == before


def test_a_list_that_very_many_sources_tell_says_how_many(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
):
    page, *sources = items(client, "/cite.csl.json")
    assert len(page["custom"]["related"]) == 4
    monkeypatch.setattr(citation, "MOST_RELATED", 3)
    listed, *same = items(client, "/cite.csl.json")
    assert "Told by 4 sources." in listed["note"]
    assert "related" not in listed["custom"]
    assert same == sources


def test_a_lists_key_is_that_of_its_filter(client: Client, town: Town):
    keys = [
        items(client, f"/cite.csl.json{query}")[0]["id"]
        for query in ("", "?actor=mayor", "?actor=mayor&q=", "?actor=engineer", "?retold=1")
    ]
    assert keys[0] == "list"
    assert keys[1] == keys[2]
    assert len(set(keys)) == 4


def test_dates_that_count_from_today_become_the_days_they_mean(client: Client, town: Town):
    chosen, *_ = items(client, "/cite.csl.json?from=last+month&to=tomorrow")
    assert chosen["URL"] == "http://testserver/stories/the-bridge/?from=2026-02-01&to=2026-03-06"
    offered = page(client, "/?from=last+month")
    assert (
        offered.one(of="cite-link").one("a")["href"]
        == "http://testserver/stories/the-bridge/?from=2026-02-01"
    )
    kept, *_ = items(client, "/cite.csl.json?from=March+2024")
    assert kept["URL"] == "http://testserver/stories/the-bridge/?from=March+2024"


def test_a_filter_that_cannot_be_read_is_refused(client: Client, town: Town):
    response = client.get("/cite.bib?from=one+fine+day")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["from"]


def test_every_filter_is_in_the_lists_citation(town: Town):
    day = read("2022-03-04")
    asked: dict[str, Any] = {
        "actors": ("mayor",), "outlets": (UNSTATED,), "kinds": ("request",), "since": day,
        "until": day, "text": "pier", "disputed": True, "retold": True, "corroborated": True,
        "as_of": TODAY, "tags": ("sea",), "importance": 2,
        "places": ("storvik",), "box": CoordinateBox(10, 40, 20, 50),
    }  # fmt: skip
    Tag.objects.create(slug="sea", name="Sea")
    # These change what another one means, and say nothing alone.
    beside = {"story", "every_actor", "surely", "sort"}
    assert set(asked) | beside == {field.name for field in fields(Criteria)}
    request = RequestFactory().get("/")
    request.scope = StoryScope(None, "/", "/", "/", "/", has_front=False)
    plain = page_citations.selection_page(request, Criteria())
    for name, value in asked.items():
        told = page_citations.selection_page(request, Criteria(**{name: value}))
        assert (told.title, told.notes) != (plain.title, plain.notes), name


# On the pages


@pytest.mark.parametrize(
    ("address", "noun", "words", "bib"),
    [
        (
            "/events/opening/?actor=mayor",
            "event",
            (
                "“The bridge opens”, The bridge · Retold. Date of the event: 1–3 March 2022 "
                "(EDTF 2022-03-01/2022-03-03); sources lie 2 days apart. "
                "http://testserver/stories/the-bridge/events/opening/ (read on 5 March 2026) "
                "“A bridge too late”, newspaper article, The Post (inferred), "
                "March 2022 (inferred). "
                "Told through “Bridge opens at last”, The Herald. "
                "http://testserver/stories/the-bridge/sources/column/ "
                "“Bridge opens at last”, newspaper article, The Herald, 4 March 2022. "
                "http://testserver/stories/the-bridge/sources/report/"
            ),
            "/events/opening/cite.bib",
        ),
        (
            "/sources/column/",
            "source",
            (
                "“A bridge too late”, newspaper article, The Post (inferred), "
                "March 2022 (inferred). "
                "Draws on “Bridge opens at last”, The Herald. http://testserver/stories/the-bridge/sources/column/"
            ),
            "/sources/column/cite.bib",
        ),
        (
            "/?outlet=post&as_of=2023-01-01",
            "list",
            (
                "“The bridge (The Post)”, Retold. As it stood on 1 January 2023. "
                "http://testserver/stories/the-bridge/?outlet=post&as_of=2023-01-01 "
                "(read on 5 March 2026)"
            ),
            "/cite.bib?outlet=post&as_of=2023-01-01",
        ),
    ],
)
def test_a_page_offers_its_citation_permalink_and_files(
    client: Client, town: Town, address, noun, words, bib
):
    cite = page(client, address).one("details", of="cite")
    assert cite.one("summary").words == f"Cite this {noun}"
    assert cite.one("textarea").words == words
    files = cite.one(of="cite-files")
    held = "With what it draws on" if noun == "source" else "With every source"
    assert files.words == f"{held}: CSL-JSON, BibTeX, RIS"
    links = files.all("a")
    assert links[1]["href"] == bib
    assert client.get(links[1]["href"]).status_code == 200
    permalink = cite.one(of="cite-link").one("a")["href"]
    assert client.get(permalink.removeprefix("http://testserver")).status_code == 200
    assert cite.one("button")["data-copies"] == cite.one("textarea")["id"]


def test_a_partial_update_brings_the_citation_of_its_own_filter(client: Client, town: Town):
    part = page(client, "/?kind=incident", HTTP_HX_TARGET="event-results", **HTMX)
    assert part.one("textarea").words.startswith("“The bridge (incident)”, Retold.")


def test_a_title_is_shown_and_never_taken_for_markup(client: Client, town: Town):
    story.event("</textarea><script>alert(1)</script>")
    event = page(client, "/events/textarea-script-alert-1-script/")
    assert event.one("textarea").words.startswith("“</textarea><script>alert(1)</script>”,")


def test_the_number_of_queries_does_not_grow_with_sources(client: Client, town: Town):
    def queries(address: str) -> int:
        return queries_of(lambda: text_of(client.get(address)))

    for address in ("/cite.bib", "/events/opening/cite.bib", "/sources/column/cite.bib"):
        few = queries(address)
        for number in range(6):
            one = story.source(f"{address} {number}", outlet=town.radio)
            story.tell(town.opening, one, via=town.interview)
            town.cast.column.draws_on.add(one)
        assert queries(address) == few, address
