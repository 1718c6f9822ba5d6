"""A text as a tagger needs it: its paragraphs and its sentences, each by where it stands.

Offsets count the text's characters from 0, the end exclusive, so ``text[start:end]`` are the words.
All takes time in proportion to the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from timeline.domain.lexicon.word_lists import entries
from timeline.domain.text import datelines


class Placed(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character after its last."""


class Passage(NamedTuple):  # a text has many, and a tuple is the quickest to make
    """A stretch of a text. ``paragraph`` counts the text's lines that are not empty, from 1."""

    start: int
    end: int
    paragraph: int

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.start : self.end]

    def holds(self, place: Placed) -> bool:
        """Whether something lies wholly inside."""
        return self.start <= place.start and place.end <= self.end


_FURTHEST = datelines.LONGEST + 4
_ABBREVIATIONS = entries("abbreviations")

_STOP = re.compile(r"[.!?…]")
_CLOSERS = frozenset("\"'’”»)]")
_OPENERS = frozenset("\"'‘“„«([•-–—")
_LINE_END = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def paragraphs(text: str) -> Sequence[Passage]:
    """The text's lines that are not empty, less the white space around them, in order."""
    found: list[Passage] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            found.append(Passage(start, start + len(bare), len(found) + 1))
        at += len(line)
    return tuple(found)


def sentences(text: str, within: Sequence[Passage]) -> Sequence[Passage]:
    """The sentences of a text's paragraphs, in order; none reaches over the end of a line.

    A dateline ("KYIV, March 4 (Reuters) - ") is no part of the sentence that it stands before. A
    dot ends a sentence where white space and a capital letter, a digit or a quotation mark
    follow, and what stands before is no abbreviation, initial or number of a list. Quotation marks
    and brackets that close after the stop belong to the sentence.
    """
    return tuple(sentence for paragraph in within for sentence in _within(text, paragraph))


def passage_at(places: Sequence[Passage], offset: int) -> Passage | None:
    """Which of the passages, given in order, holds a character; ``None`` between two of them."""
    index = bisect_right(places, offset, key=lambda place: place.start) - 1
    if index < 0 or offset >= places[index].end:
        return None
    return places[index]


def _within(text: str, paragraph: Passage) -> Iterator[Passage]:
    start = looked = paragraph.start
    if text[start].isupper() or text[start] == "(":
        dateline = datelines.of_paragraph(text[start : min(start + _FURTHEST, paragraph.end)])
        start = looked = start + (dateline.length if dateline else 0)
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if match.start() < looked:
            continue
        end = match.end()
        while end < paragraph.end and (text[end] in _CLOSERS or text[end] in ".!?…"):
            end += 1
        looked = end
        if end == paragraph.end or not text[end].isspace():
            continue
        following = end
        while following < paragraph.end and text[following].isspace():
            following += 1
        if not _begins(text, following, paragraph.end):
            continue
        if match[0] == "." and end == match.end() and _abbreviates(text, start, match.start()):
            continue
        yield Passage(start, end, paragraph.paragraph)
        start = looked = following
    if start < paragraph.end:
        yield Passage(start, paragraph.end, paragraph.paragraph)


def _begins(text: str, index: int, end: int) -> bool:
    while index < end and text[index] in _OPENERS:
        index += 1
    # Scripts without capitals begin a sentence with any letter.
    return index < end and not text[index].islower()


def _abbreviates(text: str, start: int, dot: int) -> bool:
    first = dot
    while (
        first > start
        and dot - first < 12
        and (text[first - 1].isalpha() or text[first - 1] in ".'’")
    ):
        first -= 1
    word = text[first:dot].lower()
    if len(word) == 1 and word.isalpha():
        # An initial, "J. Smith"; "I" ends a sentence as often.
        return word != "i"
    if "." in word.strip("."):
        # "U.S. Secretary", "a.m. Friday": an abbreviation more often than the end of a sentence.
        return True
    return word in _ABBREVIATIONS


def excerpt(words: str, *, longest: int) -> str:
    """Words in at most ``longest`` characters, with single spaces; an ellipsis for what is cut.

    They are cut between two words, but for a word that would leave less than half of the room.
    """
    even = " ".join(words.split())
    if len(even) <= longest:
        return even
    cut = even[: longest - 1]
    if even[longest - 1] != " " and (space := cut.rfind(" ")) >= longest // 2:
        cut = cut[:space]
    return cut.rstrip(" ,;:–—-") + "…"
