"""Names beside a line: none runs into another, and what matters most is placed first."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.chart.label_rows import LabelWish, down_a_side, in_lines, in_rows
from timeline.domain.chart.text_width import text_width

wishes = st.lists(st.tuples(st.floats(0, 900), st.floats(10, 250)), max_size=14).map(
    lambda pairs: [LabelWish(at, size, key) for key, (at, size) in enumerate(pairs)]
)


@given(wishes)
def test_in_rows_no_name_meets_another_nor_its_leader(some: list[LabelWish]):
    placed = in_rows(some, length=900, rows=3)
    sizes = {wish.key: wish.size for wish in some}
    if some:
        assert placed[0].key == 0
    for one in placed:
        assert sizes[one.key] / 2 - 0.1 <= one.middle <= 900.1 - sizes[one.key] / 2
    for one, other in combinations(placed, 2):
        apart = abs(one.middle - other.middle)
        if one.row == other.row:
            assert apart >= (sizes[one.key] + sizes[other.key]) / 2
        near, far = sorted((one, other), key=lambda p: p.row)
        if near.row < far.row:
            assert abs(far.at - near.middle) >= sizes[near.key] / 2


@given(wishes)
def test_down_a_side_names_keep_the_order_of_their_places(some: list[LabelWish]):
    placed = down_a_side(some, length=900, step=9)
    sizes = {wish.key: wish.size for wish in some}
    for one, other in combinations(sorted(placed, key=lambda p: p.middle), 2):
        assert one.at <= other.at
        assert other.middle - one.middle >= (sizes[one.key] + sizes[other.key]) / 2


def lines(words: str) -> list[str]:
    return in_lines(words, 112, letters=12)


def test_words_are_cut_between_words_and_say_so():
    assert lines("Russia invades Ukraine") == ["Russia invades", "Ukraine"]
    assert lines("NATO refuses a no-fly zone") == ["NATO refuses a", "no-fly zone"]
    assert lines("Stoltenberg stands by what he said then") == ["Stoltenberg", "stands by…"]
    assert lines("") == []


@given(st.text(st.sampled_from("WMil -я乌"), max_size=40))
def test_lines_are_as_long_as_they_may_be_or_of_one_letter(words: str):
    for line in lines(words):
        assert text_width(line, pixels=12, bold=True) <= 112
