"""The names of a document's authors, told apart in a text that has them by commas or semicolons, as
printed.
"""

from __future__ import annotations

import re

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.lexicon.word_lists import entries

_AFTER_A_NAME = frozenset("jr sr ii iii iv esq phd md".split())
_JOINING = frozenset("and & the of for".split())
_BODIES = entries("organisation_words", "body")
_INITIALS = re.compile(r"(?:\w\.-?)+|\w")


def author_names(printed: str) -> tuple[str, ...]:
    """Each author's name as it is printed, in order.

    Where there are semicolons they alone part names. A comma stays within a name before "Jr." and
    the like, before one word after a name of several, which says whom somebody writes for ("Petra
    Lind, CNN"), between a family name and given names ("Keene, Martin L."), before an office of a
    body ("World Health Organization, Regional Office for Europe"), and between an agency and a
    place ("Reuters, London").
    """
    if ";" in printed:
        return tuple(filter(None, map(str.strip, printed.split(";"))))
    names: list[str] = []
    for part in filter(None, map(str.strip, printed.split(","))):
        if names and _belongs(part, to=names[-1]):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return tuple(names)


def is_divisible(name: str) -> bool:
    """Whether who takes the last word, or what stands before the comma, for the family name is
    right: in "Ida Berg" and "Berg, Ida", not in "The Harbour Desk", "Ida Berg, Jr." or a name that
    begins with no given name that we know.
    """
    first, comma, rest = name.partition(", ")
    if comma:
        return " " not in first and _is_given(rest)
    words = name.split()
    return _JOINING.isdisjoint(word.lower() for word in words) and _is_given(words[0])


def _belongs(part: str, *, to: str) -> bool:
    if part.replace(".", "").lower() in _AFTER_A_NAME:
        return True
    if "," in to:
        return False
    words = part.lower().split()
    if not _BODIES.isdisjoint(words) and not _JOINING.isdisjoint(words):
        return not _is_given(to.split(maxsplit=1)[0])
    if to.lower() in entries("news_agencies") and part in Lexicon.PLACES:
        return True
    return " " not in part if " " in to else _is_given(part)


def _is_given(words: str) -> bool:
    return all(
        word.lower() in Lexicon.FIRST_NAMES or _INITIALS.fullmatch(word)
        for word in re.split(r"[\s-]+", words)
    )
