"""Known events found by day and by actor."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.domain.comparing.event_matching import ComparedTelling
from timeline.domain.comparing.matching_index import MOST, MatchingIndex, days_near
from timeline.domain.time import edtf


def telling(when: str, *actors: str, key: int = 0) -> ComparedTelling:
    return ComparedTelling(edtf.parse(when), frozenset(actors), "other", frozenset(), key)


KNOWN = [
    telling("2023-05-04", "ida", key=1),
    telling("2023-05-07", key=2),
    telling("2023-05-08", key=3),
    telling("2023-05", key=4),
    telling("2023", "ida", key=5),
    telling("2019-03-02", "ida", key=6),
    telling("", "ida", key=7),
    telling("2023-04/..", "ida", key=8),
]


def found(*new: ComparedTelling) -> list[int]:
    return list(MatchingIndex(KNOWN).candidates(new))


@pytest.mark.parametrize(
    ("new", "keys"),
    [
        (telling("2023-05-04"), {1, 2, 4, 5}),
        (telling("2023-06-02"), {4, 5}),
        (telling("2023-06-04"), {5}),
        (telling("2018", "ida"), set()),
        (telling("", "ida"), {1, 5, 6, 7, 8}),
        (telling("", "olle"), set()),
        (telling("2019-03", "olle"), {6}),
        (telling("2019/..", "ida"), set()),
    ],
)
def test_events_within_a_few_days_are_found_and_undated_tellings_go_by_actor(
    new: ComparedTelling, keys: set[int]
) -> None:
    assert set(found(new)) == keys


def test_those_with_an_actor_come_first_then_the_latest() -> None:
    assert found(telling("2023-05-04", "ida")) == [1, 5, 2, 4]


def test_never_more_than_most_however_many_are_near() -> None:
    crowd = [telling("2023-05-04", "ida", key=n) for n in range(1, 3 * MOST)]
    keys = list(MatchingIndex(crowd).candidates([telling("2023-05-04", "ida"), telling("")]))
    assert len(keys) == MOST // 2
    assert keys[0] == 3 * MOST - 1


def test_days_around_tellings_are_put_together_where_they_overlap() -> None:
    days = [telling(when) for when in ("2023-05-04", "2023-05-09", "2020", "", "9999-12-31")]
    assert days_near(days) == [
        (date(2019, 12, 29), date(2021, 1, 3)),
        (date(2023, 5, 1), date(2023, 5, 12)),
        (date(9999, 12, 28), date(9999, 12, 31)),
    ]
