"""No two outlets of an archive look alike: colour, dash and initials together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.outlet_marks import LOOKS, OutletMarks, colour_of, dash_of, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Kyiv Post", "KP"), ("The Times", "Ti"), ("France 24", "F24"), ("Радіо Свобода", "РС"),
     ("Radio Free Europe Weekly", "RFE"), ("The", "Th"), ("…", ""), ("X", "X")],
)  # fmt: skip
def test_a_name_is_told_by_some_letters(name: str, letters: str):
    assert initials(name) == letters


def test_a_number_is_a_colour_and_a_dash_and_past_all_of_them_a_number_at_the_initials():
    assert [(colour_of(n), dash_of(n)) for n in (1, 8, 9, 64, 65)] == [
        (1, 1), (8, 8), (1, 2), (8, 7), (1, 1),
    ]  # fmt: skip
    assert [initials("Kyiv Post", n) for n in (64, 65, 129)] == ["KP", "KP·2", "KP·3"]


def test_the_mark_that_fewest_have_is_taken_and_none_that_is_like_anothers():
    marks = OutletMarks([("A", None), ("B", 1), ("C", 1), ("D", None), ("E", 2)])
    assert marks.take("F") == 3
    assert OutletMarks([("Kyiv Post", 1)]).take("Kharkiv Press", colour=1) == 9
    assert OutletMarks([("Kyiv Post", 1)]).take("The Times", colour=1) == 9
    full = OutletMarks([(f"P{n}", n) for n in range(1, LOOKS + 1)])
    assert full.take("Another one") == 1


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=80))
def test_whatever_outlets_are_called_no_two_marks_are_alike(names: list[str]):
    marks = OutletMarks([])
    taken = [(name, marks.take(name)) for name in names]
    looks = {
        (colour_of(number), dash_of(number), initials(name, number).casefold())
        for name, number in taken
    }
    assert len(looks) == len(names)
