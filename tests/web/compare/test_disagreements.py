"""The page of disagreements: whole, in part, with bad input, and empty; and what others say."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests import story
from tests.counting import queries_of
from tests.story import Town
from tests.web.markup import HTMX, Element, card_of, page
from timeline.models import Detail, Mention
from timeline.web.compare import disagreements_page

PAGE = "/disagreements/"


def give(mention: Mention, value: str, subject: str = "hurt", aspect: str = "figure") -> None:
    """Have a mention state a detail."""
    Detail.objects.create(mention=mention, aspect=aspect, subject=subject, value=value)


@pytest.fixture
def crane(town: Town) -> dict[str, Mention]:
    """A crane falls: three dates, one of them vague; two numbers; and one who says nothing."""
    fall = story.event("The harbour crane falls")
    watch = story.source("Talk with the night watch", outlet=town.radio, published="2023-03-04")
    paper = story.source("Crane down", outlet=town.cast.herald, published="2023-03-02")
    other = story.source("What the watch saw", outlet=town.cast.post, published="2023-03-05")
    later = story.source("Years of neglect", outlet=town.radio, published="2023-06-01")
    told = {
        "herald": story.tell(fall, paper, phrase="on 1 March 2023"),
        "post": story.tell(fall, other, phrase="4 March 2023", via=watch),
        "radio": story.tell(fall, later, edtf="2023-03"),
        "leaflet": story.tell(fall, town.leaflet),
    }
    give(told["herald"], "three")
    give(told["post"], "none")
    give(told["radio"], "Three.")
    return told


def disputes(listed: Element, slug: str) -> list[Element]:
    return listed.one("article", data_event=slug).all("section", of="contested")


FALL = "the-harbour-crane-falls"


def test_each_side_of_a_date_is_told_with_its_sources(client: Client, crane):
    listed = page(client, PAGE)
    assert listed.texts("h1") == ["What sources disagree about"]
    assert listed.texts("h3") == ["The bridge opens", "The harbour crane falls"]
    dates, _ = disputes(listed, FALL)
    assert dates.one("h4").words == "Date When it happened 3 days apart"
    first, second = dates.all(of="side")
    assert first.one(of="held").words == "1 March 2023"
    assert first.one(of="account").words == (
        "The Herald Crane down, paragraph 1 “on 1 March 2023” →, read as 1 March 2023"
    )
    assert second.one(of="who").words == "The Post through Radio West"
    assert {a["href"] for a in second.all("a")} == {
        "/sources/what-the-watch-saw/",
        "/sources/talk-with-the-night-watch/",
    }


def test_a_vague_date_that_contains_both_agrees_with_both(client: Client, crane):
    dates, _ = disputes(page(client, PAGE), FALL)
    between = dates.one(of="unsided")
    assert between.one(of="who").words == "Radio West"
    assert between.one(of="account").words.endswith("March 2023 inferred agrees with both")


def test_details_are_told_by_value_and_what_is_written_otherwise(client: Client, crane):
    _, figures = disputes(page(client, PAGE), FALL)
    assert figures.one("h4").words == "Figure Hurt"
    three, none = figures.all(of="side")
    assert (three.one(of="held").words, none.one(of="held").words) == ("“three”", "“none”")
    assert three.texts(of="who") == ["The Herald", "Radio West"]
    assert three.texts(of="as-written") == ["writes “Three.”"]
    assert figures.one(of="silent").words == "1 more source tells of it and doesn’t say."


def test_a_publisher_that_is_not_stated_is_said_to_be_so(client: Client, crane):
    give(crane["leaflet"], "five")
    _, figures = disputes(page(client, PAGE), FALL)
    assert "Publisher not stated To all who cross" in figures.words


def test_a_gap_between_vague_dates_is_at_least_so_long(client: Client, town: Town):
    party = story.event("A party")
    story.tell(party, town.review, edtf="2022-09")
    story.tell(party, town.leaflet, edtf="2022-10")
    (dates,) = disputes(page(client, PAGE), "a-party")
    assert dates.one(of="measure").words == "1 month apart"
    story.tell(party, town.interview, edtf="2022-11-05")
    (dates,) = disputes(page(client, PAGE), "a-party")
    assert dates.one(of="measure").words == "the furthest at least 36 days apart"
    assert len(dates.all(of="side")) == 3


def tabs(listed: Element) -> dict[str, str]:
    return {a.words: a["href"] for a in listed.one(of="abouts").all("a")}


def test_the_tabs_count_and_choose_what_it_is_about(client: Client, crane):
    listed = page(client, PAGE)
    assert list(tabs(listed)) == ["Anything 2", "Dates 2", "Places 0", "Actors 0", "Figures 1"]
    figures = page(client, tabs(listed)["Figures 1"])
    assert figures.texts("h3") == ["The harbour crane falls"]
    assert figures.texts(of="aspect") == ["Figure"]
    (chosen,) = [a for a in figures.one(of="abouts").all("a") if a.get("aria-current")]
    assert chosen.words == "Figures 1"


def test_the_timelines_filter_is_kept_in_every_link(client: Client, crane):
    listed = page(client, f"{PAGE}?outlet=radio-west&q=crane")
    assert listed.texts("h3") == ["The harbour crane falls"]
    assert tabs(listed)["Dates 1"] == f"{PAGE}?outlet=radio-west&q=crane&about=date"
    assert listed.one("h3").one("a")["href"] == f"/events/{FALL}/?outlet=radio-west&q=crane"
    hrefs = [a["href"] for a in listed.one(of="within").all("a")]
    assert hrefs == ["/?outlet=radio-west&q=crane", PAGE]
    assert not page(client, PAGE).all(of="within")


def test_as_of_a_day_dates_and_details_are_as_they_stood(client: Client, crane):
    assert page(client, f"{PAGE}?as_of=2023-03-04").texts("h3") == ["The bridge opens"]
    listed = page(client, f"{PAGE}?as_of=2023-03-05")
    dates, figures = disputes(listed, FALL)
    assert not dates.all(of="unsided")
    assert "Years of neglect" not in figures.words
    assert "as_of=2023-03-05" in tabs(listed)["Dates 2"]


def test_htmx_gets_the_list_alone(client: Client, crane):
    response = client.get(f"{PAGE}?about=date", **HTMX)
    assert "HX-Request" in response["Vary"]
    part = page(client, f"{PAGE}?about=date", **HTMX)
    assert not part.all("h1")
    whole = page(client, f"{PAGE}?about=date")
    assert part.one(id="disagreements").words == whole.one(id="disagreements").words
    assert part.one(id="announcer").words == "2 events"


@pytest.mark.parametrize(
    "query",
    ["about=weather", "actor=nobody", "from=xyzzy", "start=-5", "start=9999999999999", "as_of=x"],
)
def test_bad_input_is_told_and_left_out(query: str, client: Client, crane):
    listed = page(client, f"{PAGE}?{query}")
    assert len(listed.texts("h3")) == 2
    assert bool(listed.all(of="error")) == (not query.startswith("start"))


def test_only_get_is_answered(client: Client, db: None):
    assert client.post(PAGE).status_code == 405


def test_without_disagreement_the_page_says_so(client: Client, db: None):
    assert page(client, PAGE).one(of="nothing").words == "No source contradicts another."
    narrow = page(client, f"{PAGE}?about=place&q=bridge")
    assert narrow.one(of="nothing").words == (
        "No source contradicts another on places within this filter."
    )


def test_long_lists_are_paged_by_position(client: Client, crane, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(disagreements_page, "PAGE", 1)
    first = page(client, f"{PAGE}?about=date")
    assert first.texts("h3") == ["The bridge opens"]
    (following,) = first.one(of="pages").all("a")
    assert following["href"] == f"{PAGE}?about=date&start=1"
    assert following["data-hx-get"] == following["href"]
    last = page(client, following["href"])
    assert last.texts("h3") == ["The harbour crane falls"]
    assert [a["href"] for a in last.one(of="pages").all("a")] == [f"{PAGE}?about=date"]
    assert page(client, f"{PAGE}?about=date&start=500").texts("h3") == ["The harbour crane falls"]


def test_hostile_text_is_text(client: Client, crane):
    hostile = "<script>alert(1)</script>"
    for mention in (crane["herald"], crane["post"]):
        give(mention, f"{hostile} {mention.pk}", subject='"><img src=x>', aspect="place")
    listed = page(client, PAGE)
    assert not listed.one("main").all("script")
    assert not listed.all("img")
    assert f"“{hostile} {crane['post'].pk}”" in listed.texts(of="held")


def test_the_number_of_queries_is_constant(client: Client, crane, town: Town):
    few = queries_of(lambda: client.get(PAGE))
    for one in (town.plan, town.vigil, town.repair, town.storm):
        for source, value in ((town.cast.report, "one"), (town.review, "two")):
            give(story.tell(one, source, via=town.interview), value)
    assert len(page(client, PAGE).texts("h3")) == 6
    assert queries_of(lambda: client.get(PAGE)) == few


# On the timeline and in JSON


def test_a_card_tells_details_that_contradict(client: Client, crane):
    card = card_of(page(client, "/"), FALL)
    assert card.texts(of="dispute")[1] == (
        "Sources disagree on hurt: “three” in The Herald, Radio West; “none” in The Post."
    )


def test_a_card_counts_first_hand_sources_where_they_are_fewer(client: Client, town: Town):
    reprint = story.source("A reprint")
    story.tell(town.repair, reprint, via=town.interview)
    cards = page(client, "/")
    assert "2 documents, 1 first-hand" in card_of(cards, town.repair.slug).words
    assert "2 sources" in card_of(cards, town.fire.slug).words
    assert "1 source" in card_of(cards, town.plan.slug).words


def test_json_tells_contradictions_and_keeps_disputed_to_dates(client: Client, crane, town: Town):
    for mention, value in zip(town.fire.mentions.all(), ("12", "13"), strict=True):
        give(mention, value)
    body = json.loads(client.get("/events.json?disputed=1").content)
    told = {event["slug"]: event for event in body["events"]}
    assert told["opening"]["contradictions"] == []
    assert told[FALL]["contradictions"] == [
        {
            "aspect": "figure",
            "subject": "hurt",
            "sides": [
                {"value": "three", "sources": ["crane-down", "years-of-neglect"]},
                {"value": "none", "sources": ["what-the-watch-saw"]},
            ],
        }
    ]
    assert told[town.fire.slug]["disputed"] is False
    assert told[town.fire.slug]["contradictions"]
