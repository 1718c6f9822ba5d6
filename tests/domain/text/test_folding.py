"""Folding: what a search takes for the same, and where in a text it marks what it found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.text.folding import MOST_TERMS, fold, hits, holds, terms, words

texts = st.text() | st.text(
    alphabet="aA éßł İ½ﬁ_-'’“\" \t\u0301\u00a0\u200b9.,,1бй\u02bc"
    "カガ\u3099\uff76\uff9e乌하\u1112\u1161ट\u093fอั"
)


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
        ("Ґалаґан Зайченко", "галаган заиченко"),
        ("Лук\u02bcянова", "лук'янова"),
        ("Uk\u00adraine\u200b", "ukraine"),
        ("أَحْـمَد", "احمد"),
        ("ガザ ｶﾞｻﾞ カ\u3099サ", "ガザ ガザ ガサ"),
        ("\u1100\u1161\u11a8 각", "각 각"),
        ("हिन्दी", "हिन्दी"),
        ("٢٠٢٢", "2022"),
        ("", ""),
    ],
)
def test_case_accents_and_typography_fold_away(text, folded):
    assert fold(text) == folded


def test_a_text_is_looked_at_word_by_word():
    assert words("The Mayor no–fly_zone!") == " the mayor no fly zone _ nofly"
    assert words("U.S. F16, 1,200 men: J. K.") == " us f 16 1200 men j k _ u s _ jk"
    assert words(" — ") == ""


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Bridge  opens", ("bridge", "opens")),
        ('"the Bridge" opens', ("the bridge", "opens")),
        ("“the bridge”", ("the bridge",)),
        ('"the bridge', ("the", "bridge")),
        ('"" " " ! —', ()),
        ("no-fly", ("no fly|nofly",)),
        ("F-16 U.S. 1,200", ("f 16", "us", "1200")),
        ("sky SKY", ("sky",)),
        ('a"b c"d', ("a", "b c", "d")),
        ("Łódź", ("lodz",)),
        ('AND OR NOT ( * ^ "', ("and", "or", "not")),
    ],
)
def test_a_search_is_words_and_phrases(typed, wanted):
    assert terms(typed) == wanted


def test_a_search_has_eight_terms_at_most():
    assert terms(" ".join("abcdefghijkl")) == tuple("abcdefghijkl"[:MOST_TERMS])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("the U.S. fleet", "US"),
        ("the US fleet", "U.S."),
        ("the U.S. fleet", '"us fleet"'),
        ("the U.S.-led fleet", "us led"),
        ("an F-16 landed", "F16"),
        ("an F16 landed", "F-16"),
        ("the S-300s", "s300"),
        ("COVID‑19", "covid19"),
        ("a cease-fire", "ceasefire"),
        ("a ceasefire", "cease-fire"),
        ("a cease fire", "cease-fire"),
        ("Mary O’Brien", "obrien"),
        ("Mary OBrien", "O'Brien"),
        ("Mary O’Brien", "brien"),
        ("J. K. Ardin", "J.K. Ardin"),
        ("J.K. Ardin", "J. K. Ardin"),
        ("1,200 men", "1200"),
        ("1200 men", "1,200"),
        ("Uk\u00adraine", "Ukraine"),
        ("прем\u02bcєр", "прем'єр"),
        ("Лук’янова", "Лук\u02bcянова"),
        ("Київрада", "київ"),
        ("район", "раион"),
        ("他说乌克兰的战争", "乌克兰"),
        ("パレスチナのガザ地区", "ガザ"),
        ("ประเทศไทย", "ไทย"),
        ("김하늘이 말했다", "김하늘"),
        ("أحمد", "احمد"),
        ("हिन्दी भाषा", "हिन्दी"),
    ],
)
def test_the_same_words_are_found_however_they_are_written(text, typed):
    assert holds(words(text), terms(typed))
    assert hits(text, terms(typed))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("カサ", "ガザ"),
        ("은하", "음"),
        ("각오", "가"),
        ("हिन्दू", "हिन्दी"),
        ("Zelensky", "sky"),
        ("the fire-zone", "cease-fire"),
        ("in 2021,300 men", "2021300"),
        ("克兰", "乌克兰"),
    ],
)
def test_other_words_are_not_found(text, typed):
    assert not holds(words(text), terms(typed))
    assert not all(hits(text, [term]) for term in terms(typed))


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
        ("cafe\u0301s open", "cafe", ["cafe\u0301"]),
        ("the   closed\nsky", '"closed sky"', ["closed\nsky"]),
        ("the U.S. and F-16s", "us f16", ["U.S", "F-16"]),
        ("a cease-fire, J. K. Ardin", "ceasefire jk", ["cease-fire", "J. K"]),
        ("他说乌克兰的", "乌克兰", ["乌克兰"]),
        ("の ｶﾞｻﾞ で", "ガザ", ["ｶﾞｻﾞ"]),
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
    assert not any("\u0300" <= character <= "\u036f" for character in folded)


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
        assert bool(hits(text, (term,))) == holds(words(text), (term,))


@given(texts)
def test_a_text_is_found_by_each_of_its_own_words(text):
    for word in set(words(text).split()) - {"_"}:
        spans = hits(text, terms(word))
        assert any(f" {word}" in words(text[first:end]) for first, end in spans)
