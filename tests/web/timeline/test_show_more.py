"""Show more: the next stretch of a long list, with and without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import HTMX, Element, page, slugs_listed
from timeline.models import Event


def shown(timeline: Element) -> list[str]:
    return slugs_listed(timeline)


def test_fifty_events_are_shown_and_the_next_fifty_come_on_request(client: Client, db: None):
    everything = [event.slug for event in story.crowd(120)]
    timeline = page(client, "/")
    assert shown(timeline) == everything[:50]
    assert "50 of 120 shown" in timeline.one(id="show-more").words
    listed, more = shown(timeline), timeline.one(id="show-more").one("a")["href"]
    while more:
        stretch = page(client, more, **HTMX, HTTP_HX_TARGET="show-more")
        assert not stretch.all(id="event-results")
        assert not stretch.all(id="two-clocks")
        listed += shown(stretch)
        following = stretch.all(id="show-more")
        more = following[0].one("a")["href"] if following else ""
    assert listed == everything


def test_without_javascript_show_more_is_a_page_with_a_way_back(client: Client, db: None):
    everything = [event.slug for event in story.crowd(120)]
    second = page(client, page(client, "/").one(id="show-more").one("a")["href"])
    assert shown(second) == everything[50:100]
    earlier = second.one(of="earlier")
    assert "events 51 to 100 are shown" in earlier.words
    assert shown(page(client, earlier.one("a")["href"])) == everything[:50]


@pytest.mark.parametrize("address", ["/", "/quotes/", "/compare/", "/disagreements/"])
def test_the_head_of_a_list_names_the_pages_before_and_after(
    address: str, client: Client, db: None
):
    first, second = (story.source(name, outlet=story.outlet(name)) for name in ("One", "Two"))
    speaker = story.actor("Ida")
    for number, event in enumerate(story.crowd(120)):
        for source, day in ((first, "2022-01-01"), (second, "2022-02-02")):
            story.quote(story.tell(event, source, edtf=day), speaker, f"words number {number}")
    head = page(client, address).one("head")
    assert not head.all("link", rel="prev")
    seen = [address]
    while following := head.all("link", rel="next"):
        seen.append(f"{address}{following[0]['href'].removeprefix(address)}")
        head = page(client, seen[-1]).one("head")
        (before,) = head.all("link", rel="prev")
        assert f"{address}{before['href'].removeprefix(address)}" == seen[-2]
    assert len(seen) > 2


def test_a_year_that_goes_on_has_no_second_heading_to_be_seen(client: Client, db: None):
    story.crowd(60)  # every third day from 1 January 2022: the fiftieth is in May
    stretch = page(client, "/?start=50", **HTMX, HTTP_HX_TARGET="show-more")
    assert [y.words for y in stretch.all(of="year") if "visually-hidden" not in y.classes] == []
    story.tell(story.event("Much later"), story.source("A letter"), edtf="2025-01-01")
    stretch = page(client, "/?start=50", **HTMX, HTTP_HX_TARGET="show-more")
    assert [y.words for y in stretch.all(of="year") if "visually-hidden" not in y.classes] == [
        "2025"
    ]
    assert len(stretch.all(of="gap")) == 1


def test_a_gap_between_two_stretches_is_told(client: Client, db: None):
    story.crowd(50)
    story.tell(story.event("Much later"), story.source("A letter"), edtf="2025-01-01")
    stretch = page(client, "/?start=50", **HTMX, HTTP_HX_TARGET="show-more")
    assert stretch.texts(of="gap") == ["2 years and 7 months without an event"]


@pytest.mark.parametrize("start", ["-1", "abc", "1e3", "9" * 30, "", "²"])
def test_a_strange_start_is_no_error(start: str, client: Client, town: Town):
    assert len(shown(page(client, f"/?start={start}"))) == 6


def test_a_start_past_the_end_shows_the_last_stretch(client: Client, db: None):
    everything = [event.slug for event in story.crowd(60)]
    assert shown(page(client, "/?start=1000")) == everything[50:]


def test_show_more_keeps_the_filter(client: Client, db: None):
    story.crowd(120)
    Event.objects.filter(pk__in=Event.objects.values("pk")[:60]).update(kind="incident")
    timeline = page(client, "/?kind=incident")
    more = timeline.one(id="show-more").one("a")["href"]
    assert more == "/?kind=incident&start=50"
    assert len(shown(page(client, more))) == 10
