"""What a filter offers: which values, in which order, with which counts."""

from __future__ import annotations

from tests import story
from tests.counting import queries_of
from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.queries import facets
from timeline.queries.facets import Choice


def told(choices: list[Choice]) -> list[tuple[str, int]]:
    return [(choice.value, choice.count) for choice in choices]


def test_actors_stand_by_how_much_of_the_story_is_theirs_then_by_name(town: Town):
    assert told(facets.by_actor(Criteria())) == [
        ("engineer", 3),
        ("mayor", 2),
        ("radoslaw-nowak", 1),
    ]


def test_actors_keep_their_places_when_a_filter_is_on(town: Town):
    choices = facets.by_actor(Criteria(kinds=("proposal",)))
    assert told(choices) == [("engineer", 0), ("mayor", 1), ("radoslaw-nowak", 0)]


def test_an_actor_without_an_event_is_not_offered(town: Town):
    story.actor("Nobody")
    assert "nobody" not in dict(told(facets.by_actor(Criteria())))
    assert ("nobody", 0) in told(facets.by_actor(Criteria(actors=("nobody",))))


def test_outlets_count_what_is_told_through_them_and_the_unnamed_come_last(town: Town):
    assert told(facets.by_outlet(Criteria())) == [
        ("radio-west", 1),
        ("herald", 3),
        ("post", 3),
        (UNSTATED, 2),
    ]


def test_an_outlet_comes_with_its_name_and_colour(town: Town):
    choices = {choice.value: choice for choice in facets.by_outlet(Criteria(outlets=("post",)))}
    assert choices["post"] == Choice("post", "The Post", 3, True, town.cast.post.colour)
    assert choices[UNSTATED].label == "Publisher not stated"
    assert choices[UNSTATED].colour is None


def test_where_all_is_named_not_stated_is_not_offered(town: Town):
    town.leaflet.mentions.all().delete()
    assert UNSTATED not in dict(told(facets.by_outlet(Criteria())))


def test_kinds_stand_in_their_own_order(town: Town):
    assert told(facets.by_kind(Criteria())) == [
        ("statement", 1),
        ("proposal", 1),
        ("incident", 1),
        ("support", 1),
        ("other", 2),
    ]


def test_a_second_actor_adds_events_or_with_every_actor_takes_them_away(town: Town):
    either = facets.by_actor(Criteria(actors=("mayor",)))
    assert told(either) == [("engineer", 4), ("mayor", 2), ("radoslaw-nowak", 3)]
    both = facets.by_actor(Criteria(actors=("mayor",), every_actor=True))
    assert told(both) == [("engineer", 1), ("mayor", 2), ("radoslaw-nowak", 0)]


def test_facets_take_as_many_queries_for_many_events_as_for_few(town: Town):
    def all_of_them() -> None:
        facets.by_actor(Criteria())
        facets.by_outlet(Criteria())
        facets.by_kind(Criteria())

    few = queries_of(all_of_them)
    story.crowd(30)
    assert queries_of(all_of_them) == few
