"""What a filter offers: which values, in which order, with which counts."""

from __future__ import annotations

from tests import story
from tests.counting import queries_of
from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.queries.index import select
from timeline.queries.selection import FacetValue


def told(offered: list[FacetValue]) -> list[tuple[str, int]]:
    return [(choice.value, choice.count) for choice in offered]


def test_actors_stand_by_how_much_of_the_story_is_theirs_then_by_name(town: Town):
    assert told(select(Criteria()).facets.actors()) == [
        ("engineer", 3),
        ("mayor", 2),
        ("radoslaw-nowak", 1),
    ]


def test_actors_keep_their_places_when_a_filter_is_on(town: Town):
    offered = select(Criteria(kinds=("proposal",))).facets.actors()
    assert told(offered) == [("engineer", 0), ("mayor", 1), ("radoslaw-nowak", 0)]


def test_an_actor_without_an_event_is_not_offered(town: Town):
    story.actor("Nobody")
    assert "nobody" not in dict(told(select(Criteria()).facets.actors()))
    assert ("nobody", 0) in told(select(Criteria(actors=("nobody",))).facets.actors())


def test_outlets_count_what_is_told_through_them_and_the_unnamed_come_last(town: Town):
    assert told(select(Criteria()).facets.outlets()) == [
        ("radio-west", 1),
        ("herald", 3),
        ("post", 3),
        (UNSTATED, 2),
    ]


def test_an_outlet_comes_with_its_name_and_colour(town: Town):
    offered = {
        choice.value: choice for choice in select(Criteria(outlets=("post",))).facets.outlets()
    }
    assert offered["post"] == FacetValue("post", "The Post", 3, True, town.cast.post.colour)
    assert offered[UNSTATED].label == "Publisher not stated"
    assert offered[UNSTATED].colour is None


def test_where_all_is_named_not_stated_is_not_offered(town: Town):
    town.leaflet.mentions.all().delete()
    assert UNSTATED not in dict(told(select(Criteria()).facets.outlets()))


def test_kinds_stand_in_their_own_order(town: Town):
    assert told(select(Criteria()).facets.kinds()) == [
        ("statement", 1),
        ("proposal", 1),
        ("incident", 1),
        ("support", 1),
        ("other", 2),
    ]


def test_a_second_actor_adds_events_or_with_every_actor_takes_them_away(town: Town):
    either = select(Criteria(actors=("mayor",))).facets.actors()
    assert told(either) == [("engineer", 4), ("mayor", 2), ("radoslaw-nowak", 3)]
    both = select(Criteria(actors=("mayor",), every_actor=True)).facets.actors()
    assert told(both) == [("engineer", 1), ("mayor", 2), ("radoslaw-nowak", 0)]


def test_facets_take_as_many_queries_for_many_events_as_for_few(town: Town):
    def all_of_them() -> None:
        select(Criteria()).facets.actors()
        select(Criteria()).facets.outlets()
        select(Criteria()).facets.kinds()

    all_of_them()
    few = queries_of(all_of_them)
    story.crowd(30)
    all_of_them()
    assert queries_of(all_of_them) == few
