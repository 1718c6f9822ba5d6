"""An Editor, a Reporter and a reader at once: written, sent for review, published, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.watch import Opener
from tests.cast import Cast
from timeline.models import Outlet, Source

PASSWORD = "bridge-over-water"
SIZE = {"width": 1280, "height": 900}


@pytest.fixture
def newsroom(transactional_db: None) -> Cast:
    """The cast, an Editor and a Reporter."""
    from tests.cast import set_out
    from timeline.services.running.editors import on_migrate

    on_migrate()
    for name, group in (("edda", "Editors"), ("rune", "Reporters")):
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
    return set_out()


@pytest.fixture
def edda(newsroom: Cast, opened: Opener) -> Iterator[Page]:
    """The Editor's browser."""
    with opened(viewport=SIZE) as page:
        _log_in(page, "edda")
        yield page


@pytest.fixture
def rune(newsroom: Cast, opened: Opener) -> Iterator[Page]:
    """The Reporter's browser, on a small screen."""
    with opened(viewport={"width": 390, "height": 800}) as page:
        _log_in(page, "rune")
        yield page


@pytest.fixture
def reader(newsroom: Cast, opened: Opener) -> Iterator[Page]:
    """A reader's browser, without JavaScript."""
    with opened(viewport=SIZE, java_script_enabled=False) as page:
        yield page


def _log_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What waits")).to_be_visible()


def _check(page: Page, part: str = "html") -> None:
    """Nothing to mend for axe; without its preloading, which writes styles into the page."""
    found = Axe().run(page, context=part, options={**axe.RULES, "preload": False})
    assert found.violations_count == 0, found.generate_report()


def test_what_a_reporter_writes_an_editor_publishes_and_a_reader_reads(
    edda: Page, rune: Page, reader: Page
) -> None:
    rune.get_by_role("navigation", name="The desk").get_by_role("link", name="Events").click()
    rune.get_by_role("link", name="Add event").click()
    rune.get_by_label("Title").press_sequentially("The toll is raised")
    expect(rune.get_by_label("Slug")).to_have_value("the-toll-is-raised")
    rune.get_by_role("button", name="Save, then send for review").click()
    rune.get_by_role("button", name="Send for review").click()
    expect(rune.get_by_text("sent for review.")).to_be_visible()
    assert rune.get_by_role("link", name="Publish").count() == 0
    _check(rune)

    edda.reload()
    expect(edda.get_by_role("heading", name="In review, 1 record")).to_be_visible()
    _check(edda)
    edda.get_by_role("link", name="The toll is raised").click()
    edda.get_by_role("link", name="Publish").click()
    expect(edda.get_by_role("heading", name="Doubtful")).to_be_visible()
    _check(edda)
    edda.get_by_role("button", name="Publish").click()
    expect(edda.get_by_role("button", name="Save: readers see it at once")).to_be_visible()

    reader.goto("/events/the-toll-is-raised/")
    expect(reader.get_by_role("heading", name="The toll is raised")).to_be_visible()
    assert reader.get_by_role("link", name="Edit", exact=True).count() == 0
    edda.goto("/events/the-toll-is-raised/")
    edda.get_by_role("link", name="Edit", exact=True).click()
    edda.get_by_label("Title").fill("The toll is raised again")
    edda.get_by_role("button", name="Save: readers see it at once").click()
    expect(edda.get_by_role("heading", name="The toll is raised again")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="The toll is raised again")).to_be_visible()

    rune.goto("/events/the-toll-is-raised/")
    rune.get_by_role("link", name="Leave a note").click()
    rune.get_by_label("Note").fill("Raised to what?")
    rune.get_by_role("button", name="Save", exact=True).click()
    expect(rune).to_have_url(re.compile("/events/the-toll-is-raised/$"))
    rune.goto("/admin/timeline/note/")
    expect(rune.get_by_text("Raised to what?").first).to_be_visible()


def test_a_quotes_words_are_counted_and_a_typed_date_is_stated(edda: Page) -> None:
    source = Source.objects.get(slug="report")
    agency = Outlet.objects.create(slug="wire", name="The Wire", longest_quote=4)
    edda.goto(f"/admin/timeline/source/{source.pk}/change/")
    words = edda.locator("#id_mentions-0-quotes-0-words")
    words.fill("the bridge is ours and stays")
    expect(edda.get_by_text("6 of 15 words")).to_be_visible()
    chosen = f"outlet => outlet.add(new Option('The Wire', '{agency.pk}', true, true))"
    edda.locator("#id_outlet").evaluate(chosen)
    words.fill("the bridge is ours")
    expect(edda.get_by_text("4 of 4 words")).to_be_visible()
    _check(edda, "#mentions-0")
    edda.goto("/admin/timeline/source/add/")
    edda.get_by_label("Published:").fill("5 March 2022")
    expect(edda.get_by_label("Published basis")).to_have_value("stated")
    expect(edda.get_by_text("Where does the document state it?")).to_be_visible()
    edda.get_by_label("Published:").fill("")
    expect(edda.get_by_label("Published basis")).to_have_value("not-stated")
    edda.goto("/admin/timeline/story/add/")
    expect(edda.get_by_role("combobox", name="Opens with")).to_be_visible()
    _check(edda)
