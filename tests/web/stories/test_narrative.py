"""A story that is read: its chapters with their words and their events."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story as town_story
from tests.counting import queries_of
from tests.story import Town
from tests.web.markup import page, text_of
from timeline.models import Chapter, Story

READ = "/stories/the-bridge/read/"


@pytest.fixture
def told(town: Town) -> Story:
    """The town's story in three chapters, the last of which has words alone."""
    story = town.cast.story
    story.introduction = "Two papers.\n\nSee https://example.org/bridge?a=1&b=2."
    story.save()
    for position, (heading, words, selection) in enumerate(
        [
            ("Before", "It was <b>long</b> in coming.\n\nAnd drawn on a napkin.", "to=1999"),
            ("A bridge", "", "q=bridge&from=2022&to=2022"),
            ("After", "Nobody knows.", ""),
        ]
    ):
        Chapter.objects.create(
            story=story, position=position, heading=heading, words=words, selection=selection
        )
    return story


def test_each_chapter_has_its_words_and_its_events(client: Client, told: Story):
    read = page(client, READ)
    assert read.texts("h1") == ["The bridge"]
    assert read.texts("h2") == ["Before", "A bridge", "After"]
    before, bridge, after = read.all("section", of="chapter")
    assert [p.words for p in before.one(of="narrative-words").all("p")] == [
        "It was <b>long</b> in coming.", "And drawn on a napkin.",
    ]  # fmt: skip
    assert [li["data-event"] for li in before.all("li", of="chapter-event")] == ["plans-are-drawn"]
    assert [li["data-event"] for li in bridge.all("li", of="chapter-event")] == ["opening"]
    assert bridge.one("h3").one("a")["href"] == (
        "/stories/the-bridge/events/opening/?from=2022&to=2022&q=bridge"
    )
    assert not after.all("li", of="chapter-event")
    (link,) = read.one(of="narrative-head").one(of="narrative-words").all("a")
    assert link["href"] == "https://example.org/bridge?a=1&b=2"
    assert [a["href"] for a in read.one(of="contents").all("a")] == [
        "#chapter-1", "#chapter-2", "#chapter-3",
    ]  # fmt: skip
    assert "/stories/the-bridge/read/" in read.one(of="cite-link").one("a")["href"]


def test_the_timeline_leads_to_it_and_has_the_introduction(client: Client, told: Story):
    listed = page(client, "/")
    assert "Two papers." in listed.one(of="introduction").words
    assert listed.one(of="to-read").one("a")["href"] == "/read/"
    assert client.get("/read/").status_code == 200
    assert not page(client, "/?q=ferry").all(of="introduction")


def test_a_chapter_stands_as_of_the_day_that_is_asked_for(client: Client, told: Story):
    read = page(client, f"{READ}?as_of=2022-03-30")
    _, bridge, _ = read.all("section", of="chapter")
    assert bridge.one(of="chapter-when").words == "3 March 2022"
    assert not read.all("section", of="chapter")[0].all("li", of="chapter-event")
    assert "as_of=2022-03-30" in bridge.one("h3").one("a")["href"]


def test_a_chapter_whose_filter_means_nothing_any_more_shows_no_event(client: Client, told: Story):
    Chapter.objects.filter(heading="A bridge").update(selection="actor=nobody")
    assert len(page(client, READ).all("li", of="chapter-event")) == 1


def test_a_long_chapter_shows_some_and_leads_to_all(client: Client, told: Story):
    town_story.crowd(40)
    Chapter.objects.filter(heading="A bridge").update(selection="actor=everyman")
    bridge = page(client, READ).all("section", of="chapter")[1]
    assert len(bridge.all("li", of="chapter-event")) == 24
    rest = bridge.one(of="chapter-all").one("a")
    assert (rest.words, rest["href"]) == (
        "All 40 events of this chapter", "/stories/the-bridge/?actor=everyman",
    )  # fmt: skip


def test_more_chapters_and_events_take_no_more_queries(client: Client, told: Story):
    client.get(READ)
    few = queries_of(lambda: client.get(READ))
    town_story.crowd(30)
    for number in range(6):
        Chapter.objects.create(
            story=told, position=9, heading=f"More {number}", selection="from=2022"
        )
    client.get(READ)
    assert queries_of(lambda: client.get(READ)) == few
    assert "More 5" in text_of(client.get(READ))
