"""Sides of a date, and details that contradict each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.comparing.disagreements import GivenDetail, contradictions, sides_of_dates
from timeline.domain.time import edtf
from timeline.domain.time.agreement import agree
from timeline.domain.time.intervals import days_apart


def sides(**dates: str) -> list[str]:
    """The sides' names, joined, then who stands between with the sides agreed with."""
    found = sides_of_dates((name, edtf.parse(text)) for name, text in dates.items())
    return ["".join(side) for side in found.sides] + [
        f"{name}~{','.join(map(str, agreed))}" for name, agreed in found.between
    ]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({}, []),
        ({"a": "2022-03-01"}, ["a"]),
        ({"a": "2022-03-01", "b": "2022-03"}, ["ab"]),
        ({"a": "2022-03-02", "b": "2022-03-01"}, ["b", "a"]),
        ({"c": "2022-03", "a": "2022-03-01", "b": "2022-03-04"}, ["a", "b", "c~0,1"]),
        ({"a": "2022-03-01", "b": "2022-03-04", "c": "2022-03-04/.."}, ["a", "bc"]),
        ({"a": "../2022-03-01", "b": "2022-03-04/.."}, ["a", "b"]),
        ({"a": "2022-03-01", "b": "2022-03-04", "c": "2022-03-09", "d": "2022-03"},
         ["a", "b", "c", "d~0,1,2"]),
        ({"a": "2022-03-01/2022-03-03", "b": "2022-03-05/2022-03-08", "c": "2022-03-02/2022-03-06",
          "d": "2022-03-07/2022-03-09"}, ["ac", "bd"]),
        ({"a": "2022-03-04T09:40:00", "b": "2022-03-04"}, ["ab"]),
        ({"b": "2022-03-04T10:15:00", "a": "2022-03-04T09:40:00", "c": "2022-03-04"},
         ["a", "b", "c~0,1"]),
        ({"a": "2022-03-04T18:00:00Z", "b": "2022-03-04T20:00:00+02:00"}, ["ab"]),
        ({"a": "2022-03-04T23:30:00Z", "b": "2022-03-05T01:30:00+02:00"}, ["ab"]),
        ({"a": "2022-03", "b": "2022-03-04T09:40:00", "c": "2022-03-04T09:50:00",
          "d": "2022-03-05", "e": "2022-03-05T10:00:00", "f": "2022-03-05T11:00:00"},
         ["b", "c", "e", "f", "a~0,1,2,3", "d~2,3"]),
    ],
)  # fmt: skip
def test_dates_without_a_common_day_are_sides(dates: dict[str, str], told: list[str]):
    assert sides(**dates) == told


def test_an_undated_telling_takes_no_side():
    assert sides(a="2022-03-01", b="2022-03-04", c="") == ["a", "b"]


_DAYS = st.tuples(st.integers(1, 28), st.integers(0, 9)).map(
    lambda d: edtf.parse(f"2022-03-{d[0]:02}/2022-03-{min(d[0] + d[1], 31):02}")
)


@given(st.lists(_DAYS, max_size=9))
def test_each_telling_is_told_once_and_the_sides_are_what_they_say(dates):
    found = sides_of_dates(enumerate(dates))
    told = [i for side in found.sides for i in side] + [i for i, _ in found.between]
    assert sorted(told) == list(range(len(dates)))
    assert (len(found.sides) > 1) == agree(dates).disputed
    common = [agree(dates[i] for i in side).interval for side in found.sides]
    for one, other in pairwise(common):
        assert one.latest < other.earliest
    for side in found.sides:
        assert days_apart(dates[i] for i in side) == 0
    for index, agreed in found.between:
        assert len(agreed) > 1
        assert all(not agree([dates[index], common[side]]).disputed for side in agreed)


def detail(source: str, value: str, subject: str = "whose drone", aspect: str = "actor"):
    return GivenDetail(aspect, subject, value, source, source)


def test_two_sources_with_two_values_contradict_each_other():
    (found,) = contradictions(
        [detail("a", "Russian"), detail("b", "unidentified"), detail("c", "RUSSIAN!")]
    )
    assert (found.aspect, found.subject) == ("actor", "whose drone")
    assert [(side.value, [g.telling for g in side.given]) for side in found.sides] == [
        ("Russian", ["a", "c"]),
        ("unidentified", ["b"]),
    ]


@pytest.mark.parametrize(
    "details",
    [
        [detail("a", "Russian")],
        [detail("a", "Russian"), detail("b", "russian")],
        [detail("a", "Russian"), detail("a", "unidentified")],
        [detail("a", "Russian"), detail("b", "Kyiv", subject="where")],
        [detail("a", "Russian"), detail("b", "Kyiv", aspect="place")],
        [detail("a", "Łódź", "where"), detail("b", "Lodz", "Where?")],
        [detail("a", "U.S."), detail("b", "US")],
        [detail("a", "1,200", aspect="figure"), detail("b", "1200", aspect="figure")],
    ],
)
def test_what_is_alike_or_of_one_source_or_of_another_thing_is_no_contradiction(details):
    assert contradictions(details) == []


def test_figures_contradict_each_other_by_unit_sign_and_bound():
    (found,) = contradictions(
        [detail("a", "-5", aspect="figure"), detail("b", "5", aspect="figure")]
    )
    assert [side.value for side in found.sides] == ["-5", "5"]
