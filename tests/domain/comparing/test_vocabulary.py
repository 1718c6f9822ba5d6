"""What another text calls the things whose names are known."""

from __future__ import annotations

import pytest

from timeline.domain.comparing.vocabulary import Vocabulary

KNOWN = Vocabulary.of(
    [
        ("the flood", "the spring flood"),
        ("the flood", "inundation of the port"),
        ("the wall", "sea wall"),
        ("the wall", "barrier"),
        ("the barrier tax", "barrier"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The great spring flood came.", [("the flood", "great spring flood")]),
        ("An unheard-of inundation followed.", [("the flood", "unheard-of inundation")]),
        ("It was the floods that broke the wall.", [("the flood", "floods"), ("the wall", "wall")]),
        ("Flood, flood and the worst flood of all.", [("the flood", "worst flood")]),
        ("The flood’s end.", [("the flood", "flood")]),
        ("They paid.", []),
        # Used of two things, it names neither.
        ("The barrier held.", []),
    ],
)
def test_a_text_is_searched_for_the_things_by_the_heads_of_their_names(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert KNOWN.find(text, start=0, end=len(text)) == expected


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "The flood came. The wall held."
    assert KNOWN.find(text, start=16, end=len(text)) == [("the wall", "wall")]


def test_nothing_known_finds_nothing() -> None:
    assert Vocabulary.of([("the", "of the")]).find("of the flood", start=0, end=12) == []
