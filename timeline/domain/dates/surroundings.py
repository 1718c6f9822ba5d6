"""What stands right beside a stretch of text: a word and the marks on either side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

REACH = 40
"""The characters looked at on either side."""

_LEFT = re.compile(r"(?P<word>[^\W_](?:[^\W_]|['’.&](?=[^\W_]))*)?(?P<gap>[\W_]*)\Z")
_RIGHT = re.compile(r"(?P<gap>[\W_]*)(?P<word>[^\W_](?:[^\W_]|['’](?=[^\W_]))*)?")
_STOP = re.compile(r"[.!?:;\n•|]|[“\"«]\Z")
_NO_NAME = frozenset(
    "a about after again all an and around as at back before between both but by during each "
    "early even every for from her his if in its last late many mid most my next no not of on "
    "only or our since so some than that the their then these this those through throughout till "
    "to until when while with yet".split()
)
"""What is capitalised because it opens a sentence or a title, not because it is a name."""


@dataclass(frozen=True)
class Surroundings:
    """The stretch from ``start`` to ``end`` of ``text``, and what is beside it.

    ``left`` and ``right``: the nearest words as written, empty where there is none near.
    ``left_gap`` and ``right_gap``: the spaces and marks between.
    """

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The stretch itself."""
        return self.text[self.start : self.end]

    @cached_property
    def _left(self) -> tuple[str, str]:
        found = _LEFT.search(self.text[max(0, self.start - REACH) : self.start])
        assert found is not None
        return found["word"] or "", found["gap"]

    @cached_property
    def _right(self) -> tuple[str, str]:
        found = _RIGHT.match(self.text[self.end : self.end + REACH])
        assert found is not None
        return found["word"] or "", found["gap"]

    @property
    def left(self) -> str:
        return self._left[0]

    @property
    def left_gap(self) -> str:
        return self._left[1]

    @property
    def right(self) -> str:
        return self._right[0]

    @property
    def right_gap(self) -> str:
        return self._right[1]

    @property
    def opens_sentence(self) -> bool:
        """Whether nothing of its sentence stands to its left, as far as marks tell."""
        return not self.left or bool(_STOP.search(self.left_gap))

    @property
    def ends_clause(self) -> bool:
        """Whether a mark or the text's end follows it; a long line broken in two ends nothing."""
        if self.right_gap == "\n" and self.right[:1].islower():
            return False
        return not self.right or any(mark in self.right_gap for mark in ',.;:!?)]–—\n"”')

    @property
    def beside_left(self) -> str:
        """The word to the left in lower case, where only a space or a hyphen lies between."""
        return self.left.lower() if self.left_gap in (" ", "-", "\xa0", "\n", "  ") else ""

    @property
    def beside_right(self) -> str:
        """The word to the right in lower case, where only a space lies between."""
        return self.right.lower() if self.right_gap in (" ", "\xa0", "\n", "  ") else ""

    @property
    def after_name(self) -> bool:
        """Whether a capitalised word stands right before it inside a sentence: "Agenda 2030"."""
        left = self.beside_left
        return (
            bool(left)
            and "\n" not in self.left_gap
            and self.left[0].isupper()
            and not (left in _NO_NAME or left.endswith(("'s", "’s", "'", "’")))
        )

    @property
    def before_name(self) -> bool:
        """Whether a capitalised word stands right after it."""
        return bool(self.beside_right) and self.right[0].isupper()
