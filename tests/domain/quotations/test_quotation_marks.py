"""Which marks are quotation marks, and which two belong together."""

from __future__ import annotations

import pytest

from timeline.domain.quotations.mark_pairs import quotations
from timeline.domain.text.passages import paragraphs

ONE_LINE = [
    # text, the words between marks, outer ones first
    ("“We stay,” she said.", ["We stay,"]),
    ('"We stay," she said.', ["We stay,"]),
    ("``We stay,'' she said.", ["We stay,"]),
    ("‘‘We stay,’’ she said.", ["We stay,"]),
    ("«We stay», she said.", ["We stay"]),
    ("« We stay », she said.", [" We stay "]),
    ("»We stay«, she said.", ["We stay"]),
    ("„We stay“, she said.", ["We stay"]),
    ("„We stay”, she said.", ["We stay"]),
    ("”We stay”, she said.", ["We stay"]),
    ("‘We stay,’ she said.", ["We stay,"]),
    ("'We stay,' she said.", ["We stay,"]),
    ("‚We stay‘, she said.", ["We stay"]),
    ('“We stay," she said.', ["We stay,"]),
    ('"We stay,” she said.', ["We stay,"]),
    ('He said:"We stay"and left.', ["We stay"]),
    ("He said—“We stay”—and left.", ["We stay"]),
    ("(“We stay.”) [“Now.”]", ["We stay.", "Now."]),
    ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,", "no"]),
    ("\"He said 'no' to me,\" she said.", ["He said 'no' to me,", "no"]),
    ("‘He said “no” to me,’ she said.", ["He said “no” to me,", "no"]),
    ("'He said \"no\" to me,' she said.", ["He said \"no\" to me,", "no"]),
    ("“A ‘he wrote “no” there’.”", ["A ‘he wrote “no” there’.", "he wrote “no” there", "no"]),
    ("“He said “no” to me,” she said.", ["He said “no” to me,", "no"]),
    ("“‘No,’ he said to me,” she said.", ["‘No,’ he said to me,", "No,"]),
    ("“He said: ‘No,’” she said.", ["He said: ‘No,’", "No,"]),
    # No quotation at all.
    ("It doesn't matter, it’s the ministers' plan.", []),
    ("The ministers’ plan and the workers’ plan are O’Neil's.", []),
    ("’Tis the ’90s, rock ’n’ roll, get ’em.", []),
    ("'Tis the '90s, rock 'n' roll, get 'em.", []),
    ("He is 6' 2\" tall and she is 5'10\".", []),
    ("A 12\" pipe.", []),
    ("“ ” \" \" ‘ ’ ''", []),
    # Apostrophes and quotations in one.
    ("‘The ministers’ plan won’t work,’ she said.", ["The ministers’ plan won’t work,"]),
    ("'The ministers' plan won't work,' she said.", ["The ministers' plan won't work,"]),
    ("‘I’m comin’ for workers’ jobs,’ she said.", ["I’m comin’ for workers’ jobs,"]),
    ("The ministers' 'plan' is nobody's.", ["plan"]),
    ("“The ’90s weren’t the workers’,” she said.", ["The ’90s weren’t the workers’,"]),
    ("'Rock 'n' roll is dead,' she said.", ["Rock 'n' roll is dead,"]),
    ("The 6' 2\" guard said \"no\".", ["no"]),
    # Closed wrongly, or not at all.
    ("“He said: ‘No. Please,” she said.", ["He said: ‘No. Please,", "No. Please,"]),
    ("\"He said: ‘You’re late. Go\", she said.", ["He said: ‘You’re late. Go", "You’re late. Go"]),
    ("“We stay.’ She left.", ["We stay.’ She left."]),
    ("“We stay, said Anna Lind.", ["We stay,"]),
    ("“We stay. Said no one.", ["We stay. Said no one."]),
    ("“We stay,” she said. “And you", ["We stay,", "And you"]),
    ("“We stay, said Anna. “We wait.”", ["We stay,", "We wait."]),
    ("We stay,” she said.", []),
]  # fmt: skip


def _words(text: str) -> list[str]:
    found = quotations(text, within=paragraphs(text))
    return [text[mark.start : mark.end] for mark in found if mark.end > mark.start]


@pytest.mark.parametrize(("text", "words"), ONE_LINE)
def test_the_words_between_marks_are_found(text, words):
    assert _words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "“We stay.\n“We wait.\n\n“We win,” she said.",
        '"We stay.\n"We wait.\n\n"We win," she said.',
        "‘We stay.\n‘We wait.\n\n‘We win,’ she said.",
        "'We stay.\n'We wait.\n\n'We win,' she said.",
    ],
)
def test_a_quotation_goes_on_over_paragraphs(text):
    found = quotations(text, within=paragraphs(text))
    assert [text[mark.start : mark.end] for mark in found] == ["We stay.", "We wait.", "We win,"]
    assert [mark.resumed for mark in found] == [False, True, True]
    assert [mark.closed for mark in found] == [False, False, True]


def test_a_paragraph_that_goes_on_without_a_mark_is_taken_up_by_the_closing_one():
    text = "She said: “We stay.\nWe wait,” and left."
    found = quotations(text, within=paragraphs(text))
    assert [text[mark.start : mark.end] for mark in found] == ["We stay.", "We wait,"]
    assert found[1].resumed


def test_a_quotation_left_open_is_not_taken_up_by_a_paragraph_of_another_kind():
    text = "She said: “We stay.\nHe left.\n“No,” he said."
    found = quotations(text, within=paragraphs(text))
    assert [mark.resumed for mark in found] == [False, False]


def test_each_quotation_knows_the_one_around_it():
    text = "“A ‘b “c” d’ e ‘f’” and “g”"
    found = quotations(text, within=paragraphs(text))
    assert [(mark.outer, mark.depth) for mark in found] == [
        (-1, 1),
        (0, 2),
        (1, 3),
        (0, 2),
        (-1, 1),
    ]


def test_deeper_than_three_is_not_followed():
    text = "“a ‘b “c ‘d’ c” b’ a”"
    assert max(mark.depth for mark in quotations(text, within=paragraphs(text))) == 3
