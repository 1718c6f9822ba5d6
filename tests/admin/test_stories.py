"""Stories at the desk: any number, their chapters, and which events they have."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import story as town_story
from tests.cast import Cast
from tests.counting import queries_of
from tests.web.markup import read, text_of
from timeline.models import Event, State, Story, Undoable
from timeline.services.records import undo

LIST = reverse("admin:timeline_event_changelist")


def address(role: str, *args: int) -> str:
    return reverse(f"admin:timeline_story_{role}", args=args)


def filled(client: Client, page: str) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    form = read(text_of(client.get(page))).one("form", id="story_form")
    sent: dict[str, Any] = {}
    for field in form.all("input"):
        if field["name"] and field.get("type") not in {"submit", "checkbox"}:
            sent[field["name"]] = field.get("value") or ""
    for box in form.all("input", type="checkbox"):
        if "checked" in box.attributes:
            sent[box["name"]] = "on"
    for area in form.all("textarea"):
        sent[area["name"]] = area.words
    for choice in form.all("select"):
        found = [o["value"] for o in choice.all("option") if "selected" in o.attributes]
        sent[choice["name"]] = found
    return {name: value for name, value in sent.items() if "__prefix__" not in name}


def test_a_second_story_is_made_with_chapters_and_events(desk: Client, cast: Cast):
    sent = filled(desk, address("add")) | {
        "title": "The storm",
        "slug": "the-storm",
        "introduction": "What is known.",
        "put_in": [cast.storm.pk],
        "chapters-TOTAL_FORMS": "1",
        "chapters-0-heading": "Before",
        "chapters-0-words": "It was calm.",
        "chapters-0-selection": "http://testserver/stories/the-storm/?from=2022&q=storm#list",
        "chapters-0-position": "1",
    }
    assert desk.post(address("add"), sent).status_code == 302
    made = Story.objects.get(slug="the-storm")
    assert (made.main, list(made.events.all())) == (False, [cast.storm])
    (chapter,) = made.chapters.all()
    assert (chapter.heading, chapter.selection) == ("Before", "from=2022&q=storm")
    listed = text_of(desk.get(address("changelist")))
    assert read(listed).texts("h1") == ["Stories"]
    assert "The storm" in listed
    assert "The bridge" in listed


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("/stories/a/?colour=red", "The timeline has no filter “colour”."),
        ("http://testserver/?", "This address filters nothing."),
        ("nonsense", "The timeline has no filter “nonsense”."),
        ("?actor=mayor&actor=mayer", "There is no actor “mayer”."),
        ("?outlet=herald&outlet=not-stated&outlet=harold", "There is no outlet “harold”."),
        ("?kind=dance", "There is no kind of event “dance”."),
        ("?place=nowhere", "There is no place “nowhere”."),
        ("?box=0,91,1,92", "A latitude is between -90 and 90 degrees; 91 is not."),
        ("?sort=colour", "“colour” is no “sort”."),
        ("?as_of=someday", "“someday” gives no day to start or end at."),
        ("?from=2022&to=2021", "The range ends before it starts."),
    ],
)
def test_a_chapter_of_what_the_timeline_cannot_filter_is_refused(
    desk: Client, cast: Cast, pasted: str, said: str
):
    page = address("change", cast.story.pk)
    sent = filled(desk, page) | {
        "chapters-TOTAL_FORMS": "1", "chapters-0-heading": "A", "chapters-0-position": "0",
        "chapters-0-story": str(cast.story.pk), "chapters-0-selection": pasted,
    }  # fmt: skip
    assert said in text_of(desk.post(page, sent))
    assert not cast.story.chapters.exists()


def test_the_main_story_is_another_once_that_is_ticked_there(desk: Client, cast: Cast):
    other = Story.objects.create(title="The storm")
    page = address("change", cast.story.pk)
    sent = {name: value for name, value in filled(desk, page).items() if name != "main"}
    assert "Another story has to be the main one first" in text_of(desk.post(page, sent))
    page = address("change", other.pk)
    assert desk.post(page, filled(desk, page) | {"main": "on"}).status_code == 302
    assert [one.title for one in Story.objects.filter(main=True)] == ["The storm"]


def test_deleting_a_story_asks_and_leaves_its_events(desk: Client, cast: Cast):
    page = address("delete", cast.story.pk)
    asked = text_of(desk.get(page))
    assert "2 events of it stay in the archive" in asked
    assert "relationship" not in asked
    assert desk.post(page, {"post": "yes"}).status_code == 302
    assert not Story.objects.exists()
    assert Event.objects.count() == 2


def test_the_next_story_is_the_main_one_once_that_is_deleted(desk: Client, cast: Cast):
    Story.objects.create(title="A draft", position=1, state="draft")
    Story.objects.create(title="The flood", position=3)
    storm = Story.objects.create(title="The storm", position=2)
    storm.events.set([cast.storm])
    page = address("delete", cast.story.pk)
    assert "“The storm” becomes the main story" in text_of(desk.get(page))
    desk.post(page, {"post": "yes"})
    assert list(Story.objects.filter(main=True)) == [storm]
    assert storm.history.first().main
    found = Client().get("/events.json").json()["events"]
    assert [event["title"] for event in found] == ["A storm closes the bridge"]
    done = Undoable.objects.get()
    undo.undo(done.pk, agreed=undo.plan(done).lost_token)
    assert not Story.objects.get(title="The bridge").main


def test_events_are_put_into_a_story_and_taken_out_by_the_list(desk: Client, cast: Cast):
    other = Story.objects.create(title="The storm")
    rows = {"_selected_action": [cast.storm.pk, cast.opening.pk], "story": other.pk}
    answer = desk.post(LIST, {"action": "put_into_story", **rows}, follow=True)
    assert "2 events put into “The storm”." in text_of(answer)
    listed = text_of(desk.get(LIST, {"stories__id__exact": other.pk}))
    assert "The bridge opens" in listed
    only = {"_selected_action": [cast.opening.pk], "story": other.pk}
    desk.post(LIST, {"action": "take_out_of_story", **only})
    assert list(other.events.all()) == [cast.storm]
    answer = desk.post(
        LIST, {"action": "put_into_story", "_selected_action": [cast.storm.pk]}, follow=True
    )
    assert "Choose the story beside the action." in text_of(answer)


def test_a_new_event_is_in_the_main_story(desk: Client, cast: Cast):
    sent = {
        "title": "A boat race", "slug": "a-boat-race", "kind": "other", "sequence": "0",
        "participations-TOTAL_FORMS": "0", "participations-INITIAL_FORMS": "0",
    "taggings-TOTAL_FORMS": "0", "taggings-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert desk.post(reverse("admin:timeline_event_add"), sent).status_code == 302
    assert Event.objects.get(slug="a-boat-race").stories.get() == cast.story


def test_a_storys_page_does_not_grow_with_its_events(desk: Client, cast: Cast):
    page = address("change", cast.story.pk)
    desk.get(page)
    few, short = queries_of(lambda: desk.get(page)), len(desk.get(page).content)
    town_story.crowd(300)
    assert cast.story.events.count() == 302
    assert queries_of(lambda: desk.get(page)) == few
    assert len(desk.get(page).content) < short + 100


def test_a_box_without_a_choice_says_so_to_who_has_no_script(desk: Client, cast: Cast):
    for page in (address("add"), LIST, reverse("admin:timeline_event_add")):
        assert not [o for o in read(text_of(desk.get(page))).all("option") if not o.words]


def test_texts_that_nobody_touched_are_kept_letter_for_letter(desk: Client, cast: Cast):
    known = "Once.\n\nTwice.\n"
    Story.objects.filter(pk=cast.story.pk).update(introduction=known)
    cast.story.chapters.create(heading="First", words=known, selection="q=bridge")
    page = address("change", cast.story.pk)
    as_sent = known.replace("\n", "\r\n")
    sent = filled(desk, page) | {
        "introduction": as_sent,
        "chapters-0-words": as_sent,
        "standfirst": "Another.\r\nIn two lines.",
    }
    assert desk.post(page, sent).status_code == 302
    cast.story.refresh_from_db()
    assert cast.story.standfirst == "Another.\nIn two lines."
    assert cast.story.introduction == known
    assert cast.story.chapters.get().words == known


def test_a_reporter_puts_what_is_published_into_a_story_of_drafts_and_is_told_of_others(
    cast: Cast, reporters_desk: Client
):
    def put_into(story: Story) -> dict[str, Any]:
        rows = {"_selected_action": [cast.storm.pk]}
        return {"action": "put_into_story", "story": str(story.pk), **rows}

    own = Story.objects.create(title="The ferry", state=State.DRAFT)
    cast.story.events.set([cast.opening])
    Event.objects.filter(pk=cast.storm.pk).update(state=State.PUBLISHED)
    sent = put_into(own)
    told = text_of(reporters_desk.post(LIST, sent, follow=True))
    assert "1 event put into “The ferry”" in told
    assert own.events.filter(pk=cast.storm.pk).exists()
    sent = put_into(cast.story)
    told = text_of(reporters_desk.post(LIST, sent, follow=True))
    assert "1 event left out: readers see the story; an Editor can." in told
    assert not cast.story.events.filter(pk=cast.storm.pk).exists()
