"""Our pages in Firefox's reader view, which is Mozilla's Readability."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.exports.npm_package import NpmPackage
from tests.story import Town
from tests.story import set_out as set_out_town

READABILITY = NpmPackage(
    "@mozilla/readability",
    "0.6.0",
    "juG5VWh4qAivzTAeMzvY9xs9HY5rAcr2E4I7tiSSCokRFi7XIZCAu92ZkSTsIj1OPceCifL3cpfteP3pDT9/QQ==",
)


@pytest.fixture
def town(transactional_db: None) -> Town:
    return set_out_town()


def read(page: Page, address: str) -> dict[str, Any]:
    """What the reader view makes of a page: ``byline``, ``publishedTime``, ``textContent``."""
    script = (READABILITY.folder_or_skip() / "Readability.js").read_text()
    page.goto(address)
    found: dict[str, Any] = page.evaluate(
        f"(() => {{ {script}; return new Readability(document.cloneNode(true)).parse(); }})()"
    )
    return found


def test_a_reader_view_names_no_author_of_our_pages_and_cuts_nothing(page: Page, town: Town):
    town.cast.report.authors = "Ida Berg"
    town.cast.report.save()
    for address in ("/", "/sources/report/", "/quotes/", "/events/opening/"):
        found = read(page, address)
        assert (found["byline"], found["publishedTime"]) == (None, None), address
    text = " ".join(found["textContent"].split())
    assert "March 2022 inferred · through The Herald" in text
