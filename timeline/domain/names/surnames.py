"""Which part of a person's name later mentions repeat."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.roles import is_office

PARTICLES = frozenset(
    """
    van von de der den del della di da dos das du la le los las bin bint ibn al el ul ur abu ben
    ter ten zu zum af av os e y d l
    """.split()
)
"""What may stand within a person's name without a capital."""

_AFTER = frozenset("jr sr jr. sr. ii iii iv".split())


def untitled(parts: Sequence[str]) -> list[str]:
    """The words of a name, less the title before it: "President Joe Biden" without "President"."""
    kept = list(parts)
    while len(kept) > 1:
        word = kept[0].lower().rstrip(".")
        if not (
            word in Lexicon.HONORIFICS
            or word == "the"
            or is_office(word)
            or (word in Lexicon.MODIFIERS and any(is_office(each.lower()) for each in kept[1:]))
        ):
            break
        kept.pop(0)
    return kept


def surname(parts: Sequence[str]) -> str:
    """The family name in the words of a full name, with its particles: "von der Leyen".

    "Kim" of "Kim Jong Un", whose family name stands first.
    """
    kept = list(parts)
    while len(kept) > 2 and kept[-1].lower() in _AFTER:
        kept.pop()
    first = kept[0].lower()
    if first in Lexicon.FAMILY_NAMES and len(kept) in (2, 3) and not _is_western(kept):
        return kept[0]
    at = len(kept) - 1
    while at > 1 and kept[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(kept[at:])


def _is_western(parts: Sequence[str]) -> bool:
    """Whether a name ends in a family name though it begins with what may be one: "Song Li"."""
    return parts[-1].lower() in Lexicon.FAMILY_NAMES and "-" not in parts[-1] and len(parts) == 2
