"""As many of the words that someone said as may be quoted."""

from __future__ import annotations

import re

LONGEST_QUOTE = 15
"""The most words that one quote may have."""

_ENDS = re.compile(r"[.!?;:,—–][\"'’”]?$")
_LEAST = 4


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
