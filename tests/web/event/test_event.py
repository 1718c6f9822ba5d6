"""An event's page: how each source tells it, how its date was found, and what is beside it."""

from __future__ import annotations

from datetime import date

from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import Element, page, text_of
from timeline.domain.outlet_marks import COLOURS, colour_of, dash_of, initials
from timeline.models import Mention, Outlet, Source


def facts(event: Element) -> dict[str, str]:
    return {
        div.one("dt").words: div.one("dd").words for div in event.one("dl", of="facts").all("div")
    }


def test_the_page_says_what_happened_when_and_by_how_many_it_is_told(client: Client, town: Town):
    fire = page(client, "/events/fire-on-the-ferry/")
    assert fire.texts("h1") == ["Fire on the ferry"]
    assert fire.one("head").texts("title") == ["Fire on the ferry · Retold"]
    assert facts(fire) == {
        "a day (EDTF 2023-02-02)": "2 February 2023",
        "place": "Storvik",
        "kind": "* Incident",
        "told by 2 named outlets": "2 documents, 2 first-hand",
        "actors": "Olle Strand",
    }
    description = fire.one("meta", name="description")["content"]
    assert description == "2 February 2023. Nobody is hurt; the ferry is lost."


def test_documents_that_relay_one_source_count_once_at_first_hand(client: Client, town: Town):
    story.tell(town.repair, town.cast.column, via=town.interview)
    assert facts(page(client, "/events/divers-mend-the-third-pier/"))[
        "told by 2 named outlets"
    ] == ("2 documents, 1 first-hand")


def test_no_document_is_first_hand_that_nobody_has_said_is(client: Client, town: Town):
    def told() -> str:
        return facts(page(client, "/events/fire-on-the-ferry/"))["told by 2 named outlets"]

    Source.objects.filter(pk=town.review.pk).update(origin="not-recorded")
    assert told() == "2 documents, 1 first-hand; what 1 draws on is not recorded"
    Source.objects.update(origin="not-recorded")
    assert told() == "2 documents; what they draw on is not recorded"
    Source.objects.update(origin="relays")
    assert told() == "2 documents, 0 first-hand"


def test_where_no_publisher_is_stated_it_is_told_by_no_named_outlet(client: Client, town: Town):
    told = story.event("A boat is found")
    story.tell(told, story.source("A note on a door"), edtf="2022")
    assert "told by no named outlet" in facts(page(client, "/events/a-boat-is-found/"))


def test_each_telling_leads_to_its_document_as_it_is_and_as_it_was_read(client: Client, town: Town):
    Source.objects.filter(slug="report").update(
        url="https://herald.example/at-last",
        archived="https://archive.example/at-last",
        read_on=date(2022, 3, 9),
    )
    post, herald = page(client, "/events/opening/").all("li", of="telling")
    assert not post.all(of="original")
    assert herald.one(of="original").words == "The original · Archived copy · read on 9 March 2022"
    assert [link["href"] for link in herald.one(of="original").all("a")] == [
        "https://herald.example/at-last", "https://archive.example/at-last",
    ]  # fmt: skip


def test_each_telling_has_its_source_its_words_and_who_said_them(client: Client, town: Town):
    tellings = page(client, "/events/opening/").all("li", of="telling")
    post, herald = tellings
    assert post.one("h3").words == "The Post inferred"
    assert "March 2022 inferred · through The Herald" in post.one(of="told-when").words
    assert not post.one(of="told-when").one("a").all(of="dot")
    assert herald.one(of="document-title").words == "Bridge opens at last"
    assert herald.one(of="says").words == "It opened. ¶ 2"
    assert herald.texts(of="quote") == [
        "“the bridge is ours” Mayor Ida Berg",
        "“it will hold” Olle Strand, as told by Mayor Ida Berg",
    ]
    assert herald.one(of="terms").texts("li") == ["Mayor Berg"]


def test_what_a_document_does_not_state_is_said_so(client: Client, town: Town):
    (leaflet,) = page(client, "/events/neighbours-keep-watch/").all("li", of="telling")
    assert leaflet.one("h3").words == "To all who cross"
    assert leaflet.one(of="told-when").words.startswith("Publisher not stated · date not stated")
    assert not leaflet.all(of="document-title")


def test_the_phrase_as_written_stands_beside_its_reading_and_the_rule(client: Client, town: Town):
    table = page(client, "/events/opening/").one("table", of="readings")
    rows = [row.texts("th") + row.texts("td")[:3] for row in table.one("tbody").all("tr")]
    assert rows == [
        [
            "The Post ¶ 1 A bridge too late",
            "“on 1 March 2022”",
            "1 March 2022 2022-03-01",
            "The day, month and year are stated.",
        ],
        [
            "The Herald ¶ 2 Bridge opens at last",
            "“on Thursday”",
            "3 March 2022 2022-03-03",
            "Published on Friday 4 March 2022; the Thursday before is 3 March 2022.",
        ],
    ]


def test_an_inferred_date_and_a_missing_one_say_so(client: Client, town: Town):
    plan = page(client, "/events/plans-are-drawn/").one("table", of="readings")
    assert "inferred" in plan.words
    assert story.WHY in plan.words
    storm = page(client, "/events/storm/").one("table", of="readings")
    assert "no date given" in storm.words
    assert "undated" in storm.words


def test_the_page_says_what_the_date_was_taken_from(client: Client, town: Town):
    def basis(slug: str) -> str:
        return page(client, f"/events/{slug}/").one("main").words

    assert "No day fits all of the sources: they lie 2 days apart" in basis("opening")
    assert "No source gives a date." in basis("storm")
    fire = "2 February 2023 is taken from “2 February 2023” in “A bridge too late”"
    assert f"{fire}: the narrowest date given, which fits all the others." in basis(town.fire.slug)
    repair = "June 2023 is what the one mention with a date gives, in “To all who cross”."
    assert repair in basis(town.repair.slug)
    story.tell(town.plan, town.leaflet, edtf="1985/1992")
    assert "is the stretch that all the sources’ dates have in common" in basis(town.plan.slug)
    town.opening.chosen_edtf, town.opening.chosen_reason = "2022-03-03", "The diary says so."
    town.opening.save()
    assert "An editor chose 3 March 2022: The diary says so." in basis("opening")


def test_a_draft_that_is_seen_says_nothing_of_a_date_that_readers_meet(
    admin_client: Client, town: Town
):
    Mention.objects.create(
        event=town.cast.storm, source=town.cast.report, phrase="on 9 May 2021", says="A draft.",
        state="draft",
    )  # fmt: skip
    told = text_of(admin_client.get("/events/storm/"))
    assert "No source gives a date. What is marked as not published does not count for it." in told
    assert "not published" not in text_of(admin_client.get("/events/opening/"))


def test_disagreement_is_told_with_its_number_of_days(client: Client, town: Town):
    dispute = page(client, "/events/opening/").one(of="dispute").words
    assert dispute.startswith("Sources disagree, 2 days apart: 1 March 2022")
    assert not page(client, "/events/fire-on-the-ferry/").all(of="dispute")


def test_an_event_that_nobody_tells_says_so(client: Client, town: Town):
    story.event("A rumour")
    rumour = page(client, "/events/a-rumour/")
    assert "No source tells it" in rumour.words
    assert facts(rumour)["actors"] == "none named"


def test_the_neighbours_are_those_of_the_readers_filter(client: Client, town: Town):
    fire = page(client, "/events/fire-on-the-ferry/?actor=engineer")
    assert "event 2 of 3" in fire.one(of="trail").words
    links = {a["rel"]: a for a in fire.one(of="neighbours").all("a")}
    assert links["prev"]["href"] == "/events/opening/?actor=engineer"
    assert links["next"]["href"] == "/events/divers-mend-the-third-pier/?actor=engineer"
    assert links["next"].words == "Next, June 2023 Divers mend the third pier"


def test_the_first_event_has_none_before_it_and_the_last_none_after(client: Client, town: Town):
    first = page(client, "/events/plans-are-drawn/").one(of="neighbours").all("a")
    last = page(client, "/events/storm/").one(of="neighbours").all("a")
    assert [a["rel"] for a in first] == ["next"]
    assert [a["rel"] for a in last] == ["prev"]


def test_an_event_outside_the_readers_filter_has_no_place_in_it(client: Client, town: Town):
    storm = page(client, "/events/storm/?outlet=herald")
    assert "event" not in storm.one(of="trail").words
    assert not storm.one(of="neighbours").all("a")


def test_the_way_back_leads_to_the_card_within_the_filter(client: Client, town: Town):
    back = page(client, "/events/opening/?outlet=post").one(of="trail").one("a")
    assert back["href"] == "/?outlet=post#event-opening"
    assert back.words == "← Timeline, filtered"
    assert page(client, "/events/opening/").one(of="trail").one("a").words == "← Timeline"


def test_a_filter_that_is_not_understood_is_left_out(client: Client, town: Town):
    back = page(client, "/events/opening/?actor=nobody&from=whenever").one(of="trail").one("a")
    assert back["href"] == "/#event-opening"


def test_an_unknown_event_is_not_found(client: Client, town: Town):
    assert "Nothing at this address" in page(client, "/events/no-such/", status=404).words


def test_no_two_of_many_outlets_marks_are_alike_in_headings_or_in_how_the_date_was_found(
    client: Client, town: Town
):
    names = ["Dagens Nytt", "Dagens Nyheter", "Dagen Nu", "Daily News", "Dispatch Nord"]
    names += [f"Paper {number}" for number in range(20)]
    many = story.event("The tunnel is flooded")
    for name in names:
        for title in ("What we saw", "What we know"):
            document = story.source(f"{name}: {title}", outlet=_outlet(name))
            story.tell(many, document, phrase="on 5 May 2022")
    marks = {
        one.name: (colour_of(one.colour), dash_of(one.colour), initials(one.name, one.colour))
        for one in Outlet.objects.filter(name__in=names)
    }
    assert len({*marks.values()}) == len(names) > COLOURS * 3
    found = page(client, "/events/the-tunnel-is-flooded/")
    headings = [told.one("h3") for told in found.all("li", of="telling")]
    rows = [row.one("th") for row in found.one("table", of="readings").one("tbody").all("tr")]
    for shown in (headings, rows):
        by_name = [(one.one("a").words, _mark(one.one(of="dot"))) for one in shown]
        assert len(by_name) == 2 * len(names)
        assert {*by_name} == {*marks.items()}


def _outlet(name: str) -> Outlet:
    return Outlet.objects.filter(name=name).first() or story.outlet(name)


def _mark(dot: Element) -> tuple[int, int, str]:
    """The colour, the dash and the initials that a mark is drawn with."""
    numbers = dict(look.split("-") for look in dot["class"].split() if look != "dot")
    colour = int(numbers["outlet"])
    return colour, int(numbers.get("dash", colour)), dot["data-initials"]
