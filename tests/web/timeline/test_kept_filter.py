"""The reader's filter is kept from page to page, by the addresses alone."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
from django.test import Client

from tests.story import Town

FILTER = {"actor": ["mayor"], "from": ["2022"], "q": ["bridge & sea"]}
ASKED = "actor=mayor&from=2022&q=bridge+%26+sea"


def links(client: Client, address: str) -> dict[str, str]:
    """Where the main links lead, by what they say."""
    html = client.get(address).content.decode()
    nav = html[html.index('id="main-nav"') :].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]+)</a>', nav)
    return {label.strip(): unescape(url) for url, label in found}


@pytest.mark.parametrize(
    "page", ["/", "/events/opening/", "/compare/", "/disagreements/", "/quotes/"]
)
def test_pages_of_a_selection_hand_the_filter_on(page: str, client: Client, town: Town):
    told = links(client, f"{page}?{ASKED}&as_of=2023-01-01&start=0")
    for label in ("Timeline", "Compare outlets", "Disagreements", "Quotes"):
        assert parse_qs(urlsplit(told[label]).query) == {**FILTER, "as_of": ["2023-01-01"]}


@pytest.mark.parametrize(
    "page",
    ["/actors/", "/actors/mayor/", "/outlets/", "/outlets/post/", "/sources/", "/sources/column/"],
)
def test_pages_without_a_selection_carry_it_and_give_it_back(page: str, client: Client, town: Town):
    there = links(client, f"/?{ASKED}")["Actors"]
    kept = urlsplit(there).query
    assert parse_qs(kept).keys() == {"kept"}
    told = links(client, f"{page}?{kept}&kind=person")
    assert parse_qs(urlsplit(told["Timeline"]).query) == FILTER
    assert urlsplit(told["Sources"]).query == kept


def test_tables_carry_it_in_their_rows_and_their_form(client: Client, town: Town):
    html = client.get("/actors/?kept=actor%3Dmayor&q=berg").content.decode()
    assert 'href="/actors/mayor/?kept=actor%3Dmayor"' in html
    assert '<input type="hidden" name="kept" value="actor=mayor">' in html
    assert client.get("/actors.csv?kept=actor%3Dmayor").status_code == 200


@pytest.mark.parametrize(
    "page", ["/", "/events/opening/", "/compare/", "/disagreements/", "/quotes/"]
)
def test_every_record_that_a_page_leads_to_keeps_it(page: str, client: Client, town: Town):
    html = client.get(f"{page}?outlet=herald&from=2000").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    found = {unescape(url) for url in re.findall(r'<a [^>]*?href="([^"]*)"', main)}
    to_records = {
        url for url in found if re.match(r"/(events|actors|outlets|places|sources)/[^.]*$", url)
    }
    assert to_records
    lost = {url for url in to_records if "outlet=herald" not in unquote(url)}
    assert not lost


def test_a_search_from_another_page_keeps_the_rest_of_the_filter(client: Client, town: Town):
    html = client.get("/sources/?kept=actor%3Dmayor%26q%3Dbridge&as_of=2023-01-01").content.decode()
    form = html[html.index('class="search"') :].partition("</form>")[0]
    assert '<input type="hidden" name="actor" value="mayor">' in form
    assert 'name="as_of" value="2023-01-01"' in form
    assert 'value="bridge"' not in form


@pytest.mark.parametrize("kept", ["%", "x=1", "actor", "q=" + "a" * 9_000, "as_of=2022"])
def test_what_is_no_filter_is_not_carried(kept: str, client: Client, town: Town):
    told = links(client, f"/actors/?{urlencode({'kept': kept})}")
    assert told["Timeline"] == "/"
    assert told["Sources"] == "/sources/"


def test_htmx_gets_the_links_with_the_filter_that_it_asked_for(client: Client, town: Town):
    html = client.get(f"/?{ASKED}", headers={"HX-Request": "true"}).content.decode()
    nav = html[html.index('id="main-nav"') :].partition("</nav>")[0]
    assert "data-hx-swap-oob" in nav
    assert "/compare/?actor=mayor" in nav


def test_nothing_sets_a_cookie(client: Client, town: Town):
    for page in ("/", "/actors/", "/quotes/"):
        assert not client.get(f"{page}?{ASKED}").cookies


def test_paper_names_each_page_and_event_in_full(client: Client, town: Town):
    html = client.get("/?actor=mayor").content.decode()
    assert "http://testserver/?actor=mayor" in html
    assert 'data-address="http://testserver/events/opening/"' in html


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("/quotes/", "events/opening/"),
        ("/disagreements/", "events/opening/"),
        ("/sources/", "sources/report/"),
        ("/actors/", "actors/mayor/"),
        ("/outlets/", "outlets/post/"),
        ("/places/", "places/storvik/"),
    ],
)
def test_paper_names_what_lists_have_in_full(page: str, printed: str, client: Client, town: Town):
    html = client.get(page).content.decode()
    given = re.findall(r'data-address="http://testserver/([^"]+)"', html)
    assert printed in given


def test_heads_name_the_pages_before_and_after(client: Client, town: Town):
    head = client.get("/events/opening/").content.decode().partition("</head>")[0]
    assert len(re.findall(r'<link rel="(?:prev|next)" href="/events/', head)) == 2
    head = client.get("/actors/?per_page=1&page=2").content.decode().partition("</head>")[0]
    assert re.findall(r'<link rel="(\w+)" href="\?[^"]*page=(\d)', head) == [
        ("prev", "1"), ("next", "3"),
    ]  # fmt: skip
