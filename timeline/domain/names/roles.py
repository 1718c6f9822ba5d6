"""The words of office beside a person's name: "foreign minister X", "X, the mayor of Y,"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.text.folded_text import FoldedText

_MOST_MODIFIERS = 6
_MOST_OF = 9
_MOST_WORDS = 14
"""The words before a name, or after it, among which its office is looked for."""
_NOT_YET = frozenset("elect designate general".split())
_OF = frozenset("of for to at".split())
_BETWEEN = frozenset("the of for and in on to at".split())
_DETERMINERS = frozenset("the a an one his her its their our then now currently".split())
_AFTER_OFFICE = frozenset(
    "of for to at in on with from and since until under who during by elect designate".split()
)
_STOPS_AFTER = frozenset(
    """
    of for to at in on with from by who which that and or but is was has had as
    when where while after before because whose whom
    """.split()
)
_STOPS_ROLE = frozenset(',;:()"|!?')
"""Marks that no words of office go over."""
_CLOSES = frozenset('"(')


@dataclass(frozen=True, slots=True)
class Role:
    """The words of office beside a name, by their offsets in the normalised text.

    ``office``: the offset of the office's own noun. ``before``: whether they stand before the
    name. ``unfinished``: whether the name's own first words end them, as "Lviv" does "mayor of"
    in "mayor of Lviv Andriy Sadovyi".
    """

    start: int
    end: int
    office: int
    before: bool
    unfinished: bool = False


def is_office(word: str) -> bool:
    """Whether a word in lower case is an office: "ex-president" too."""
    if word in Lexicon.TITLES:
        return True
    head, dash, last = word.rpartition("-")
    if not dash:
        return False
    return (last in Lexicon.TITLES and len(head) <= 12) or (
        head in Lexicon.TITLES and last in _NOT_YET
    )


class _RoleWord(NamedTuple):
    """A word beside a name, in lower case; ``after``: the mark right behind it, if any."""

    start: int
    end: int
    low: str
    after: str = ""

    @property
    def is_abbreviated(self) -> bool:
        """Whether its dot is its own: "Gen."."""
        return self.after == "." and self.low in Lexicon.ABBREVIATED

    @property
    def is_tight(self) -> bool:
        """Whether nothing parts it from the word behind it."""
        return not self.after or self.is_abbreviated

    @property
    def whole_end(self) -> int:
        """Where it ends, with the dot that abbreviates it."""
        return self.end + self.is_abbreviated


def before(page: FoldedText, start: int, *, closed: bool) -> Role | None:
    """The office told right before a name that begins at ``start``.

    ``closed``: whether a comma, or the end of the sentence, follows the name: then a comma may
    stand between ("the bloc's former secretary-general, X,").
    """
    if not _may_end_before(page, start, closed=closed):
        return None
    words = _words_before(page, start)
    while words and words[-1].low in Lexicon.HONORIFICS and words[-1].low not in Lexicon.TITLES:
        words.pop()
    if not words:
        return None
    last = words[-1]
    if last.after and not (closed and last.after == ","):
        if not last.is_abbreviated:
            return None
    role = _direct(words) or _of(page, words)
    # "X, curator at the museum, Berg, said": the office is X's, and Berg where the museum is.
    return None if role and last.after == "," and _is_apposed(page, role.start) else role


def _is_apposed(page: FoldedText, start: int) -> bool:
    """Whether words of office follow a name and a comma, and are that name's."""
    table = page.words
    number = table.first_from(start)
    if number and table.low[number - 1] in ("a", "an"):
        number -= 1
    if number < 2 or table.low[number - 1] != ",":
        return False
    return page.normal[table.starts[number - 2]].isupper()


def _may_end_before(page: FoldedText, start: int, *, closed: bool) -> bool:
    """Whether the last word before an offset may be of an office, as most are not."""
    table, number = page.words, page.words.first_from(start) - 1
    if number < 0 or page.normal[start - 1] != " ":
        return False
    low = table.low[number]
    if low == ",":
        return closed
    if low == ".":
        return number > 0 and table.low[number - 1] in Lexicon.ABBREVIATED
    return low[0].isalnum() and (
        page.normal[table.starts[number]].isupper() or low in _BETWEEN or _is_of_office(low)
    )


def _words_before(page: FoldedText, start: int) -> list[_RoleWord]:
    """The words right before an offset, in order, from the first that may be of an office on.

    They are of one line, and none stands before a bracket or a quotation mark.
    """
    table, normal = page.words, page.normal
    number = table.first_from(start)
    first_of_line = page.line(start)[0]
    found: list[_RoleWord] = []
    after = ""
    while number > 0 and len(found) < _MOST_WORDS:
        number -= 1
        first, low = table.starts[number], table.low[number]
        if first < first_of_line or low in _CLOSES:
            break
        if low[0].isalnum():
            found.append(_RoleWord(first, table.ends[number], low, after))
            after = ""
            if not (normal[first].isupper() or low in _BETWEEN or _is_of_office(low)):
                break
        elif low != "'" or normal[first - 1 : first] != "s":
            after = low
    found.reverse()
    return found


@lru_cache(maxsize=10_000)  # texts have the same words over and over
def _is_of_office(low: str) -> bool:
    """Whether a word that has no capital may stand in the words of an office."""
    bare = low.removesuffix("'s")
    return (
        bare in Lexicon.DESCRIBED
        or bare in Lexicon.MODIFIERS
        or bare in Lexicon.HONORIFICS
        or is_office(bare)
    )


def _direct(words: list[_RoleWord]) -> Role | None:
    at = len(words) - 1
    if not is_office(words[at].low):
        return None
    return Role(_extended(words, at), words[-1].whole_end, words[at].start, before=True)


def _extended(words: list[_RoleWord], at: int) -> int:
    """Where the office at a word begins, with the words that belong to it before."""
    lowest = max(0, at - _MOST_MODIFIERS)
    while at > lowest:
        word = words[at - 1]
        if not word.is_tight or (word.low not in Lexicon.MODIFIERS and not is_office(word.low)):
            break
        at -= 1
    return words[at].start


def _of(page: FoldedText, words: list[_RoleWord]) -> Role | None:
    """The office with what it is of: "minister of Finance of Norway"."""
    unfinished = words[-1].low in _BETWEEN
    lowest = max(0, len(words) - 1 - _MOST_OF)
    for at in range(len(words) - 1, lowest, -1):
        word, ahead = words[at], words[at - 1]
        if word.low in _OF and not ahead.after and is_office(ahead.low):
            start = _extended(words, at - 1)
            return Role(start, words[-1].whole_end, ahead.start, before=True, unfinished=unfinished)
        if not word.is_tight and at < len(words) - 1:
            return None
        capital = page.normal[word.start].isupper()
        bare = word.low.removesuffix("'s")
        if not capital and bare not in _BETWEEN and bare not in Lexicon.DESCRIBED:
            return None
    return None


def after(page: FoldedText, end: int) -> Role | None:
    """The office told after a name that ends at ``end``: ", a spokesman for Z,"."""
    if not page.normal.startswith(", ", end):
        return None
    words = _words_after(page, end + 1)
    determined = False
    while words and words[0].low in _DETERMINERS:
        words.pop(0)
        determined = True
    office = None
    for index, word in enumerate(words[:8]):
        if word.low in _STOPS_AFTER or word.low in Lexicon.PERSONS_DO:
            break
        if is_office(word.low):
            office = index
        elif office is not None:
            break
    if office is None:
        return None
    determined = determined or words[0].low.endswith("'s") or words[0].after == "'"
    if not all(_describes(page, word, loosely=determined) for word in words[:office]):
        return None
    following = words[office + 1] if office + 1 < len(words) else None
    if following and following.low not in _AFTER_OFFICE:
        return None
    last = words[_length(words, office) - 1]
    return Role(words[0].start, last.end, words[office].start, before=False)


def _words_after(page: FoldedText, start: int) -> list[_RoleWord]:
    """The words from an offset up to a mark that parts them from what follows, of one line."""
    table, normal = page.words, page.normal
    number = table.first_from(start)
    last_of_line = page.line(start)[1]
    found: list[_RoleWord] = []
    for first, last, low in table.between(number, number + 2 * _MOST_WORDS):
        if first >= last_of_line or low in _STOPS_ROLE or len(found) == _MOST_WORDS:
            break
        if low[0].isalnum():
            found.append(_RoleWord(first, last, low))
        elif low == "-" and normal[first - 1 : last + 1] == " - ":
            break
        elif found:
            if low == "." and _ends(normal, first):
                if found[-1].low in Lexicon.ABBREVIATED:
                    # The title of the next in a list: "X, Gen. Y".
                    return []
                break
            found[-1] = found[-1]._replace(after=low)
    return found


def _ends(normal: str, dot: int) -> bool:
    """Whether a dot ends a sentence: that of "U.S." and of an initial ends none."""
    if normal[dot + 1 : dot + 2] not in ("", " ", '"', "'", "\n"):
        return False
    return not (normal[dot - 1].isupper() and not normal[dot - 2 : dot - 1].isalnum())


def _describes(page: FoldedText, word: _RoleWord, *, loosely: bool) -> bool:
    """Whether a word may stand before an office; ``loosely``: any that is no article or verb."""
    bare = word.low.removesuffix("'s")
    if (
        bare in Lexicon.MODIFIERS
        or bare in Lexicon.DEMONYMS
        or bare in Lexicon.DESCRIBED
        or is_office(bare)
    ):
        return True
    if page.normal[word.start].isupper() or bare.startswith(("ex-", "then-", "vice-", "co-")):
        return True
    return loosely and bare not in _DETERMINERS and not bare.endswith(("ing", "ed"))


def _length(words: list[_RoleWord], office: int) -> int:
    """How many of the words are the office's: up to a verb or a clause of its own."""
    for index in range(office + 1, len(words)):
        low = words[index].low
        if low in _CLAUSE or low in Lexicon.PERSONS_DO:
            return index
        if low == "and" and index + 1 < len(words) and words[index + 1].low in _DETERMINERS:
            return index
    return len(words)


_CLAUSE = frozenset(
    """
    who which that is was has had will would as when where while after before
    because since until during who's whose whom
    """.split()
)
