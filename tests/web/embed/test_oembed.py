"""oEmbed: how a site learns to show a page of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.story import Town
from tests.web.markup import page, read

SITE = "http://testserver"
OWN = f"{SITE}/stories/the-bridge"


def asked(client: Client, url: str, **more: Any) -> dict[str, Any]:
    response = client.get(f"/oembed?{urlencode({'url': url, **more})}")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize(
    ("address", "frame", "title", "picture"),
    [
        ("/", "/embed/", "The bridge", "/clocks.png"),
        ("", "/embed/", "The bridge", "/clocks.png"),
        ("/?actor=mayor&actor=engineer&match=all", "/embed/?actor=mayor&actor=engineer&match=all",
         "The bridge", "/clocks.png?actor=mayor&actor=engineer&match=all"),
        ("/events/opening/", "/embed/events/opening/", "The bridge opens", "/events/opening.png"),
        ("/embed/events/opening/", "/embed/events/opening/", "The bridge opens",
         "/events/opening.png"),
        ("/events/opening/?as_of=2022-03-04", "/embed/events/opening/?as_of=2022-03-04",
         "The bridge opens", "/events/opening.png?as_of=2022-03-04"),
    ],
)  # fmt: skip
def test_a_page_is_told_as_a_frame_that_shows_it(
    address: str, frame: str, title: str, picture: str, client: Client, town: Town
):
    told = asked(client, SITE + address)
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert (told["title"], told["provider_name"]) == (title, "Retold")
    (iframe,) = read(told["html"]).children
    assert (iframe.tag, iframe["src"], iframe["title"]) == ("iframe", OWN + frame, title)
    assert (iframe["width"], iframe["height"]) == (str(told["width"]), str(told["height"]))
    assert told["thumbnail_url"] == OWN + picture
    for shown in (iframe["src"], told["thumbnail_url"]):
        assert client.get(shown.removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize("address", ["/", "/?actor=mayor&q=bridge+ferry", "/events/opening/",
                                     "/events/opening/?as_of=2022-03-31"])  # fmt: skip
def test_pages_tell_where_to_ask(address: str, client: Client, town: Town):
    (link,) = page(client, address).one("head").all("link", type="application/json+oembed")
    assert link["rel"] == "alternate"
    assert link["href"].startswith(f"{SITE}/oembed?url=http")
    told = client.get(link["href"].removeprefix(SITE)).json()
    # Page and frame have the same events.
    assert told["html"] == asked(client, SITE + address)["html"]
    (xml,) = page(client, address).one("head").all("link", type="text/xml+oembed")
    assert xml["href"] == link["href"].replace("?", "?format=xml&"), "both name the same page"
    answer = client.get(xml["href"].removeprefix(SITE))
    assert answer["Content-Type"].startswith("text/xml")
    assert ElementTree.fromstring(answer.content).findtext("html") == told["html"]


def test_neither_frame_nor_picture_is_larger_than_asked_for(client: Client, town: Town):
    small = asked(client, f"{SITE}/", maxwidth=300, maxheight=200)
    assert (small["width"], small["height"]) == (300, 200)
    assert 'width="300"' in small["html"]
    assert "thumbnail_url" not in small
    assert "thumbnail_url" not in asked(client, f"{SITE}/", maxheight=629)
    wide = asked(client, f"{SITE}/", maxwidth=5000, maxheight=5000)
    assert wide["width"] < 5000
    assert (wide["thumbnail_width"], wide["thumbnail_height"]) == (1200, 630)


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/", "http://testserver.elsewhere.example/", "//testserver/",
     "ftp://testserver/", "javascript:alert(1)", "/", "http://[", "http://testserver:80:90/",
     f"{SITE}/nothing/", f"{SITE}/events/nowhere/", f"{SITE}/admin/", f"{SITE}/actors/",
     f"{SITE}/events.json", f"{SITE}/?actor=nobody", f"{SITE}/?from=whenever",
     "http://me@testserver/", f"{SITE}/events/%00/"],
)  # fmt: skip
def test_what_is_no_page_of_ours_to_embed_is_not_found(url: str, client: Client, town: Town):
    response = client.get(f"/oembed?{urlencode({'url': url})}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_hostile_title_stays_words(client: Client, town: Town):
    town.opening.title = "\"'><script>alert(1)</script>\x08]]>"
    town.opening.save()
    told = asked(client, f"{SITE}/events/opening/")
    (iframe,) = read(told["html"]).children
    assert iframe["title"] == town.opening.title
    xml = client.get(f"/oembed?url={SITE}/events/opening/&format=xml")
    assert xml["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(xml.content)
    assert root.findtext("title") == "\"'><script>alert(1)</script>]]>"


def test_xml_says_the_same(client: Client, town: Town):
    told = asked(client, f"{SITE}/?actor=mayor")
    xml = client.get(f"/oembed?format=xml&url={SITE}/?actor=mayor")
    root = ElementTree.fromstring(xml.content)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {k: str(v) for k, v in told.items()}
