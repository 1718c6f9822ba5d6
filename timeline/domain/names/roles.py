"""The words of office beside a person's name: "foreign minister X", "X, the mayor of Y,"."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.name_text import NameText

REACH = 120
"""How many characters before a name, or after it, its office is looked for in."""

_MOST_MODIFIERS = 6
_MOST_OF = 9
_MOST_WORDS = 14
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
_ENDS = ',;:()\n"|!?'
_TRAILING = ",.;:!?)\"'|"


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


def before(page: NameText, start: int, *, closed: bool) -> Role | None:
    """The office told right before a name that begins at ``start``.

    ``closed``: whether a comma, or the end of the sentence, follows the name: then a comma may
    stand between ("the bloc's former secretary-general, X,").
    """
    if not closed and page.low.endswith(", ", 0, start):
        return None
    words = _words(page, start)
    while (
        words
        and words[-1][2].rstrip(".") in Lexicon.HONORIFICS
        and words[-1][2] not in Lexicon.TITLES
    ):
        words.pop()
    if not words:
        return None
    first, last, word = words[-1]
    if word.rstrip(_TRAILING) != word:
        if closed and word.endswith(",") and len(word) > 1:
            words[-1] = (first, last - 1, word[:-1])
        elif not (word.endswith(".") and word[:-1] in Lexicon.TITLES):
            return None
    return _direct(words) or _of(page, words)


def _words(page: NameText, start: int) -> list[tuple[int, int, str]]:
    """The words right before an offset as (start, end, word in lower case), in order.

    They end at the line's beginning, a bracket or a quotation mark. The list is empty where no
    office can be among them.
    """
    lowest = max(page.line(start)[0], start - REACH)
    piece = page.low[lowest:start]
    if piece[-1:] != " ":
        return []
    cut = max(piece.rfind('"'), piece.rfind("(")) + 1
    parts = piece[cut:-1].split(" ")
    if cut == 0 and lowest == start - REACH:
        # It may be half a word.
        parts.pop(0)
    parts = parts[-_MOST_WORDS:]
    if _OF.isdisjoint(parts):
        last = parts[-1].rstrip(_TRAILING) if parts else ""
        if last not in Lexicon.HONORIFICS and not is_office(last):
            return []
    found: list[tuple[int, int, str]] = []
    at = start - 1
    for part in reversed(parts):
        found.append((at - len(part), at, part))
        at -= len(part) + 1
    found.reverse()
    return found


def _direct(words: list[tuple[int, int, str]]) -> Role | None:
    at = len(words) - 1
    if not is_office(words[at][2].rstrip(".")):
        return None
    return Role(_extended(words, at), words[-1][1], words[at][0], before=True)


def _extended(words: list[tuple[int, int, str]], at: int) -> int:
    """Where the office at a word begins, with the words that belong to it before."""
    lowest = max(0, at - _MOST_MODIFIERS)
    while at > lowest:
        word = words[at - 1][2]
        if word not in Lexicon.MODIFIERS and not is_office(word.rstrip(".")):
            break
        at -= 1
    return words[at][0]


def _of(page: NameText, words: list[tuple[int, int, str]]) -> Role | None:
    """The office with what it is of: "minister of Finance of Norway"."""
    unfinished = words[-1][2] in _BETWEEN
    lowest = max(0, len(words) - 1 - _MOST_OF)
    for at in range(len(words) - 1, lowest, -1):
        first, _, word = words[at]
        if word in _OF and is_office(words[at - 1][2]):
            start, office = _extended(words, at - 1), words[at - 1][0]
            return Role(start, words[-1][1], office, before=True, unfinished=unfinished)
        bare = word.removesuffix("'s").removesuffix("'")
        if bare.rstrip(_TRAILING) != bare and not bare.endswith("."):
            return None
        capital = page.normal[first].isupper()
        if not capital and bare not in _BETWEEN and bare not in Lexicon.DESCRIBED:
            return None
    return None


def after(page: NameText, end: int) -> Role | None:
    """The office told after a name that ends at ``end``: ", a spokesman for Z,"."""
    normal = page.normal
    if normal[end : end + 2] != ", ":
        return None
    start, last = end + 2, min(page.line(end)[1], end + REACH)
    stop = _stop(normal, start, last)
    if (
        normal[stop : stop + 1] == "."
        and normal[start:stop].rpartition(" ")[2].lower() in Lexicon.ABBREVIATED
    ):
        # The title of the next in a list: "X, Gen. Y".
        return None
    words: list[tuple[int, int, str]] = []
    at = start
    for word in normal[start:stop].split(" "):
        if word:
            words.append((at, at + len(word), word.lower()))
        at += len(word) + 1
    determined = False
    while words and words[0][2] in _DETERMINERS:
        words.pop(0)
        determined = True
    office = None
    for index, (_, _, word) in enumerate(words[:8]):
        if word in _STOPS_AFTER or word in Lexicon.PERSONS_DO:
            break
        if is_office(word):
            office = index
        elif office is not None:
            break
    if office is None:
        return None
    determined = determined or words[0][2].endswith(("'s", "s'"))
    if not all(_describes(page, word, loosely=determined) for word in words[:office]):
        return None
    following = words[office + 1] if office + 1 < len(words) else None
    if following and following[2] not in _AFTER_OFFICE:
        return None
    length = _length(words, office)
    return Role(words[0][0], words[length - 1][1], words[office][0], before=False)


def _describes(page: NameText, word: tuple[int, int, str], *, loosely: bool) -> bool:
    """Whether a word may stand before an office; ``loosely``: any that is no article or verb."""
    bare = word[2].removesuffix("'s").removesuffix("'")
    if (
        bare in Lexicon.MODIFIERS
        or bare in Lexicon.DEMONYMS
        or bare in Lexicon.DESCRIBED
        or is_office(bare)
    ):
        return True
    if page.normal[word[0]].isupper() or bare.startswith(("ex-", "then-", "vice-", "co-")):
        return True
    return loosely and bare not in _DETERMINERS and not bare.endswith(("ing", "ed"))


def _stop(normal: str, start: int, last: int) -> int:
    for index in range(start, last):
        character = normal[index]
        if character in _ENDS:
            return index
        if character == "." and (index + 1 >= last or normal[index + 1] in " \"'"):
            # The dot of "U.S." and of an initial ends no apposition.
            if not (normal[index - 1].isupper() and not normal[index - 2].isalnum()):
                return index
        if character == " " and normal[index : index + 3] == " - ":
            return index
    return last


def _length(words: list[tuple[int, int, str]], office: int) -> int:
    """How many of the words are the office's: up to a verb or a clause of its own."""
    for index in range(office + 1, min(len(words), _MOST_WORDS)):
        word = words[index][2]
        if (
            word in _CLAUSE
            or word in Lexicon.PERSONS_DO
            or (
                word == "and"
                and index + 1 < len(words)
                and words[index + 1][2] in ("the", "a", "an", "one", "his", "her")
            )
        ):
            return index
    return min(len(words), _MOST_WORDS)


_CLAUSE = frozenset(
    """
    who which that is was has had will would as when where while after before
    because since until during who's whose whom
    """.split()
)
