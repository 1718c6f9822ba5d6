"""The watch over the pages: that it sees what it is there to see."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.watch import Opener, watch_of


def _complaints(opened: Opener, script: str) -> str:
    with opened() as page:
        page.goto("/admin/login/")
        page.evaluate(script)
        page.wait_for_timeout(200)
        seen = " ".join(watch_of(page).verdict())
        watch_of(page).allow("")
    return seen


def test_the_desk_opens_without_a_complaint(page: Page):
    page.goto("/admin/login/")
    expect(page.get_by_label("Username")).to_be_visible()


def test_the_desk_opens_on_a_phone(phone: Page):
    phone.goto("/admin/login/")
    expect(phone.get_by_label("Username")).to_be_visible()


def test_the_desk_opens_without_javascript(no_js_page: Page):
    no_js_page.goto("/admin/login/")
    expect(no_js_page.get_by_label("Username")).to_be_visible()


def test_a_console_error_is_seen(opened: Opener):
    assert "console: oh" in _complaints(opened, "() => console.error('oh')")


def test_an_uncaught_error_is_seen(opened: Opener):
    assert "error: oh" in _complaints(
        opened, "() => void setTimeout(() => { throw new Error('oh') })"
    )


def test_a_violation_of_the_policy_is_seen(opened: Opener):
    script = "() => { document.body.innerHTML = '<p style=\"color: red\">x</p>' }"
    assert "Content Security Policy" in _complaints(opened, script)


def test_a_request_to_elsewhere_is_seen(opened: Opener):
    script = "() => void fetch('http://127.0.0.1:9/x').catch(() => {})"
    seen = _complaints(opened, script)
    assert "127.0.0.1:9" in seen


def test_a_missing_script_is_seen(opened: Opener):
    script = """() => {
        const script = document.createElement('script');
        script.src = '/static/none.js';
        document.head.append(script);
    }"""
    assert "404" in _complaints(opened, script)
