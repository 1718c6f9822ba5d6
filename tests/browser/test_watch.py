"""The watch over the pages: that it sees what it is there to see."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.browser.watch import Opener, watch_of

SECONDS = 20


def _is_seen(words: str, *, script: str, opened: Opener) -> bool:
    with opened() as page:
        page.goto("/admin/login/")
        page.evaluate(script)
        watch, end = watch_of(page), time.monotonic() + SECONDS
        # A loaded machine may take its time to tell.
        while not (seen := words in " ".join(watch.verdict())) and time.monotonic() < end:
            page.wait_for_timeout(20)
        watch.allow("")
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
    assert _is_seen("console: oh", script="() => console.error('oh')", opened=opened)


def test_an_uncaught_error_is_seen(opened: Opener):
    script = "() => void setTimeout(() => { throw new Error('oh') })"
    assert _is_seen("error: oh", script=script, opened=opened)


def test_a_violation_of_the_policy_is_seen(opened: Opener):
    script = "() => { document.body.innerHTML = '<p style=\"color: red\">x</p>' }"
    assert _is_seen("Content Security Policy", script=script, opened=opened)


def test_a_request_to_elsewhere_is_seen(opened: Opener):
    script = "() => void fetch('http://127.0.0.1:9/x').catch(() => {})"
    assert _is_seen("127.0.0.1:9", script=script, opened=opened)


def test_a_missing_script_is_seen(opened: Opener):
    script = """() => {
        const script = document.createElement('script');
        script.src = '/static/none.js';
        document.head.append(script);
    }"""
    assert _is_seen("404", script=script, opened=opened)


def test_nothing_of_a_page_is_left_to_the_next(opened: Opener):
    keep = """() => {
        localStorage.kept = sessionStorage.kept = 'yes';
        document.cookie = 'kept=yes';
    }"""
    with opened(color_scheme="dark", viewport={"width": 390, "height": 500}) as page:
        page.context.grant_permissions(["clipboard-read"])
        page.goto("/admin/login/")
        page.evaluate(keep)
        assert page.evaluate("innerWidth") == 390
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        page.emulate_media(media="print")
        profile = page.context
    with opened() as page:
        assert page.context is profile
        page.goto("/admin/login/")
        for kept in ("localStorage", "sessionStorage"):
            assert page.evaluate(f"{kept}.getItem('kept')") is None
        assert "kept" not in page.evaluate("document.cookie")
        assert page.evaluate("[innerWidth, innerHeight]") == [1280, 720]
        for media in ("(prefers-color-scheme: dark)", "print"):
            assert not page.evaluate(f"matchMedia('{media}').matches")
        asked = "navigator.permissions.query({name: 'clipboard-read'}).then(it => it.state)"
        assert page.evaluate(asked) != "granted"
