"""The outlets' initials on the strands of the two clocks, as far as none stands on another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_LETTER, _HEIGHT = 8.0, 13.0
"""How much room a letter takes where colours are forced, when initials are larger."""


class TextBox(NamedTuple):
    """The room that words take in a drawing, in its pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: TextBox) -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def placed(
    wishes: Iterable[tuple[str, tuple[str, ...]]], taken: Iterable[TextBox]
) -> list[tuple[str, str, str]]:
    """Initials with where each stands, from the left and from the top.

    Each wish is initials with the places of a strand that they may have, as SVG has them, the best
    first; whoever is given first chooses first, and what finds no place clear of the others and of
    what has ``taken`` its room is left out.
    """
    boxes, found = [*taken], []
    for letters, places in wishes:
        for place in places:
            x, y = place.split()
            half = len(letters) * _LETTER / 2 + 2
            box = TextBox(float(x) - half, float(y) - 10, float(x) + half, float(y) - 10 + _HEIGHT)
            if not any(box.meets(other) for other in boxes):
                boxes.append(box)
                found.append((letters, x, y))
                break
    return found
