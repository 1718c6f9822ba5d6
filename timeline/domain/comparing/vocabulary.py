"""Words for the same thing: "invasion" here, "special military operation" there.

From the words that sources were seen to choose for a thing, what another text calls it is found:
those very words, or others around the same head ("full-scale war" where "war" was seen).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from timeline.domain.lexicon.word_lists import members
from timeline.domain.text.folding import fold

_WORD = re.compile(r"[^\W_][\w’'-]*")
_ENDS = re.compile(r"\b(?:of|on|over|in|with|for|to|by|from|against|between|into)\b")
_OUTSIDE = members("uninformative_words", "around terms")
_POSSESSIVE = re.compile(r"['’]s?$")
_MOST_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What things were called. ``heads``: the thing that a word names, by its folded form."""

    heads: Mapping[str, str]

    @classmethod
    def of(cls, chosen: Iterable[tuple[str, str]]) -> Vocabulary:
        """From pairs of a thing and the words chosen for it.

        A head that is used of two things names neither.
        """
        things: dict[str, set[str]] = defaultdict(set)
        for thing, words in chosen:
            if head := _head(words):
                things[head].add(thing)
        return cls({head: next(iter(of)) for head, of in things.items() if len(of) == 1})

    def find(self, text: str, *, start: int, end: int) -> list[tuple[str, str]]:
        """The words for things in a span of a text: pairs of thing and words, each thing once.

        ``start`` and ``end``: offsets, the end exclusive. Of several words for one thing, the
        longest are given.
        """
        if not self.heads:
            return []
        # Most sentences have none of them, which is told without asking where its words stand.
        if self.heads.keys().isdisjoint(map(_fold, _WORD.findall(text, start, end))):
            return []
        found: dict[str, str] = {}
        words = list(_WORD.finditer(text, start, end))
        for index, match in enumerate(words):
            thing = self.heads.get(_fold(match[0]))
            if thing is None:
                continue
            first = index
            while first > max(0, index - _MOST_BEFORE) and _belongs(text, words, first):
                first -= 1
            chosen = text[words[first].start() : match.start()] + _bare(match[0])
            if len(chosen) > len(found.get(thing, "")):
                found[thing] = chosen
        return list(found.items())


def _belongs(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Whether the word before qualifies the one at the index."""
    before, here = words[index - 1], words[index]
    return text[before.end() : here.start()] == " " and before[0].lower() not in _OUTSIDE


def _head(words: str) -> str:
    inside = _ENDS.split(words, maxsplit=1)[0]
    found = _WORD.findall(inside) or _WORD.findall(words)
    return _fold(found[-1]) if found and found[-1].lower() not in _OUTSIDE else ""


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=20_000)  # a text says most of its words many times
def _fold(word: str) -> str:
    folded = fold(_bare(word))
    return folded[:-1] if len(folded) > 4 and folded.endswith("s") else folded
