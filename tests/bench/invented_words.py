"""Words and sentences that nobody has said, some words often and most of them seldom."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")

_ONSETS = "b br d dr f fl g gr h k kl l m n p pr r s sk st t tr v".split()
_VOWELS = "a e i o u ai ei ou".split()
_ENDS = "l m n r s t rd lt nd".split()
ACTS = (
    "refuses promises visits warns opens closes inspects sells repairs floods leaves joins delays"
    " finances defends blames rejects signs".split()
)
THINGS = (
    "harbour bridge dam charter railway quarry treaty archive lighthouse tunnel market vote fleet"
    " granary canal stadium pipeline census orchard embargo".split()
)
_SAYING = "It was told that in the of by after and against".split()


class Words:
    """A vocabulary made up by dice."""

    def __init__(self, dice: random.Random, *, count: int = 3_000) -> None:
        self.dice = dice
        self._known = [self.new() for _ in range(count)]
        self._weights = skewed(count)

    def new(self) -> str:
        """A word, which may be known already."""
        dice = self.dice
        word = "".join(
            dice.choice(_ONSETS) + dice.choice(_VOWELS) for _ in range(dice.choice((1, 2, 2, 3)))
        )
        return word + dice.choice(_ENDS)

    def name(self) -> str:
        """A word with a capital."""
        return self.new().capitalize()

    def known(self, count: int) -> list[str]:
        """Words of the vocabulary."""
        return some(self.dice, self._known, self._weights, count)

    def sentence(self, length: int) -> str:
        """So many words with a capital and a full stop."""
        words = self.known(length)
        words[0] = words[0].capitalize()
        words[length // 2] = self.dice.choice(_SAYING)
        words[-1] = self.dice.choice(THINGS)
        return f"{' '.join(words)}."


def skewed(count: int) -> list[float]:
    """Cumulative weights in the manner of Zipf's law: the first few are had most often."""
    return list(accumulate(1 / (place + 3) for place in range(count)))


def some(dice: random.Random, values: Sequence[T], weights: list[float], count: int) -> list[T]:
    """So many of the values, each as often as its cumulative weight says."""
    return dice.choices(values, cum_weights=weights, k=count)
