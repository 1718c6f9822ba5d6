"""Our pages as programs take them that find the author and the date of any page."""

from __future__ import annotations

import pytest
import trafilatura
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed(cast: Cast) -> None:
    cast.report.authors = "Ida Berg"
    cast.report.save()


def test_no_author_is_found_on_pages_that_have_none(client: Client):
    for address in ("/", "/events/opening/", "/events/storm/", "/sources/report/", "/quotes/"):
        found = trafilatura.extract_metadata(client.get(address).content.decode())
        assert found.author is None, address
