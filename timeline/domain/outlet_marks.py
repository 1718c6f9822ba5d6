"""An outlet's mark: its colour, its dash and its initials, by which no two of them look alike.

A mark's number, from 1 on, stands for a colour and a dash: 1 to ``COLOURS`` for the colours, each
with the dash of the same number; the next as many for the colours, each with the dash that follows,
and so on, so that neighbours differ in both. Past ``LOOKS`` they come round again, with a number at
the initials.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import count

COLOURS = 8
"""How many colours the colour-blind-safe set has."""

DASHES = 8
"""How many dashes there are, in any of the colours."""

LOOKS = COLOURS * DASHES

_LETTERS = 3


def colour_of(number: int) -> int:
    """The place of a mark's colour in the set, from 1 on."""
    return (number - 1) % COLOURS + 1


def dash_of(number: int) -> int:
    """The place of a mark's dash in the set, from 1 on."""
    turn = (number - 1) % LOOKS // COLOURS
    return (colour_of(number) - 1 + turn) % DASHES + 1


def initials(name: str, number: int = 1) -> str:
    """A name in some letters: "Kyiv Post" is "KP", "The Times" is "Ti", "France 24" is "F24"."""
    words = re.findall(r"\w+", name)
    if len(words) > 1 and words[0].lower() == "the":
        del words[0]
    parts = [word if word.isdecimal() else word[0].upper() for word in words[:_LETTERS]]
    letters = "".join(parts) if len(parts) > 1 else "".join(words)[:2]
    turn = (number - 1) // LOOKS
    return f"{letters}·{turn + 1}" if turn else letters


class OutletMarks:
    """The marks that are taken, by whom; ``taken`` has the names of outlets and their numbers."""

    def __init__(self, taken: Iterable[tuple[str, int | None]]) -> None:
        self._sizes = Counter[int]()
        self._with_letters: dict[str, set[int]] = defaultdict(set)
        for name, number in taken:
            if number is not None:
                self._keep(name, number)

    def has(self, name: str, number: int) -> bool:
        """Whether another outlet has the mark that this would be of a name."""
        return number in self._with_letters[_compared(name)]

    def take(self, name: str, *, colour: int | None = None, wanted: int | None = None) -> int:
        """A number for a name that makes a mark of its own: the one wanted, or else of these the
        one that fewest outlets have, the lowest of those; of a colour, where that is given.
        """
        if wanted and not self.has(name, wanted):
            self._keep(name, wanted)
            return wanted
        for turn in count():
            numbers = range(turn * LOOKS + 1, (turn + 1) * LOOKS + 1)
            free = [n for n in numbers if not self.has(name, n) and colour in (None, colour_of(n))]
            if free:
                number = min(free, key=lambda n: (self._sizes[n], n))
                self._keep(name, number)
                return number
        raise AssertionError

    def _keep(self, name: str, number: int) -> None:
        self._sizes[number] += 1
        self._with_letters[_compared(name)].add(number)


def _compared(name: str) -> str:
    return initials(name).casefold()
