"""The page that says how to begin, at a desk and on a phone, in light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import axe
from tests.browser.watch import Opener


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(scheme: str, width: int, opened: Opener):
    with opened(viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        page.goto("/")
        page.get_by_role("heading", name="Three ways to begin").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page, options=axe.rules(scheme)).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:160]) for v in violations] == []
