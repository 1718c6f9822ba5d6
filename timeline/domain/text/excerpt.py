"""As many of the words that someone said as may be quoted."""

from __future__ import annotations

import re

LONGEST_QUOTE = 15
"""The most words that one quote may have, unless its outlet allows another number."""

_ENDS = re.compile(r"[.!?;:,—–][\"'’”]?$")
_LEAST = 4


def most_words(longest: int | None, *, free_to_show: bool) -> int | None:
    """The most words that may be quoted of an outlet's text at once; ``None`` where all may.

    ``longest``: what was agreed with the outlet, if anything was.
    """
    if free_to_show:
        return None
    return LONGEST_QUOTE if longest is None else longest


def too_long(words: str, most: int | None) -> str:
    """A sentence where a quote has more words than may be quoted; empty where it hasn't."""
    if most is None or (count := len(words.split())) <= most:
        return ""
    return f"A quote of {count} words; {most} at most."


def short(words: str, *, longest: int = LONGEST_QUOTE) -> str:
    """The first ``longest`` words at most, up to the end of a clause where one ends among them.

    They stand in the text as they are, so that they can be found there again.
    """
    given = words.split()
    if len(given) <= longest:
        return " ".join(given).strip(" ,;:")
    for count in range(longest, _LEAST - 1, -1):
        if _ENDS.search(given[count - 1]):
            return " ".join(given[:count]).rstrip(" ,;:—–")
    return " ".join(given[:longest])
