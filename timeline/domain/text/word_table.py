"""The words of a text and the marks that part them, as arrays: a text has thousands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.domain.text.typography import LONG_DASHES

_WORD = re.compile(r"[^\W_]+(?:(?:[-'.]|,(?<=\d,)(?=\d))[^\W_]+){0,8}|[^\w\s]")
_TIGHT_DASH = re.compile(rf"(?<=\w)[{LONG_DASHES}](?=\w)(?!(?<=\d.)\d)")
_EVENED = frozenset("'\"-|.")
"""What typographic marks are folded to."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words and marks in order: where each begins and ends, and the word folded, or the mark.

    Words hold their apostrophes, hyphens and dots ("isn't", "vice-president", "u.s"), a figure its
    commas; a mark is one character.
    """

    starts: list[int]
    ends: list[int]
    low: list[str]

    @classmethod
    def of(cls, low: str) -> WordTable:
        """The words of a folded text."""
        words = _WORD.findall(low)
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        # Looked for one after the other: quicker than to make a match of each.
        for word in words:
            at = low.find(word, at)
            starts.append(at)
            at += len(word)
            ends.append(at)
        return cls(starts, ends, words)

    def between(self, first: int, stop: int) -> Iterator[tuple[int, int, str]]:
        """First offset, end and word of each from number ``first``, from 0, to before ``stop``."""
        return zip(
            self.starts[first:stop], self.ends[first:stop], self.low[first:stop], strict=True
        )

    def first_from(self, place: int) -> int:
        """The number, from 0, of the first word at an offset or after it; without one, of all."""
        return bisect_left(self.starts, place)

    def as_printed(self, text: str) -> WordTable:
        """The same words with the marks that ``text`` has, parted at its dashes.

        "The plan–which failed" has a hyphen for its dash once it is folded; between two figures it
        stays one.
        """
        low = [
            text[start] if word in _EVENED else word
            for start, word in zip(self.starts, self.low, strict=True)
        ]
        made = WordTable(list(self.starts), list(self.ends), low)
        for dash in _TIGHT_DASH.finditer(text):
            made._part(dash.start())
        return made

    def _part(self, place: int) -> None:
        """Part the word that holds a dash in two."""
        number = self.first_from(place) - 1
        start, end, word = self.starts[number], self.ends[number], self.low[number]
        if number < 0 or end <= place + 1 or len(word) != end - start:
            return
        cut = place - start
        self.starts[number : number + 1] = [start, place, place + 1]
        self.ends[number : number + 1] = [place, place + 1, end]
        self.low[number : number + 1] = [word[:cut], "–", word[cut + 1 :]]
