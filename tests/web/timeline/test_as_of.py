"""Every page can be read as it stood on a day."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import HTMX, page
from timeline.web.timeline.as_of import SOME_STEPS

pytestmark = pytest.mark.django_db

MARCH = "as_of=2022-03-31"


def test_the_timeline_tells_the_day_and_leads_back_to_now(client: Client, town: Town):
    timeline = page(client, f"/?{MARCH}")
    banner = timeline.one(of="as-of-banner")
    assert "31 March 2022" in banner.words
    assert banner.one("a")["href"] == "/"
    assert page(client, "/").all(of="as-of-banner") == []


def test_the_control_steps_through_the_days_of_publication(client: Client, town: Town):
    control = page(client, f"/?{MARCH}").one(of="as-of")
    days = [link["href"] for link in control.all("a") if "step" not in link.classes]
    # What was published later is not named, only led to.
    assert days == ["/?as_of=2022-03-04", "/?as_of=2022-03-31", "/"]
    earlier, later = control.all("a", of="step")
    assert (earlier["href"], later["href"]) == ("/?as_of=2022-03-04", "/?as_of=2023-02-03")
    assert "1 source with an imprecise date counts from its latest day" in control.words


def test_of_many_days_some_are_steps_and_any_other_can_be_typed(client: Client, db: None):
    event = story.event("A bell rings")
    for number in range(1, 29):
        paper = story.source(f"Sheet {number}", published=f"2022-02-{number:02}")
        story.tell(event, paper, edtf="2022-01-31")
    control = page(client, "/?kind=other").one(of="as-of")
    days = [link["href"][-10:] for link in control.all("a") if "step" not in link.classes][:-1]
    assert len(days) == SOME_STEPS
    assert (days[0], days[-1]) == ("2022-02-01", "2022-02-28")
    form = control.one("form")
    assert "28 days in all" in form.words
    assert [(f["name"], f["value"]) for f in form.all("input", type="hidden")] == [
        ("kind", "other")
    ]
    (earlier,) = control.all("a", of="step")
    assert earlier["href"].endswith("as_of=2022-02-28")
    typed = page(client, "/?kind=other&as_of=26+February+2022").one(of="as-of")
    assert typed.one("input", id="as-of-day")["value"] == "26 February 2022"
    earlier, later = typed.all("a", of="step")
    assert (earlier["href"][-10:], later["href"][-10:]) == ("2022-02-25", "2022-02-27")


def test_the_filter_keeps_the_day(client: Client, town: Town):
    hidden = page(client, f"/?{MARCH}").all("input", name="as_of")
    assert [field["value"] for field in hidden] == ["2022-03-31"]


def test_nobody_is_offered_who_had_not_been_told_of(client: Client, town: Town):
    offered = {box["value"] for box in page(client, f"/?{MARCH}").all("input", name="actor")}
    assert offered == {"mayor", "engineer"}


@pytest.mark.parametrize(
    ("address", "gone"),
    [
        ("/", "Plans are drawn"),
        ("/actors/mayor/", "Plans are drawn"),
        ("/actors/", "Radosław Nowak"),
        ("/outlets/", "Radio West"),
        ("/outlets/herald/", "Fire on the ferry"),
        ("/sources/", "A year of the bridge"),
        ("/sources/a-year-of-the-bridge/", "Smoke stood"),
        ("/events/fire-on-the-ferry/", "Smoke stood"),
        ("/compare/", "Plans are drawn"),
        ("/quotes/", "so we manage"),
    ],
)
def test_no_page_tells_what_was_published_later(
    address: str, gone: str, client: Client, town: Town
):
    assert gone in page(client, address).words
    assert gone not in page(client, f"{address}?{MARCH}").words


def test_htmx_brings_the_day_to_the_head_of_the_page_and_takes_it_away(client: Client, town: Town):
    for address, is_told in (("/", False), (f"/?{MARCH}", True)):
        html = client.get(address, **HTMX).content.decode()
        assert 'id="as-of-banner" data-hx-swap-oob="true"' in html
        assert ('class="as-of-banner"' in html) == is_told


@pytest.mark.parametrize("nonsense", ["", "someday", "2022-02-30", "2022-03-04/..", "\0"])
def test_a_day_that_nothing_reads_is_told_and_is_now(nonsense: str, client: Client, town: Town):
    timeline = page(client, "/?as_of=" + nonsense.replace("\0", "%00"))
    assert timeline.all(of="as-of-banner") == []
    assert bool(timeline.all(role="alert")) == bool(nonsense and nonsense != "2022-03-04/..")


def test_a_page_names_one_page_before_it_and_one_after_it(client: Client, db: None):
    story.crowd(130)
    for address in ("/?start=50", "/?start=50&as_of=2022-03-31"):
        shown = page(client, address)
        for rel in ("prev", "next"):
            found = {link["href"] for tag in ("a", "link") for link in shown.all(tag, rel=rel)}
            assert len(found) <= 1, (address, rel, found)
    assert page(client, "/?start=50").all("link", rel="prev")
