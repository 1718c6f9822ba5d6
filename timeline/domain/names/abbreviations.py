"""Letters that a text explains: "International Atomic Energy Agency (IAEA)"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.names.capitalised_words import (
    IS_CALENDAR,
    IS_FUNCTION,
    IS_GIVEN,
    Word,
)
from timeline.domain.text.folded_text import FoldedText

_LETTERS = re.compile(r" \(([A-Z][A-Za-z&-]{1,9})\)")
_BETWEEN = frozenset("of for and the in on to & de des du della".split())
_MOST_SKIPPED = 2


@dataclass(frozen=True, slots=True)
class ExplainedAbbreviation:
    """Letters in brackets after a name that ends at ``end``.

    ``word``: the number of the word that the letters are. ``first`` and ``last``: the words whose
    initials they are, or -1 where those before don't fit.
    """

    letters: str
    word: int
    end: int
    first: int
    last: int


def explained_abbreviations(page: FoldedText, words: Sequence[Word]) -> list[ExplainedAbbreviation]:
    """The letters that are explained in a page, in order."""
    found = []
    for match in _LETTERS.finditer(page.normal):
        at = bisect_left(words, match.start(1), key=lambda word: word.start)
        if at == 0 or at == len(words) or words[at].start != match.start(1):
            continue
        if words[at - 1].end != match.start():
            continue
        first = _first(page, words, at - 1, letters=[c for c in match[1] if c.isupper()])
        last = at - 1 if first >= 0 else -1
        found.append(ExplainedAbbreviation(match[1], at, match.start(), first, last))
    return found


def _first(page: FoldedText, words: Sequence[Word], last: int, *, letters: list[str]) -> int:
    """The first of the words whose initials the letters are, or -1."""
    at, skipped = last, 0
    if len(letters) < 2:
        return -1
    while True:
        word = words[at]
        if page.normal[word.start] == letters[-1]:
            letters.pop()
            if not letters:
                return -1 if word.labels & (IS_GIVEN | IS_FUNCTION | IS_CALENDAR) else at
        else:
            skipped += 1
        between = word.gap.split()
        if at == 0 or skipped > _MOST_SKIPPED or word.gap[:1] != " ":
            return -1
        if not all(each in _BETWEEN for each in between):
            return -1
        at -= 1
        for each in reversed(between):
            # "ECOWAS" has an "o" for "of".
            if len(letters) > 1 and letters[-1] == each[0].upper() != page.normal[words[at].start]:
                letters.pop()
