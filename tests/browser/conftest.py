"""Pages in a real Chromium. Whatever a page complains of fails the test that opened it.

``page`` is a desk, ``phone`` a small screen, ``no_js_page`` has JavaScript off. Each is fresh, with
nothing kept of another test but the static files; it asks ``live_server`` alone, and is watched for
console errors, uncaught errors, violations of the Content-Security-Policy, missing files and
requests to elsewhere; ``watch_of(page).allow(words)`` lets one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.browser.watch import Opener, Watch

SECONDS = 20
expect.set_options(timeout=SECONDS * 1000)
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


class Profiles:
    """A browser's profiles, each used by one test after another.

    A new one, with its window, takes the browser as long as most tests last. An empty page keeps
    the window open.
    """

    def __init__(self, browser: Browser, *, origin: str) -> None:
        self._browser, self._origin = browser, origin
        self._idle: dict[str, list[BrowserContext]] = defaultdict(list)

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """A page in a profile that nobody uses and that remembers nobody."""
        scheme = options.pop("color_scheme", None)
        size = None if options.get("is_mobile") else options.pop("viewport", None)
        idle = self._idle[repr(sorted(options.items()))]
        profile = idle.pop() if idle else self._new(options)
        try:
            page = profile.new_page()
            page.emulate_media(color_scheme=scheme)
            if size:
                page.set_viewport_size(size)
            yield page
            self._forget(profile)
        except BaseException:
            profile.close()  # who knows in which state it is
            raise
        idle.append(profile)

    def _new(self, options: dict[str, Any]) -> BrowserContext:
        made = self._browser.new_context(
            base_url=self._origin, locale="en-GB", timezone_id="UTC", **options
        )
        made.set_default_timeout(SECONDS * 1000)
        made.new_page()
        return made

    def _forget(self, profile: BrowserContext) -> None:
        empty, *others = profile.pages
        for page in others:
            page.close()
        profile.clear_permissions()
        everything = {"origin": self._origin, "storageTypes": "all"}
        session = profile.new_cdp_session(empty)
        session.send("Storage.clearDataForOrigin", everything)
        session.detach()


@pytest.fixture(scope="session")
def profiles(browser: Browser, live_server: LiveServer) -> Profiles:
    """The profiles of the one Chromium."""
    return Profiles(browser, origin=live_server.url)


@pytest.fixture
def opened(profiles: Profiles, live_server: LiveServer) -> Opener:
    """How to open a page with options of its own, watched; used in a ``with``."""

    @contextmanager
    def open_page(**options: Any) -> Iterator[Page]:
        with profiles.page(**options) as page:
            watch = Watch(page, origin=live_server.url)
            yield page
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
