"""An editor changes a source, and readers see the timeline change."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.cast import Cast


@pytest.fixture
def town_hall(transactional_db: None) -> Cast:
    """The cast, and someone who may edit everything."""
    from tests.cast import set_out

    User.objects.create_superuser("edda", password="bridge-over-water")
    return set_out()


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("edda")
    page.get_by_label("Password").fill("bridge-over-water")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_a_new_publication_date_moves_what_the_source_tells(page: Page, town_hall: Cast):
    page.goto("/events/opening/")
    reading = page.locator(".readings tbody tr", has_text="on Thursday")
    expect(reading).to_contain_text("3 March 2022")
    expect(page.locator(".dispute")).to_contain_text("2 days apart")
    log_in(page)
    page.goto(f"/admin/timeline/source/{town_hall.report.pk}/change/")
    page.locator("#id_edtf").fill("11 March 2022")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    page.goto("/events/opening/")
    expect(reading).to_contain_text("10 March 2022")
    expect(page.locator(".dispute")).to_contain_text("9 days apart")
    page.goto("/")
    expect(page.locator(".item", has_text="The bridge opens").locator(".day")).to_have_text(
        "1–10 March"
    )
    page.goto("/?from=10+March+2022&to=10+March+2022")
    expect(page.locator("#results-heading")).to_have_text("1 of 2 events")


def test_a_new_outlet_is_offered_and_counted_at_once(page: Page, town_hall: Cast):
    log_in(page)
    page.goto(f"/admin/timeline/outlet/{town_hall.post.pk}/change/")
    page.get_by_label("Name").fill("The Evening Post")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    page.goto("/")
    page.get_by_label("The Evening Post").check()
    expect(page.locator("#results-heading")).to_have_text("2 of 2 events")
