"""Criteria: adding, taking away, and the address that means exactly them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.dates.reader import read

MARCH = read("March 2022", published=None, named=None)

slugs = st.lists(st.sampled_from(["a", "b", "c", UNSTATED]), unique=True).map(tuple)
facets = st.sampled_from(["actors", "outlets", "kinds"])
all_criteria = st.builds(
    Criteria,
    actors=slugs,
    outlets=slugs,
    kinds=slugs,
    every_actor=st.booleans(),
    since=st.none() | st.just(MARCH),
    until=st.none() | st.just(MARCH),
    surely=st.booleans(),
    text=st.sampled_from(["", "sky", '"closed sky"']),
    disputed=st.booleans(),
    retold=st.booleans(),
    corroborated=st.booleans(),
    as_of=st.none() | st.dates(),
)


def test_nothing_asked_for_is_an_address_without_parameters():
    assert Criteria().parameters() == []
    assert Criteria().is_empty
    assert not Criteria().has_dates


def test_all_that_is_asked_for_stands_in_the_address_in_a_fixed_order():
    criteria = Criteria(
        actors=("mayor", "engineer"), every_actor=True, outlets=("herald", UNSTATED),
        kinds=("decision",), since=MARCH, until=MARCH, surely=True, text="sky", disputed=True,
        retold=True, as_of=date(2022, 3, 4),
    )  # fmt: skip
    assert criteria.parameters() == [
        ("actor", "mayor"), ("actor", "engineer"), ("outlet", "herald"), ("outlet", "not-stated"),
        ("kind", "decision"), ("match", "all"), ("from", "March 2022"), ("to", "March 2022"),
        ("q", "sky"), ("surely", "1"), ("disputed", "1"), ("retold", "1"), ("as_of", "2022-03-04"),
    ]  # fmt: skip


@pytest.mark.parametrize("criteria", [Criteria(surely=True), Criteria(every_actor=True)])
def test_what_makes_no_difference_is_no_parameter(criteria):
    assert criteria.parameters() == []
    assert criteria.is_empty


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(actors=("mayor",)), Criteria(outlets=(UNSTATED,)), Criteria(kinds=("decision",)),
        Criteria(since=MARCH), Criteria(until=MARCH), Criteria(text="sky"),
        Criteria(disputed=True), Criteria(retold=True), Criteria(as_of=date(2022, 3, 4)),
    ],
)  # fmt: skip
def test_whatever_is_asked_for_is_not_nothing(criteria):
    assert not criteria.is_empty


def test_a_date_at_either_end_is_a_range():
    assert Criteria(since=MARCH).has_dates
    assert Criteria(until=MARCH).has_dates
    assert not Criteria(as_of=date(2022, 3, 4)).has_dates


@given(all_criteria, facets)
def test_adding_and_taking_away_a_value_gives_the_same_criteria_again(criteria, facet):
    added = criteria.adding(facet, "new")
    assert getattr(added, facet) == (*getattr(criteria, facet), "new")
    assert added.without(facet, "new") == criteria
    assert added.parameters() != criteria.parameters()


@given(all_criteria, facets)
def test_a_cleared_facet_is_empty_and_the_others_are_as_they_were(criteria, facet):
    cleared = criteria.cleared(facet)
    assert getattr(cleared, facet) == ()
    for other in {"actors", "outlets", "kinds", "text", "since", "disputed"} - {facet}:
        assert getattr(cleared, other) == getattr(criteria, other)


@given(all_criteria)
def test_criteria_are_empty_where_their_address_has_no_parameters(criteria):
    assert criteria.is_empty == (criteria.parameters() == [])


@given(all_criteria, st.sampled_from(["every_actor", "surely", "disputed", "retold"]))
def test_a_flag_that_is_set_is_set_and_nothing_else_changes(criteria, flag):
    flagged = criteria.flagged(flag)
    assert getattr(flagged, flag)
    assert flagged.flagged(flag) == flagged
    if getattr(criteria, flag):
        assert flagged == criteria
