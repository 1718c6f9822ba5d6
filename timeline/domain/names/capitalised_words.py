"""The capitalised words of a page, and what each may be."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.ordinary_words import is_ordinary
from timeline.domain.names.roles import is_office
from timeline.domain.text.folded_text import FoldedText

IS_GIVEN, IS_FUNCTION, IS_CALENDAR, IS_ORDINARY = 1, 2, 4, 8
IS_DEMONYM, IS_OFFICE, IS_HONORIFIC, IS_MODIFIER = 16, 32, 64, 128
IS_BODY, IS_SITE, IS_PAPER, IS_INITIAL, IS_FAMILY = 256, 512, 1024, 2048, 4096
IS_OCCASION = 8192

NO_PERSON = (
    IS_FUNCTION
    | IS_CALENDAR
    | IS_DEMONYM
    | IS_OFFICE
    | IS_HONORIFIC
    | IS_BODY
    | IS_SITE
    | IS_PAPER
    | IS_OCCASION
)
"""What no person's name is made of, unless a given name stands before it."""

APART = "\n"
"""The gap between two words that are of no one name."""

_LONGEST_GAP = 12
# In page text all letters of Latin scripts are ASCII; these are the capitals of Greek, Cyrillic,
# Armenian and what else is left.
_UPPER = "A-Z" + "".join(
    chr(code) for code in (*range(0xC0, 0x590), *range(0x1E00, 0x2000)) if chr(code).isupper()
)
# What stands before is looked at after the capital: the search then passes over all but capitals.
_WORD = re.compile(
    rf"[{_UPPER}](?<![^\W_].)"
    rf"(?:\.(?:[{_UPPER}]\.){{1,5}}(?![^\W_])|[^\W_]*(?:['-][^\W_]+){{0,3}})"
)
_TAILS = frozenset(
    """
    backed led based born run held made style era wide occupied controlled annexed brokered funded
    owned sponsored aligned allied friendly only owned linked trained speaking hosted mediated
    appointed installed supplied built bound area members member made type class level language
    proposed imposed registered flagged designed mandated operated administered
    """.split()
)
"""After a hyphen they make an adjective of a name: "Russia-backed"."""


class Word:
    """A capitalised word: where it stands, and what it may be.

    ``gap``: what stands between it and the capitalised word before, or ``APART``. ``tail``: whether
    more of the same word follows that is no name ("-backed"). ``known``: the number of the match
    that holds it, or -1. ``taken``: whether a name that holds it has been found.
    """

    __slots__ = ("end", "gap", "known", "labels", "low", "start", "tail", "taken")

    def __init__(self, start: int, end: int, low: str, gap: str, *, labels: int, tail: bool):
        self.start = start
        self.end = end
        self.low = low
        self.gap = gap
        self.labels = labels
        self.tail = tail
        self.known = -1
        self.taken = False


def capitalised(page: FoldedText) -> list[Word]:
    """The page's words that begin with a capital, in order, less their possessives."""
    found: list[Word] = []
    normal, low = page.normal, page.low
    last = -_LONGEST_GAP
    for match in _WORD.finditer(normal):
        start, end = match.span()
        word = low[start:end]
        tail = False
        if "'" in word and word.endswith("'s"):
            word = word[:-2]
            end -= 2
        if "-" in word:
            kept = _less_tail(word)
            tail = kept != word
            end -= len(word) - len(kept)
            word = kept
        gap = normal[last:start] if 0 <= start - last <= _LONGEST_GAP else APART
        if gap != " " and "\n" in gap:
            gap = APART
        found.append(Word(start, end, word, gap, labels=_labels(word), tail=tail))
        last = end
    return found


def _less_tail(word: str) -> str:
    head, _, tail = word.partition("-")
    return head if tail in _TAILS else word


@cache
def _listed() -> dict[str, int]:
    """The labels of each word in a list, by the word in lower case."""
    labels: dict[str, int] = {}
    for words, label in (
        (Lexicon.FIRST_NAMES, IS_GIVEN),
        (Lexicon.FUNCTION, IS_FUNCTION),
        (Lexicon.CALENDAR, IS_CALENDAR),
        (Lexicon.DEMONYMS, IS_DEMONYM),
        (Lexicon.TITLES, IS_OFFICE),
        (Lexicon.HONORIFICS, IS_HONORIFIC),
        (Lexicon.MODIFIERS, IS_MODIFIER),
        (Lexicon.BODY, IS_BODY),
        (Lexicon.SITE, IS_SITE),
        (Lexicon.PAPER, IS_PAPER),
        (Lexicon.FAMILY_NAMES, IS_FAMILY),
        (Lexicon.OCCASION, IS_OCCASION),
    ):
        for word in words:
            labels[word] = labels.get(word, 0) | label
    return labels


@lru_cache(maxsize=10_000)  # texts have the same capitalised words over and over
def _labels(word: str) -> int:
    label = _listed().get(word, 0)
    if len(word) == 1 or (word[1] == "." and len(word) <= 12):
        label |= IS_INITIAL
    elif "-" in word and not label:
        if is_office(word):
            label |= IS_OFFICE
        elif word.partition("-")[0] in Lexicon.FIRST_NAMES:
            label |= IS_GIVEN
    if not label & IS_GIVEN and is_ordinary(word):
        label |= IS_ORDINARY
    return label
