"""The comparison in a browser: filtered, switched, on a phone, for everyone, without JavaScript."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import story
from tests.browser import axe
from tests.browser.reading import opens
from tests.browser.watch import Opener
from timeline.models import Source, Term

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = "#comparison-results tbody .row-title"


@pytest.fixture(autouse=True)
def town(transactional_db: None) -> story.Town:
    """The town, with a document read of each source that tells, and a ferry of two names."""
    made = story.set_out()
    Source.objects.filter(mentions__isnull=False).update(document="read.txt")
    for mention, words in zip(made.fire.mentions.all(), ("the boat", "the ferry"), strict=True):
        Term.objects.create(mention=mention, subject="the ferry", words=words)
    return made


def test_a_filter_and_a_column_change_the_table_and_the_address(page: Page):
    page.goto("/compare/")
    page.get_by_role("button", name="Filters and columns").click()
    opens(page, "kind")
    page.locator("#kind-incident").check()
    expect(page.locator("#results-heading")).to_have_text("1 event in the selection")
    expect(page).to_have_url("/compare/?kind=incident")
    page.locator("#column-post").uncheck()
    expect(page.locator(".comparison").first.locator(".column-name")).to_have_text(
        ["Radio West", "The Herald", "Publisher not stated"]
    )
    expect(page.locator("#filters-panel")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Remove Incident").click()
    expect(page.locator("#results-heading")).to_have_text("6 events")
    expect(page.locator("#kind-incident")).not_to_be_checked()
    page.go_back()
    expect(page.locator("#results-heading")).to_have_text("1 event in the selection")


def test_documents_and_order_are_switched_without_a_new_page(page: Page):
    page.goto("/compare/")
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.locator(".comparison").first.locator(".column-name")).to_have_count(5)
    page.get_by_role("link", name="how many tell it").click()
    expect(page).to_have_url("/compare/?columns=documents&order=tellers")
    expect(page.locator(".comparison").first.locator(".row-title").first).to_have_text(
        "The bridge opens"
    )


def test_headings_stay_in_sight(phone: Page):
    phone.goto("/compare/")
    box = phone.locator(".scroller").first
    corner = phone.locator(".comparison .corner").first
    before = corner.bounding_box()
    box.evaluate("box => box.scrollTo(300, 200)")
    assert corner.bounding_box() == before
    row = phone.locator(".comparison tbody th").last
    assert row.bounding_box()["x"] == before["x"]


def test_a_wording_opens_to_its_places(page: Page):
    page.goto("/compare/")
    page.get_by_text("“the boat”").click()
    expect(page.locator("#terms details[open] a").first).to_have_text("Fire on the ferry")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    width: int, scheme: str, opened: Opener
):
    with opened(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    ) as page:
        for address in ("/compare/", "/compare/?columns=documents&outlet=herald"):
            page.goto(address)
            found = Axe().run(page, options=axe.rules(scheme))
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("button", name="Filters and columns").click()
        # What the list has scrolled half under the foot of the sheet is for the wheel to bring up.
        scrolled = {"rules": {"target-size": {"enabled": False}}}
        found = Axe().run(page, options=axe.rules(scheme) | scrolled)
        assert found.violations_count == 0, found.generate_report()


def test_without_javascript_the_rows_are_the_same(page: Page, no_js_page: Page):
    page.goto("/compare/?outlet=herald&order=tellers")
    expect(page.locator(ROWS).first).to_be_visible()
    no_js_page.goto("/compare/")
    no_js_page.get_by_role("link", name="how many tell it").click()
    no_js_page.get_by_role("button", name="Filters and columns").click()
    no_js_page.locator("#outlet-herald").check()
    no_js_page.get_by_role("button", name="Apply the filters").click()
    assert no_js_page.locator(ROWS).all_inner_texts() == page.locator(ROWS).all_inner_texts()
