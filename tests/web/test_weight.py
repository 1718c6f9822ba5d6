"""What a first visit weighs."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests import story
from tests.web.markup import read
from timeline.models import Mention, Outlet, Source
from timeline.services.digest.load_digest import load
from timeline.web.timeline.two_clocks import MOST_CURVES


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


def test_the_shipped_story_s_page_is_under_110_kb_as_a_browser_reads_it(client: Client, db: None):
    load(settings.FIXTURES)
    assert len(client.get("/").content) < 110_000


def test_a_story_of_1300_outlets_is_under_220_kb_however_it_is_filtered(client: Client, db: None):
    papers = Outlet.objects.bulk_create(
        Outlet(slug=f"paper-{n}", name=f"The Paper of Town {n}", colour=n + 1) for n in range(1300)
    )
    sheets = Source.objects.bulk_create(
        Source(slug=f"sheet-{n}", title=f"What {n} says", outlet=paper, outlet_basis="stated")
        for n, paper in enumerate(papers)
    )
    everywhere = story.event("Everywhere")
    Mention.objects.bulk_create(Mention(event=everywhere, source=sheet) for sheet in sheets)
    for number in range(50):
        day = f"2022-{number // 25 + 1:02}-{number % 25 + 1:02}"
        happening = story.event(f"The council of town {number} votes on its bridge", kind="meeting")
        for paper in papers[number * 3 : number * 3 + 3]:
            title = f"How it was in the town of {number} by {paper.name}"
            sheet = story.source(title, outlet=paper, published=f"2022-03-{number % 25 + 1:02}")
            story.tell(happening, sheet, edtf=day)
    chosen = client.get("/?kind=meeting").content
    assert chosen.count(b'class="strand"') == MOST_CURVES, "as many lines as are ever drawn"
    for page in (client.get("/").content, chosen, client.get("/outlets/").content):
        assert len(page) < 220_000
