"""Spellings one letter away from a known one: "Zelenskiy" beside "Zelensky"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SHORTEST = 5
"""The letters that a word has at least for another to be near it."""

LONGEST = 30
_MOST_WORDS = 6
_MOST_SEEN = 20_000
_PARTS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Spellings:
    """Names by their words, and each word by what is left of it without one letter.

    Two words are one edit apart (a letter put in, left out, changed, or two swapped) only if one
    without a letter is the other, or both without one are the same: so looking a word up takes as
    many steps as it has letters, however many names there are.
    """

    _names: Mapping[str, frozenset[str]]
    _by_deletion: Mapping[str, tuple[str, ...]]
    _seen: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, names: Mapping[str, set[str]]) -> Spellings:
        """From the names' words in lower case, single spaces between, and the actors' keys."""
        words = {word for name in names for word in name.split(" ")}
        deletions: dict[str, list[str]] = {}
        for word in words:
            if SHORTEST <= len(word) <= LONGEST:
                for less in _deletions(word):
                    deletions.setdefault(less, []).append(word)
        return cls(
            {name: frozenset(keys) for name, keys in names.items()},
            {less: tuple(found) for less, found in deletions.items()},
        )

    def near(self, name: str) -> str:
        """The key of the one actor with a name one edit from this one, else empty.

        ``name``: words in lower case with single spaces. Only one of its words may differ.
        """
        if name in self._names:
            return ""
        words = name.split(" ")
        if len(words) > _MOST_WORDS:
            return ""
        keys: set[str] = set()
        for at, word in enumerate(words):
            for other in self._words_near(word):
                if len(words) > 1 or _sounds_alike(word[0], other[0]):
                    changed = " ".join((*words[:at], other, *words[at + 1 :]))
                    keys |= self._names.get(changed, frozenset())
        return keys.pop() if len(keys) == 1 else ""

    def _words_near(self, word: str) -> frozenset[str]:
        if not SHORTEST - 1 <= len(word) <= LONGEST + 1:
            return frozenset()
        # Texts name the same few persons over and over.
        near = self._seen.get(word)
        if near is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            near = self._seen[word] = self._one_edit_from(word)
        return near

    def _one_edit_from(self, word: str) -> frozenset[str]:
        return frozenset(
            other
            for less in _deletions(word)
            for other in self._by_deletion.get(less, ())
            if other != word and is_one_edit(word, other)
        )


def plain(name: str) -> str:
    """A name's words in lower case as they are compared: with single spaces, without marks."""
    return " ".join(_PARTS.findall(name))


def _deletions(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def is_one_edit(first: str, second: str) -> bool:
    """Whether one letter put in, left out or changed, or two neighbours swapped, part two words."""
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1:
        return False
    at = 0
    while at < len(first) and first[at] == second[at]:
        at += 1
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    if first[at + 1 :] == second[at + 1 :]:
        return first != second
    return first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]


_SOUNDS = ("ckqgx", "ijyeh", "vwf", "szcx", "gjz", "dt", "bp", "ao", "uoy", "hk", "ae")


def _sounds_alike(first: str, second: str) -> bool:
    """A surname alone that begins otherwise is another's: "Bolton", "Dolton"."""
    return first == second or any(first in group and second in group for group in _SOUNDS)
