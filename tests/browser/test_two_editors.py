"""Two editors in two browsers at one record: neither loses what they did, on any form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import proposals
from tests.browser import axe
from tests.browser.watch import Opener
from tests.cast import Cast
from timeline.models import Article

PASSWORD = "bridge-over-water"
SIZE = {"width": 1280, "height": 900}


@pytest.fixture
def town_hall(transactional_db: None) -> Cast:
    """The cast, and two who edit."""
    from tests.cast import set_out
    from timeline.services.running.editors import ensure_editors_group

    ensure_editors_group()
    for name in ("edda", "otto"):
        editor = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        editor.groups.add(Group.objects.get(name="Editors"))
    return set_out()


@pytest.fixture
def edda(town_hall: Cast, opened: Opener) -> Iterator[Page]:
    """The first editor's browser."""
    with opened(viewport=SIZE) as page:
        log_in(page, "edda")
        yield page


@pytest.fixture
def otto(town_hall: Cast, opened: Opener) -> Iterator[Page]:
    """The second editor's browser, without JavaScript."""
    with opened(viewport=SIZE, java_script_enabled=False) as page:
        log_in(page, "otto")
        yield page


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def save(page: Page) -> None:
    page.locator("[name=_save]").click()


def change(record: Any) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


def asked_by_axe(page: Page) -> list[str]:
    """What axe finds in the questions that the page asks.

    Without its preloading, which writes styles into the page that the admin's stylesheets import.
    """
    options = {**axe.RULES, "preload": False}
    result = Axe().run(page, context=".edit-conflict", options=options)
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in result.response["violations"]
    ]


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("report", "title"),
        ("report", "mentions-0-says"),
        ("report", "mentions-0-quotes-0-words"),
        ("opening", "summary"),
        ("mayor", "aliases-0-name"),
        ("herald", "note"),
        ("story", "standfirst"),
    ],
)
def test_what_both_changed_is_shown_to_the_second_who_chooses(
    noun: str, field: str, edda: Page, otto: Page, town_hall: Cast
):
    url = change(getattr(town_hall, noun))
    box = f"[name={field}]"
    for page in (edda, otto):
        page.goto(url)
    edda.locator(box).fill("As Edda has it")
    save(edda)
    expect(edda.locator(".messagelist")).to_contain_text("changed successfully")
    otto.locator(box).fill("As Otto has it")
    save(otto)
    question = otto.locator(".edit-conflict")
    for words in ("edda changed this too", "As Edda has it", "As Otto has it"):
        expect(question).to_contain_text(words)
    expect(otto.locator(box)).to_have_value("As Otto has it")
    question.get_by_label("Keep what you made it").check()
    save(otto)
    expect(otto.locator(".messagelist")).to_contain_text("changed successfully")
    edda.goto(url)
    expect(edda.locator(box)).to_have_value("As Otto has it")


def test_a_question_is_answered_with_javascript_and_is_plain_to_everybody(
    edda: Page, otto: Page, town_hall: Cast
):
    url = change(town_hall.report)
    for page in (edda, otto):
        page.goto(url)
    otto.locator("[name=title]").fill("As Otto has it")
    otto.locator("[name=mentions-0-quotes-0-DELETE]").check()
    save(otto)
    expect(otto.locator(".messagelist")).to_contain_text("changed successfully")
    edda.locator("[name=title]").fill("As Edda has it")
    edda.locator("[name=mentions-0-quotes-0-words]").fill("the bridge is mine")
    save(edda)
    expect(edda.locator(".edit-conflict")).to_have_count(2)
    assert asked_by_axe(edda) == []
    width = edda.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]
    edda.get_by_label("Take what otto made it").check()
    edda.get_by_label("Save what stands here as a new row").check()
    save(edda)
    expect(edda.locator(".messagelist")).to_contain_text("changed successfully")
    edda.goto(url)
    expect(edda.locator("[name=title]")).to_have_value("As Otto has it")
    words = {edda.locator(f"[name=mentions-0-quotes-{n}-words]").input_value() for n in (0, 1)}
    assert words == {"the bridge is mine", "it will hold"}


@pytest.fixture
def article(town_hall: Cast) -> Article:
    """An article to review."""
    return proposals.set_out(outlet=town_hall.herald)


def test_two_who_edit_one_proposal_are_both_heard(
    edda: Page, otto: Page, article: Article, town_hall: Cast
):
    proposal = article.proposals.get(title__contains="refuses")
    url = f"{change(article)}?proposal={proposal.pk}&do=edit"
    for page in (edda, otto):
        page.goto(url)
    otto.locator("[name=edit-title]").fill("As Otto has it")
    otto.get_by_role("button", name="Save").click()
    expect(otto.locator("#current-title")).to_have_text("As Otto has it")
    edda.locator("[name=edit-title]").fill("As Edda has it")
    edda.get_by_role("button", name="Save").click()
    question = edda.locator(".edit-conflict")
    expect(question).to_contain_text("otto changed this too")
    assert asked_by_axe(edda) == []
    question.get_by_label("Keep what you made it").check()
    edda.get_by_role("button", name="Save").click()
    expect(edda.locator("#current-title")).to_have_text("As Edda has it")


def test_an_edit_of_what_another_rejected_stands_there_still(
    edda: Page, otto: Page, article: Article, town_hall: Cast
):
    proposal = article.proposals.get(title__contains="refuses")
    edda.goto(f"{change(article)}?proposal={proposal.pk}&do=edit")
    otto.goto(f"{change(article)}?proposal={proposal.pk}")
    edda.locator("[name=edit-title]").fill("As Edda has it")
    otto.get_by_role("button", name="Reject").click()
    expect(otto.locator("#current-title")).not_to_have_text(proposal.title)
    edda.get_by_role("button", name="Save").click()
    expect(edda.locator("#review-side .errornote")).to_contain_text("rejected already (otto")
    expect(edda.locator("[name=edit-title]")).to_have_value("As Edda has it")


def test_two_who_confirm_an_articles_details_are_both_heard(
    edda: Page, otto: Page, article: Article, town_hall: Cast
):
    for page in (edda, otto):
        page.goto(change(article))
        page.locator("#details summary").click()
    edda.locator("#details-form [name=title]").fill("As Edda has it")
    edda.get_by_role("button", name="Confirm").click()
    expect(edda.locator(".messagelist")).to_contain_text("Details confirmed")
    otto.locator("#details-form [name=title]").fill("As Otto has it")
    otto.get_by_role("button", name="Confirm").click()
    question = otto.locator(".edit-conflict")
    expect(question).to_contain_text("edda changed this too")
    question.get_by_label("Take what edda made it").check()
    otto.get_by_role("button", name="Confirm").click()
    expect(otto.locator(".messagelist")).to_contain_text("Details confirmed")
    article.refresh_from_db()
    assert article.title == "As Edda has it"
