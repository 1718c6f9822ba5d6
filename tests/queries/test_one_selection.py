"""List, counts, flags and chart agree, whatever the story and whatever is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests import plain_selection, selected
from tests.queries.generated import CRITERIA, STORIES, Happening, kept
from timeline.domain.criteria import Criteria, Facet
from timeline.queries.chart import event_clocks
from timeline.queries.index import select
from timeline.queries.selection import FacetValue

pytestmark = pytest.mark.django_db


@given(STORIES, CRITERIA)
def test_what_is_found_is_what_matches(story: list[Happening], criteria: Criteria):
    with kept(story):
        found = selected.slugs(criteria)
        assert found == [one.event.slug for one in plain_selection.matching(criteria)]


@given(STORIES, CRITERIA)
def test_a_count_is_that_of_the_list_with_the_value_added(
    story: list[Happening], criteria: Criteria
):
    def counted(facet: Facet, offered: list[FacetValue]) -> None:
        for choice in offered:
            asked = criteria if choice.chosen else criteria.adding(facet, choice.value)
            assert choice.count == select(asked).count, (facet, choice)

    with kept(story):
        counted("actors", select(criteria).facets.actors())
        counted("outlets", select(criteria).facets.outlets())
        counted("kinds", select(criteria).facets.kinds())
        for flag in ("disputed", "retold"):
            with_it = select(replace(criteria, **{flag: True}))
            assert select(criteria).flagged(flag) == with_it.count


@given(STORIES, CRITERIA)
def test_a_value_is_offered_where_any_event_has_it_or_it_is_chosen(
    story: list[Happening], criteria: Criteria
):
    with kept(story):
        offered: list[tuple[Facet, list[FacetValue]]] = [
            ("actors", select(criteria).facets.actors()),
            ("outlets", select(criteria).facets.outlets()),
            ("kinds", select(criteria).facets.kinds()),
        ]
        for facet, values in offered:
            chosen = getattr(criteria, facet)
            assert {choice.value for choice in values if choice.chosen} == set(chosen)
            for choice in values:
                alone = select(Criteria().adding(facet, choice.value))
                assert alone.count or choice.chosen


@given(STORIES, CRITERIA)
def test_the_page_and_the_chart_have_the_events_of_the_list(
    story: list[Happening], criteria: Criteria
):
    with kept(story) as happenings:
        found = selected.slugs(criteria)
        assert len(found) == len(set(found))
        drawn = event_clocks.read(select(criteria))
        assert [happening.slug for happening in drawn.happenings] == found
        assert sorted(telling.event for telling in drawn.tellings) == sorted(
            slug for slug in found for _ in happenings[slug].tellings
        )
