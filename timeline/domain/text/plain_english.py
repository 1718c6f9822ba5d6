"""English told by its own words, which costs nothing: for other languages there is a model."""

from __future__ import annotations

import re

LOOKED_AT = 200
"""The words of a text that it is told by, its first ones."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset(
    "the and that with this these which were been has have said would they their from by".split()
)
"""Words that no other language in Latin letters has among its frequent ones."""
_COMMON = _ENGLISH | frozenset(
    "a i of to in is it we you he she not be are was will for on but our at as do can all there "
    "what no if so my me us an or don't it's i'm we're you're can't i've".split()
)
_FEWEST, _SHARE = 2, 0.06


def is_plainly_english(text: str) -> bool:
    """Whether the first words of a text are English beyond doubt: some of them no one else has."""
    words = [match[0].lower() for match in _WORD.finditer(text[: 20 * LOOKED_AT])][:LOOKED_AT]
    found = sum(word in _ENGLISH for word in words)
    return found >= _FEWEST and found >= _SHARE * len(words)


def may_be_foreign(words: str) -> bool:
    """Whether three words or more have none that every English sentence has."""
    found = [match[0].lower().replace("’", "'") for match in _WORD.finditer(words)]
    return len(found) > 2 and _COMMON.isdisjoint(found)


def language_of_words(words: str, *, language: str) -> str:
    """The tag of the language of words that an editor may have put in English.

    ``language``: the tag of their document's; empty for what is in English, as pages are.
    """
    return "" if language.partition("-")[0] == "en" or is_plainly_english(words) else language
