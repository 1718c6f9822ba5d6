"""Keys for readers: shown over the page by "?", listed at its foot without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.story import Town
from tests.story import set_out as set_out_town


@pytest.fixture
def town(transactional_db: None) -> Town:
    return set_out_town()


def test_the_keys_are_shown_and_do_what_they_say(page: Page, town: Town):
    page.goto("/events/opening/?outlet=herald")
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Keys")
    expect(shown).to_contain_text("next event or page")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(page).to_have_url("/events/opening/?outlet=herald")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("The bridge opens")
    page.wait_for_load_state()  # keys are heard once the page's scripts have run
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_have_text("The bridge opens")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile(r"/\?outlet=herald(#event-opening)?$"))
    page.wait_for_load_state()
    page.keyboard.press("/")
    search = page.get_by_label("Search events and quotes")
    expect(search).to_be_focused()
    page.keyboard.type("n?")
    expect(search).to_have_value("n?")
    expect(shown).to_have_count(0)
    # What is typed is searched for a moment later: the answer comes before all records go.
    expect(page.locator(".results")).to_have_attribute("data-text", "n?")


def test_single_keys_can_be_turned_off_for_good(page: Page, town: Town):
    page.goto("/events/opening/")
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Keys")
    shown.get_by_role("checkbox").uncheck()
    shown.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#keys > summary")).to_be_visible()
    expect(shown).to_have_count(0)
    page.locator("#keys > summary").click()
    page.locator("#single-keys").check()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(shown).to_be_visible()


def test_without_javascript_they_are_listed(no_js_page: Page, town: Town):
    no_js_page.goto("/")
    no_js_page.locator("#keys > summary").click()
    expect(no_js_page.locator("#keys dl")).to_contain_text("search")
    expect(no_js_page.locator("#single-keys")).to_be_hidden()
