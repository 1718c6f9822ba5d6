"""Actors, outlets and sources: the tables, their CSV, and a page each."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import HTMX, Element, page, text_of
from timeline.models import Actor, Outlet, OutletAlias


def first_column(register: Element) -> list[str]:
    return [row.one("th").words for row in register.one("tbody").all("tr")]


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(text_of(response))))


def actors(count: int) -> None:
    Actor.objects.bulk_create(
        Actor(slug=f"actor-{n:03}", name=f"Actor {n:03}", listed=True) for n in range(1, count + 1)
    )


# Tables


def test_the_actors_table_has_each_actor_with_its_numbers(client: Client, town: Town):
    register = page(client, "/actors/")
    assert register.one("head").texts("title") == ["Actors · Retold"]
    assert register.texts("h1") == ["Actors"]
    rows = [row.texts("th") + row.texts("td") for row in register.one("tbody").all("tr")]
    assert rows == [
        ["Olle Strand", "person", "—", "3", "1"],
        ["Mayor Ida Berg", "person", "Ida Berg", "2", "2"],
        ["Radosław Nowak", "person", "—", "1", "0"],
    ]
    links = [a["href"] for a in register.one("tbody").all("a")]
    assert links == ["/actors/engineer/", "/actors/mayor/", "/actors/radoslaw-nowak/"]


def test_the_sources_table_says_what_is_inferred_and_what_not_stated(client: Client, town: Town):
    register = page(client, "/sources/")
    rows = {row.one("th").words: row.texts("td") for row in register.one("tbody").all("tr")}
    assert rows["A bridge too late"] == [
        "article", "The Post inferred", "March 2022 inferred", "Bridge opens at last", "3",
    ]  # fmt: skip
    assert rows["Seven questions to the diver"][4] == "1 through others"
    assert rows["To all who cross"][1:3] == ["not stated", "not stated"]
    assert first_column(register)[-1] == "To all who cross"


def test_htmx_gets_the_table_alone_and_a_way_back_the_page(client: Client, town: Town):
    for address in ("/actors/", "/sources/"):
        part = page(client, f"{address}?q=bridge", **HTMX)
        assert not part.all("html")
        assert part.one(id="register-results")
        assert page(client, address, **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true").all("html")
        assert "HX-Request" in client.get(address)["Vary"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Mayor Ida Berg", "Olle Strand", "Radosław Nowak"]),
        ("-name", ["Radosław Nowak", "Olle Strand", "Mayor Ida Berg"]),
        ("event_count", ["Radosław Nowak", "Mayor Ida Berg", "Olle Strand"]),
        ("-quote_count", ["Mayor Ida Berg", "Olle Strand", "Radosław Nowak"]),
    ],
)
def test_the_table_sorts(sort: str, names: list[str], client: Client, town: Town):
    assert first_column(page(client, f"/actors/?sort={sort}")) == names


def test_sources_sort_by_outlet_and_by_publication_the_undated_last(client: Client, town: Town):
    by_date = first_column(page(client, "/sources/?sort=published"))
    assert by_date[0] == "A bridge too late"
    assert by_date[-1] == "To all who cross"
    backwards = first_column(page(client, "/sources/?sort=-published"))
    assert backwards[0] == "Seven questions to the diver"
    assert backwards[-1] == "To all who cross"
    for sort in ("outlet", "-outlet", "kind", "title", "event_count"):
        assert len(first_column(page(client, f"/sources/?sort={sort}"))) == 5


def test_the_sorted_column_says_so(client: Client, town: Town):
    heads = page(client, "/actors/?sort=-name").one("thead").all("th")
    assert [head.get("aria-sort") for head in heads] == ["descending", "", "", "", ""]


@pytest.mark.parametrize(
    "sort", ["id", "-pk", "slug", "password", "aliases", "history", "name__x", "--name", "", "\0"]
)
def test_a_column_that_does_not_sort_is_passed_over(sort: str, client: Client, town: Town):
    usual = first_column(page(client, "/actors/"))
    response = client.get("/actors/", {"sort": sort})
    assert response.status_code == 200
    assert first_column(page(client, "/actors/?sort=id")) == usual


@pytest.mark.parametrize(
    ("per_page", "rows"),
    [("10", 10), ("-1", 25), ("0", 1), ("999999999", 100), ("abc", 25), ("1e9", 25), ("", 25),
     ("9" * 40, 25), ("²", 25)],
)  # fmt: skip
def test_the_size_of_a_page_is_kept_within_bounds(
    per_page: str, rows: int, client: Client, db: None
):
    actors(120)
    assert len(first_column(page(client, f"/actors/?per_page={per_page}"))) == rows


@pytest.mark.parametrize(
    ("number", "first"),
    [("2", "026"), ("5", "101"), ("6", "101"), ("999999", "101"), ("0", "001"), ("-3", "001"),
     ("x", "001"), ("9" * 40, "001"), ("", "001")],
)  # fmt: skip
def test_a_page_that_is_not_there_is_the_nearest_that_is(
    number: str, first: str, client: Client, db: None
):
    actors(120)
    assert first_column(page(client, f"/actors/?page={number}"))[0] == f"Actor {first}"


def test_pages_follow_each_other_until_all_is_told(client: Client, db: None):
    actors(60)
    register, names = page(client, "/actors/?q=actor&sort=-name"), []
    while True:
        names += first_column(register)
        following = register.all("a", rel="next")
        if not following:
            break
        register = page(client, "/actors/" + following[0]["href"])
    assert names == [f"Actor {n:03}" for n in range(60, 0, -1)]
    assert "page 3 of 3" in register.one(of="pages").words


def test_rows_that_sort_alike_are_each_on_one_page(client: Client, db: None):
    actors(60)
    names = [
        name
        for number in (1, 2, 3)
        for name in first_column(page(client, f"/actors/?sort=kind&page={number}"))
    ]
    assert sorted(names) == [f"Actor {n:03}" for n in range(1, 61)]


def test_the_table_is_filtered_and_says_how_many_it_has(client: Client, town: Town):
    register = page(client, "/actors/?q=radoslaw")
    assert first_column(register) == ["Radosław Nowak"]
    assert register.one(id="register-count").words == "1 actor"
    assert register.one("input", id="register-q")["value"] == "radoslaw"
    assert first_column(page(client, "/sources/?outlet=not-stated")) == ["To all who cross"]
    assert first_column(page(client, "/sources/?outlet=post")) == ["A bridge too late"]


def test_a_filter_that_is_not_understood_counts_as_left_out(client: Client, town: Town):
    assert len(first_column(page(client, "/actors/?kind=ghost"))) == 3
    assert len(first_column(page(client, "/sources/?outlet=nowhere&kind=%00"))) == 5


def test_where_nothing_matches_the_table_says_so(client: Client, db: None):
    for address in ("/actors/", "/sources/", "/actors/?q=nobody"):
        assert page(client, address).one("tbody").words == "Nothing matches."
    assert page(client, "/outlets/").texts("h1") == ["Outlets"]


# CSV


def test_the_tables_come_as_csv_whole_whatever_the_page(client: Client, db: None):
    actors(120)
    rows = rows_of(client, "/actors.csv?per_page=10&page=2")
    assert len(rows) == 120
    assert list(rows[0]) == ["Name", "Kind", "Also written", "Events", "Quotes"]


def test_csv_has_the_filter_of_the_table(client: Client, town: Town):
    link = page(client, "/sources/?outlet=post").one(of="exports").one("a")["href"]
    (row,) = rows_of(client, link)
    assert row["Title"] == "A bridge too late"
    assert row["Outlet"] == "The Post"
    assert row["Published"] == "2022-03"
    assert row["Draws on"] == "Bridge opens at last"


def test_csv_tells_what_is_not_stated_by_nothing(client: Client, town: Town):
    (row,) = rows_of(client, "/sources.csv?outlet=not-stated")
    assert (row["Outlet"], row["Published"]) == ("", "")


def test_csv_counts_a_source_s_events_in_numbers(client: Client, town: Town):
    counts = {
        row["Title"]: (row["Events"], row["Events told through it"])
        for row in rows_of(client, "/sources.csv")
    }
    assert counts[town.leaflet.title] == ("2", "0")
    assert counts[town.interview.title] == ("0", "1")


def test_csv_holds_no_formula(client: Client, db: None):
    story.actor('=HYPERLINK("http://elsewhere")')
    assert rows_of(client, "/actors.csv")[0]["Name"].startswith("'=")


# Pages of one


def test_an_actors_page_says_how_sources_write_the_name(client: Client, town: Town):
    mayor = page(client, "/actors/mayor/")
    assert mayor.one("head").texts("title") == ["Mayor Ida Berg · Retold"]
    spellings = mayor.one("section", aria_labelledby="spellings")
    row = spellings.one("tbody").one("tr")
    assert row.texts("th") + row.texts("td") == ["Mayor Berg", "The Herald (1)", "1"]
    assert "Also known as Ida Berg." in spellings.words
    diver = page(client, "/actors/radoslaw-nowak/")
    assert "No source’s spelling is recorded." in diver.words


def test_an_actors_page_names_its_company_with_a_link_to_what_they_share(
    client: Client, town: Town
):
    company = page(client, "/actors/mayor/").one("ul", of="companions")
    assert company.words == "Olle Strand 1 event with Olle Strand"
    shared = page(client, company.one(of="count")["href"])
    assert shared.texts(of="card-title") == ["The bridge opens"]
    story.actor("Nobody")
    assert "Nobody else." in page(client, "/actors/nobody/").words


def test_an_actors_page_has_its_own_timeline(client: Client, town: Town):
    own = page(client, "/actors/mayor/").one(of="own-timeline")
    assert own.texts(of="card-title") == ["The bridge opens", "Plans are drawn"]
    assert own.one(of="exports").one("a")["href"] == "/?actor=mayor"


def test_an_outlets_page_has_what_it_published_and_what_is_told_through_it(
    client: Client, town: Town
):
    story.source("Bridge planned", outlet=town.cast.herald, published="1997")
    herald = page(client, "/outlets/herald/")
    assert herald.one("head").texts("title") == ["The Herald · Retold"]
    assert "3 events in what it published, 1 event told through it by others." in herald.words
    assert [li.one("a").words for li in herald.one(of="sources-list").all("li")] == [
        "Bridge planned",
        "Bridge opens at last",
        "A year of the bridge",
    ]
    assert len(herald.one(of="own-timeline").all(of="card-title")) == 3
    story.outlet("The Void")
    assert "No event is told by it or through it." in page(client, "/outlets/the-void/").words


def test_the_outlets_page_has_all_of_them_with_their_numbers(client: Client, town: Town):
    town.leaflet.document = "leaflet.txt"
    town.leaflet.save()
    outlets = page(client, "/outlets/")
    rows = [row.texts("th") + row.texts("td") for row in outlets.one("tbody").all("tr")]
    assert rows == [
        ["Radio West", "broadcaster", "1", "0", "1"],
        ["The Herald", "newspaper", "2", "3", "1"],
        ["The Post", "newspaper", "1", "3", "0"],
    ]
    assert "1 document of which the publisher is not stated belongs" in outlets.words


def test_many_outlets_are_paged_sorted_and_found_by_name_alias_and_kind(client: Client, town: Town):
    Outlet.objects.bulk_create(
        Outlet(slug=f"sheet-{n:02}", name=f"Sheet {n:02}", listed=True) for n in range(60)
    )
    OutletAlias.objects.create(outlet=Outlet.objects.get(slug="sheet-07"), name="Łódź daily")
    outlets = page(client, "/outlets/")
    assert len(first_column(outlets)) == 25
    assert "page 1 of 3" in outlets.one(of="pages").words
    assert first_column(page(client, "/outlets/?sort=-published_count"))[:2] == [
        "The Herald", "The Post",
    ]  # fmt: skip
    assert first_column(page(client, "/outlets/?sort=-name"))[0] == "The Post"
    assert first_column(page(client, "/outlets/?q=lodz")) == ["Sheet 07"]
    nobody = page(client, "/outlets/?q=sheet+0&kind=broadcaster")
    assert nobody.one("tbody").words == "Nothing matches."
    assert first_column(page(client, "/outlets/?kind=broadcaster")) == ["Radio West"]
    rows = rows_of(client, "/outlets.csv?q=radio")
    assert rows == [
        {"Name": "Radio West", "Kind": "broadcaster", "Sources": "1", "Events it published": "0",
         "Events told through it": "1"}
    ]  # fmt: skip


def test_a_sources_page_tells_in_document_order_as_written_and_as_read(client: Client, town: Town):
    column = page(client, "/sources/column/")
    assert column.one("head").texts("title") == ["A bridge too late · Retold"]
    told = column.one("ol", of="telling-list").all("li", of="item")
    assert [item.one("h3").words for item in told] == [
        "The bridge opens",
        "A storm closes the bridge",
        "Fire on the ferry",
    ]
    assert told[0].one(of="reading").words == (
        "“on 1 March 2022” → 1 March 2022 The day, month and year are stated."
    )
    assert "Through Bridge opens at last." in told[0].words
    assert "Its masthead." in column.words
    assert "It names the month." in column.words


def test_a_sources_page_says_what_it_draws_on_and_what_draws_on_it(client: Client, town: Town):
    report = page(client, "/sources/report/")
    assert report.one("section", aria_labelledby="drawn").texts("a") == ["A bridge too late"]
    assert "No other source that it names." in report.words
    assert "in “A bridge too late”, The Post" in report.words
    leaflet = page(client, "/sources/to-all-who-cross/")
    assert leaflet.one("section", aria_labelledby="draws").texts("a") == [
        "Seven questions to the diver"
    ]
    assert "Publisher not stated" in leaflet.words
    assert "Date not stated" in leaflet.words


@pytest.mark.parametrize("address", ["/actors/no/", "/outlets/no/", "/sources/no/", "/nothing"])
def test_what_is_not_there_is_not_found(address: str, client: Client, db: None):
    missing = page(client, address, status=404)
    assert missing.texts("h1") == ["Nothing at this address"]
    assert missing.one("head").texts("title") == ["Not found · Retold"]


def test_columns_and_cells_without_anything_are_marked_for_phones_to_leave_out(
    client: Client, town: Town
):
    story.event("Fair", place="Nordhavn")
    places = page(client, "/places/")
    assert [th.words for th in places.all("th", scope="col") if "bare" in th.classes] == [
        "Lies in", "Also called", "Coordinates",
    ]  # fmt: skip
    assert all(len(row.all(of="bare")) == 3 for row in places.one("tbody").all("tr"))
    actors = page(client, "/actors/").one("table")
    assert [one.tag for one in actors.all(of="bare")] == ["td", "td"]
    assert {one.words for one in actors.all("td", of="bare")} == {"—"}


def test_of_many_outlets_a_source_s_is_found_by_name(client: Client, town: Town):
    def offered(root: Element) -> list[str]:
        return [option.words for option in root.one("select", name="outlet").all("option")]

    assert page(client, "/sources/").all("input", id="find-outlet") == []
    for number in range(60):
        story.source(f"Issue {number:02}", outlet=story.outlet(f"Sheet {number:02}"))
    story.outlet("A sheet that never came out")
    OutletAlias.objects.create(outlet=Outlet.objects.get(slug="sheet-07"), name="Łódź daily")
    whole = page(client, "/sources/")
    assert len(offered(whole)) == 50, "any, 48 outlets, not stated"
    assert {"The Herald", "The Post", "Radio West"} < {*offered(whole)}, "they have sources"
    found = page(client, "/sources/?find_outlet=lodz")
    assert offered(found) == ["any outlet", "Sheet 07", "Publisher not stated"]
    assert found.one("input", id="find-outlet")["value"] == "lodz"
    chosen = page(client, "/sources/?find_outlet=lodz&outlet=post")
    assert offered(chosen) == ["any outlet", "Sheet 07", "The Post", "Publisher not stated"]
    assert first_column(chosen) == ["A bridge too late"]
    part = page(client, "/sources/?find_outlet=nix", **HTMX).one(id="outlets-offered")
    assert part["data-hx-swap-oob"] == "true"
    assert "No outlet has “nix” in a name." in part.words
    assert len(rows_of(client, "/sources.csv?find_outlet=lodz")) == 65
    assert "A sheet that never came out" not in page(client, "/sources/?find_outlet=sheet").words
