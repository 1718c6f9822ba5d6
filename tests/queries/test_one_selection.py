"""List, counts, flags and chart agree, whatever the story and whatever is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.queries.generated import CRITERIA, STORIES, Happening, kept, matches
from timeline.domain.criteria import Criteria, Facet
from timeline.models import Event
from timeline.queries import clocks, events, facets
from timeline.queries.facets import Choice

pytestmark = pytest.mark.django_db


@given(STORIES, CRITERIA)
def test_what_is_found_is_what_matches(story: list[Happening], criteria: Criteria):
    with kept(story) as happenings:
        found = {event.slug for event in events.matching(criteria)}
        assert found == {
            event.slug
            for event in Event.objects.all()
            if matches(event, happenings[event.slug], criteria)
        }


@given(STORIES, CRITERIA)
def test_a_count_is_that_of_the_list_with_the_value_added(
    story: list[Happening], criteria: Criteria
):
    def counted(facet: Facet, choices: list[Choice]) -> None:
        for choice in choices:
            asked = criteria if choice.chosen else criteria.adding(facet, choice.value)
            assert choice.count == events.matching(asked).count(), (facet, choice)

    with kept(story):
        counted("actors", facets.by_actor(criteria))
        counted("outlets", facets.by_outlet(criteria))
        counted("kinds", facets.by_kind(criteria))
        for flag in ("disputed", "retold"):
            with_it = events.matching(replace(criteria, **{flag: True}))
            assert facets.flag(criteria, flag) == with_it.count()


@given(STORIES, CRITERIA)
def test_a_value_is_offered_where_any_event_has_it_or_it_is_chosen(
    story: list[Happening], criteria: Criteria
):
    with kept(story):
        offered: list[tuple[Facet, list[Choice]]] = [
            ("actors", facets.by_actor(criteria)),
            ("outlets", facets.by_outlet(criteria)),
            ("kinds", facets.by_kind(criteria)),
        ]
        for facet, choices in offered:
            chosen = getattr(criteria, facet)
            assert {choice.value for choice in choices if choice.chosen} == set(chosen)
            for choice in choices:
                alone = events.matching(Criteria().adding(facet, choice.value))
                assert alone.exists() or choice.chosen


@given(STORIES, CRITERIA)
def test_the_page_and_the_chart_have_the_events_of_the_list(
    story: list[Happening], criteria: Criteria
):
    with kept(story) as happenings:
        found = [event.slug for event in events.matching(criteria)]
        assert len(found) == len(set(found))
        listed = events.for_timeline(criteria, opening=None)
        assert [event.slug for event in listed] == found
        drawn = clocks.read(criteria)
        assert [happening.slug for happening in drawn.happenings] == found
        assert sorted(telling.event for telling in drawn.tellings) == sorted(
            slug for slug in found for _ in happenings[slug].tellings
        )
