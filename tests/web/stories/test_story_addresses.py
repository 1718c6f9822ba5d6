"""A story's own addresses, and those of the whole archive: what stands there, and its links."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_script_prefix

from tests import story as town_story
from tests.counting import queries_of
from tests.story import Town
from tests.web.markup import page, slugs_listed, text_of
from timeline.models import Event, Place, Source, State, Story

BELOW = [
    "", "?actor=mayor", "compare/", "compare/?columns=documents", "disagreements/", "quotes/",
    "actors/", "actors.csv", "actors/mayor/", "outlets/", "outlets.csv", "outlets/herald/",
    "sources/", "sources.csv", "sources/a-year-of-the-bridge/", "sources/a-year-of-the-bridge.png",
    "sources/a-year-of-the-bridge/cite.bib", "events/fire-on-the-ferry/",
    "events/fire-on-the-ferry.png", "events/fire-on-the-ferry/cite.ris", "events.json",
    "events.jsonl", "events.csv", "events.atom", "events.ics", "cite.csl.json", "clocks.png",
    "embed/", "embed/events/fire-on-the-ferry/", "api/", "api/openapi.json", "oembed?url=http://testserver/",
]  # fmt: skip
PAGES = ["", "?actor=mayor", "compare/", "disagreements/", "quotes/", "actors/", "actors/mayor/",
         "outlets/", "outlets/herald/", "sources/", "sources/a-year-of-the-bridge/",
         "events/fire-on-the-ferry/", "api/"]  # fmt: skip


@dataclass
class TwoStories:
    """The town, and beside its main story another that has the fire and the plans alone."""

    town: Town
    main: Story
    ferry: Story


@pytest.fixture
def two(town: Town) -> TwoStories:
    """Two stories."""
    ferry = Story.objects.create(title="The ferry", opens_with=town.fire)
    ferry.events.set([town.fire, town.plan])
    return TwoStories(town, town.cast.story, ferry)


@pytest.mark.parametrize("below", ["/stories/the-ferry/", "/archive/"])
@pytest.mark.parametrize("path", BELOW)
def test_all_that_stands_below_the_root_stands_below_a_story(client, two, below, path):
    assert client.get(below + path).status_code == 200, path
    assert get_script_prefix() == "/"


@pytest.mark.parametrize("below", ["/stories/the-ferry/", "/archive/", "/"])
@pytest.mark.parametrize("path", PAGES)
def test_links_of_a_page_stay_within_its_story(client: Client, two: TwoStories, below, path):
    stays = "/stories/the-bridge/" if below == "/" else below
    if below == "/" and not path:
        path = "?start=0"
    for link in page(client, below + path).all("a"):
        own = link["href"].removeprefix("http://testserver")
        if own.startswith("/") and own not in {"/", "/admin/"} and not own.startswith("/static/"):
            other_story = path.startswith("events/") and own.startswith("/stories/")
            assert own.startswith(stays) or other_story, own


def test_each_page_counts_within_the_story(client: Client, two: TwoStories):
    listed = page(client, "/stories/the-ferry/")
    assert listed.texts("h1") == ["The ferry"]
    assert slugs_listed(listed) == [
        "fire-on-the-ferry", "plans-are-drawn",
    ]  # fmt: skip
    told = json.loads(client.get("/stories/the-ferry/events.json").content)
    assert [event["slug"] for event in told["events"]] == ["plans-are-drawn", "fire-on-the-ferry"]
    everyone = client.get("/archive/actors.csv").getvalue().decode()
    own = client.get("/stories/the-ferry/actors.csv").getvalue().decode()
    assert "Radosław Nowak" in everyone
    assert "Radosław Nowak" not in own
    assert "Olle Strand" in own
    sources = client.get("/stories/the-ferry/sources.csv").getvalue().decode()
    assert "To all who cross" not in sources
    assert "A year of the bridge" in sources
    two.ferry.sources.add(Source.objects.get(title="To all who cross"))
    assert "To all who cross" in client.get("/stories/the-ferry/sources.csv").getvalue().decode()
    assert "radio-west" not in text_of(client.get("/stories/the-ferry/outlets/"))
    review = text_of(client.get("/stories/the-ferry/sources/a-year-of-the-bridge/"))
    assert "Fire on the ferry" in review
    quotes = text_of(client.get("/stories/the-ferry/quotes/"))
    assert "we have a bridge, so we manage" in quotes
    assert "it will hold" not in quotes


def test_a_feed_names_a_telling_alike_in_every_story(client: Client, two: TwoStories):
    def ids(address: str) -> set[str]:
        feed = client.get(address).content.decode()
        return {piece.split("</id>")[0] for piece in feed.split("<id>")[2:]}

    assert ids("/stories/the-ferry/events.atom") < ids("/archive/events.atom")
    assert all(one.startswith("http://testserver/events/") for one in ids("/events.atom"))


def test_an_address_without_a_story_keeps_its_meaning(client: Client, two: TwoStories):
    two.town.plan.stories.remove(two.main)
    listed = page(client, "/?kind=proposal")
    assert not listed.all("li", of="item")
    assert page(client, "/archive/?kind=proposal").all("li", of="item")
    assert json.loads(client.get("/events.json").content)["count"] == 5
    own = json.loads(client.get("/events.json?start=0").content)
    assert "/stories/" not in json.dumps(own)
    assert "Plans are drawn" not in text_of(client.get("/embed/"))


@pytest.mark.parametrize("below", ["/stories/the-bridge/", "/archive/"])
def test_a_page_offers_all_stories_where_there_are_several(client: Client, town: Town, below: str):
    assert page(client, below).one(of="scope").texts("a")[0] == "← Retold"
    Story.objects.create(title="The ferry")
    assert page(client, below).one(of="scope").texts("a")[0] == "← All stories"


def test_registers_of_a_story_name_what_is_of_it_alone(client: Client, two: TwoStories):
    town_story.outlet("The Idle Sheet")
    town_story.actor("Nobody Yet")

    def names(address: str) -> list[str]:
        lines = client.get(address).getvalue().decode("utf-8-sig").splitlines()
        return [row["Name"] for row in csv.DictReader(lines)]

    assert "The Idle Sheet" in names("/archive/outlets.csv")
    assert "Nobody Yet" in names("/archive/actors.csv")
    assert names("/stories/the-ferry/outlets.csv") == ["The Herald", "The Post"]
    assert names("/stories/the-ferry/actors.csv") == ["Mayor Ida Berg", "Olle Strand"]
    assert "The Idle Sheet" in names("/stories/the-bridge/outlets.csv"), "it is the whole archive"
    offered = page(client, "/stories/the-ferry/sources/").one("select", name="outlet")
    assert [option.words for option in offered.all("option")] == [
        "any outlet", "The Herald", "The Post", "Publisher not stated",
    ]  # fmt: skip
    asked = page(client, "/stories/the-ferry/sources/?outlet=radio-west")
    chosen = [one.words for one in asked.all("option") if "selected" in one.attributes]
    assert "Radio West" in chosen
    assert asked.one(id="register-count").words == "0 sources"


@pytest.mark.parametrize(
    ("entry", "heading"),
    [
        ("actors/radoslaw-nowak/", "Radosław Nowak"),
        ("outlets/radio-west/", "Radio West"),
        ("sources/to-all-who-cross/", "To all who cross"),
        ("places/the-quay/", "The quay"),
    ],
)
def test_an_entry_that_a_story_has_not_has_an_address_of_its_own(client, two, entry, heading):
    two.town.vigil.place = Place.objects.create(slug="the-quay", name="The quay")
    two.town.vigil.save()
    moved = client.get(f"/stories/the-ferry/{entry}?as_of=2023-12-31")
    assert (moved.status_code, moved["Location"]) == (302, f"/{entry}?as_of=2023-12-31")
    assert page(client, f"/{entry}").one(of="scope-story").words == "The bridge"
    for event in (two.town.repair, two.town.vigil):
        event.stories.set([Story.objects.get_or_create(title="The piers")[0]])
    alone = page(client, f"/{entry}")
    assert heading in alone.one("h1").words
    assert alone.one(of="scope-story").words == "The whole archive"
    assert client.get(f"/stories/the-piers/{entry}").status_code == 200
    assert client.get(f"/stories/the-bridge/{entry}")["Location"] == f"/{entry}"


def test_what_is_written_down_elsewhere_names_its_story(client: Client, two: TwoStories):
    for below, named in (
        ("/stories/the-ferry/", "/stories/the-ferry/"),
        ("/archive/", "/archive/"),
        ("/", "/stories/the-bridge/"),
    ):
        listed = page(client, f"{below}?retold=1")
        site = f"http://testserver{named}"
        assert listed.one(of="cite-link").one("a")["href"] == f"{site}?retold=1"
        assert f"{site}embed/?retold=1" in listed.one("input", id="embed-code")["value"]
        assert listed.one("link", id="feed")["href"] == f"{named}events.atom?retold=1"
        (canonical,) = listed.all("link", rel="canonical")
        assert canonical["href"] == f"{site}?retold=1"
        card = client.get("/oembed", {"url": f"http://testserver{below}?retold=1"}).json()
        assert f"{site}embed/?retold=1" in card["html"]


def test_an_event_tells_its_stories_and_leads_on_in_the_one_the_reader_is_in(client, two):
    fire = page(client, "/stories/the-ferry/events/fire-on-the-ferry/")
    assert [a.words for a in fire.one(of="in-stories").all("a")] == ["The bridge", "The ferry"]
    assert fire.one("a", rel="prev")["href"] == "/stories/the-ferry/events/plans-are-drawn/"
    assert not fire.all("a", rel="next")
    main = page(client, "/events/fire-on-the-ferry/")
    assert main.one("a", rel="prev")["href"] == "/stories/the-bridge/events/opening/"
    # One that the story does not have has an address of its own.
    moved = client.get("/stories/the-ferry/events/storm/?as_of=2022-12-31")
    assert (moved.status_code, moved["Location"]) == (302, "/events/storm/?as_of=2022-12-31")
    alone = town_story.event("A rumour")
    alone.stories.clear()
    rumour = page(client, "/events/a-rumour/")
    assert "In no story." in rumour.words
    assert rumour.one("a", of="scope-story").words == "The whole archive"
    assert client.get("/archive/events/a-rumour/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/stories/nowhere/", "/stories/nowhere/compare/", "/stories/the-ferry/nothing/",
     "/stories/the-ferry/admin/", "/stories/the-ferry/stories/the-ferry/", "/archive/archive/",
     "/archive/stories/", "/stories/the-ferry/read/", "/archive/read/", "/stories/%00/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, two: TwoStories, path: str):
    response = client.get(path)
    assert response.status_code == 404
    assert 'href="/stories/nowhere/' not in text_of(response)


def test_a_program_is_told_of_a_story_that_is_not_there(client: Client, db: None):
    told = client.get("/stories/nowhere/events.json")
    assert (told.status_code, told["Content-Type"]) == (404, "application/problem+json")


def test_a_slash_that_is_missing_is_put(client: Client, two: TwoStories):
    moved = client.get("/stories/the-ferry?q=a")
    assert (moved.status_code, moved["Location"]) == (301, "/stories/the-ferry/?q=a")


@pytest.mark.parametrize("path", ["/stories/the-ferry/", "/archive/", "/?q=fire", "/",
                                  "/archive/compare/", "/stories/the-ferry/compare/",
                                  "/stories/the-ferry/actors/", "/events/fire-on-the-ferry/",
                                  "/stories/the-ferry/events.json"])  # fmt: skip
def test_no_query_grows_with_stories(client: Client, two: TwoStories, path: str):
    client.get(path)
    few = queries_of(lambda: client.get(path))
    for number in range(12):
        one = Story.objects.create(title=f"Story {number}")
        one.events.set(Event.objects.all()[: number % 5 + 1])
        one.chapters.create(heading="A")
    client.get(path)
    assert queries_of(lambda: client.get(path)) == few


def test_a_renamed_story_is_found_at_its_old_address_if_readers_met_it_there(
    client: Client, two: TwoStories
):
    def leads_to(address: str) -> tuple[int, str]:
        answer = client.get(address)
        return answer.status_code, answer.headers.get("Location", "")

    ferry, names = two.ferry, ("a-secret", "the-lost-ferry", "the-ferry-that-was-lost")
    for state, slug in zip((State.DRAFT, State.PUBLISHED, State.PUBLISHED), names, strict=True):
        ferry.state, ferry.slug = state, slug
        ferry.save()
    old = "/stories/the-lost-ferry/"
    assert leads_to(f"{old}compare/?actor=mayor") == (
        301, "/stories/the-ferry-that-was-lost/compare/?actor=mayor"
    )  # fmt: skip
    assert leads_to("/stories/a-secret/") == (404, "")
    ferry.state = State.WITHDRAWN
    ferry.save()
    assert leads_to(old) == (404, "")
    Story.objects.create(title="Another", slug="the-lost-ferry")
    assert leads_to(old) == (200, "")
