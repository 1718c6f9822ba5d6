"""Hostile text costs no more than its length: what is counted is lines of code run, not seconds."""

from __future__ import annotations

import re
import sys
from types import FrameType
from typing import Any

import pytest

from timeline.domain.names.name import Name
from timeline.domain.quotations import find
from timeline.domain.text.document import Document

UNITS = [
    '"', "'", "“", "”", "‘", "’", "„", "«", "``", "''", "“‘", "‘“", "\"'", "”’", "“ ", "” ", '" ',
    "said ", "he said ", "said by ", "who said, ", "X, ", "the ", "—", "! ",
    "“a” ", "‘a ", "a’ ", "'a ", "a's ", "s' a ", "“a,” he said ", '"a" said ', "“a” “b” ",
    "“Aa said “b” ", "“A, said X. ", "“‘a’ said b” ", "“a he said ‘b’ ‘c” ", "‘A ‘B’ ",
    "“We” said, “I” ", "“We” called, “I” ", "X told Y that ", "X said Y said ", "according to X, ",
    "the minister said “a” ", "said the minister of ", "X was quoted as saying ", "as saying ",
    "his words “a” ", "so-called “a” ", "Mr A ", "X’s ", "6' 2\" ", "“As X put it, a” ",
    "“Aa\n", "“Aa, said Bb\n", "X: “a”\n", "“a”\n\n", "“a” – ", "? “A?” he said ", "(“a” ",
]  # fmt: skip
SHORT, LONG = 2_000, 8_000


def _text(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _names(text: str) -> list[Name]:
    return [Name(m.start(), m.end(), "X", full="X", kind="person") for m in re.finditer("X", text)]


def steps(text: str) -> int:
    """How many lines of code are run to find a text's quotations."""
    names = _names(text)
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        find(Document(text), names=names)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_four_times_the_steps(unit):
    once, four_times = (steps(_text(unit, length)) for length in (SHORT, LONG))
    assert four_times <= 4.3 * once + 500


@pytest.mark.parametrize("unit", ['"', "'", "“", "said ", "“a” ", "“‘a’ said b” ", "“A, said X. "])
def test_a_long_repetition_is_read_to_its_end(unit):
    text = _text(unit, 200_000)
    for spoken in find(Document(text), names=_names(text)):
        assert text[spoken.start : spoken.end] == spoken.words


def test_a_text_without_marks_is_not_taken_apart():
    assert steps(_text("X said no ", LONG)) <= 2 * steps(_text("word ", LONG))
