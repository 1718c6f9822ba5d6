"""Our pages as programs take them that find the author and the date of any page."""

from __future__ import annotations

from datetime import UTC, datetime

import htmldate
import pytest
import trafilatura
from django.test import Client

from tests.cast import Cast
from tests.web.markup import read
from timeline.models import Actor, Event, Mention, Outlet, Source, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed(cast: Cast) -> None:
    cast.report.authors = "Ida Berg"
    cast.report.save()


def test_a_page_is_dated_by_when_it_was_last_changed(client: Client, cast: Cast):
    then, later = (
        datetime(year, month, day, 7, 8, 9, 123456, tzinfo=UTC)
        for year, month, day in ((2024, 5, 6), (2025, 6, 7))
    )
    for model in (Event, Mention, Source, Outlet, Actor, Story):
        model.history.model.objects.update(history_date=then)
    Mention.objects.update(public_since=then)
    cast.herald.history.update(history_date=later)
    for address, day, words in (
        ("/", "2025-06-07", "7 June 2025"),
        ("/outlets/", "2025-06-07", "7 June 2025"),
        ("/quotes/", "2025-06-07", "7 June 2025"),
        ("/compare/", "2025-06-07", "7 June 2025"),
        ("/events/opening/", "2024-05-06", "6 May 2024"),
        ("/sources/report/", "2024-05-06", "6 May 2024"),
    ):
        page = client.get(address).content.decode()
        assert htmldate.find_date(page) == day, address
        assert htmldate.find_date(page, original_date=True) == day, address
        assert trafilatura.extract_metadata(page).date == day, address
        assert f"Last changed {words}." in page
    for address, day in (("/embed/", "2025-06-07"), ("/embed/events/opening/", "2024-05-06")):
        page = client.get(address).content.decode()
        assert htmldate.find_date(page) == day, address
        assert trafilatura.extract_metadata(page).date == day, address


def test_no_author_is_found_on_pages_that_have_none_whatever_their_slugs(
    client: Client, cast: Cast
):
    for records in (Event, Source, Outlet, Actor):
        for record in records.objects.all():
            record.slug = f"author-{record.slug}-byline"
            record.save()
    for address in (
        "/", "/archive/", "/embed/", "/events/author-opening-byline/", "/quotes/", "/compare/",
        "/embed/events/author-opening-byline/", "/sources/author-report-byline/", "/disagreements/",
        "/outlets/", "/outlets/author-herald-byline/", "/actors/author-mayor-byline/", "/changes/",
    ):  # fmt: skip
        found = trafilatura.extract_metadata(client.get(address).content.decode())
        assert found.author is None, address


def test_an_event_is_found_at_the_anchor_of_its_slug(client: Client):
    page = read(client.get("/").content.decode())
    assert page.one("span", id="event-opening").words == ""
