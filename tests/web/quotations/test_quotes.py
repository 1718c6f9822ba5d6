"""The page of quotes, and an event's wordings: whole, in part, filtered, hostile, and empty."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests import spoken, story
from tests.counting import queries_of
from tests.spoken import FAR_WORSE, FEARED, OURS, WORSE, Spoken
from tests.story import Town
from tests.web.markup import HTMX, Element, page, read, text_of
from timeline.services.records import wording_choices
from timeline.web.quotations import quotes_page

MANAGE = "we have a bridge, so we manage"
FIRST = f"“{OURS}”"


@pytest.fixture
def said(town: Town) -> Spoken:
    return spoken.set_out(town)


def listed(quotes: Element) -> list[str]:
    return quotes.texts(of="quotation-words")


def quotation(quotes: Element, words: str) -> Element:
    (found,) = [
        q for q in quotes.all("div", of="quotation") if words in q.one(of="quotation-words").words
    ]
    return found


def printed(element: Element) -> list[str]:
    return element.texts("li", of="printing")


def heading(quotes: Element) -> str:
    return quotes.one(id="results-heading").words


def test_of_many_outlets_those_that_print_most_are_offered_and_the_others_have_pages(
    client: Client, said: Spoken, monkeypatch: pytest.MonkeyPatch
):
    shown = page(client, "/quotes/").all("input", name="outlet")
    counts = [
        int(li.one(of="count").words)
        for li in page(client, "/quotes/").all("fieldset")[1].all("li")
    ]
    assert counts == sorted(counts, reverse=True)
    monkeypatch.setattr(quotes_page, "OUTLETS_SHOWN", 1)
    monkeypatch.setattr(quotes_page, "OUTLETS_OFFERED", 1)
    few = page(client, "/quotes/")
    assert [box["value"] for box in few.all("input", name="outlet")] == [shown[0]["value"]]
    assert f"to those of {len(shown) - 1} other" in few.words
    link = page(client, "/outlets/herald/").one("a", href="/quotes/?outlet=herald")
    assert page(client, link["href"]).all("div", of="quotation")


@pytest.mark.parametrize(
    "asked", ["speaker=mayor", "outlet=herald", "outlet=post&outlet=radio-west", "q=bridge"]
)
def test_beside_what_is_chosen_each_value_says_how_many_it_adds_and_most_come_first(
    client: Client, said: Spoken, asked: str
):
    fields = page(client, f"/quotes/?{asked}")
    count = int(heading(fields).split()[0])
    for name in ("speaker", "outlet"):
        lines = [li for li in fields.all("li") if li.all("input", name=name)]
        boxes = [li.one("input", name=name) for li in lines]
        told = [li.one(of="count").words for li in lines]
        order = [
            ("checked" not in box.attributes, -int(of)) for box, of in zip(boxes, told, strict=True)
        ]
        assert order == sorted(order)
        for box, of in zip(boxes, told, strict=True):
            assert of.startswith("+") == (f"{name}=" in asked and "checked" not in box.attributes)
            if of.startswith("+"):
                more = page(client, f"/quotes/?{asked}&{name}={box['value']}")
                assert int(heading(more).split()[0]) == count + int(of)


# Whole and in part


def test_every_quotation_is_listed_with_who_said_it_and_of_what(client: Client, said: Spoken):
    quotes = page(client, "/quotes/")
    assert heading(quotes) == "4 quotations"
    assert listed(quotes) == [FIRST, "“it will hold”", f"“{MANAGE}”", f"“{FAR_WORSE}”"]
    fire = quotation(quotes, MANAGE)
    assert fire.one(of="quotation-speaker").words == "Mayor Ida Berg"
    assert fire.texts(of="quotation-events") == ["Fire on the ferry, 2 February 2023"]
    assert printed(fire) == [
        "The Herald · 3 February 2023 A year of the bridge, ¶ 2",
    ]
    assert fire.one("a", href="/events/fire-on-the-ferry/").words == "Fire on the ferry"
    assert not fire.all(of="wordings")
    nav = quotes.one("nav", aria_label="Main")
    assert nav.texts("a", aria_current="page") == ["Quotes"]


def test_words_told_by_another_name_both(client: Client, said: Spoken):
    held = quotation(page(client, "/quotes/"), "it will hold")
    assert held.one(of="quotation-speaker").words == "Olle Strand, as told by Mayor Ida Berg"
    assert [a["href"] for a in held.one(of="quotation-speaker").all("a")] == [
        "/actors/engineer/",
        "/actors/mayor/",
    ]


def test_the_same_words_in_two_sources_are_one(client: Client, said: Spoken):
    ours = quotation(page(client, "/quotes/"), OURS)
    assert ours.one(of="quotation-count").words == "the same in 2 sources"
    assert printed(ours) == [
        "The Herald · 4 March 2022 Bridge opens at last, ¶ 2",
        "The Post · 1 August 2023 Notes from below, ¶ 2",
    ]


def test_wordings_stand_under_the_longest_with_what_differs_in_words(client: Client, said: Spoken):
    worse = quotation(page(client, "/quotes/"), FAR_WORSE)
    assert worse.one(of="quotation-count").words == "3 sources, 3 wordings"
    less, part = worse.all("li", of="wording")
    assert less.texts("del") == ["(not here: far)"]
    assert less.texts("ins") == []
    assert less.one(of="wording-note").words == "Worded otherwise. It leaves out “far”."
    (line,) = printed(less)
    assert line.startswith("Publisher not stated · date not stated · through Radio West · in the")
    assert line.endswith(" speaker’s own name To all who cross, ¶ 1")
    assert part.one(of="wording-words").words == f"… begins later: {FEARED}"
    assert part.one(of="wording-note").words == "A part of it."
    assert printed(part) == [
        "The Post · 1 August 2023 · as told by Mayor Ida Berg Notes from below, ¶ 1"
    ]


def test_what_an_editor_inferred_of_a_source_says_so(client: Client, said: Spoken):
    at_the_storm = said.town.cast.column.mentions.get(event=said.town.storm)
    story.quote(at_the_storm, said.town.diver, "the sea took it")
    (line,) = printed(quotation(page(client, "/quotes/"), "the sea took it"))
    assert line == "The Post inferred · March 2022 inferred A bridge too late, ¶ 3"


def test_htmx_gets_what_changes_and_the_address(client: Client, said: Spoken):
    response = client.get("/quotes/?outlet=post&q=", headers={"HX-Request": "true"})
    part = read(text_of(response))
    assert [child["id"] for child in part.children if isinstance(child, Element)] == [
        "quote-results",
        "quote-fields",
        "main-nav",
        "announcer",
    ]
    assert part.one(id="announcer").words == "2 of 4 quotations"
    assert response["HX-Push-Url"] == "/quotes/?outlet=post"
    assert "HX-Request" in response["Vary"]


def test_a_long_list_is_shown_by_positions(client: Client, said: Spoken, monkeypatch):
    monkeypatch.setattr(quotes_page, "PAGE", 3)
    quotes = page(client, "/quotes/")
    (more,) = quotes.one(id="show-more").all("a")
    assert (len(listed(quotes)), more["href"]) == (3, "/quotes/?start=3")
    rest = page(client, more["href"])
    assert listed(rest) == [f"“{FAR_WORSE}”"]
    assert rest.one(of="earlier").words.endswith("(quotations 4 to 4 are shown)")
    assert rest.one("ol", of="quotations")["start"] == "4"
    stretch = page(client, more["href"], **HTMX, HTTP_HX_TARGET="show-more")
    assert listed(stretch) == [f"“{FAR_WORSE}”"]
    assert not stretch.all("h1")
    assert not stretch.all(id="show-more")


@pytest.mark.parametrize("start", ["99", "-1", "x", "9" * 30, "3.5"])
def test_a_position_that_is_not_there_shows_the_nearest(client: Client, said: Spoken, start: str):
    assert len(listed(page(client, f"/quotes/?start={start}"))) == 4


# Filtered


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("speaker=mayor", [OURS, MANAGE]),
        ("speaker=mayor&speaker=engineer", [OURS, "it will hold", MANAGE]),
        ("outlet=radio-west", [FAR_WORSE]),
        ("outlet=not-stated", [FAR_WORSE]),
        ("q=bridge", [OURS, MANAGE]),
        ("q=mayor+berg", [OURS, MANAGE]),
        ("q=strand", ["it will hold"]),
        ("q=mayor+strand", []),
        ("several=1", [OURS, FAR_WORSE]),
        ("several=1&speaker=mayor&outlet=post&q=ours", [OURS]),
        ("kind=support", [FAR_WORSE]),
        ("from=2023&surely=1", [MANAGE, FAR_WORSE]),
        ("as_of=2022-12-31", [OURS, "it will hold"]),
        ("sort=sources&disputed=1", [OURS, "it will hold"]),
    ],
)
def test_the_address_holds_the_filter(client: Client, said: Spoken, query: str, found: list[str]):
    quotes = page(client, f"/quotes/?{query}")
    assert listed(quotes) == [f"“{words}”" for words in found]


def test_the_form_carries_the_timelines_filter_and_offers_the_way_back(
    client: Client, said: Spoken
):
    quotes = page(client, "/quotes/?kind=support&kind=other&from=2022&disputed=1&q=bridge")
    form = quotes.one("form", id="filters")
    hidden = [(i["name"], i["value"]) for i in form.all("input", type="hidden")]
    assert hidden == [
        ("kind", "support"),
        ("kind", "other"),
        ("from", "2022"),
        ("disputed", "1"),
    ]
    timeline, every = quotes.one(id="quote-results").one(of="note").all("a")
    query = {"kind": ["support", "other"], "from": ["2022"], "disputed": ["1"]}
    assert urlsplit(timeline["href"]).path == "/"
    assert parse_qs(urlsplit(timeline["href"]).query) == query
    assert every["href"] == "/quotes/?q=bridge"
    assert (
        quotation(quotes, OURS)
        .one(of="quotation-events")
        .one("a")["href"]
        .endswith("/events/opening/?kind=support&kind=other&from=2022&disputed=1&q=bridge")
    )


def test_what_is_on_is_ticked_and_can_be_taken_off(client: Client, said: Spoken):
    quotes = page(client, "/quotes/?speaker=mayor&outlet=post&q=ours&several=1&as_of=2030")
    ticked = [i["id"] for i in quotes.all("input", type="checkbox") if "checked" in i.attributes]
    assert ticked == ["speaker-mayor", "outlet-post", "several"]
    assert quotes.one("input", id="search")["value"] == "ours"
    chips = {chip.words: chip["href"] for chip in quotes.all("a", of="chip")}
    assert [words.removeprefix("Remove ").removesuffix(" ✕") for words in chips] == [
        "Mayor Ida Berg",
        "The Post",
        "“ours”",
        "in several sources or wordings",
    ]
    off = [set(parse_qs(urlsplit(url).query)) for url in chips.values()]
    everything = {"speaker", "outlet", "q", "several", "as_of"}
    assert [everything - left for left in off] == [{"speaker"}, {"outlet"}, {"q"}, {"several"}]


def test_searched_words_are_marked_in_every_wording(client: Client, said: Spoken):
    worse = quotation(page(client, "/quotes/?q=fear+far"), FAR_WORSE)
    assert worse.texts("mark") == ["far", "fear", "far", "fear", "fear"]


# What can't be understood, hostile and empty


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("speaker=nobody", "There is no speaker “nobody”."),
        ("outlet=nowhere", "There is no outlet “nowhere”."),
        ("from=one+fine+day", "“one fine day” is not read as a date"),
        ("q=" + "x" * 201, "at most 200 characters"),
        ("speaker=%00", "There is no speaker “␀”."),
    ],
)
def test_what_cannot_be_understood_is_told_and_left_out(
    client: Client, said: Spoken, query: str, told: str
):
    quotes = page(client, f"/quotes/?{query}")
    assert told in " ".join(quotes.one(id="quote-results").texts(of="error"))
    assert len(listed(quotes)) == 4
    response = client.get(f"/quotes/?{query}", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == f"/quotes/?{query}"


def test_a_known_speaker_counts_beside_an_unknown_one(client: Client, said: Spoken):
    quotes = page(client, "/quotes/?speaker=nobody&speaker=engineer")
    assert listed(quotes) == ["“it will hold”"]


def test_hostile_words_are_shown_as_text(client: Client, said: Spoken):
    hostile = "<script>alert(1)</script> took the last old ferry of this town & <b>sank</b> it"
    other = "<img src=x> took the last old ferry of this town & <b>sank</b> it"
    at_the_fire = story.tell(said.town.fire, said.notes, says="Odd words.")
    story.quote(story.tell(said.town.fire, said.town.leaflet), said.town.diver, hostile)
    story.quote(at_the_fire, said.town.diver, other)
    for address in ("/quotes/?q=%3Cscript%3E+ferry", "/events/fire-on-the-ferry/"):
        shown = page(client, address)
        found = quotation(shown, "took the last old ferry")
        assert hostile in found.one(of="quotation-words").words
        assert "(only here: <img src=x>)" in found.one(of="wording-words").words
        assert not found.all("script") + found.all("img") + found.all("b")


@pytest.mark.django_db
def test_without_quotes_the_page_says_so(client: Client):
    quotes = page(client, "/quotes/")
    assert heading(quotes) == "0 quotations"
    assert quotes.one(of="nothing").words == "No quote matches. Show all quotes"
    assert not quotes.all(of="wordings-key")


def test_the_key_is_there_where_something_is_compared(client: Client, said: Spoken):
    assert page(client, "/quotes/").all(of="wordings-key")
    assert not page(client, "/quotes/?speaker=mayor").all(of="wordings-key")


def test_it_is_read_only(client: Client, said: Spoken):
    assert client.post("/quotes/").status_code == 405


def test_the_number_of_queries_does_not_grow(client: Client, said: Spoken):
    def ask() -> None:
        assert (
            client.get("/quotes/?speaker=mayor&speaker=engineer&outlet=herald").status_code == 200
        )

    def look() -> None:
        assert client.get("/events/divers-mend-the-third-pier/").status_code == 200

    client.get("/quotes/")
    before = queries_of(ask), queries_of(look)
    story.crowd(40)
    for number in range(5):
        more = story.source(f"Reprint {number}", outlet=said.town.radio, published="2023-09-01")
        story.quote(story.tell(said.town.repair, more), said.town.diver, f"{WORSE} {number}")
    after = queries_of(ask), queries_of(look)
    assert after == before
    assert max(after) <= 35


# An event's page


def test_an_event_shows_what_several_sources_quote(client: Client, said: Spoken):
    repair = page(client, "/events/divers-mend-the-third-pier/").one("section", of="event-wordings")
    assert repair.one("h2").words == "One sentence, two wordings"
    assert listed(repair) == [f"“{FAR_WORSE}”"]
    worse = quotation(repair, FAR_WORSE)
    assert len(worse.all("li", of="wording")) == 2
    assert not worse.all(of="quotation-events")


def test_an_event_names_where_else_the_same_words_are_told(client: Client, said: Spoken):
    story.quote(story.tell(said.town.fire, said.notes), said.town.diver, WORSE)
    repair = page(client, "/events/divers-mend-the-third-pier/").one("section", of="event-wordings")
    worse = quotation(repair, FAR_WORSE)
    assert worse.texts(of="quotation-events") == ["Fire on the ferry, 2 February 2023"]
    named = [line for line in printed(worse) if "of “" in line]
    assert len(named) == 1
    assert named[0].endswith("of “Fire on the ferry”")


@pytest.mark.parametrize(
    "address",
    [
        "/events/fire-on-the-ferry/",
        "/events/neighbours-keep-watch/",
        "/events/divers-mend-the-third-pier/?as_of=2023-02-03",
    ],
)
def test_an_event_without_such_quotes_has_no_such_section(
    client: Client, said: Spoken, address: str
):
    assert not page(client, address).all(of="event-wordings")


# For editors


def test_an_editor_is_shown_the_way_to_part_and_to_join(client: Client, said: Spoken):
    assert not page(client, "/quotes/").all(of="quotation-desk")
    editor = User.objects.create_user("edda", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    worse = quotation(page(client, "/quotes/"), FAR_WORSE)
    part, join = worse.one(of="quotation-desk").all("a")
    ids = {said.worse.pk, said.far_worse.pk, said.feared.pk}
    assert {int(pk) for pk in parse_qs(urlsplit(part["href"]).query)["id__in"][0].split(",")} == ids
    desk = page(client, part["href"])
    assert len(desk.all("input", name="_selected_action")) == 3
    assert page(client, join["href"]).all("input", name="_selected_action")


def test_what_an_editor_joined_says_so(client: Client, said: Spoken):
    wording_choices.join([said.ours, said.manage])
    joined = quotation(page(client, "/quotes/"), MANAGE)
    assert "An editor joined wordings of this quotation." in joined.texts(of="hint")
