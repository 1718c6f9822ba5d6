"""The timeline page: whole, in part, filtered, with what could not be understood, and empty."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests import selected, story
from tests.story import Town
from tests.web.markup import HTMX, Element, page, read, slugs_listed
from timeline.models import Story


def cards(timeline: Element) -> list[str]:
    return timeline.texts(of="card-title")


def card(timeline: Element, title: str) -> Element:
    (found,) = [c for c in timeline.all("li", of="item") if c.texts(of="card-title") == [title]]
    return found


def heading(timeline: Element) -> str:
    return timeline.one(id="results-heading").words


def count_of(timeline: Element, box: str) -> str:
    """The number beside a checkbox."""
    (line,) = [li for li in timeline.one(id="filter-fields").all("li") if li.all("input", id=box)]
    return line.one(of="count").words


# Whole and in part


def test_the_page_opens_with_the_story_and_its_numbers(client: Client, town: Town):
    town.cast.story.standfirst = "How it was opened."
    town.cast.story.save()
    timeline = page(client, "/")
    assert timeline.texts("h1") == ["The bridge"]
    standfirst = timeline.one(of="standfirst").words
    assert standfirst.startswith("How it was opened. 6 events, ")
    assert standfirst.endswith("3 named outlets, 8 mentions.")
    assert timeline.one("head").texts("title") == ["The bridge · Retold"]
    assert timeline.one("meta", name="description")["content"] == "How it was opened."


def test_the_list_runs_by_year_then_what_was_before_then_the_undated(client: Client, town: Town):
    timeline = page(client, "/")
    parts = timeline.all("section", of="part")
    assert [part.texts(of="part-title") + part.texts(of="year") for part in parts] == [
        ["2022", "2023"],
        ["Before", "The 1990s"],
        ["Undated"],
    ]
    assert [cards(part) for part in parts] == [
        [
            "The bridge opens",
            "Fire on the ferry",
            "Neighbours keep watch",
            "Divers mend the third pier",
        ],
        ["Plans are drawn"],
        ["A storm closes the bridge"],
    ]


def test_a_card_tells_day_precision_and_who_tells(client: Client, town: Town):
    timeline = page(client, "/")
    fire = card(timeline, "Fire on the ferry")
    assert fire.one(of="day").words == "2 February"
    assert fire.one(of="when").texts("span")[1] == "Thursday, a day"
    assert "item-wide" not in fire.classes
    assert fire.one(of="quote").words == "“we have a bridge, so we manage” Mayor Ida Berg"
    assert fire.texts(of="tellers") == ["The Herald The Post 2 sources"]
    repair = card(timeline, "Divers mend the third pier")
    assert repair.one(of="day").words == "June"
    assert "item-wide" in repair.classes
    assert "through Radio West" in repair.one(of="tellers").words
    assert "Publisher not stated" in repair.one(of="tellers").words
    assert card(timeline, "Plans are drawn").one(of="when").texts("span")[1] == "a decade"
    assert "open at its end" in card(timeline, "Neighbours keep watch").words
    assert "no source dates it" in card(timeline, "A storm closes the bridge").words


def test_a_card_tells_how_far_sources_lie_apart_and_what_each_wrote(client: Client, town: Town):
    dispute = card(page(client, "/"), "The bridge opens").one(of="dispute").words
    assert dispute == (
        "Sources disagree, 2 days apart: 1 March 2022 (“on 1 March 2022”) in The Post; "
        "3 March 2022 (“on Thursday”) in The Herald."
    )
    assert not card(page(client, "/"), "Fire on the ferry").all(of="dispute")


def test_a_card_tells_how_much_later_it_was_first_told(client: Client, town: Town):
    story.tell(story.event("A toll"), town.review, edtf="2021-01-03")
    toll = card(page(client, "/"), "A toll")
    assert "first told 2 years and 1 month later" in toll.one(of="sources").words


def test_long_stretches_without_an_event_are_told_within_the_run(client: Client, town: Town):
    gaps = page(client, "/").texts(of="gap")
    assert gaps == ["10 months without an event", "2 months and 29 days without an event"]


def test_htmx_gets_the_parts_that_change_and_no_more(client: Client, town: Town):
    response = client.get("/?outlet=herald", **HTMX)
    part = read(response.content.decode())
    assert not part.all("html")
    assert not part.all("head")
    tops = {child["id"]: child for child in part.children if isinstance(child, Element)}
    parts = {"event-results", "two-clocks", "filter-fields", "announcer", "feed", "story-head"}
    assert set(tops) == parts | {"main-nav", "as-of-banner"}
    for name in ("two-clocks", "filter-fields", "story-head", "main-nav"):
        assert tops[name]["data-hx-swap-oob"] == "true"
    assert tops["announcer"].words.startswith("3 events of 6")
    assert response["HX-Push-Url"] == "/?outlet=herald"


def test_the_parts_say_what_the_whole_page_says(client: Client, town: Town):
    for address in ("/", "/?actor=mayor&q=bridge", "/?from=2023&surely=1", "/?actor=nobody"):
        whole, part = page(client, address), page(client, address, **HTMX)
        for name in ("event-results", "two-clocks", "filter-fields"):
            assert whole.one(id=name).words == part.one(id=name).words


@pytest.mark.parametrize(
    "header", ["HTTP_HX_HISTORY_RESTORE_REQUEST", "HTTP_HX_BOOSTED"], ids=["history", "boosted"]
)
def test_a_way_back_and_a_boosted_visit_get_the_whole_page(header: str, client: Client, town: Town):
    timeline = page(client, "/?outlet=herald", **HTMX, **{header: "true"})
    assert timeline.texts("h1") == ["The bridge"]
    assert timeline.one(id="event-results")


def test_caches_are_told_that_the_answer_depends_on_how_htmx_asked(client: Client, town: Town):
    for headers in ({}, HTMX):
        vary = client.get("/", **headers)["Vary"]
        assert "HX-Request" in vary
        assert "HX-History-Restore-Request" in vary


def test_the_address_that_htmx_shows_is_tidy(client: Client, town: Town):
    asked = "/?match=&from=&to=&q=&actor=mayor&outlet=herald&start="
    assert client.get(asked, **HTMX)["HX-Push-Url"] == "/?actor=mayor&outlet=herald"


# Filters


def test_a_filter_narrows_list_heading_chart_and_counts_alike(client: Client, town: Town):
    timeline = page(client, "/?outlet=herald&actor=engineer")
    assert cards(timeline) == ["The bridge opens", "Fire on the ferry"]
    assert heading(timeline) == "2 of 6 events"
    chart = timeline.one(id="two-clocks")
    assert selected.drawn(chart) == {"opening", "fire-on-the-ferry"}
    assert count_of(timeline, "outlet-herald") == "2"
    assert count_of(timeline, "outlet-radio-west") == "+1"
    assert count_of(timeline, "actor-mayor") == "+1"
    assert count_of(timeline, "kind-incident") == "1"
    assert count_of(timeline, "disputed") == "1"
    both = page(client, "/?outlet=herald&actor=engineer&match=all")
    assert count_of(both, "actor-mayor") == "1"


def test_what_is_on_is_ticked(client: Client, town: Town):
    fields = page(client, "/?outlet=herald&kind=incident&disputed=1&match=all&q=a").one(
        id="filter-fields"
    )
    ticked = {box["id"] for box in fields.all("input") if "checked" in box.attributes}
    assert ticked == {"outlet-herald", "kind-incident", "disputed"}
    options = fields.one("select", id="match").all("option")
    assert [o["value"] for o in options if "selected" in o.attributes] == ["all"]


def test_each_filter_that_is_on_has_a_chip_that_leads_to_the_page_without_it(
    client: Client, town: Town
):
    asked = (
        "/?actor=mayor&actor=engineer&outlet=herald&kind=other&match=all"
        "&from=2022&to=March+2022&q=opened&surely=1&disputed=1&retold=1"
    )
    timeline = page(client, asked)
    chips = {chip.words: chip["href"] for chip in timeline.all("a", of="chip")}
    assert [words.removeprefix("Remove ").removesuffix(" ✕") for words in chips] == [
        "Mayor Ida Berg",
        "Olle Strand",
        "The Herald",
        "Other",
        "all of these actors",
        "from 2022",
        "to March 2022",
        "surely in range",
        "“opened”",
        "sources disagree",
        "told by two outlets or more",
    ]
    everything = parse_qs(urlsplit(asked).query)
    for address in chips.values():
        rest = parse_qs(urlsplit(address).query)
        given = sum(map(len, everything.values())) - sum(map(len, rest.values()))
        assert given == 1
        assert all(set(values) <= set(everything[name]) for name, values in rest.items())
        page(client, address)
    assert timeline.one("a", of="clear")["href"] == "/"


def test_without_a_filter_there_are_no_chips(client: Client, town: Town):
    assert not page(client, "/").all(of="chips")


def test_a_card_leads_to_its_event_within_the_filter(client: Client, town: Town):
    timeline = page(client, "/?outlet=herald&kind=incident")
    link = timeline.one(of="card-title").one("a")["href"]
    assert link == "/events/fire-on-the-ferry/?outlet=herald&kind=incident"
    assert "event 1 of 1" in page(client, link).one(of="trail").words


def test_exports_and_other_views_have_the_filter_of_the_page(client: Client, town: Town):
    links = page(client, "/?outlet=herald&q=fire").one(of="exports").all("a")
    assert [link["href"] for link in links] == [
        "/compare/?outlet=herald&q=fire",
        "/quotes/?outlet=herald&q=fire",
        "/stories/the-bridge/events.atom?outlet=herald&q=fire",
    ]


def test_an_event_that_may_lie_outside_the_range_says_so(client: Client, town: Town):
    timeline = page(client, "/?from=2+March+2022&to=2+March+2022")
    assert cards(timeline) == ["The bridge opens"]
    assert "possibly in range" in card(timeline, "The bridge opens").words
    assert not page(client, "/?from=1+March+2022&to=3+March+2022").all(of="possibly")
    assert not page(client, "/?from=2023&kind=incident").all(of="possibly")


def test_undated_events_that_a_range_leaves_out_are_told(client: Client, town: Town):
    assert "1 undated event left out" in page(client, "/?from=1900").one(of="note").words
    story.event("Another song")
    assert "2 undated events left out" in page(client, "/?to=2030").one(of="note").words
    assert not page(client, "/?q=bridge").all(of="note")
    assert not page(client, "/?from=1900&kind=incident").all(of="note")


def test_a_typed_date_says_how_it_was_read(client: Client, town: Town):
    fields = page(client, "/?from=Sept+2025&to=the+5th+of+November+2025").one(id="filter-fields")
    assert fields.one(id="from-read").words.startswith("read as September 2025.")
    assert fields.one(id="to-read").words.startswith("read as 5 November 2025.")
    assert fields.one("input", id="from")["value"] == "Sept 2025"


def test_searched_words_are_marked_where_they_stand(client: Client, town: Town):
    timeline = page(client, "/?q=radoslaw+pier")
    repair = card(timeline, "Divers mend the third pier")
    assert repair.texts("mark") == ["pier", "Radosław"]
    assert page(client, "/?q=bridge").one(id="search")["value"] == "bridge"


def test_words_that_the_card_does_not_show_come_with_the_passage_they_stand_in(
    client: Client, town: Town
):
    fire = card(page(client, "/?q=smoke"), "Fire on the ferry")
    passage = fire.one(of="passage")
    assert passage.words == "Smoke stood over the sound. The Herald"
    assert passage.texts("mark") == ["Smoke"]
    assert not card(page(client, "/?q=ferry"), "Fire on the ferry").all(of="passage")


# What could not be understood


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("from=one+fine+day", "from", "“one fine day” is not read as a date"),
        ("to=31+February+2022", "to", "31 February 2022"),
        ("from=" + "9" * 200, "from", "80 characters"),
        ("from=2023&to=2022", "to", "This comes before the date it should run from."),
        ("actor=nobody", "actor", "There is no actor “nobody”."),
        ("outlet=the-moon", "outlet", "There is no outlet “the-moon”."),
        ("kind=miracle", "kind", "There is no kind of event “miracle”."),
    ],
)
def test_what_is_not_understood_says_so_beside_its_field(
    query: str, field: str, message: str, client: Client, town: Town
):
    timeline = page(client, f"/?{query}")
    fields = timeline.one(id="filter-fields")
    if field in ("from", "to"):
        assert message in fields.one(id=f"{field}-read").words
        assert fields.one("input", id=field)["aria-invalid"] == "true"
        assert fields.one("input", id=field)["aria-describedby"] == f"{field}-read"
    else:
        (box,) = [f for f in fields.all("fieldset") if message in f.words]
        assert box.one(id=f"by-{field}").words.lower() == field
    (told,) = timeline.one(id="event-results").texts(of="error")
    assert message in told


def test_the_rest_of_a_filter_holds_where_one_part_is_not_understood(client: Client, town: Town):
    timeline = page(client, "/?from=one+fine+day&actor=nobody&actor=mayor&outlet=post")
    assert cards(timeline) == ["The bridge opens"]
    assert timeline.one("input", id="from")["value"] == "one fine day"


def test_what_is_not_understood_stays_in_the_address_and_is_announced(client: Client, town: Town):
    response = client.get("/?from=one+fine+day", **HTMX)
    assert response["HX-Push-Url"] == "/?from=one+fine+day"
    announced = read(response.content.decode()).one(id="announcer").words
    assert announced == "6 events of 6. Some of the filter could not be read."


def test_only_reading_is_allowed(client: Client, db: None):
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200


# Nothing to show


def test_a_story_without_events_has_an_empty_timeline(client: Client, db: None):
    Story.objects.create(title="The bridge")
    timeline = page(client, "/")
    assert timeline.texts("h1") == ["The bridge"]
    assert timeline.one("head").texts("title") == ["The bridge · Retold"]
    assert heading(timeline) == "0 events"
    assert "No event matches, so the chart is empty." in timeline.one(id="two-clocks").words
    assert not timeline.one(id="two-clocks").all("svg")
    page(client, "/?actor=mayor&from=2022&q=a", **HTMX)


def test_where_nothing_matches_the_way_to_everything_is_offered(client: Client, town: Town):
    timeline = page(client, "/?q=unheardof")
    assert heading(timeline) == "0 of 6 events"
    assert timeline.one(id="event-results").one(of="nothing").one("a")["href"] == "/"


def test_a_story_all_undated_has_a_list_and_an_empty_chart(client: Client, db: None):
    story.event("Once upon a time")
    timeline = page(client, "/")
    assert cards(timeline) == ["Once upon a time"]
    assert "None of these events is dated" in timeline.one(id="two-clocks").words


# For the scripts


def test_the_chart_tells_the_drag_which_day_is_where(client: Client, town: Town):
    for drawing in page(client, "/").all("svg", of="clock-wide"):
        segments = json.loads(drawing["data-measure"])
        places = [place for segment in segments for place in segment[:2]]
        days = [day for segment in segments for day in segment[2:]]
        assert places == sorted(places)
        assert days == sorted(days)
        assert days[0] <= "1990-01-01"


def test_cards_and_curves_name_the_same_event(client: Client, town: Town):
    timeline = page(client, "/")
    names = selected.drawn(timeline)
    assert names <= set(slugs_listed(timeline))
    assert names == {"opening", "fire-on-the-ferry", "plans-are-drawn"}


def test_one_curve_is_a_stop_for_the_keyboard_and_words_stand_in_one_drawing(
    client: Client, town: Town
):
    wide, tall = page(client, "/").all("svg", of="clock")
    stops = [strand["tabindex"] for strand in wide.all(of="strand")]
    assert stops == ["0"] + ["-1"] * (len(stops) - 1)
    looks = [
        [curve["class"] for curve in drawing.all("path", of="curve")] for drawing in (wide, tall)
    ]
    assert looks[0] == looks[1]
    assert len(looks[0]) == len(stops)
    assert not tall.all(of="strand")


def test_the_head_of_the_page_goes_with_the_day_that_is_chosen(client: Client, town: Town):
    part = page(client, "/?as_of=2022-03-05", **HTMX)
    assert part.one(id="story-head")["data-hx-swap-oob"] == "true"
    whole = page(client, "/?as_of=2022-03-05").one(id="story-head")
    assert part.one(id="story-head").words == whole.words
    assert whole.words != page(client, "/").one(id="story-head").words


def test_what_lies_further_down_has_a_link_at_the_top(client: Client, town: Town):
    jumps = page(client, "/").one("p", of="jumps")
    assert jumps.words.startswith("Further down:")
    for link in jumps.all("a"):
        address, _, anchor = link["href"].partition("#")
        found = page(client, address or "/").one(id=anchor)
        assert link.words in found.words
    assert not page(client, "/?sort=sources").all("p", of="jumps")
