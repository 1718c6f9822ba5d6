"""Quotes in a real browser: filtered as one types, read without JavaScript, on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import spoken, story
from tests.browser import axe
from tests.browser.watch import Opener
from tests.spoken import FAR_WORSE, Spoken


@pytest.fixture
def said(transactional_db: None) -> Spoken:
    return spoken.set_out(story.set_out())


def test_typing_filters_and_the_address_follows(page: Page, said: Spoken):
    page.goto("/quotes/")
    expect(page.locator("#results-heading")).to_have_text("4 quotations")
    page.get_by_label("Search quotes").fill("feared")
    expect(page.locator("#results-heading")).to_have_text("1 of 4 quotations")
    expect(page).to_have_url("/quotes/?q=feared")
    page.get_by_label("Mayor Ida Berg").check()
    expect(page.locator(".nothing")).to_be_visible()
    expect(page).to_have_url("/quotes/?speaker=mayor&q=feared")
    page.get_by_role("link", name="Remove “feared”").click()
    expect(page.locator("#results-heading")).to_have_text("2 of 4 quotations")
    expect(page.get_by_label("Search quotes")).to_have_value("")
    page.go_back()
    expect(page.locator("#results-heading")).to_have_text("0 of 4 quotations")


def test_it_filters_without_javascript(no_js_page: Page, said: Spoken):
    no_js_page.goto("/quotes/")
    no_js_page.get_by_label("Radio West").check()
    no_js_page.get_by_label("Search quotes").fill("third")
    no_js_page.get_by_role("button", name="Apply the filters").click()
    expect(no_js_page.locator(".quotation-words")).to_have_text([f"“{FAR_WORSE}”"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["/quotes/", "/events/divers-mend-the-third-pier/"])
def test_it_is_accessible_and_no_wider_than_the_screen(
    opened: Opener, said: Spoken, address: str, width: int, scheme: str
):
    with opened(viewport={"width": width, "height": 844}, color_scheme=scheme) as page:
        page.goto(address)
        expect(page.locator(".wording")).to_have_count(2)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=axe.rules(scheme))
        assert found.violations_count == 0, found.generate_report()
