"""Pages for other sites' frames: what they show, and what they may not do."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests import story
from tests.counting import queries_of
from tests.story import Town
from tests.web.markup import page, read, slugs_listed, text_of
from tests.web.test_safety import HOSTILE, POLICY, PUBLIC, assert_runs_nothing, hostile_story
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.index import select
from timeline.web.embed.embed_page import PAGE

FRAMES = ["/embed/", "/embed/?actor=mayor&from=2022", "/embed/?from=whenever&actor=nobody",
          "/embed/events/opening/", "/embed/events/nowhere/"]  # fmt: skip
FRAMED = POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors *"}


@pytest.mark.parametrize("address", FRAMES)
def test_any_site_may_frame_these_and_all_else_of_the_policy_stands(
    address: str, client: Client, town: Town
):
    response = client.get(address)
    directives = [each.strip() for each in response["Content-Security-Policy"].split(";")]
    assert set(directives) == FRAMED
    assert len(directives) == len(FRAMED)
    assert "X-Frame-Options" not in response
    assert response["X-Content-Type-Options"] == "nosniff"


# On PostgreSQL a transaction that a test never ends has no state to make an ETag of.
@pytest.mark.django_db(transaction=connection.vendor != "sqlite")
def test_a_304_says_nothing_that_would_shut_the_frame(client: Client, town: Town):
    select(Criteria())  # making the index is a change too
    etag = client.get("/embed/")["ETag"]
    again = client.get("/embed/", HTTP_IF_NONE_MATCH=etag)
    assert again.status_code == 304
    assert "X-Frame-Options" not in again
    assert "Content-Security-Policy" not in again


@pytest.mark.parametrize(
    "address", [*PUBLIC, "/api/", "/admin/login/", "/events.json", "/nothing/"]
)
def test_nobody_may_frame_the_rest(address: str, client: Client, town: Town):
    response = client.get(address)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", [*FRAMES, "/embed/resize.js"])
def test_no_cookie_is_set_nor_looked_at(address: str, client: Client, town: Town):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", FRAMES)
def test_links_lead_to_a_page_of_their_own_and_turning_over_stays(
    address: str, client: Client, town: Town
):
    status = 404 if "nowhere" in address else 200
    root = page(client, address, status=status)
    assert_runs_nothing(root)
    assert len(root.all("h1")) == 1
    assert not root.all("form")
    for link in root.all("a"):
        if link.get("rel") in {"next", "prev"}:
            assert not link.get("target")
        else:
            assert (link["target"], link["rel"]) == ("_blank", "noopener")
            assert client.get(link["href"]).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?actor=mayor", "?outlet=herald&kind=incident", "?from=2023", "?q=bridge",
              "?as_of=2022-03-31", "?sort=sources"],
)  # fmt: skip
def test_the_frame_has_the_events_of_the_page_in_its_order(query: str, client: Client, town: Town):
    listed = slugs_listed(page(client, f"/{query}"))
    shown = page(client, f"/embed/{query}").all("article")
    assert [card["data-event"] for card in shown] == listed
    titles = {link["href"].partition("?")[2] for card in shown for link in card.all("a")}
    assert titles == {query.removeprefix("?")}


def test_a_long_list_is_turned_over_by_plain_links(client: Client, db: None):
    everything = [event.slug for event in story.crowd(2 * PAGE + 3)]
    address, seen = "/embed/?actor=everyman", []
    while address:
        root = page(client, address)
        seen += [card["data-event"] for card in root.all("article")]
        links = root.all("a", rel="next")
        address = links[0]["href"] if links else ""
        assert address.startswith("/embed/?actor=everyman") or not address
    assert seen == everything
    (back,) = root.all("a", rel="prev")
    assert page(client, back["href"]).all("article")[0]["data-event"] == everything[PAGE]
    assert page(client, "/embed/?start=999").all("article")


def test_what_could_not_be_understood_is_said(client: Client, town: Town):
    told = page(client, "/embed/?actor=nobody").texts("p", role="alert")
    assert told == ["There is no actor “nobody”."]


def test_a_card_stands_as_of_a_day(client: Client, town: Town):
    now = page(client, "/embed/events/opening/")
    assert "Sources disagree" in now.words
    then = page(client, "/embed/events/opening/?as_of=2022-03-04")
    assert "Sources disagree" not in then.words
    assert "3 March 2022" in then.one("article").words
    (title,) = then.one("h1").all("a")
    assert title["href"] == "/events/opening/?as_of=2022-03-04"


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_markup_are_words(words: str, client: Client, db: None):
    hostile_story(words)
    for address in ("/embed/", "/embed/events/happening/"):
        root = page(client, address)
        assert_runs_nothing(root)
        assert not root.all("img")
        assert " ".join(words.split()) in root.words


def test_more_events_take_no_more_queries(client: Client, db: None):
    story.crowd(60)
    client.get("/embed/")
    many = queries_of(lambda: client.get("/embed/"))
    Event.objects.exclude(slug__in=["day-1", "day-2", "day-3"]).delete()
    client.get("/embed/")
    assert queries_of(lambda: client.get("/embed/")) == many


@pytest.mark.parametrize(
    ("address", "frame"),
    [("/", "/embed/"), ("/?actor=mayor&q=%22a+b%22", "/embed/?actor=mayor&q=%22a+b%22"),
     ("/events/opening/", "/embed/events/opening/"),
     ("/events/opening/?as_of=2022-03-31", "/embed/events/opening/?as_of=2022-03-31")],
)  # fmt: skip
def test_pages_offer_the_code_of_their_own_frame(
    address: str, frame: str, client: Client, town: Town
):
    town.opening.title = "The “bridge” & <b>\"'"
    town.opening.save()
    offer = page(client, address).one("details", of="offer")
    (iframe,) = read(offer.one("input")["value"]).children
    assert iframe["src"] == f"http://testserver/stories/the-bridge{frame}"
    assert iframe["title"] in {"The bridge", town.opening.title}
    assert client.get(frame).status_code == 200


def test_the_parents_script_has_an_address_that_stays(client: Client, town: Town):
    response = client.get("/embed/resize.js")
    assert (response.status_code, response["Location"]) == (302, "/static/js/embed_parent.js")


def test_a_page_that_isolates_itself_may_frame_it_and_load_its_script(client: Client, town: Town):
    for address in FRAMES:
        answer = client.get(address)
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert client.get("/embed/resize.js")["Cross-Origin-Resource-Policy"] == "cross-origin"
    # What WhiteNoise is told to send with each file.
    headers: dict[str, str] = {}
    settings.WHITENOISE_ADD_HEADERS_FUNCTION(headers, "js/embed_parent.js", "/static/")
    assert headers == {"Cross-Origin-Resource-Policy": "cross-origin"}


def test_a_frame_is_light(client: Client, db: None):
    from timeline.services.digest.load_digest import load

    load(settings.FIXTURES)
    response = client.get("/embed/", HTTP_ACCEPT_ENCODING="br")
    assert len(response.content) < 12_000
    root = read(text_of(client.get("/embed/")))
    assert [script["src"] for script in root.all("script")] == ["/static/js/embed.js"]
    assert len(root.all("link", rel="stylesheet")) <= 3
