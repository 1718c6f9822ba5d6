"""Names beside a line: none runs into another, and what matters most is placed first."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.chart.label_rows import LabelWish, down_a_side, in_lines, in_rows
from timeline.domain.chart.text_width import text_width

sizes = st.lists(st.floats(10, 250), min_size=1, max_size=3).map(lambda some: (*sorted(some),))
wishes = st.lists(st.tuples(st.floats(0, 900), sizes), max_size=14).map(
    lambda pairs: [LabelWish(at, forms, key) for key, (at, forms) in enumerate(pairs)]
)


@given(wishes)
def test_in_rows_no_name_meets_another_nor_its_leader(some: list[LabelWish]):
    placed = in_rows(some, length=900, rows=3)
    sizes = {one.key: some[one.key].sizes[one.form] for one in placed}
    if some:
        assert placed[0].key == 0
    for one in placed:
        half = sizes[one.key] / 2
        assert half - 0.1 <= one.middle <= 900.1 - half
        assert abs(one.middle - one.at) <= half + 0.1, "it stands over its place"
    for one, other in combinations(placed, 2):
        apart = abs(one.middle - other.middle)
        if one.row == other.row:
            assert apart >= (sizes[one.key] + sizes[other.key]) / 2 - 0.1
        near, far = sorted((one, other), key=lambda p: p.row)
        if near.row < far.row:
            assert abs(far.at - near.middle) >= sizes[near.key] / 2


@given(wishes)
def test_down_a_side_names_keep_the_order_of_their_places(some: list[LabelWish]):
    placed = down_a_side(some, length=900, step=9)
    sizes = {one.key: some[one.key].sizes[one.form] for one in placed}
    for one, other in combinations(sorted(placed, key=lambda p: p.middle), 2):
        assert one.at <= other.at
        assert other.middle - one.middle >= (sizes[one.key] + sizes[other.key]) / 2


@given(wishes, st.sampled_from(("rows", "side")))
def test_longer_forms_take_no_names_room(some: list[LabelWish], where: str):
    shortest = [LabelWish(wish.at, wish.sizes[:1], wish.key) for wish in some]
    placed, short = (
        in_rows(wishes, length=900, rows=3)
        if where == "rows"
        else down_a_side(wishes, length=900, step=9)
        for wishes in (some, shortest)
    )
    assert len(placed) == len(short)


def test_names_move_aside_for_others_and_are_whole_where_there_is_room():
    asked = [
        LabelWish(450, (150, 200), 0),
        LabelWish(330, (160,), 1),
        LabelWish(600, (150, 900), 2),
    ]
    first, second, third = in_rows(asked, length=900, rows=1)
    assert (first.form, second.form, third.form) == (1, 0, 0)
    assert second.middle + 80 + 10 <= first.middle - 100
    assert first.middle + 100 + 10 <= third.middle - 75
    (alone,) = in_rows([LabelWish(450, (60, 300, 900), 0)], length=900, rows=3)
    assert (alone.form, alone.middle) == (2, 450)
    (too_long,) = in_rows([LabelWish(450, (60, 901), 0)], length=900, rows=3)
    assert too_long.form == 0
    assert in_rows([LabelWish(450, (901,), 0)], length=900, rows=3) == []
    assert in_rows([LabelWish(0.1 + 0.2, (10.1,), 0)], length=900, rows=1)[0].middle == 5
    assert in_rows([LabelWish(513.8045105216753, (23.529730262736464,), 0)], length=900, rows=1)
    near = [LabelWish(100, (26, 52), 0), LabelWish(160, (26, 52), 1)]
    assert [one.form for one in down_a_side(near, length=900, step=9)] == [1, 1]
    nearer = [LabelWish(100, (26, 52), 0), LabelWish(140, (26, 52), 1)]
    assert [one.form for one in down_a_side(nearer, length=900, step=9)] == [0, 0]


def lines(words: str) -> list[str]:
    return in_lines(words, 112, letters=12)


def test_words_are_cut_between_words_and_say_so():
    assert lines("Russia invades Ukraine") == ["Russia invades", "Ukraine"]
    assert lines("NATO refuses a no-fly zone") == ["NATO refuses a", "no-fly zone"]
    assert lines("Stoltenberg stands by what he said then") == ["Stoltenberg", "stands by…"]
    assert lines("Decisions in 2022: everything that was said") == ["Decisions in", "2022…"]
    assert lines("") == []


@given(st.text(st.sampled_from("WMil -я乌"), max_size=40))
def test_lines_are_as_long_as_they_may_be_or_of_one_letter(words: str):
    for line in lines(words):
        assert text_width(line, pixels=12, bold=True) <= 112
