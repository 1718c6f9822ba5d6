"""Our frames inside a page of another origin, as another site would have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import story
from tests.browser import axe
from tests.browser.watch import Opener
from tests.story import Town
from tests.story import set_out as set_out_town
from timeline.web.http import conditional

WIDTHS = (280, 390, 768, 1280, 1600)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return set_out_town()


class Elsewhere:
    """Another site. ``body`` is what its one page has."""

    def __init__(self) -> None:
        self.body = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = f"<!doctype html><html lang=en><title>A column</title><body>{site.body}"
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def column(browser: Browser, elsewhere: Elsewhere) -> Iterator[Page]:
    """The other site's page."""
    context = browser.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda message: complaints_of(page).append(message.text))
    page.on("pageerror", lambda error: complaints_of(page).append(str(error)))
    yield page
    context.close()


def complaints_of(page: Page) -> list[str]:
    """What the browser complains of in the other site's page, and in the frames on it."""
    found: list[str] = page.complaints  # type: ignore[attr-defined]
    return found


def frame_of(address: str) -> str:
    return (
        f'<iframe id="told" src="{address}" title="A timeline" width="600" height="150"></iframe>'
    )


NOTES = """<script>
  window.told = [];
  addEventListener("message", (event) => told.push([event.origin, event.data]));
</script>"""


@pytest.mark.parametrize(
    ("address", "shown"),
    [("/embed/?actor=mayor", "Fire on the ferry"), ("/embed/events/opening/", "The bridge opens")],
)
def test_a_frame_shows_in_another_sites_page_and_sets_no_cookie(
    address: str,
    shown: str,
    column: Page,
    elsewhere: Elsewhere,
    live_server: LiveServer,
    town: Town,
):
    story.name(town.fire.mentions.first(), town.cast.mayor, "the mayor")
    town.fire.participations.create(actor=town.cast.mayor, position=5)
    elsewhere.body = NOTES + frame_of(live_server.url + address)
    column.goto(elsewhere.url)
    inside = column.frame_locator("#told")
    expect(inside.get_by_role("link", name=shown)).to_be_visible()
    expect(inside.locator("body.embed")).to_have_css("margin-top", "0px")
    column.wait_for_function("window.told.length > 0")
    origin, message = column.evaluate("told.at(-1)")
    assert origin == live_server.url
    assert set(message) == {"type", "height"}
    assert message["type"] == "retold:height"
    high = inside.locator("html").evaluate("html => html.getBoundingClientRect().height")
    assert high <= message["height"] < high + 1
    assert column.context.cookies() == []
    assert complaints_of(column) == []


def test_with_our_script_the_frame_takes_the_height_of_what_it_shows(
    column: Page, elsewhere: Elsewhere, live_server: LiveServer, town: Town
):
    elsewhere.body = f'<script src="{live_server.url}/embed/resize.js" async></script>' + frame_of(
        f"{live_server.url}/embed/"
    )
    column.goto(elsewhere.url)
    frame = column.locator("#told")
    expect(frame).not_to_have_css("height", "150px")
    inside = column.frame_locator("#told").locator("html")

    def is_whole() -> bool:
        """Whether nothing is cut off, once the frame has come to its height."""
        for _ in range(50):
            if inside.evaluate("html => html.scrollHeight <= innerHeight"):
                return True
            column.wait_for_timeout(100)
        return False

    assert is_whole()
    wide = frame.bounding_box()["height"]
    frame.evaluate("frame => frame.width = 300")
    expect(frame).not_to_have_css("height", f"{wide:.0f}px")
    assert is_whole()
    # Only the frame itself may say how high it is.
    for lie in ("{type: 'retold:height', height: 5}", "{type: 'retold:height', height: '1e9'}"):
        column.evaluate(f"postMessage({lie}, '*')")
    column.wait_for_timeout(100)
    assert frame.bounding_box()["height"] > 200
    assert complaints_of(column) == []


@pytest.mark.parametrize("address", ["/", "/events/opening/", "/api/", "/admin/login/"])
def test_the_full_site_refuses_to_be_framed(
    address: str, column: Page, elsewhere: Elsewhere, live_server: LiveServer, town: Town
):
    elsewhere.body = frame_of(live_server.url + address)
    column.goto(elsewhere.url)
    expect(column.locator("#told")).to_be_visible()
    refused = column.frames[1]
    refused.wait_for_load_state()
    assert refused.url == "chrome-error://chromewebdata/"
    assert any("frame" in said for said in complaints_of(column))


def test_a_link_opens_the_full_page_beside(
    column: Page, elsewhere: Elsewhere, live_server: LiveServer, town: Town
):
    elsewhere.body = frame_of(f"{live_server.url}/embed/events/opening/")
    column.goto(elsewhere.url)
    with column.context.expect_page() as opened:
        column.frame_locator("#told").get_by_role("link", name="The bridge opens").click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{live_server.url}/events/opening/"
    assert opened.value.evaluate("window.opener") is None
    assert column.url.rstrip("/") == elsewhere.url


def test_a_frame_that_was_seen_before_is_shown_again(
    column: Page, elsewhere: Elsewhere, live_server: LiveServer, town: Town, monkeypatch
):
    unchanged: list[int] = []
    made = conditional._not_modified

    def not_modified() -> HttpResponseBase:
        unchanged.append(304)
        return made()

    monkeypatch.setattr(conditional, "_not_modified", not_modified)
    elsewhere.body = frame_of(f"{live_server.url}/embed/events/opening/")
    for seen_before in (0, 1):
        column.goto(elsewhere.url)
        expect(column.frame_locator("#told").locator("h1")).to_have_text("The bridge opens")
        assert len(unchanged) == seen_before
    assert complaints_of(column) == []


def test_another_sites_script_may_read_the_data_and_not_the_pages(
    column: Page, elsewhere: Elsewhere, live_server: LiveServer, town: Town
):
    column.goto(elsewhere.url)
    read = """async ([address, headers]) => {
      try { return (await (await fetch(address, {headers})).text()).length; } catch { return -1; }
    }"""
    for path in ("/events.json", "/events.csv", "/clocks.png", "/api/openapi.json"):
        for headers in ({}, {"If-None-Match": '"x"'}):
            assert column.evaluate(read, [live_server.url + path, headers]) > 0, path
    for path in ("/", "/events/opening/", "/embed/", "/admin/login/"):
        assert column.evaluate(read, [live_server.url + path, {}]) == -1, path


def test_a_frame_is_whole_without_javascript(no_js_page: Page, transactional_db: None):
    story.crowd(45)
    no_js_page.goto("/embed/")
    expect(no_js_page.locator("article")).to_have_count(20)
    no_js_page.get_by_role("link", name="Show the next").click()
    expect(no_js_page.locator(".card-title").first).to_have_text("Day 0021")
    no_js_page.get_by_role("link", name="Show the next").click()
    expect(no_js_page.locator("article")).to_have_count(5)
    no_js_page.get_by_role("link", name="Earlier in the list").click()
    expect(no_js_page.locator(".card-title").first).to_have_text("Day 0021")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_and_the_apis_page_fit_every_width_and_axe_finds_nothing(
    scheme: str, opened: Opener, town: Town
):
    with opened(viewport={"width": 1280, "height": 900}, color_scheme=scheme) as page:
        for address in ("/embed/", "/embed/?from=whenever", "/embed/events/opening/", "/api/"):
            page.goto(address)
            for details in page.locator("details").all():
                details.evaluate("each => each.open = true")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{address} at {width}: {wide}"
            violations = Axe().run(page, options=axe.rules(scheme)).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == [], address


def test_the_code_of_a_frame_is_there_to_copy(page: Page, town: Town):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/?actor=mayor")
    page.locator(".offer > summary").click()
    page.locator(".offer").get_by_role("button", name="Copy").click()
    expect(page.locator(".offer [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<iframe src=")
    assert "/embed/?actor=mayor" in copied
    page.locator("#actor-engineer").check()
    expect(page.locator("#embed-code")).to_have_value(re.compile("actor=engineer"))
