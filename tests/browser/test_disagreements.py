"""Disagreements, and who draws on whom, in a browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import story
from tests.browser import axe
from tests.browser.watch import Opener
from tests.story import Town
from timeline.models import Detail

ADDRESSES = ["/disagreements/", "/sources/report/"]


@pytest.fixture
def disputed(transactional_db: None) -> Town:
    """The town, with a culprit on each side of the fire, and one who relays both newspapers."""
    town = story.set_out()
    for mention, value in zip(town.fire.mentions.all(), ("a stoker", "a passenger"), strict=True):
        Detail.objects.create(mention=mention, aspect="actor", subject="who lit it", value=value)
    story.source("All of it once more " * 8, draws_on=[town.cast.report, town.cast.column])
    return town


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_fits(
    width: int, address: str, scheme: str, opened: Opener, disputed: Town
):
    with opened(viewport={"width": width, "height": 844}, color_scheme=scheme) as page:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        found = Axe().run(page, options=axe.rules(scheme)).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_a_tab_swaps_the_list_and_the_address(page: Page, disputed: Town):
    page.goto("/disagreements/")
    expect(page.locator(".disputed")).to_have_count(2)
    page.get_by_role("link", name="Actors 1").click()
    expect(page.locator(".disputed")).to_have_count(1)
    expect(page).to_have_url(f"{page.url.split('?')[0]}?about=actor")
    expect(page.get_by_role("link", name="Actors 1")).to_have_attribute("aria-current", "true")
    expect(page.locator("#announcer")).to_have_text("1 event")
    page.go_back()
    expect(page.locator(".disputed")).to_have_count(2)
    expect(page.locator("h1")).to_be_visible()


def test_the_tabs_work_without_javascript(no_js_page: Page, disputed: Town):
    no_js_page.goto("/disagreements/")
    no_js_page.get_by_role("link", name="Dates 1").click()
    expect(no_js_page.locator(".disputed h3")).to_have_text(["The bridge opens"])


def test_a_box_in_the_drawing_leads_to_its_source(page: Page, disputed: Town):
    page.goto("/sources/report/")
    page.locator(".graph-node", has_text="A bridge too late").click()
    expect(page.locator("h1")).to_have_text("A bridge too late")
