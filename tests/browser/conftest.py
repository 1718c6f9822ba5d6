"""Pages in a real Chromium. Whatever a page complains of fails the test that opened it.

``page`` is a desk, ``phone`` a small screen, ``no_js_page`` has JavaScript off. Each is fresh,
asks ``live_server`` alone, and is watched for console errors, uncaught errors, violations of the
Content-Security-Policy, missing files and requests to elsewhere; ``watch_of(page).allow(words)``
lets one pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.browser.watch import Opener, Watch

SECONDS = 20
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, so that ``-m "not browser"`` leaves them out."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = chromium.find()
    if path is None:
        pytest.fail(f"No Chromium to test with. What helps: {chromium.command()}", pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer) -> Opener:
    """How to open a page with options of its own, watched; used in a ``with``."""

    @contextmanager
    def open_page(**options: Any) -> Iterator[Page]:
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", timezone_id="UTC", **options
        )
        context.set_default_timeout(SECONDS * 1000)
        page = context.new_page()
        watch = Watch(page, origin=live_server.url)
        try:
            yield page
        finally:
            context.close()
        assert watch.verdict() == []

    return open_page


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A desk's screen."""
    with opened(viewport={"width": 1280, "height": 900}) as page:
        yield page


@pytest.fixture
def phone(opened: Opener) -> Iterator[Page]:
    """A phone's screen, with touch."""
    size = {"width": 390, "height": 844}
    with opened(viewport=size, has_touch=True, is_mobile=True, device_scale_factor=2) as page:
        yield page


@pytest.fixture
def no_js_page(opened: Opener) -> Iterator[Page]:
    """A desk's screen with JavaScript off."""
    with opened(viewport={"width": 1280, "height": 900}, java_script_enabled=False) as page:
        yield page
