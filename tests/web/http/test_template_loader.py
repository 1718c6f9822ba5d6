"""Pages come without the indentation of the templates that they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.test import Client

from tests.story import Town


def test_a_template_s_lines_lose_their_indentation_and_nothing_else(tmp_path: Path):
    (tmp_path / "a.html").write_text("<p>\n  one  two\n\n\t<b>three</b>\n</p>\n")
    engine = engines["django"].engine
    (cached,) = engine.template_loaders
    ours = type(cached.loaders[0])(engine, dirs=[tmp_path])
    (origin,) = ours.get_template_sources("a.html")
    assert ours.get_contents(origin) == "<p>\none  two\n\n<b>three</b>\n</p>\n"


@pytest.mark.parametrize("address", ["/", "/compare/", "/quotes/"])
def test_no_line_of_a_page_is_indented(client: Client, town: Town, address: str):
    lines = client.get(address).content.decode().split("\n")
    assert [line for line in lines if line[:2].isspace() and line[1:2]] == []
