"""Which proposals of several articles are one group."""

from __future__ import annotations

import pytest

from timeline.domain.comparing.event_matching import ComparedTelling, stems
from timeline.domain.time import edtf
from timeline.services.proposals.groups import ListedProposal, grouped

DAM = "Storfoss dam overflows near the town of Vik"
OTHER = ["Rovers beat United in the cup", "Court frees a journalist", "Prices of bread rise"]


def proposal(key: int, title: str, date: str, *, night: bool = False, article: int = 0):
    telling = ComparedTelling(
        edtf.parse(date), frozenset({"storfoss"}), "incident", stems(title), key=key
    )
    return ListedProposal(
        key, article or key, None, title, "incident", edtf.parse(date), False, 0.9, None, night,
        telling,
    )  # fmt: skip


def keys(*proposals: ListedProposal) -> list[set[int]]:
    others = [proposal(90 + n, title, "2024-01-09") for n, title in enumerate(OTHER)]
    made = grouped([*proposals, *others])
    return [{one.key for one in group.members} for group in made if group.lead.key < 90]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("2024-06-05", False), ("2024-06-05T22:00:00", False), True),
        (("2024-06-05", True), ("2024-06-06", False), True),
        (("2024-06-06", False), ("2024-06-05", True), True),
        (("2024-06-05", False), ("2024-06-06", False), False),
        (("2024-06-05", True), ("2024-06-04", False), False),
        (("2024-06-05", True), ("2024-06-07", False), False),
        (("2024-06-05", False), ("2024-06", False), True),
        (("2024-06", False), ("2024-06-05", False), True),
        (("2024-05", False), ("2024-06-05", False), False),
        (("2024", False), ("2024-06-05", False), False),
    ],
)
def test_what_articles_date_by_a_night_or_its_month_is_one_group(first, second, together) -> None:
    made = keys(
        proposal(1, DAM, first[0], night=first[1]), proposal(2, DAM, second[0], night=second[1])
    )
    assert sorted(map(sorted, made)) == ([[1, 2]] if together else [[1], [2]])


def test_a_day_leads_what_only_names_its_month() -> None:
    month, day = proposal(1, DAM, "2024-06"), proposal(2, DAM, "2024-06-05")
    (group,) = [g for g in grouped([month, day]) if g.lead.telling.words == stems(DAM)]
    assert group.lead.key == 2


def test_one_article_that_dates_two_things_otherwise_tells_two() -> None:
    one, other = proposal(1, DAM, "2024-06-05", article=7), proposal(2, DAM, "2024-06", article=7)
    assert len(keys(one, other)) == 2


def test_other_words_of_the_same_month_are_another_group() -> None:
    one = proposal(1, DAM, "2024-06-05")
    other = proposal(2, "Storfoss dam opens after repair works", "2024-06")
    assert len(keys(one, other)) == 2
