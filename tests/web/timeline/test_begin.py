"""The first page of an archive that holds nothing: how to begin."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.markup import HTMX, page
from timeline.models import Event, Story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/?q=anything", "/?actor=nobody"])
def test_an_archive_that_holds_nothing_says_so_and_tells_three_ways_to_begin(
    client: Client, address: str
):
    begin = page(client, address)
    assert begin.texts("h1") == ["Nothing is told here yet"]
    assert begin.one(of="begin-lead").words.startswith("This timeline holds no events so far.")
    ways = begin.all("li", of="way")
    assert [way.one("h3").words for way in ways] == [
        "Take an article in", "Import a timeline", "Load a digest",
    ]  # fmt: skip
    assert [link["href"] for way in ways for link in way.all("a")] == [
        "/admin/timeline/article/add/", "/admin/timeline/import/",
    ]  # fmt: skip
    assert ways[2].texts("code") == ["manage.py load_seeds FOLDER"]


def test_each_way_leads_somewhere(admin_client: Client):
    for link in page(admin_client, "/").one(of="begin").all("a"):
        assert admin_client.get(link["href"]).status_code == 200


def test_an_event_or_a_story_has_the_timeline_shown(client: Client):
    event = Event.objects.create(slug="opening", title="The bridge opens")
    assert page(client, "/").one(id="event-results")
    event.delete()
    assert not page(client, "/").all(id="event-results")
    Story.objects.create(title="The bridge")
    assert page(client, "/").texts("h1") == ["The bridge"]


def test_as_of_a_day_before_anything_was_told_is_the_timeline(client: Client):
    Event.objects.create(slug="opening", title="The bridge opens")
    assert page(client, "/?as_of=1990-01-01").one(id="event-results")


def test_what_htmx_asks_for_is_never_the_whole_page(client: Client):
    assert page(client, "/?q=a", **HTMX).one(id="event-results")
