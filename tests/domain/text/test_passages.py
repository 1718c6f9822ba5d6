"""Paragraphs, sentences and excerpts, by where they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.steps import steps
from timeline.domain.text.document import Document
from timeline.domain.text.passages import excerpt, paragraphs, passage_at
from timeline.domain.text.printed_words import paragraphs as lines


def told(text: str) -> list[str]:
    return [sentence.of(text) for sentence in Document(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The river rose.", ["It rained.", "The river rose."]),
        ("Mr. Ode spoke. He left.", ["Mr. Ode spoke.", "He left."]),
        (
            "The U.S. Senate met on Feb. 3. It sat late.",
            ["The U.S. Senate met on Feb. 3.", "It sat late."],
        ),
        ("J. R. Moss won. She wept.", ["J. R. Moss won.", "She wept."]),
        ("“We hold. We stay.” So he said.", ["“We hold.", "We stay.”", "So he said."]),
        ("It cost 3.5 million. nobody paid.", ["It cost 3.5 million. nobody paid."]),
        ("Who won? Nobody!", ["Who won?", "Nobody!"]),
        ("A headline without a stop\nThe text.", ["A headline without a stop", "The text."]),
        ("He waited… Nothing came.", ["He waited…", "Nothing came."]),
        ("It was I. Nobody else.", ["It was I.", "Nobody else."]),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_paragraphs_are_counted_from_one_and_empty_lines_are_none() -> None:
    text = "\n  One. Two.\n\n\nThree.\n"
    assert [(s.paragraph, s.of(text)) for s in Document(text).sentences] == [
        (1, "One."),
        (1, "Two."),
        (2, "Three."),
    ]


@given(st.text(alphabet="aB .\n\r\u2028\x1c“”!?…'\t", max_size=80))
def test_paragraphs_are_those_that_the_digest_counts(text: str) -> None:
    assert [line.of(text) for line in paragraphs(text)] == lines(text)


@given(st.text(alphabet="aB .\n“”!?…'", max_size=80))
def test_sentences_stand_in_order_and_leave_out_white_space_alone(text: str) -> None:
    found = Document(text).sentences
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = "".join(sentence.of(text) for sentence in found)
    assert "".join(covered.split()) == "".join(text.split())


def test_the_sentence_that_holds_a_character_is_found() -> None:
    text = "One here. Two there."
    places = Document(text).sentences
    assert passage_at(places, 3) == places[0]
    assert passage_at(places, 9) is None
    assert passage_at(places, 12) == places[1]
    assert passage_at([], 0) is None


@pytest.mark.parametrize(
    ("words", "longest", "expected"),
    [
        ("as it is", 20, "as it is"),
        ("a long line of words", 10, "a long…"),
        ("a long, winding line", 8, "a long…"),
        ("unbreakable", 5, "unbr…"),
        ("an incomprehensibility", 15, "an incomprehen…"),
        ("  spaced \n out ", 20, "spaced out"),
    ],
)
def test_an_excerpt_ends_with_a_whole_word(words: str, longest: int, expected: str) -> None:
    assert excerpt(words, longest=longest) == expected
    assert len(excerpt(words, longest=longest)) <= longest


@pytest.mark.parametrize(
    "unit", [".", "?!", ". ", ". (", "“", "a. ", "A.", "\n", " ", "…”", "Mr. "]
)
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    short, long = (Document(unit * times) for times in (1_000, 2_000))
    assert steps(lambda: long.sentences) <= 2.2 * steps(lambda: short.sentences) + 50
