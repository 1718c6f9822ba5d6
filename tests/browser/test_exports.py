"""The menu "Use it elsewhere" with keys, without JavaScript and as filters change; and TimelineJS
itself, drawing what we export for it.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe
from tests.browser.watch import Opener
from tests.exports import timelinejs_itself
from tests.exports.told import DATES, HOSTILE, dated_events, hostile_events, written
from tests.story import Town
from tests.story import set_out as set_out_town
from timeline.domain.text.characters import plain
from timeline.exports.formats import FORMATS
from timeline.models import Event, Story


@pytest.fixture
def town(transactional_db: None) -> Town:
    return set_out_town()


# The menu


def open_with_keys(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".elsewhere > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="A spreadsheet")).to_be_visible()


def test_a_link_is_copied_with_the_keyboard_alone(page: Page, town: Town):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_with_keys(page, "/?outlet=herald")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="A spreadsheet")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Address for: A spreadsheet")).to_be_focused()
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Copy link for: A spreadsheet")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    status = page.locator(".uses li").first.locator("[role=status]")
    expect(status).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("http://")
    assert copied.endswith("/events.xlsx?outlet=herald")
    answer = page.request.get(copied)
    assert answer.ok
    assert answer.body()[:2] == b"PK"


def test_the_menu_and_the_feed_follow_the_filter(page: Page, town: Town):
    page.goto("/")
    within = f"/stories/{Story.objects.get().slug}"
    expect(page.locator("#feed")).to_have_attribute("href", f"{within}/events.atom")
    page.get_by_label("Search events and quotes").fill("ferry")
    expect(page.locator(".chip")).to_contain_text("ferry")
    expect(page.locator("#feed")).to_have_count(1)
    expect(page.locator("head #feed")).to_have_attribute("href", f"{within}/events.atom?q=ferry")
    expect(page.get_by_role("link", name="Follow", exact=True)).to_have_attribute(
        "href", f"{within}/events.atom?q=ferry"
    )
    page.locator(".elsewhere > summary").click()
    uses = page.locator(".uses li")
    expect(uses).to_have_count(len(FORMATS))
    expect(uses.nth(1)).to_contain_text("iCalendar: 1 entry")
    for address in page.locator(".uses input").all():
        assert address.input_value().endswith("?q=ferry")


def test_without_javascript_purposes_and_addresses_are_there(no_js_page: Page, town: Town):
    open_with_keys(no_js_page, "/?actor=mayor")
    expect(no_js_page.get_by_role("button", name="Copy link")).to_have_count(0)
    for form in FORMATS:
        expect(no_js_page.get_by_role("link", name=form.purpose, exact=True)).to_be_visible()
    with no_js_page.expect_download() as download:
        no_js_page.get_by_role("link", name="A calendar").click()
    assert download.value.suggested_filename == "events.ics"
    assert b"BEGIN:VCALENDAR" in Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_open_menu_stays_fits_and_axe_finds_nothing(
    scheme: str, width: int, opened: Opener, town: Town
):
    with opened(viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        page.goto("/?from=2022&actor=mayor")
        closed = page.locator(".elsewhere > summary").bounding_box()
        open_with_keys(page, "/?from=2022&actor=mayor")
        page.evaluate("scrollTo(0, 0)")
        assert page.locator(".elsewhere > summary").bounding_box() == closed
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page, options=axe.rules(scheme)).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == []


# TimelineJS itself

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>
<link rel="stylesheet" href="css/timeline.css"><script src="js/timeline.js"></script></head>
<body><div id="drawn" style="width: 1000px; height: 640px"></div>
<script>fetch("events.timelinejs.json").then(r => r.json()).then(told => {
  window.timeline = new TL.Timeline("drawn", told, {hash_bookmark: false, language: "en"});
})</script></body></html>"""
ELSEWHERE = "http://elsewhere.test/"


@pytest.fixture(scope="session")
def timelinejs() -> Path:
    """The folder with TimelineJS's scripts and styles."""
    try:
        return timelinejs_itself.folder()
    except timelinejs_itself.NotHere as error:
        pytest.skip(str(error))


class Drawn:
    """Our export as TimelineJS draws it on somebody's page; ``errors`` is what it complains of."""

    def __init__(self, page: Page, told: bytes, folder: Path) -> None:
        self.page, self._told, self._folder = page, told, folder
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.route("**/*", self._answer)
        page.goto(ELSEWHERE)
        expect(page.locator(".tl-timeline .tl-slide").first).to_be_attached()

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ELSEWHERE)
        if route.request.url == ELSEWHERE:
            route.fulfill(body=PAGE, content_type="text/html")
        elif path == "events.timelinejs.json":
            route.fulfill(body=self._told, content_type="application/json")
        elif (file := self._folder / path.partition("?")[0]).is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.abort()

    @property
    def slides(self) -> dict[str, dict[str, Any]]:
        """What the slides say by their events' slugs, as people read it; without the title's."""
        told = self.page.locator(".tl-slide:not(.tl-slide-titleslide)").evaluate_all(
            "slides => slides.map(slide => [slide.id, {"
            " headline: slide.querySelector('.tl-headline').textContent,"
            " text: slide.querySelector('.tl-text-content')?.textContent || '',"
            " date: slide.querySelector('.tl-headline-date')?.textContent || ''}])"
        )
        assert len(dict(told)) == len(told)
        return dict(told)


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page of somebody else's, who may run what it likes: no policy of ours guards it."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC", viewport={
        "width": 1100, "height": 800,
    })  # fmt: skip
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_timelinejs_draws_a_slide_for_each_event_with_its_date_in_words(
    elsewhere: Page, timelinejs: Path, db: None
):
    made = dated_events()
    told = written("timelinejs.json")
    drawn = Drawn(elsewhere, told, timelinejs)
    slides = {slide["unique_id"]: slide for slide in json.loads(told)["events"]}
    assert set(drawn.slides) == set(slides) == set(DATES) - {"undated"}
    for slug, slide in drawn.slides.items():
        assert slide["headline"].strip() == made[slug].title
        assert slide["date"].strip() == slides[slug]["display_date"]
        assert f"It is {slug}." in slide["text"]
    expect(elsewhere.locator(".tl-timemarker")).to_have_count(len(slides))
    expect(elsewhere.locator(".tl-slide-titleslide .tl-headline")).to_have_text("The bridge")
    assert drawn.errors == []


def test_timelinejs_draws_the_town_with_its_gaps(elsewhere: Page, timelinejs: Path, town: Town):
    told = written("timelinejs.json")
    drawn = Drawn(elsewhere, told, timelinejs)
    assert len(drawn.slides) == 5
    eras = [era["text"]["headline"] for era in json.loads(told)["eras"]]
    shown = elsewhere.locator(".tl-timeera-text").all_inner_texts()
    assert sorted(text.strip() for text in shown) == sorted(eras)
    assert drawn.errors == []


def test_timelinejs_draws_a_paragraph_for_each_telling(
    elsewhere: Page, timelinejs: Path, town: Town
):
    Drawn(elsewhere, written("timelinejs.json"), timelinejs)
    for event in Event.objects.exclude(edtf=""):
        paragraphs = elsewhere.locator(f"[id='{event.slug}'] .tl-text-content > p")
        expect(paragraphs).to_have_count(event.mentions.count() + bool(event.summary))


def test_no_hostile_word_comes_alive_in_timelinejs_and_all_read_as_they_are(
    elsewhere: Page, timelinejs: Path, db: None
):
    hostile_events()
    drawn = Drawn(elsewhere, written("timelinejs.json", title=HOSTILE[1]), timelinejs)
    slides = drawn.slides
    assert len(slides) == len(HOSTILE)
    for number, words in enumerate(HOSTILE):
        slide = slides[f"hostile-{number}"]
        assert squeezed(slide["headline"]) == squeezed(plain(words[:200]))
        assert squeezed(plain(words)) in squeezed(slide["text"])
    # Every slide and every mark, each of which may have been drawn from the same words.
    for mark in elsewhere.locator(".tl-timemarker").all()[:6]:
        mark.dispatch_event("click")
    assert elsewhere.evaluate("window.alive") is None
    inside = elsewhere.locator("#drawn")
    assert inside.locator("script, img[src=x], svg[onload], iframe").count() == 0
    assert inside.locator("[onerror], [onload], [onmouseover]").count() == 0
    assert inside.locator(".tl-slide a, .tl-timemarker a").count() == 0
    assert drawn.errors == []


def squeezed(text: str) -> str:
    """A text as a browser shows it: with single spaces."""
    return " ".join(text.split())
