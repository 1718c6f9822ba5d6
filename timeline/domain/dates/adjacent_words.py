"""The words right beside a span of a text, and the spaces and marks between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.domain.lexicon.word_lists import members

REACH = 40
"""The characters looked at on either side."""

_IN_A_WORD = "'’.&"
_RIGHT = re.compile(r"(?P<gap>[\W_]*)(?P<word>[^\W_](?:[^\W_]|['’](?=[^\W_]))*)?")
_STOP = re.compile(r"[.!?:;\n•|]|[“\"«]\Z")
_NO_NAME = members("date_context", "capitalised and no name")
"""What is capitalised because it opens a sentence or a title, not because it is a name."""


@dataclass(slots=True)
class Surroundings:
    """A span of ``text``, from offset ``start`` up to ``end``, exclusive, and what is beside it.

    ``left`` and ``right``: the nearest words as written, empty where there is none within
    ``REACH`` characters. ``left_gap`` and ``right_gap``: the spaces and marks between.
    """

    text: str
    start: int
    end: int
    _left: tuple[str, str] | None = None
    _right: tuple[str, str] | None = None

    @property
    def words(self) -> str:
        """The words of the span itself, as written."""
        return self.text[self.start : self.end]

    def _on_the_left(self) -> tuple[str, str]:
        if self._left is None:
            self._left = _last_word(self.text[max(0, self.start - REACH) : self.start])
        return self._left

    def _on_the_right(self) -> tuple[str, str]:
        if self._right is None:
            found = _RIGHT.match(self.text[self.end : self.end + REACH])
            assert found is not None
            self._right = found["word"] or "", found["gap"]
        return self._right

    @property
    def left(self) -> str:
        return self._on_the_left()[0]

    @property
    def left_gap(self) -> str:
        return self._on_the_left()[1]

    @property
    def right(self) -> str:
        return self._on_the_right()[0]

    @property
    def right_gap(self) -> str:
        return self._on_the_right()[1]

    @property
    def opens_sentence(self) -> bool:
        """Whether it begins a sentence: no word is near to its left, or a stop stands between."""
        return not self.left or bool(_STOP.search(self.left_gap))

    @property
    def ends_clause(self) -> bool:
        """Whether a mark, the end of a line or the end of the text follows it.

        A line that goes on in lower case on the next one ends nothing.
        """
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


def _last_word(before: str) -> tuple[str, str]:
    """The last word of a text, empty where it has none, and all that follows that word."""
    end = len(before)
    while end and not before[end - 1].isalnum():
        end -= 1
    start = end
    while start and (
        before[start - 1].isalnum() or (before[start - 1] in _IN_A_WORD and before[start].isalnum())
    ):
        start -= 1
    while start < end and before[start] in _IN_A_WORD:
        start += 1
    return before[start:end], before[end:]
