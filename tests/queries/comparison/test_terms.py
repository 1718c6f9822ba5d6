"""Who calls things what: wordings by column, with their counts and places."""

from __future__ import annotations

from datetime import date

import pytest

from tests import story
from tests.counting import queries_of
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.models import Mention, Outlet, Source, Term
from timeline.queries.comparison.terms import MOST_PLACES, Things, named_differently
from timeline.queries.selection import STATED_NOWHERE


def call(mention: Mention, thing: str, words: str) -> None:
    Term.objects.create(mention=mention, subject=thing, words=words)


def by_outlet() -> dict[int, str]:
    """Every outlet's column, and that of documents whose publisher is not stated."""
    return {STATED_NOWHERE: "not-stated", **dict(Outlet.objects.values_list("pk", "slug"))}


def by_outlets(criteria: Criteria, **part: int) -> Things:
    return named_differently(criteria, columns=by_outlet(), by="outlets", **part)


def told(things: Things) -> dict[str, dict[str, list[tuple[str, int]]]]:
    return {
        thing.name: {c: [(u.words, u.count) for u in used] for c, used in thing.used.items()}
        for thing in things.shown
    }


@pytest.fixture
def ferry(town: Town) -> Town:
    """The Herald writes of the ferry, the boat and Mayor Berg; The Post of the ferry and Ida."""
    post, herald = town.fire.mentions.order_by("source__earliest")
    assert herald.source.outlet == town.cast.herald
    call(herald, "the ferry", "the boat")
    call(herald, "the bridge", "our bridge")
    call(post, "the ferry", "the ferry")
    call(post, "the bridge", "our bridge")
    call(town.opening.mentions.get(source=town.cast.report), "the ferry", "the boat")
    story.name(post, town.cast.mayor, "Ida")
    return town


def test_what_has_several_names_is_told_by_who_uses_which(ferry: Town):
    assert told(by_outlets(Criteria())) == {
        "the ferry": {"post": [("the ferry", 1)], "herald": [("the boat", 2)]},
        "Mayor Ida Berg": {"post": [("Ida", 1)], "herald": [("Mayor Berg", 1)]},
    }


def test_a_things_wording_has_the_language_of_its_document_and_a_name_has_none(ferry: Town):
    post = ferry.fire.mentions.order_by("source__earliest")[0]
    Source.objects.filter(pk=post.source_id).update(language="de")
    post.terms.filter(subject="the ferry").update(words="die Fähre")
    things = by_outlets(Criteria())
    (ship,), (boat,) = things.shown[0].used["post"], things.shown[0].used["herald"]
    assert [(ship.words, ship.language), (boat.words, boat.language)] == [
        ("die Fähre", "de"),
        ("the boat", ""),
    ]
    assert [use.language for use in things.shown[1].used["post"]] == [""]


def test_each_wording_leads_to_its_places(ferry: Town):
    things = by_outlets(Criteria())
    (boat,) = things.shown[0].used["herald"]
    assert [(p.event, p.source, p.paragraph) for p in boat.places] == [
        ("opening", "report", 2),
        ("fire-on-the-ferry", "a-year-of-the-bridge", 2),
    ]
    assert boat.places[0].event_title == "The bridge opens"
    assert (things.shown[0].actor, things.shown[1].actor) == ("", "mayor")


def test_only_the_columns_asked_about_count(ferry: Town):
    herald = {pk: slug for pk, slug in by_outlet().items() if slug == "herald"}
    assert told(named_differently(Criteria(), columns=herald, by="outlets")) == {}
    assert named_differently(Criteria(), columns={}, by="outlets").count == 0


def test_only_the_events_that_match_count(ferry: Town):
    found = told(by_outlets(Criteria(kinds=("incident",))))
    assert found == {"the ferry": {"post": [("the ferry", 1)], "herald": [("the boat", 1)]}}


def test_as_of_a_day_only_what_was_published_by_then_counts(ferry: Town):
    found = told(by_outlets(Criteria(as_of=date(2022, 3, 31))))
    assert found["the ferry"] == {"post": [("the ferry", 1)], "herald": [("the boat", 1)]}
    assert told(by_outlets(Criteria(as_of=date(2022, 3, 4)))) == {}


def test_a_curly_quote_is_no_other_name_but_a_capital_is(ferry: Town):
    post, herald = ferry.fire.mentions.order_by("source__earliest")
    call(post, "the crew", "the ferry's men")
    call(herald, "the crew", "the ferry’s men")
    assert "the crew" not in told(by_outlets(Criteria()))
    call(herald, "the crew", "The ferry’s men")
    assert "the crew" in told(by_outlets(Criteria()))


def test_a_wording_twice_in_one_mention_counts_once(ferry: Town):
    post = ferry.fire.mentions.get(source=ferry.cast.column)
    call(post, "the ferry", "the ferry")
    found = told(by_outlets(Criteria()))
    assert found["the ferry"]["post"] == [("the ferry", 1)]


def test_things_come_before_actors_and_those_with_most_names_first(ferry: Town):
    post = ferry.fire.mentions.get(source=ferry.cast.column)
    for words in ("a crossing", "the crossing", "the span"):
        call(post, "the bridge", words)
    things = by_outlets(Criteria())
    assert [(t.name, t.ways) for t in things.shown] == [
        ("the bridge", 4),
        ("the ferry", 2),
        ("Mayor Ida Berg", 2),
    ]


def test_things_are_shown_a_stretch_at_a_time(ferry: Town):
    second = by_outlets(Criteria(), start=1, most=1)
    assert ([t.name for t in second.shown], second.count) == (["Mayor Ida Berg"], 2)
    past = by_outlets(Criteria(), start=70, most=1)
    assert (past.start, past.shown) == (1, second.shown)


def test_places_are_cut_and_the_count_goes_on(ferry: Town):
    for event in story.crowd(MOST_PLACES + 5):
        for mention in event.mentions.filter(source__outlet__slug="the-bell"):
            call(mention, "the ferry", "that ferry")
    for number in range(MOST_PLACES + 3):
        sheet = story.source(f"Sheet {number}", outlet=ferry.radio)
        call(story.tell(ferry.fire, sheet), "the ferry", "the old ferry")
    (usage,) = by_outlets(Criteria()).shown[0].used["radio-west"]
    assert (usage.count, len(usage.places)) == (MOST_PLACES + 3, MOST_PLACES)


def test_more_terms_take_no_more_queries(ferry: Town):
    def ask() -> None:
        named_differently(Criteria(), columns=columns, by="outlets")

    columns = by_outlet()
    ask()  # what the index takes to follow an edit is not counted
    few = queries_of(ask)
    for event in story.crowd(40):
        for mention in event.mentions.all():
            call(mention, f"thing {event.pk % 7}", f"words {event.pk}")
    columns = by_outlet()
    ask()
    assert queries_of(ask) == few
