"""Cutting a text up to mark places in it loses and doubles nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.admin.review import marked_text
from timeline.admin.review.marked_text import (
    Block,
    Part,
    Span,
    by_block,
    part_at,
    part_with,
    segments,
)

TEXTS = st.text(alphabet="ab <&\n\u2028é", max_size=60)
PLACES = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=12)


def spans(places: list[tuple[int, int]]) -> list[Span[int]]:
    return [Span(start, end, number) for number, (start, end) in enumerate(places)]


@given(TEXTS, PLACES, st.integers(0, 30), st.integers(0, 60))
def test_joined_segments_give_the_text_back(text, places, start, length):
    end = min(len(text), start + length)
    start = min(start, end)
    cut_up = segments(text, spans(places), start=start, end=end)
    assert "".join(segment.text for segment in cut_up) == text[start:end]


@given(TEXTS, PLACES)
def test_each_character_is_inside_just_the_spans_that_hold_it(text, places):
    told = spans(places)
    at = 0
    for segment in segments(text, told):
        for index in range(at, at + len(segment.text)):
            holding = [span.what for span in told if span.start <= index < span.end]
            assert list(segment.inside) == holding
        at += len(segment.text)


@given(TEXTS, PLACES)
def test_each_span_begins_once_where_it_begins(text, places):
    told = spans(places)
    cut_up = segments(text, told)
    begun = [what for segment in cut_up for what in segment.begins]
    within = [s.what for s in told if 0 <= s.start < min(s.end, len(text))]
    assert sorted(begun) == within
    at = 0
    for segment in cut_up:
        assert all(told[what].start == at for what in segment.begins)
        at += len(segment.text)


def test_spans_may_lie_across_each_other():
    cut_up = segments("abcdef", [Span(0, 4, "one"), Span(2, 6, "other")])
    assert [(segment.text, segment.inside) for segment in cut_up] == [
        ("ab", ("one",)),
        ("cd", ("one", "other")),
        ("ef", ("other",)),
    ]


def test_what_began_before_goes_on_and_does_not_begin_again():
    (segment,) = segments("abcdef", [Span(0, 6, "all")], start=3, end=6)
    assert (segment.text, segment.inside, segment.begins) == ("def", ("all",), ())


@given(st.lists(st.text(alphabet="ab é", max_size=30), max_size=20))
def test_blocks_are_the_lines_less_the_space_around_them(lines):
    text = "\n".join(lines)
    part = part_with(text, 0)
    bare = [line.strip() for line in lines if line.strip()]
    assert [text[block.start : block.end] for block in part.blocks] == bare
    assert part.is_whole


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a short text reaches."""
    monkeypatch.setattr(marked_text, "LONGEST_PART", 40)
    monkeypatch.setattr(marked_text, "LONGEST_BLOCK", 16)
    monkeypatch.setattr(marked_text, "MOST_LINES", 3)


def all_parts(text: str) -> list[Part]:
    first = part_at(text, 0)
    return [part_at(text, number) for number in range(first.count)]


def test_a_long_text_comes_in_parts_that_are_all_of_it(small):
    lines = [f"line {number}" for number in range(10)]
    parts = all_parts("\n".join(lines))
    assert [len(part.blocks) for part in parts] == [3, 3, 3, 1]
    text = "\n".join(lines)
    assert [text[b.start : b.end] for part in parts for b in part.blocks] == lines
    assert not parts[0].is_whole


def test_a_very_long_line_is_cut_between_words(small):
    text = "some words that make one long line, and aunbreakableandverylongword"
    blocks = [block for part in all_parts(text) for block in part.blocks]
    pieces = [text[block.start : block.end] for block in blocks]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, pieces)) <= 16
    assert pieces[0] == "some words that "


def test_the_part_with_a_character_is_found(small):
    text = "\n".join(f"line {number}" for number in range(10))
    for number in range(10):
        part = part_with(text, text.index(f"line {number}"))
        assert part.number == number // 3
        assert part.start <= text.index(f"line {number}") < part.end


def test_past_the_end_the_last_part_is_given(small):
    text = "\n".join(f"line {number}" for number in range(10))
    assert part_with(text, 10_000).number == part_at(text, 99).number == 3


@pytest.mark.parametrize("text", ["", " \n \u2028 "])
def test_a_text_without_words_has_no_blocks(text):
    part = part_with(text, 0)
    assert (part.blocks, part.count, part.start, part.end) == ((), 1, 0, 0)


def test_a_long_line_among_short_ones_is_cut_at_the_lines_first(small):
    text = "a short line\n" + "word " * 20 + "\nthe last line"
    parts = all_parts(text)
    assert text[parts[0].start : parts[0].end] == "a short line\n"
    assert all(part.end - part.start <= 40 for part in parts)
    assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]


def test_each_block_gets_the_spans_that_reach_into_it():
    blocks = [Block(0, 4), Block(5, 9), Block(10, 14)]
    told = [Span(6, 8, "within"), Span(2, 12, "across"), Span(4, 5, "between"), Span(9, 10, "gap")]
    reached = {
        block.start: sorted(span.what for span in spans) for block, spans in by_block(blocks, told)
    }
    assert reached == {0: ["across"], 5: ["across", "within"], 10: ["across"]}


def test_spans_that_lie_apart_are_looked_at_once_each():
    blocks = [Block(start, start + 9) for start in range(0, 20_000, 10)]
    told = [Span(start + 2, start + 5, start) for start in range(0, 20_000, 10)]
    assert sum(len(spans) for _, spans in by_block(blocks, told)) == len(told)
