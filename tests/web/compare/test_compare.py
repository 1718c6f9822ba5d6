"""The comparison: whole, in part, each kind of cell, columns, order, pages, bad input, empty."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story
from tests.counting import queries_of
from tests.story import Town
from tests.web.markup import HTMX, Element, page, read
from timeline.models import Event, Source, Term
from timeline.queries.comparison.outlet_comparison import MOST_COLUMNS


@pytest.fixture(autouse=True)
def read_town(town: Town) -> Town:
    """The town, with a document read of each source that tells."""
    Source.objects.filter(mentions__isnull=False).update(document="read.txt")
    return town


def table(compare: Element) -> dict[str, list[Element]]:
    """Each row's cells, by the event's title."""
    rows = compare.all("table", of="comparison")[0].one("tbody").all("tr")
    return {row.one(of="row-title").words: row.all("td") for row in rows}


def columns(compare: Element) -> list[str]:
    return compare.all("table", of="comparison")[0].texts(of="column-name")


def kinds(cells: list[Element]) -> list[str]:
    return [cell.classes[1] for cell in cells]


# The table


def test_events_stand_against_outlets(client: Client):
    compare = page(client, "/compare/")
    assert columns(compare) == ["Radio West", "The Herald", "The Post", "Publisher not stated"]
    assert list(table(compare)) == [
        "Plans are drawn",
        "The bridge opens",
        "Fire on the ferry",
        "Neighbours keep watch",
        "Divers mend the third pier",
        "A storm closes the bridge",
    ]
    assert compare.one("nav", aria_label="Main").one("a", href="/compare/")["aria-current"]


def test_each_kind_of_cell_says_in_words_what_it_is(client: Client):
    rows = table(page(client, "/compare/"))
    repair = rows["Divers mend the third pier"]
    assert kinds(repair) == ["through", "early", "early", "told"]
    assert repair[0].words == (
        "Only through another, Jun 2023 inferred Below the water it was worse. "
        "in a document of no stated publisher"
    )
    assert repair[1].words == "Too early to tell it"
    assert repair[3].words == "Jun 2023 inferred Below the water it was worse."
    plan = rows["Plans are drawn"]
    assert kinds(plan) == ["nothing", "told", "silent", "silent"]
    assert [cell.words for cell in plan[:1] + plan[2:]] == ["Nothing collected", "Silent", "Silent"]
    assert rows["A storm closes the bridge"][2].words == "no date given Closed."


def test_a_cell_and_a_row_lead_to_the_event_within_the_filter(client: Client):
    compare = page(client, "/compare/?outlet=herald&kind=incident")
    (cells,) = table(compare).values()
    assert cells[1].one("a", of="says")["href"] == (
        "/events/fire-on-the-ferry/?outlet=herald&kind=incident#tellings"
    )
    assert compare.one("a", of="row-title")["href"] == (
        "/events/fire-on-the-ferry/?outlet=herald&kind=incident"
    )


def test_what_is_said_is_cut_to_its_first_words(client: Client, town: Town):
    long = story.event("A long day")
    story.tell(long, town.review, says=" ".join(f"w{n}" for n in range(40)))
    says = table(page(client, "/compare/"))["A long day"][1].one(of="says").words
    assert says.startswith("w0 w1 ")
    assert says.endswith(" …")


def test_several_mentions_in_one_cell_are_counted_with_all_their_dates(client: Client, town: Town):
    story.tell(town.fire, town.cast.report, edtf="2023-02-03")
    cell = table(page(client, "/compare/"))["Fire on the ferry"][1]
    assert cell.one(of="more").words == "2 mentions in 2 documents"
    assert cell.one(of="state").words == "3 Feb 2023, 2 Feb 2023"
    row = page(client, "/compare/").texts(of="row-apart")
    assert row == ["Sources disagree, 2 days apart", "Sources disagree, 1 day apart"]


def test_a_row_tells_its_date_and_how_many_tell_it(client: Client):
    compare = page(client, "/compare/?kind=incident")
    assert compare.texts(of="row-date") == ["2 February 2023"]
    assert compare.all("table", of="comparison")[0].texts(of="row-tellers") == ["2 of 4 tell it"]


def test_a_heading_tells_how_much_its_column_tells(client: Client):
    counts = page(client, "/compare/").texts(of="counts")
    assert counts == [
        "tells 0, 1 through another, itself not read",
        "2 documents, tells 3, silent on 1, too early for 2",
        "tells 3, silent on 1, too early for 2",
        "tells 2, silent on 4",
    ]


def test_columns_may_be_documents(client: Client):
    compare = page(client, "/compare/?columns=documents")
    assert columns(compare) == [
        "A bridge too late",
        "Bridge opens at last",
        "A year of the bridge",
        "Seven questions to the diver",
        "To all who cross",
    ]
    assert compare.all(of="about")[0].words == "The Post, March 2022"
    assert compare.all(of="about")[4].words == "Publisher not stated, date not stated"
    shown = [a["href"] for a in compare.one(of="switches").all("a", aria_current="true")]
    assert shown == ["/compare/?columns=documents", "/compare/?columns=documents"]


def test_columns_are_chosen_and_the_fields_show_it(client: Client):
    compare = page(client, "/compare/?column=post&column=not-stated")
    assert columns(compare) == ["The Post", "Publisher not stated"]
    assert "2 of 4 shown" in compare.one(of="switches").words
    boxes = compare.one(id="comparison-fields").all("input", name="column")
    ticked = [box["value"] for box in boxes if "checked" in box.attributes]
    assert ticked == ["post", "not-stated"]
    assert compare.one(id="comparison-fields").one("a")["href"] == "/compare/"


def test_rows_may_stand_by_how_many_tell_them(client: Client):
    compare = page(client, "/compare/?order=tellers")
    assert list(table(compare))[:2] == ["The bridge opens", "Fire on the ferry"]
    assert compare.one(id="comparison-fields").one("input", name="order")["value"] == "tellers"


def test_the_filters_own_order_goes_first(client: Client):
    compare = page(client, "/compare/?order=tellers&sort=sources")
    assert not compare.one(id="comparison-fields").all("input", name="order")
    by = {a.words: a["href"] for a in compare.one(of="switches").all("a")}
    assert by["how many tell it"] == "/compare/?order=tellers"


def test_the_rows_are_the_events_of_the_timeline(client: Client):
    for query in ("?q=bridge", "?actor=mayor&outlet=herald", "?disputed=1", "?from=2023&surely=1",
                  "?as_of=2022-03-31", "?corroborated=1", "?kind=nothing-like-it"):  # fmt: skip
        listed = page(client, "/" + query).texts(of="card-title")
        assert sorted(table(page(client, "/compare/" + query))) == sorted(listed)


def test_as_of_a_day_the_columns_are_those_of_then(client: Client):
    compare = page(client, "/compare/?as_of=2022-03-31")
    assert columns(compare) == ["The Herald", "The Post"]
    assert "Plans are drawn" not in table(compare)
    chip = compare.one("a", of="chip")
    assert chip["href"] == "/compare/"
    # The banner above the page goes with it, so the page is loaded anew.
    assert "data-hx-get" not in chip.attributes


def test_many_rows_come_a_stretch_at_a_time(client: Client):
    story.crowd(120)
    compare = page(client, "/compare/?outlet=the-bell&outlet=the-echo&order=tellers")
    rows = compare.one("nav", aria_label="Rows")
    assert rows.words == "events 1 to 50 of 120 Next →"
    seen = list(table(compare))
    compare = page(client, rows.one("a", rel="next")["href"])
    assert not set(seen) & set(table(compare))
    assert (
        compare.one("nav", aria_label="Rows").words == "← Previous events 51 to 100 of 120 Next →"
    )
    back = compare.one("nav", aria_label="Rows").one("a", rel="prev")["href"]
    assert list(table(page(client, back))) == seen


def test_searched_words_are_marked_and_markup_is_words(client: Client, town: Town):
    story.tell(story.event("<b>Bold</b> claims"), town.review, says="<script>alert(1)</script> x")
    compare = page(client, "/compare/?q=claims")
    assert compare.texts("mark") == ["claims"]
    assert list(table(compare)) == ["<b>Bold</b> claims"]
    assert not compare.one(id="comparison-results").all("script")


# Terms


def name_things(town: Town) -> None:
    herald = town.fire.mentions.get(source=town.review)
    post = town.fire.mentions.get(source=town.cast.column)
    Term.objects.create(mention=herald, subject="the ferry", words="the boat")
    Term.objects.create(mention=post, subject="the ferry", words="the old ferry")
    story.name(post, town.cast.mayor, "Ida")


def test_who_calls_it_what_stands_below_with_the_way_to_each_place(client: Client, town: Town):
    name_things(town)
    terms = page(client, "/compare/").one(id="terms")
    assert terms.texts(of="row-title") == ["the ferry", "Mayor Ida Berg"]
    # Only the columns that name any of it.
    assert terms.texts(of="column-name") == ["The Herald", "The Post"]
    wordings = terms.all("details")
    assert [w.one("summary").words for w in wordings] == [
        "“the boat” 1 mention", "“the old ferry” 1 mention",
        "“Mayor Berg” 1 mention", "“Ida” 1 mention",
    ]  # fmt: skip
    assert [a["href"] for a in wordings[0].all("a")] == [
        "/events/fire-on-the-ferry/#tellings",
        "/sources/a-year-of-the-bridge/",
    ]
    assert terms.one("a", of="row-title")["href"] == "/actors/mayor/"


def test_terms_are_of_the_filter_the_columns_and_the_day(client: Client, town: Town):
    name_things(town)

    def named(query: str) -> list[str]:
        return page(client, f"/compare/{query}").one(id="terms").texts(of="row-title")

    assert named("?kind=incident") == ["the ferry"]
    assert named("?column=post") == []
    assert named("?as_of=2022-03-31") == ["Mayor Ida Berg"]
    assert "more ways than one" in page(client, "/compare/?column=post").one(id="terms").words


def test_things_with_several_names_come_a_stretch_at_a_time(client: Client, town: Town):
    herald = town.fire.mentions.get(source=town.review)
    for number in range(28):
        for words in ("one", "another"):
            Term.objects.create(mention=herald, subject=f"thing {number:02}", words=words)
    nav = page(client, "/compare/").one("nav", aria_label="Named in several ways")
    assert nav.one("a")["href"] == "/compare/?terms=25#terms"
    second = page(client, "/compare/?terms=25").one(id="terms")
    assert second.texts(of="row-title") == ["thing 25", "thing 26", "thing 27"]


# In part, bad input, nothing


def test_htmx_gets_the_parts_that_change_and_no_more(client: Client):
    response = client.get("/compare/?outlet=herald&column=post&match=&from=", **HTMX)
    part = read(response.content.decode())
    tops = [child["id"] for child in part.children if isinstance(child, Element)]
    assert tops == [
        "comparison-results", "comparison-fields", "filter-fields", "main-nav", "announcer",
    ]  # fmt: skip
    assert part.one(id="announcer").words == "3 events against 1 outlet"
    assert response["HX-Push-Url"] == "/compare/?outlet=herald&column=post"
    assert "HX-Request" in response["Vary"]


def test_the_parts_say_what_the_whole_page_says(client: Client):
    for query in ("", "?q=bridge&columns=documents", "?actor=nobody", "?order=tellers"):
        whole = page(client, f"/compare/{query}")
        part = page(client, f"/compare/{query}", **HTMX)
        for name in ("comparison-results", "comparison-fields", "filter-fields"):
            assert whole.one(id=name).words == part.one(id=name).words


@pytest.mark.parametrize(
    "header", ["HTTP_HX_HISTORY_RESTORE_REQUEST", "HTTP_HX_BOOSTED"], ids=["history", "boosted"]
)
def test_a_way_back_and_a_boosted_visit_get_the_whole_page(header: str, client: Client):
    assert page(client, "/compare/", **HTMX, **{header: "true"}).texts("h1")


def test_ticking_the_usual_columns_leaves_them_out_of_the_address(client: Client):
    ticked = "&".join(f"column={c}" for c in ("post", "herald", "radio-west", "not-stated"))
    assert client.get(f"/compare/?{ticked}", **HTMX)["HX-Push-Url"] == "/compare/"


def test_chips_keep_columns_and_order(client: Client):
    compare = page(client, "/compare/?outlet=herald&columns=documents&column=report&order=tellers")
    rest = "/compare/?columns=documents&column=report&order=tellers"
    assert compare.one("a", of="chip")["href"] == rest
    assert compare.one("a", of="clear")["href"] == rest


@pytest.mark.parametrize(
    "query",
    [
        "?column=nobody", "?columns=pages", "?order=up", "?columns=documents&column=herald",
        "?from=soonish", "?actor=nobody", "?from=2023&to=2022", "?as_of=whenever",
    ],
)  # fmt: skip
def test_what_could_not_be_understood_is_told_and_stays_in_the_address(query: str, client: Client):
    compare = page(client, f"/compare/{query}")
    assert compare.one(id="comparison-results").all(of="error")
    assert table(compare)
    assert client.get(f"/compare/{query}", **HTMX)["HX-Push-Url"] == f"/compare/{query}"


@pytest.mark.parametrize(
    "query",
    ["?start=-1", "?start=abc", "?start=" + "9" * 40, "?terms=-3", "?terms=999", "?column=%00",
     "?column=", "?q=%22", "?" + "column=x&" * 300, "?order=&columns="],
)  # fmt: skip
def test_strange_input_is_no_failure(query: str, client: Client):
    assert len(table(page(client, f"/compare/{query}"))) == 6


def test_a_selection_of_nothing_says_so(client: Client):
    compare = page(client, "/compare/?q=zeppelin&columns=documents")
    nothing = compare.one(of="nothing")
    assert nothing.one("a")["href"] == "/compare/?columns=documents"
    assert not compare.all("table")


def test_an_empty_database_has_a_page(client: Client):
    Event.objects.all().delete()
    assert "No event matches" in page(client, "/compare/").one(id="comparison-results").words
    story.event("Untold")
    assert "No source tells" in page(client, "/compare/").one(id="comparison-results").words


def test_only_reading_is_offered(client: Client):
    assert client.post("/compare/").status_code == 405


def test_of_many_outlets_the_page_says_how_many_are_shown(client: Client, town: Town):
    for number in range(MOST_COLUMNS):
        sheet = story.source(f"Sheet {number}", outlet=story.outlet(f"Paper {number:02}"))
        story.tell(town.fire, sheet)
        story.tell(town.storm, sheet)
    compare = page(client, "/compare/")
    assert len(columns(compare)) == MOST_COLUMNS
    assert f"{MOST_COLUMNS} of {MOST_COLUMNS + 4} shown" in compare.one(of="switches").words


@pytest.mark.parametrize("query", ["", "?columns=documents", "?as_of=2031-01-01&q=a"])
def test_more_events_take_no_more_queries(query: str, client: Client, town: Town):
    def ask() -> None:
        page(client, f"/compare/{query}")

    name_things(town)
    ask()
    few = queries_of(ask)
    for event in story.crowd(150):
        for mention in event.mentions.all():
            Term.objects.create(mention=mention, subject="the day", words=event.title)
    ask()  # what the index takes to follow an edit is not counted
    assert queries_of(ask) == few


def test_a_thing_is_called_in_the_language_of_its_document(client: Client, town: Town):
    post, herald = town.fire.mentions.order_by("source__earliest")
    Source.objects.filter(pk=post.source_id).update(language="de")
    for mention, words in ((post, "die Fähre"), (herald, "the boat")):
        Term.objects.create(mention=mention, subject="the ferry", words=words)
    called = page(client, "/compare/").one("table", of="wordings").all(of="words")
    assert [words["lang"] for words in called if "Fähre" in words.words] == ["de"]
    assert ["lang" in words.attributes for words in called if "boat" in words.words] == [False]
    told = page(client, f"/events/{town.fire.slug}/").all("ul", of="terms")
    spans = [span for column in told for span in column.all("span")]
    tagged = [span for span in spans if "lang" in span.attributes]
    assert [(span.words, span["lang"]) for span in tagged] == [("die Fähre", "de")]
