"""What a page lets run, and what it makes of words that look like markup."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import HTMX, Element, page, read
from timeline.models import Event, Mention, Outlet, Source, Story

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>"
HOSTILE = [SCRIPT, BREAKOUT, '"onmouseover="alert(1)', "</title></textarea><svg/onload=alert(1)>",
           "{{ 7|add:7 }}{% debug %}", "&lt;b&gt;", "javascript:alert(1)"]  # fmt: skip

PUBLIC = [
    "/",
    "/?actor=mayor&outlet=post&q=bridge&from=2022",
    "/?from=whenever&actor=nobody",
    "/?q=unheardof",
    "/events/opening/",
    "/events/storm/",
    "/compare/",
    "/disagreements/",
    "/quotes/",
    "/actors/",
    "/actors/mayor/",
    "/outlets/",
    "/outlets/herald/",
    "/sources/",
    "/sources/column/",
]

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def assert_runs_nothing(root: Element) -> None:
    """No inline script, style or handler, and no address that runs."""
    for element in root.inside():
        assert element.tag not in {"style", "base", "object", "embed", "iframe"}
        if element.tag == "script":
            assert element["src"].startswith("/static/")
            assert not element.children
        for name, value in element.attributes.items():
            assert not name.startswith("on"), f"<{element.tag} {name}>"
            assert name != "style", f"<{element.tag} style>"
            if name in {"href", "src", "action", "formaction"} or name.endswith("-get"):
                assert re.match(r"(?:[/?#]|https?://|data:image/)", value), f"{name}={value}"
            if name == "data-hx-vals":
                assert not value.startswith(("js:", "javascript:"))


@pytest.mark.parametrize("address", [*PUBLIC, "/nothing-here/", "/events.json", "/events.csv"])
def test_the_policy_is_exact_on_every_page(address: str, client: Client, town: Town):
    response = client.get(address)
    directives = response["Content-Security-Policy"].split(";")
    assert {directive.strip() for directive in directives} == POLICY
    assert len(directives) == len(POLICY)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_has_a_script_style_or_handler_of_its_own(address: str, client: Client, town: Town):
    assert_runs_nothing(page(client, address))
    assert_runs_nothing(page(client, address, **HTMX))
    assert_runs_nothing(page(client, "/nothing-here/", status=404))


@pytest.mark.parametrize("address", PUBLIC)
def test_ids_are_unique_and_what_is_referred_to_is_there(address: str, client: Client, town: Town):
    root = page(client, address)
    ids = [element["id"] for element in root.inside() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in root.inside():
        for name in ("aria-labelledby", "aria-describedby", "for", "popovertarget", "form"):
            for wanted in element.get(name).split():
                assert wanted in ids, f"{name}={wanted}"
        if element.get("href").startswith("#"):
            assert element["href"][1:] in ids


@pytest.mark.parametrize("address", PUBLIC)
def test_each_page_has_one_heading_a_title_and_a_description(
    address: str, client: Client, town: Town
):
    root = page(client, address)
    assert len(root.all("h1")) == 1
    assert root.one("html")["lang"] == "en"
    (title,) = root.one("head").texts("title")
    assert re.fullmatch(r".+ · Retold", title)
    assert root.one("meta", name="description")["content"].strip()


def test_titles_and_descriptions_tell_pages_apart(client: Client, town: Town):
    heads = [page(client, address).one("head") for address in PUBLIC if "?" not in address]
    titles = [head.one("title").words for head in heads]
    descriptions = [head.one("meta", name="description")["content"] for head in heads]
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)


def hostile_story(words: str) -> None:
    """A story in which everything that has a text has these words."""
    paper = Outlet.objects.create(slug="paper", name=f"Paper {words}", note=words)
    someone = story.actor(f"Someone {words}", aliases=[f"Alias {words}"])
    someone.slug, someone.description = "someone", words
    someone.save()
    sheet = Source.objects.create(
        slug="sheet", title=f"Sheet {words}", authors=words, outlet=paper,
        outlet_basis="inferred", outlet_reason=words, document=words,
    )  # fmt: skip
    happening = Event.objects.create(
        slug="happening", title=f"Happening {words}", summary=words, place=story.at(words)
    )
    happening.participations.create(actor=someone)
    for edtf in ("2022", "2023"):
        mention = Mention.objects.create(
            event=happening, source=sheet, via=sheet, inferred=edtf, inferred_reason=words,
            phrase=words, says=words,
        )  # fmt: skip
        story.quote(mention, someone, words)
        story.name(mention, someone, words)
    told = Story.objects.create(title=words, standfirst=words, opens_with=happening)
    told.events.add(happening)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_markup_are_words_everywhere(words: str, client: Client, db: None):
    hostile_story(words)
    addresses = ["/", "/events/happening/", "/actors/", "/actors/someone/", "/outlets/",
                 "/outlets/paper/", "/sources/", "/sources/sheet/"]  # fmt: skip
    for address in addresses:
        root = page(client, address)
        assert_runs_nothing(root)
        assert not root.all("img")
        assert " ".join(words.split()) in root.one("main").words, address
    assert_runs_nothing(page(client, "/", **HTMX))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_a_reader_types_stay_words(words: str, client: Client, town: Town):
    names = (
        "q",
        "from",
        "to",
        "actor",
        "outlet",
        "kind",
        "match",
        "sort",
        "start",
        "page",
        "as_of",
    )
    typed = urlencode(dict.fromkeys(names, words))
    for address in ("/", "/events/opening/", "/actors/", "/sources/"):
        for headers in ({}, HTMX):
            root = page(client, f"{address}?{typed}", **headers)
            assert_runs_nothing(root)
            assert not root.all("img")
            assert not root.all("svg", onload="alert(1)")
    timeline = page(client, f"/?{typed}")
    assert timeline.one("input", id="search")["value"] == words
    assert timeline.one("input", id="from")["value"] == words
    assert words in timeline.one(id="filter-fields").words


def test_marked_words_are_escaped_around_and_inside(client: Client, town: Town):
    story.event("Bread <b>& butter</b> <script>", summary="R&D <i>bread</i>")
    root = page(client, "/?q=" + quote("bread script butter b"))
    (card,) = root.all("li", of="item")
    assert card.one(of="card-title").words == "Bread <b>& butter</b> <script>"
    assert card.one(of="summary").words == "R&D <i>bread</i>"
    title = card.one(of="card-title")
    assert title.texts("mark") == ["Bread", "b", "butter", "b", "script"]
    assert not card.all("b") + card.all("i")


def test_the_settings_of_htmx_let_no_text_run(client: Client, town: Town):
    config = json.loads(page(client, "/").one("meta", name="htmx-config")["content"])
    assert (
        config.items()
        >= {
            "allowEval": False,
            "allowScriptTags": False,
            "includeIndicatorStyles": False,
        }.items()
    )


def test_an_address_that_htmx_is_told_to_show_is_one_line(client: Client, town: Town):
    response = client.get("/?q=a%0d%0aSet-Cookie:%20x=1&from=%0d%0ax", **HTMX)
    assert "\n" not in response["HX-Push-Url"]
    assert response["HX-Push-Url"].startswith("/?")
    assert "Set-Cookie" not in response.headers


def test_names_in_addresses_and_ids_do_not_break_out(client: Client, db: None):
    hostile_story(BREAKOUT)
    raw = client.get("/").content.decode()
    assert "<img" not in raw
    assert read(raw).one(id="event-results")
