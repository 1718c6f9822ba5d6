"""Several stories in a browser: each new page at every width, and a filter that stays."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.test_screens import WIDTHS
from tests.browser.watch import Opener
from timeline.models import Event, Story
from timeline.services.digest.load_digest import load

PAGES = [
    "/", "/archive/", "/stories/the-answer/", "/stories/the-answer/read/",
    "/stories/the-answer/events/nato-refuses-no-fly-zone/", "/stories/the-answer/compare/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def several(transactional_db: None) -> None:
    """The story that comes with the code, and another of some of its events, in chapters."""
    load(settings.FIXTURES)
    answer = Story.objects.create(
        title="The answer", standfirst="What was asked, and what was said.", language="de",
        introduction="It was asked often.\n\nSee https://example.org/asked.", position=1,
    )  # fmt: skip
    answer.events.set(Event.objects.filter(earliest__year=2022))
    answer.chapters.create(heading="Asked", words="In February.", selection="to=28+Feb+2022")
    answer.chapters.create(heading="Answered", selection="from=1+March+2022", position=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(scheme: str, opened: Opener):
    found = []
    with opened(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as page:
        for address in PAGES:
            page.goto(address)
            result = Axe().run(page, options=axe.rules(scheme))
            found += [
                f"{address}: {violation['id']}: {node['html'][:160]}"
                for violation in result.response["violations"]
                for node in violation["nodes"]
            ]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{address} at {width}: {wide}"
    assert found == []


def test_a_filter_and_the_way_back_stay_in_the_story(page: Page):
    page.goto("/")
    page.get_by_role("link", name="The answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The answer")
    page.get_by_label("NATO", exact=True).check()
    expect(page.locator("#results-heading")).to_contain_text(" of ")
    assert page.url.endswith("/stories/the-answer/?actor=nato")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("#results-heading")).not_to_contain_text(" of ")
    assert page.url.endswith("/stories/the-answer/")
    page.get_by_role("link", name="Read it as a story").click()
    page.get_by_role("link", name="Answered").click()
    expect(page.locator("#chapter-2")).to_be_in_viewport()
    page.get_by_role("link", name="← All stories").click()
    expect(page.locator(".story-card")).to_have_count(2)
