"""Wordings: which are one quotation, and where two of them differ."""

from __future__ import annotations

import random
import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.comparing.wordings import (
    CROWD,
    LONGEST,
    EditorsChoice,
    Utterance,
    compare,
    grouped,
    normalised,
    same_quotation,
    tokens,
)

NAMES = {
    "ida berg": "mayor",
    "mayor berg": "mayor",
    "berg": "mayor",
    "storvik": "town",
    "storwick": "town",
}

# Words that meet each other often, so that examples are alike in all degrees.
SENTENCES = st.lists(
    st.sampled_from(
        "the The bridge bridges holds, not NOT won’t won't Storvik Storwick Mayor Berg we — will "
        "open tomorrow… café CAFÉ never".split()
    ),
    max_size=14,
).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=60))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The bridge is OURS!", "the bridge is ours"),
        ("  the\u00a0bridge \n is ours ", "the bridge is ours"),
        ("“It won’t hold,” he — well…", "it won't hold he well"),
        ("Fjærå, Łódź and cafe\u0301s", "fjaera lodz and cafes"),
        ("no-fly zone", "no fly zone"),
        ("‘tis 1,000", "tis 1 000"),
        ("…", "..."),
        ("", ""),
    ],
)
def test_words_are_normalised(words: str, found: str):
    assert normalised(words) == found


@given(TEXTS)
def test_normalised_words_stay_as_they_are_and_fit_their_column(words: str):
    once = normalised(words)
    assert normalised(once) == once
    assert len(once) <= LONGEST
    assert len(normalised(words * 40)) <= LONGEST


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the bridge is ours", "The Bridge is “ours”."),
        ("it holds", "It holds!"),
        # Contracted, or with a word or two otherwise.
        (
            "I hear you’re not paying for the new bridge, and I’m sorry",
            "I hear you are not paying for the new bridge, and I’m sorry",
        ),
        ("the old ferry sank before the bridge opened", "the ferry sank before the bridge opened"),
        # Names in known spellings, of one word or two.
        ("Storvik needs Mayor Berg tonight", "Storwick needs Ida Berg tonight"),
        # A part, as printed and with words left out.
        ("it was terribly cold up there on the pier", "terribly cold"),
        (
            "we would have had to close the lower bridge over the sound, and nobody paid for it",
            "we would have to close the bridge over the sound",
        ),
        # One ends as the other begins.
        (
            "nobody wanted this; the divers mended the pier in June",
            "the divers mended the pier in June, and were never paid",
        ),
    ],
)
def test_these_are_one_quotation(first: str, second: str):
    assert same_quotation(first, second, names=NAMES)
    assert same_quotation(second, first, names=NAMES)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the bridge is ours", "the ferry is late"),
        ("terribly cold", "terribly late"),
        # One word of content is too little.
        ("it was terribly cold up there", "cold"),
        ("we are here", "we are what we are here for"),
        # A denial more or less.
        ("we will pay for the new bridge", "we will not pay for the new bridge"),
        ("we won’t ever close the bridge again", "we will ever close the bridge again"),
        # A name that nobody knows is another word.
        ("Storvik needs Nowak", "Storvik needs Novak"),
        ("", "the bridge is ours"),
        ("…", "!"),
    ],
)
def test_these_are_two_quotations(first: str, second: str):
    assert not same_quotation(first, second, names=NAMES)
    assert not same_quotation(second, first, names=NAMES)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("good morning", "good morning", False),
        ("divers mend pier", "Divers mend pier!", True),
        ("and so the divers of this town mend the broken pier", "mend the broken pier", False),
        ("divers mend the broken pier", "mend the broken pier", True),
        (
            "and so the divers of this town mend the third broken pier",
            "mend the third broken pier",
            True,
        ),
    ],
)
def test_words_said_again_on_another_occasion_must_be_more(first: str, second: str, same: bool):
    assert same_quotation(first, second, together=True)
    assert same_quotation(first, second, together=False) is same


@given(TEXTS)
def test_every_wording_is_the_same_quotation_as_itself(words: str):
    assert same_quotation(words, words, names=NAMES)


@given(TEXTS, TEXTS, st.booleans())
def test_it_does_not_matter_which_comes_first(first: str, second: str, together: bool):
    assert same_quotation(first, second, names=NAMES, together=together) == same_quotation(
        second, first, names=NAMES, together=together
    )


@given(TEXTS)
def test_tokens_make_the_text(words: str):
    found = tokens(words, NAMES)
    assert "".join(token.text for token in found) == (words if found else "")


@given(TEXTS, TEXTS)
def test_a_comparison_has_both_texts_whole(first: str, second: str):
    pieces = compare(first, second, names=NAMES)
    assert "".join(piece.first for piece in pieces) == first
    assert "".join(piece.second for piece in pieces) == second
    for piece in pieces:
        assert piece.first or piece.second
        if piece.same:
            assert normalised(piece.first) == normalised(piece.second)


@given(TEXTS)
def test_nothing_differs_from_itself(words: str):
    assert all(piece.same for piece in compare(words, words, names=NAMES))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (
            "we open the Bridge tomorrow",
            "we open the bridge tomorrow",
            "we open the |Bridge/bridge| tomorrow",
        ),
        ("you’re late, Olle", "you are late, Olle", "|you’re/you are| late, Olle"),
        ("you’re late", "you're late!", "you’re late=you're late!"),
        ("ask Ida Berg now", "ask Mayor Berg now", "ask |Ida Berg/Mayor Berg| now"),
        ("it was terribly cold there", "terribly cold", "|it was/| terribly cold |there/|"),
        ("it holds", "it still holds", "it |/still| holds"),
        ("", "it holds", "|/it holds|"),
        ("", "", ""),
    ],
)
def test_what_differs_is_told_word_by_word(first: str, second: str, told: str):
    pieces = []
    for piece in compare(first, second, names=NAMES):
        one, other = piece.first.strip(), piece.second.strip()
        same = one if one == other else f"{one}={other}"
        pieces.append(same if piece.same else f"|{one}/{other}|")
    assert " ".join(pieces) == told


# Groups


def groups_of(*said: str, choices: tuple[tuple[str, str, bool], ...] = ()) -> list[list[int]]:
    """Groups of what one speaker said; after an @ stands the occasion, one and the same else."""
    utterances = []
    for each in said:
        words, _, occasion = each.partition("@")
        utterances.append(Utterance("ida", occasion, words))
    chosen = [
        EditorsChoice("ida", *sorted([normalised(a), normalised(b)]), joined)
        for a, b, joined in choices
    ]
    return grouped(utterances, names=NAMES, choices=chosen)


COLD, COLDER, PART = (
    "it was terribly cold up there on the pier",
    "It was terribly cold up there upon the pier",
    "terribly cold",
)


def test_wordings_are_grouped_in_the_order_given():
    assert groups_of(COLD, "the bridge is ours", PART, COLDER, "The bridge is ours!") == [
        [0, 2, 3],
        [1, 4],
    ]


def test_other_speakers_are_apart():
    said = [Utterance("ida", 1, COLD), Utterance("olle", 1, COLD)]
    assert grouped(said, names={}) == [[0], [1]]


def test_short_words_of_other_occasions_are_apart():
    assert groups_of("good morning@a", "Good morning@a", "good morning@b") == [[0, 1], [2]]
    assert groups_of(f"{COLD}@a", f"{PART}@b", f"{PART}@a") == [[0, 2], [1]]


def test_an_editor_joins_what_no_rule_would():
    joined = groups_of("it holds", "it stands", choices=(("It holds!", "it stands", True),))
    assert joined == [[0, 1]]


def test_an_editor_parts_what_a_rule_joins():
    assert groups_of(COLD, COLDER, choices=((COLD, COLDER, False),)) == [[0], [1]]


def test_parted_wordings_are_not_brought_together_by_a_third():
    for order in permutations([COLD, COLDER, PART]):
        found = groups_of(*order, choices=((COLD, COLDER, False),))
        together = {frozenset(order[at] for at in group) for group in found}
        assert frozenset([COLD, COLDER, PART]) not in together
        assert len(found) == 2
        # The part goes with the one that is nearer, whatever the order.
        assert sum(PART in group and len(group) == 2 for group in together) == 1


def test_a_join_counts_before_what_words_say():
    assert groups_of(
        COLD, COLDER, "it froze", choices=(("it froze", COLDER, True), (COLD, "it froze", False))
    ) == [[0], [1, 2]]


def test_a_choice_of_other_speakers_counts_for_nothing():
    choice = EditorsChoice("olle", *sorted([normalised(COLD), normalised(COLDER)]), False)
    said = [Utterance("ida", 1, COLD), Utterance("ida", 1, COLDER)]
    assert grouped(said, names={}, choices=[choice]) == [[0, 1]]


def test_thousands_are_grouped_in_a_moment_even_with_one_set_phrase_in_all():
    chance = random.Random(1)
    words = [f"word{number}" for number in range(2000)]
    said = [
        Utterance(
            "ida", number % 500, "the free bridge over " + " ".join(chance.choices(words, k=9))
        )
        for number in range(4000)
    ]
    said.append(Utterance("ida", 0, said[0].words.upper()))
    started = time.perf_counter()
    found = grouped(said, names=NAMES)
    # A second and a half here; quadratic would be hours.
    assert time.perf_counter() - started < 30
    assert [0, 4000] in found
    assert len(found) > 4000 - CROWD
