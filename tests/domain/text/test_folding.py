"""Folding: what a search takes for the same, and where in a text it marks what it found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.text.folding import MOST_TERMS, fold, hits, terms, words

texts = st.text() | st.text(alphabet="aA éßł İ½ﬁ_-'’“\" \t\u0301\u00a0\u200b9")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Radosław", "radoslaw"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("naïve café", "naive cafe"),
        ("İstanbul", "istanbul"),
        ("“The bridge’s ours…”", '"the bridge\'s ours..."'),
        ("no‑fly—zone", "no-fly-zone"),
        ("  a \n\t b  ", "a b "),
        ("ﬁve ½", "five 1⁄2"),
        ("e\u0301", "e"),
        ("Berg™ №5", "bergtm no5"),
        ("a \u0301 b", "a b"),
        ("´a", "a"),
        ("Небо", "небо"),
        ("", ""),
    ],
)
def test_case_accents_and_typography_fold_away(text, folded):
    assert fold(text) == folded


def test_a_text_is_looked_at_word_by_word():
    assert words("The Mayor’s no-fly_zone!") == " the mayor s no fly zone"
    assert words(" — ") == ""


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Bridge  opens", ("bridge", "opens")),
        ('"the Bridge" opens', ("the bridge", "opens")),
        ("“the bridge”", ("the bridge",)),
        ('"the bridge', ("the", "bridge")),
        ('"" " " ! —', ()),
        ("no-fly", ("no fly",)),
        ("sky SKY", ("sky",)),
        ('a"b c"d', ("a", "b c", "d")),
        ("Łódź", ("lodz",)),
        ('AND OR NOT ( * ^ "', ("and", "or", "not")),
    ],
)
def test_a_search_is_words_and_phrases(typed, wanted):
    assert terms(typed) == wanted


def test_a_search_has_eight_terms_at_most():
    assert terms(" ".join(f"w{number}" for number in range(20))) == tuple(
        f"w{number}" for number in range(MOST_TERMS)
    )


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("The sky is clear", "sky", ["sky"]),
        ("Skyward, Zelensky and the sky", "sky", ["Sky", "sky"]),
        ("Minister Radosław Sikorski", "radoslaw", ["Radosław"]),
        ("The Straße ends", "strasse", ["Straße"]),
        ("a no-fly zone", '"no fly zone"', ["no-fly zone"]),
        ("the no – fly zone", "no-fly", ["no – fly"]),
        ("a no_fly zone", "fly", ["fly"]),
        ("it's the mayor’s", "mayor's", ["mayor’s"]),
        ("bridge, bridges", "bridge bridges", ["bridge", "bridges"]),
        ("opens at last", "open opens", ["opens"]),
        ("cafe\u0301s open", "cafe", ["cafe"]),
        ("the   closed\nsky", '"closed sky"', ["closed\nsky"]),
        ("nothing here", "sky", []),
        ("", "sky", []),
    ],
)
def test_hits_are_marked_where_they_stand(text, typed, marked):
    assert [text[first:last] for first, last in hits(text, terms(typed))] == marked


@given(texts)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folded_text_has_no_capital_accent_or_double_space(text):
    folded = fold(text)
    assert "  " not in folded
    assert not any(unicodedata.combining(character) for character in folded)


@given(texts, texts)
def test_hits_lie_in_the_text_in_order_and_apart(text, typed):
    spans = hits(text, terms(typed))
    last = -1
    for first, end in spans:
        assert last < first < end <= len(text)
        last = end


@given(texts, texts)
def test_what_a_search_finds_is_marked_and_what_it_does_not_is_not(text, typed):
    for term in terms(typed):
        assert bool(hits(text, (term,))) == (f" {term}" in words(text))


@given(texts)
def test_a_text_is_found_by_each_of_its_own_words(text):
    for word in words(text).split():
        spans = hits(text, terms(word))
        assert any(word in fold(text[first:end]) for first, end in spans)
