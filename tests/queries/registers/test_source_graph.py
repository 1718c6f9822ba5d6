"""Who draws on whom around a source."""

from __future__ import annotations

from datetime import date

import pytest

from tests import story
from tests.counting import queries_of
from timeline.models import Source
from timeline.queries.registers.source_graph import Relations, around

pytestmark = pytest.mark.django_db


def chain(*titles: str) -> list[Source]:
    """Sources of which each draws on the one before."""
    made: list[Source] = []
    for title in titles:
        made.append(story.source(title, draws_on=made[-1:]))
    return made


def names(relations: Relations, keys: list[int]) -> list[str]:
    return [relations.sources[pk].slug for pk in keys]


def test_it_reaches_as_far_as_sources_draw_on_each_other_both_ways():
    sources = chain("a", "b", "c", "d", "e")
    story.source("elsewhere")
    found = around(sources[2])
    assert names(found, found.before) == ["b", "a"]
    assert names(found, found.after) == ["d", "e"]
    assert names(found, found.draws_on[sources[4].pk]) == ["d"]
    assert (found.more_before, found.more_after) == (0, 0)


def test_a_source_alone_has_no_relations():
    found = around(story.source("alone"))
    assert (found.before, found.after, list(found.sources.values())) == ([], [], [found.source])


def test_a_circle_ends_and_its_sources_are_on_both_sides():
    first, _, third = chain("a", "b", "c")
    first.draws_on.add(third)
    found = around(first)
    assert names(found, found.before) == ["c", "b"]
    assert names(found, found.after) == ["b", "c"]


def test_a_source_recorded_as_drawing_on_itself_is_not_told_so():
    own = story.source("own")
    own.draws_on.add(own)
    assert around(own).before == []


def test_the_nearest_are_kept_and_the_rest_counted():
    own = story.source("own")
    near = [story.source(f"near {number}", draws_on=[own]) for number in range(4)]
    far = story.source("far", draws_on=near[:1])
    root = story.source("root")
    own.draws_on.add(root)
    found = around(own, most=5)
    assert names(found, found.before) == ["root"]
    assert len(found.after) == 4
    assert far.pk not in found.sources
    assert (found.more_before, found.more_after) == (0, 1)


def test_by_a_day_only_sources_published_by_then_count():
    early = story.source("early", published="2022-03-01")
    undated = story.source("undated")
    own = story.source("own", published="2022-03-09", draws_on=[early, undated])
    story.source("late", published="2022-04", draws_on=[own])
    found = around(own, as_of=date(2022, 4, 1))
    assert names(found, [*found.before, *found.after]) == ["early"]


def test_two_queries_are_enough_however_many_there_are():
    sources = chain("a", "b")
    assert queries_of(lambda: around(sources[0])) == 2
    chain_of = [sources[1]]
    for number in range(60):
        chain_of.append(story.source(f"n{number}", draws_on=chain_of[-2:]))
    assert queries_of(lambda: around(sources[0])) == 2
