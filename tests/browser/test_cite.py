"""Copying a citation with the keyboard, and without the clipboard or JavaScript."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.story import Town
from tests.story import set_out as set_out_town
from timeline.models import Story


@pytest.fixture
def town(transactional_db: None) -> Town:
    return set_out_town()


def open_with_keys(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".cite > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Citation")).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/events/opening/", "/sources/column/"])
def test_the_citation_is_copied_with_the_keyboard_alone(page: Page, town: Town, address: str):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_with_keys(page, address)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Citation")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".cite [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Citation").input_value()
    assert f"/stories/{Story.objects.get().slug}{urlsplit(page.url).path}" in copied


def test_where_the_clipboard_is_out_of_reach_the_text_is_selected(page: Page, town: Town):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    open_with_keys(page, "/events/opening/")
    page.get_by_role("button", name="Copy").press("Space")
    expect(page.locator(".cite [role=status]")).to_contain_text("Ctrl+C")
    field = page.get_by_label("Citation")
    expect(field).to_be_focused()
    assert field.evaluate("f => f.value.slice(f.selectionStart, f.selectionEnd) === f.value")


def test_a_citation_that_a_filter_brought_is_copied_too(page: Page, town: Town):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.get_by_label("Search events and quotes").fill("ferry")
    expect(page.locator(".chip")).to_contain_text("ferry")
    page.locator(".cite > summary").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".cite [role=status]")).to_have_text("Copied")
    assert "?q=ferry" in page.evaluate("navigator.clipboard.readText()")


def test_without_javascript_the_text_and_the_files_are_there(no_js_page: Page, town: Town):
    open_with_keys(no_js_page, "/events/opening/")
    expect(no_js_page.get_by_role("button", name="Copy")).to_be_hidden()
    assert no_js_page.get_by_label("Citation").input_value().startswith("“The bridge opens”, ")
    with no_js_page.expect_download() as download:
        no_js_page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "event-opening.bib"
