"""A text folded, with its capitals beside it, and the way back to its own characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_lowercase

from timeline.domain.text.folding import fold
from timeline.domain.text.word_table import WordTable

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_KEPT = {"…": ".", "—": "|", "―": "|", "⁃": "-", "_": "_"}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_APART = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "_"}
_LOWER = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{2,}")
_LONG_LOWER = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{4,}")
_CAPITALISED = re.compile(r"(?<![^\W_])[A-Z]")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]{0,3}$")

_SMALL = ascii_lowercase.encode()
_FEW = 16

LONGEST_HEADING = 220
"""The characters that a heading has at most."""


@dataclass(frozen=True)
class FoldedText:
    r"""A text without accents, typographic marks and odd spaces.

    ``text`` is the text as it came; ``normal`` has capitals; ``low`` is it in lower case; ``apart``
    is ``low`` with a space for every character that is neither letter nor digit, and one space
    before the first. Offsets are the same in ``normal`` and ``low``, and one more in ``apart``.
    Line ends are "\n", dashes between words "|".
    """

    text: str
    normal: str
    low: str
    apart: str
    _moves: tuple[list[int], list[int]] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> FoldedText:
        """Fold a text."""
        normal, moves = _normalised(text)
        low = normal.lower()
        table = _APART
        if not low.isascii():
            odd = {ord(each): " " for each in set(low) if not each.isalnum() and each != "_"}
            table = {**_APART, **odd}
        return cls(text, normal, low, " " + low.translate(table), moves)

    @property
    def moved(self) -> bool:
        """Whether its offsets differ from those of the text itself."""
        return bool(self._moves[0])

    @cached_property
    def words(self) -> WordTable:
        """Its words and marks, by their offsets in ``normal``."""
        return WordTable.of(self.low)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text itself, the end exclusive, of ``normal[start:end]``, which is not
        empty.
        """
        if not self._moves[0]:
            return start, end
        first, last = self._origin(start), self._origin(end - 1) + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last

    def places(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int]]:
        """What ``place`` gives for many stretches of ``normal``, as two lists, but faster.

        They come in order and don't overlap. Raises ``IndexError`` unless the text is ``moved``.
        """
        changes = self._moves[0]
        firsts: list[int] = []
        lasts: list[int] = []
        change = moved = 0
        after = changes[0]
        for start, end in zip(starts, ends, strict=True):
            if end <= after:
                firsts.append(start + moved)
                lasts.append(end + moved)
                continue
            first, last = self.place(start, end)
            firsts.append(first)
            lasts.append(last)
            change = bisect_right(changes, end, change)
            after = changes[change] if change < len(changes) else len(self.normal)
            moved = self._moves[1][change - 1] - changes[change - 1] if change else 0
        return firsts, lasts

    def _origin(self, index: int) -> int:
        starts, origins = self._moves
        at = bisect_right(starts, index) - 1
        if at < 0:
            return index
        # Of several letters for one ("ss") all have its place.
        moved = origins[at] + index - starts[at]
        return min(moved, origins[at + 1]) if at + 1 < len(origins) else moved

    @cached_property
    def lowers(self) -> frozenset[str]:
        """The words of two letters or more that stand somewhere in the text without a capital."""
        return frozenset(_LOWER.findall(self.normal))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.normal))]

    @cached_property
    def _shouts(self) -> dict[int, bool]:
        return {}

    @cached_property
    def _headings(self) -> dict[int, bool]:
        return {}

    def line(self, index: int) -> tuple[int, int]:
        """The offsets in ``normal`` of the line that holds a character, without its line end."""
        at = bisect_right(self._line_starts, index) - 1
        start = self._line_starts[at]
        following = at + 1
        if following < len(self._line_starts):
            return start, self._line_starts[following] - 1
        return start, len(self.normal)

    def is_heading(self, index: int) -> bool:
        """Whether a character of ``normal`` stands in a line with the capitals of a heading."""
        start, end = self.line(index)
        if start not in self._headings:
            self._headings[start] = end - start <= LONGEST_HEADING and _heads(
                self.normal[start:end]
            )
        return self._headings[start]

    def is_shouted(self, index: int) -> bool:
        """Whether a character of ``normal`` stands in a line of which most letters are capitals."""
        start, end = self.line(index)
        if start not in self._shouts:
            self._shouts[start] = _shouts(self.normal[start:end])
        return self._shouts[start]

    def begins_sentence(self, index: int) -> bool:
        """Whether the word at an offset of ``normal`` is a sentence's first, or a quotation's."""
        at = index - 1
        lowest = max(-1, at - 8)
        while at > lowest and self.normal[at] in " \t(['\"*-|":
            if self.normal[at] in "'\"":
                return True
            at -= 1
        if at < 0 or self.normal[at] in "\n!?:;|":
            return True
        return self.normal[at] == "." and not self._abbreviates(at)

    def _abbreviates(self, dot: int) -> bool:
        start = dot
        while start > 0 and dot - start < 6 and self.normal[start - 1].isalnum():
            start -= 1
        word = self.low[start:dot]
        single = len(word) == 1 and word != "i"
        return single or word in _SHORT


_SHORT = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr maj adm rev hon st jr sr pres sec "
    "vs no feb jan mar apr jun jul aug sep sept oct nov dec".split()
)


def _shouts(line: str) -> bool:
    letters = line.encode("ascii", "ignore")
    small = len(letters) - len(letters.translate(None, _SMALL))
    if len(line) <= 3 * small:
        # Nearly every line: so many capitals don't fit into the rest.
        return False
    return sum(map(str.isupper, line)) > 2 * sum(map(str.islower, line))


def _heads(line: str) -> bool:
    line = line.strip()
    if _SENTENCE_END.search(line[-5:]):
        return False
    if line.startswith("By ") and len(line) < 80:
        return True
    capitals = len(_CAPITALISED.findall(line))
    lowers = len(_LONG_LOWER.findall(line))
    if not lowers:
        # A name by itself, a byline, a menu: nothing is said of anybody.
        return not any(word in _SPOKEN for word in _LOWER.findall(line))
    return capitals >= 3 and capitals > 1.5 * lowers


_SPOKEN = frozenset("is was has had met won to".split())


def _normalised(text: str) -> tuple[str, tuple[list[int], list[int]]]:
    table = {ord(each): "\n" for each in _LINE_ENDS if each in text}
    table |= {9: " "}
    longer: dict[str, str] = {}
    if not text.isascii():
        for each in set(_NOT_ASCII.findall(text)):
            made = _normal(each)
            if len(made) == 1:
                table[ord(each)] = made
            else:
                longer[each] = made
    plain = _replaced(text, table)
    if not longer and "  " not in plain:
        return plain, ([], [])
    odd = "".join(re.escape(each) for each in longer)
    pattern = re.compile(rf"(?<= ) +|[{odd}]" if odd else "(?<= ) +")
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = length = 0
    for match in pattern.finditer(plain):
        made = longer.get(match[0], "")
        pieces += [plain[at : match.start()], made]
        length += match.start() - at
        if len(made) > 1:
            starts += range(length, length + len(made))
            origins += [match.start()] * len(made)
        length += len(made)
        at = match.end()
        starts.append(length)
        origins.append(at)
    pieces.append(plain[at:])
    return "".join(pieces), (starts, origins)


def _replaced(text: str, table: dict[int, str]) -> str:
    """The text with characters replaced by this table; no replacement is itself a key of it."""
    # A few are replaced sooner one after the other; a text has seldom more than some dashes and
    # quotation marks.
    few = len(table) <= _FEW and all(made.isascii() for made in table.values())
    if not few:
        return text.translate(table)
    for code, made in table.items():
        text = text.replace(chr(code), made)
    return text


def _normal(character: str) -> str:
    """What a character that is not ASCII becomes: a letter keeps its case."""
    if character in _LINE_ENDS:
        return "\n"
    if character.isspace():
        return " "
    if character in _KEPT:
        return _KEPT[character]
    made = fold(character)
    if made.isalnum():
        return made.upper() if character.isupper() else made
    if unicodedata.category(character) == "Cf" or unicodedata.combining(character):
        return ""
    return made if len(made) == 1 and made.isascii() else "|"
