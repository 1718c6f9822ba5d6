"""Folding text, so that "Radoslaw" finds "Radosław" and a straight quote finds a curly one.

Folded text is lower case, without accents, with straight quotes, plain hyphens and single spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from timeline.domain.text.typography import STRAIGHT

# The apostrophe that is a letter (U+02BC) stays: PostgreSQL's own folding keeps it too.
_LETTERS = {mark: plain for mark, plain in STRAIGHT.items() if not mark.isalpha()} | {
    "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
}  # fmt: skip
_SPECIAL = re.compile(f"[{''.join(_LETTERS)}]")
_SPACES = re.compile(r"\s+")
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")

MOST_TERMS = 8


def fold(text: str) -> str:
    """The text folded."""
    folded = _with_spaces(text)
    if folded.isascii():
        return _SPACES.sub(" ", folded).removeprefix(" ")
    return folded


def _with_spaces(text: str) -> str:
    """The text folded, but for white space, which may be left as it is."""
    if not text.isascii():
        # A text of the Latin alphabet has few others, and none is looked up but those.
        text = _SPECIAL.sub(lambda letter: _LETTERS[letter[0]], text)
    if text.isascii():
        return text.lower()
    return "".join(folded for folded, _ in _characters(text))


def words(text: str) -> str:
    """The text as a search looks at it: folded words, each with one space before it.

    ``holds`` looks for terms in what this gives.
    """
    found = word_list(text)
    return f" {' '.join(found)}" if found else ""


def word_list(text: str) -> list[str]:
    """The text's words, folded."""
    if text.isascii():
        # Most of a large record is: a scan for these letters alone takes half the time.
        return _PLAIN_WORD.findall(text.lower())
    return _WORD.findall(_with_spaces(text))


@lru_cache(maxsize=256)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a search: words, and phrases in double quotes, folded, at most eight."""
    found = []
    for match in _TERM.finditer(fold(text)):
        term = words(match[1] or match[2]).strip()
        if term and term not in found:
            found.append(term)
    return tuple(found[:MOST_TERMS])


def holds(folded: str, wanted: Iterable[str]) -> bool:
    """Whether each of some terms stands in a text that ``words`` folded.

    A term stands in it where a word, or a run of words, begins with it: "sky" finds "sky" and
    "skyward", not "Zelensky".
    """
    return all(f" {term}" in folded for term in wanted)


def hits(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where folded terms stand in a text: spans of its characters, in order, none overlapping."""
    pieces = list(_characters(text))
    folded = "".join(piece for piece, _ in pieces)
    origin = [index for piece, index in pieces for _ in piece]
    spans = []
    for term in wanted:
        # Between the words of a term anything but letters and digits may stand in the text.
        pattern = r"(?<![^\W_])" + r"[\W_]+".join(re.escape(word) for word in term.split())
        for match in re.finditer(pattern, folded):
            spans.append((origin[match.start()], origin[match.end() - 1] + 1))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """Each character folded, with its index; white space runs become one space."""
    spaced = True
    for index, character in enumerate(text):
        lowered = _LETTERS.get(character) or _LETTERS.get(character.lower()) or character
        for part in unicodedata.normalize("NFKD", lowered.casefold()):
            if part.isspace():
                if not spaced:
                    yield " ", index
                spaced = True
            elif not unicodedata.combining(part):
                # Folded once more: what "™" stands for are capitals.
                yield _LETTERS.get(part, part).casefold(), index
                spaced = False
