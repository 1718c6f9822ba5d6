"""The filter's form: from an address's parameters to criteria, and back."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.web.http import addresses
from timeline.web.timeline.filter_form import FilterForm, filter_request, position_in


def asked(query: str) -> Criteria:
    return filter_request(QueryDict(query)).criteria


PARAMETERS = st.lists(
    st.sampled_from(
        [
            ("actor", "mayor"), ("actor", "engineer"), ("actor", "nobody"), ("outlet", "herald"),
            ("outlet", UNSTATED), ("kind", "incident"), ("kind", "other"), ("match", "all"),
            ("match", "any"), ("from", "2022"), ("from", "Sept 2021"), ("from", "last month"),
            ("to", "4 March 2022"), ("to", "1990s"), ("to", "whenever"), ("q", "ferry"),
            ("q", ' "a b" & c=d #é '), ("surely", "1"), ("disputed", "1"), ("retold", "on"),
            ("disputed", ""), ("start", "50"), ("other", "x"),
        ]
    ),
    max_size=9,
)  # fmt: skip


def test_criteria_come_back_from_their_own_address(town: Town):
    @given(PARAMETERS)
    def holds(pairs: list[tuple[str, str]]) -> None:
        criteria = asked(urlencode(pairs))
        again = asked(addresses.query(criteria).removeprefix("?"))
        assert again.parameters() == criteria.parameters()
        assert (again.since, again.until) == (criteria.since, criteria.until)
        assert (again.actors, again.outlets) == (criteria.actors, criteria.outlets)

    holds()


def test_an_address_without_parameters_asks_for_nothing(db: None):
    assert asked("") == Criteria()
    assert asked("").is_empty


def test_every_parameter_is_taken(town: Town):
    criteria = asked(
        "actor=mayor&actor=engineer&match=all&outlet=post&outlet=not-stated&kind=other"
        "&from=2022&to=March+2022&q=+the+bridge+&surely=1&disputed=1&retold=1"
    )
    assert criteria.actors == ("mayor", "engineer")
    assert criteria.every_actor
    assert criteria.outlets == ("post", UNSTATED)
    assert criteria.kinds == ("other",)
    assert criteria.since
    assert criteria.until
    assert (criteria.since.interval.edtf, criteria.until.interval.edtf) == ("2022", "2022-03")
    assert criteria.text == "the bridge"
    assert (criteria.surely, criteria.disputed, criteria.retold) == (True, True, True)


def test_a_value_given_twice_counts_once(town: Town):
    assert asked("actor=mayor&actor=mayor").actors == ("mayor",)


def test_unknown_values_are_left_out_and_told(town: Town):
    found = filter_request(QueryDict("actor=mayor&actor=nobody&outlet=nowhere&kind=none"))
    criteria = found.criteria
    assert (criteria.actors, criteria.outlets, criteria.kinds) == (("mayor",), (), ())
    assert set(found.errors) == {"actor", "outlet", "kind"}


def test_a_range_that_ends_before_it_starts_leaves_its_end_out(db: None):
    found = filter_request(QueryDict("from=2023&to=2022"))
    assert found.criteria.until is None
    assert list(found.errors) == ["to"]


def test_one_day_is_a_range(db: None):
    assert not filter_request(QueryDict("from=4+March+2022&to=4+March+2022")).errors


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("Sept 2025", "2025-09"),
        ("4 March 2022", "2022-03-04"),
        ("2022-03-04", "2022-03-04"),
        ("1990s", "199X"),
        ("2022", "2022"),
        (" 2022 ", "2022"),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, edtf: str, db: None):
    since = asked(urlencode({"from": typed})).since
    assert since
    assert since.interval.edtf == edtf


@pytest.mark.parametrize("typed", ["yesterday", "last month", "last year"])
def test_dates_may_be_told_from_today(typed: str, db: None):
    since = asked(urlencode({"from": typed})).since
    assert since
    assert since.interval.is_dated


@pytest.mark.parametrize(
    "typed", ["one fine day", "31 February 2022", "99/99/99", "\0", "-", "<b>", "2" * 81]
)
def test_what_is_no_date_is_an_error_and_no_date(typed: str, db: None):
    for name in ("from", "to"):
        found = filter_request(QueryDict(urlencode({name: typed})))
        assert found.criteria == Criteria()
        assert list(found.errors) == [name]


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_date_asks_for_nothing(typed: str, db: None):
    assert asked(urlencode({"from": typed})).since is None


def test_more_values_than_anyone_ticks_are_cut(town: Town):
    found = filter_request(QueryDict("&".join(f"actor=a{n}" for n in range(500))))
    assert len(found.errors["actor"]) == FilterForm.base_fields["actor"].most  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "start"),
    [("50", 50), ("0", 0), ("", 0), ("-5", 0), ("5.5", 0), ("²", 0), ("9" * 11, 10_000_000)],
)
def test_a_start_is_a_position_or_none(text: str, start: int):
    assert position_in(QueryDict(urlencode({"start": text})), "start") == start
