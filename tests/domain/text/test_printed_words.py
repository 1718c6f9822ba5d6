"""Words as printed: paragraphs, and whether words stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.text.printed_words import normalised, paragraphs, stands_in


def test_paragraphs_are_the_lines_that_are_not_empty():
    assert paragraphs("\n One \r\n\r\n  \n\u00a0\nTwo\nThree") == ["One", "Two", "Three"]
    assert paragraphs("") == paragraphs(" \n\t\n") == []


def test_quotes_hyphens_and_spaces_are_plain_and_case_is_kept():
    assert normalised(" “Our  bridge’s\u00a0fine” — so‑so… ") == '"Our bridge\'s fine" - so-so...'


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the bridge is ours", "“Now the bridge is ours”, she said."),
        ("the bridge's ours", "the bridge’s ours"),
        ("the bridge – is ours", "the bridge - is ours"),
        ("the bridge is ours", "the bridge\nis  ours"),
        ("bridge", "bridge"),
        ("it holds…", "it holds..."),
        ("no-fly", "a no‑fly zone"),
        ("a (new) bridge. Really?", "He had a (new) bridge. Really? Yes."),
    ],
)
def test_words_stand_in_a_text_whatever_its_typography(words, text):
    assert stands_in(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the bridge", "the bridges"),
        ("ridge", "the bridge"),
        ("The bridge", "the bridge"),
        ("the bridge is ours", "the bridge was ours"),
        ("the brid.e", "the bridge"),
        ("", "the bridge"),
        (" ", "the bridge"),
        ("the bridge", ""),
    ],
)
def test_words_stand_whole_and_as_they_are(words, text):
    assert not stands_in(words, text)


@given(st.text(min_size=1), st.text(), st.text())
def test_words_set_apart_by_spaces_stand_in_any_text(words, before, after):
    assert stands_in(words, f"{before} {words} {after}") == bool(normalised(words))
