"""Typographic marks written in one way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.text.folding import fold
from timeline.domain.text.printed_words import normalised
from timeline.domain.text.typography import LONG_DASHES, STRAIGHT, straightened


def test_quotation_marks_apostrophes_hyphens_and_dashes_are_those_of_a_typewriter():
    assert straightened("„Don’t!“ «Markʼka» non‑stop — 5′…") == (
        '"Don\'t!" "Mark\'ka" non-stop - 5\'...'
    )


def test_long_dashes_can_be_kept_apart_from_hyphens():
    assert straightened("the 3—5 May sit‐in", dash="–") == "the 3–5 May sit-in"
    assert {straightened(mark, dash="–") for mark in LONG_DASHES} == {"–"}


@given(st.text())
def test_what_is_straight_stays_as_it_is(text):
    straight = straightened(text)
    assert straightened(straight) == straight
    assert not set(straight) & set(STRAIGHT)


@given(st.text(alphabet=st.sampled_from([*STRAIGHT, "a", "É", " "])))
def test_folding_and_printed_words_take_the_same_marks_for_one(text):
    assert normalised(straightened(text)) == normalised(text)
    if "ʼ" not in text:
        assert fold(straightened(text)) == fold(text)
