"""What a first visit weighs."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.web.markup import read
from timeline.services.digest.load_digest import load


@pytest.mark.parametrize("address", ["/", "/events/nato-refuses-no-fly-zone/", "/sources/"])
def test_a_first_visit_to_the_shipped_story_is_under_100_kb(address: str, client: Client, db: None):
    load(settings.FIXTURES)
    response = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
    assert response["Content-Encoding"] == "gzip"
    html = gzip.decompress(response.content).decode()
    head = read(html).one("head")
    wanted = [link["href"] for link in head.all("link", rel="stylesheet")]
    wanted += [link["href"] for link in head.all("link", rel="icon")]
    wanted += [script["src"] for script in read(html).all("script")]
    assert len(wanted) >= 4
    weight = len(response.content)
    for url in wanted:
        found = finders.find(url.removeprefix("/static/"))
        assert isinstance(found, str), url
        weight += len(brotli.compress(Path(found).read_bytes()))
    assert weight < 100_000
