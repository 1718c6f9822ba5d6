"""The page of all stories, and when it is the first one that a reader meets."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story as town_story
from tests.story import Town
from tests.web.markup import HTMX, page, text_of
from timeline.models import Story


def test_one_story_is_the_first_page_and_several_have_one_of_all(
    client: Client, town: Town, settings
):
    settings.RETOLD_NAME, settings.RETOLD_STANDFIRST = "The Archive", "What was said, and when."
    assert page(client, "/").texts("h1") == ["The bridge"]
    ferry = Story.objects.create(
        title="The ferry", standfirst="Its last year.", language="de", position=1
    )
    ferry.events.set([town.fire, town.plan])
    front = page(client, "/")
    assert front.texts("h1") == ["The Archive"]
    assert "What was said, and when." in front.words
    bridge, second = front.all("li", of="story-card")
    assert [card.one("a")["href"] for card in (bridge, second)] == [
        "/stories/the-bridge/", "/stories/the-ferry/",
    ]  # fmt: skip
    assert second.one(of="story-span").words == "1990s – 2023"
    assert second.one(of="story-numbers").words == "2 events, 2 documents"
    assert second.one(of="story-notes").words == "In German · newest telling 3 February 2023"
    assert "sources disagree on 1 event" in bridge.one(of="story-notes").words.lower()
    # The fire is told by both papers, the plans by one: three lines, in the papers' colours.
    lines = second.all("path", of="small-line")
    assert len(lines) == 3
    assert {line.classes[1] for line in lines} == {
        f"outlet-{town.cast.herald.colour}", f"outlet-{town.cast.post.colour}",
    }  # fmt: skip
    # Whoever asks for anything of the main story still gets it.
    assert page(client, "/?q=bridge").texts("h1") == ["The bridge"]
    part = page(client, "/", HTTP_HX_TARGET="event-results", **HTMX)
    assert part.one("section", id="event-results")


def test_a_story_without_events_says_so(client: Client, town: Town):
    Story.objects.create(title="Nothing yet", position=1)
    empty = page(client, "/stories/").all("li", of="story-card")[1]
    assert empty.one(of="story-span").words == "Undated"
    assert empty.one(of="story-numbers").words == "0 events, 0 documents"
    assert not empty.all(of="story-notes")


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (["199X"], "1990s"),
        (["199X", "1990"], "1990s"),
        (["199X", "1995-02"], "1990s"),
        (["1988", "199X"], "1988 – 1990s"),
        (["199X", "202X"], "1990s – 2020s"),
        (["18XX", "1990-05-04"], "1800–1899 – 1990"),
        (["1990/1999"], "1990s"),
        (["1990/1997", "2001"], "1990 – 2001"),
        (["../1990-05", "1992"], "1990 – 1992"),
        (["1990-05", "1990-09-02"], "May – September 1990"),
    ],
)
def test_an_end_that_is_a_decade_is_said_as_one(
    client: Client, town: Town, dates: list[str], span: str
):
    story = Story.objects.create(title="Another", position=1)
    for edtf in dates:
        told = town_story.event(f"In {edtf}")
        town_story.tell(told, town.review, edtf=edtf)
        story.events.add(told)
    _, card = page(client, "/").all("li", of="story-card")
    assert card.one(of="story-span").words == span


def test_who_works_at_the_desk_meets_drafts_marked_and_counted(
    admin_client: Client, client: Client, town: Town
):
    draft = Story.objects.create(title="The ferry", position=1, state="draft")
    draft.events.set([town.fire])
    type(town.fire).objects.filter(pk=town.fire.pk).update(state="draft")
    draft.chapters.create(heading="The fire", selection="q=fire")
    card = page(admin_client, "/").all("li", of="story-card")[1]
    assert card.one(of="state").words == "Draft"
    assert card.one(of="story-numbers").words == "1 event, 2 documents"
    for address in ("/stories/the-ferry/", "/stories/the-ferry/read/"):
        told = page(admin_client, address)
        assert "Draft" in told.one("h1").words
        assert told.one("a", of="edit-link").words == "Edit"
        assert town.fire.title in told.words
    assert page(client, "/").texts("h1") == ["The bridge"]


def test_a_story_of_very_many_days_has_few_lines(client: Client, town: Town):
    town_story.crowd(200)
    Story.objects.create(title="Another", position=1)
    (many, _) = page(client, "/").all("li", of="story-card")
    assert len(many.all("path", of="small-line")) == 60


def test_a_story_whose_sources_have_no_date_shows_when_things_happened(client: Client, town: Town):
    undated = Story.objects.create(title="Without dates", position=1)
    undated.events.set([town.repair, town.vigil])
    _, card = page(client, "/").all("li", of="story-card")
    assert not card.all("path", of="small-line")
    strokes = card.one("path", of="small-heaps")["d"].split("M")[1:]
    assert len(strokes) == 2
    assert card.one(of="story-span").words == "May – June 2023"
    others = page(client, "/").all("li", of="story-card")[0]
    assert not others.all("path", of="small-heaps"), "its lines say when"


def test_words_that_look_like_markup_stay_words(client: Client, town: Town):
    hostile = "\"'><script>alert(1)</script>"
    Story.objects.create(title=hostile, standfirst=hostile, slug="hostile", language="x-y")
    assert "<script>alert" not in text_of(client.get("/"))
    assert page(client, "/").all("li", of="story-card")[0].one("h3").words in {
        hostile,
        "The bridge",
    }
