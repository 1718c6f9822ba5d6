"""A sentence's clauses, roughly: where one happening's words end and the next one's begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from timeline.domain.happenings.lexicon import SPEECH, VERBS, Form


class Tie(StrEnum):
    """How a clause hangs on what stands before it."""

    MAIN = "main"
    CONTENT = "content"  # what is said: "… said that …"
    SIDE = "side"  # when, while, after, who, which, and
    PARTICIPLE = "participle"  # ", warning that …"


class Word(NamedTuple):  # a text has thousands, and a tuple is the quickest to make
    """A word of a text, in lower case, by where it stands."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that belong together. ``lead``: the word that opened it ("after", "that").

    ``words``: those and the marks that part them; ``bare``: the words alone, never none.
    """

    start: int
    end: int
    tie: Tie
    lead: str
    words: Sequence[Word]
    bare: Sequence[Word]

    def until(self, place: int) -> list[Word]:
        """Its words and marks before the word that begins at a place."""
        return [word for word in self.words if self.start <= word.start and word.end <= place]


MASK = "\x00"
"""Stands for each character of a quotation, so that what is said there tells no happening."""

_WORD = re.compile(r"[^\W_][\w’'-]*(?:\.[A-Za-z]\b\.?)*|[;:,–—]|\x00+")
_SIDE = frozenset(
    "when while after before because although though until unless if where who whom which whose "
    "but as once since".split()
)
_MARKS = frozenset(",;:–—")
_SAYING = frozenset("said says added noted believes claimed".split())
_OPENING = _SIDE | frozenset("; – — that how why whether with and".split())
"""The only words and marks that may open a clause whatever stands before them, and…"""
_AHEAD = _SAYING | {","}
"""…those after which others may: most words are neither, and need no look at what is around."""
_DATE_AFTER = re.compile(r"\s+(?:\d|January|February|March|April|May|June|July|August|September|"
                         r"October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
                         r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|then|early|late|"
                         r"the)\b")  # fmt: skip


def masked(text: str, quoted: Sequence[tuple[int, int]]) -> str:
    """The text with every character of the quotations masked; as long as before."""
    pieces, at = [], 0
    for start, end in sorted(quoted):
        if start < at:
            continue
        pieces += [text[at:start], MASK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words and the marks that part them, between two characters of a masked text."""
    return [
        Word(*match.span(), match[0].lower().replace("’", "'"))
        for match in _WORD.finditer(text, start, end)
    ]


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of a stretch of a masked text, in order; none is empty."""
    words = words_of(text, start, end)
    found: list[Clause] = []
    first, tie, lead = _after_heading(text, words), Tie.MAIN, ""
    for index in range(first, len(words)):
        lower = words[index].lower
        if lower not in _OPENING and (not index or words[index - 1].lower not in _AHEAD):
            continue
        opened = _opens(text, words, index, first, fronted=tie is Tie.SIDE)
        if opened is None:
            continue
        if index > first:
            _close(found, words[first:index], tie, lead)
        tie, lead = opened, words[index].lower
        first = index
    _close(found, words[first:], tie, lead)
    return found


def _close(found: list[Clause], words: Sequence[Word], tie: Tie, lead: str) -> None:
    bare = [word for word in words if word.lower not in _MARKS]
    if bare:
        found.append(Clause(bare[0].start, bare[-1].end, tie, lead, words, bare))


def _opens(
    text: str, words: Sequence[Word], index: int, first: int, *, fronted: bool
) -> Tie | None:
    """How a new clause begins with this word, if one does."""
    word = words[index]
    if index == first:
        # The first word's own tie: "As Russian forces …", "After …".
        return Tie.SIDE if word.lower in _SIDE and _verb_ahead(words, index) else None
    before = words[index - 1].lower
    if word.lower in (";", "–", "—"):
        return Tie.MAIN
    if word.lower == "that":
        return Tie.CONTENT if _speaks(words[max(first, index - 4) : index]) else Tie.SIDE
    if word.lower in _SIDE:
        if word.lower == "since" and _DATE_AFTER.match(text, word.end):
            return None
        if word.lower in ("as", "since", "after", "before", "until") and not _verb_ahead(
            words, index
        ):
            return None
        return Tie.SIDE
    if (
        before == ","
        and fronted
        and _has_verb(words[first:index])
        and _verb_ahead(words, index - 1)
    ):
        # "When it was over, the minister …": what was put in front ends.
        return Tie.MAIN
    if word.lower in ("how", "why", "whether"):
        return Tie.CONTENT
    if before == "," and word.lower.endswith("ing") and _form(word.lower) is Form.ING:
        return Tie.PARTICIPLE
    if word.lower == "with" and any(w.lower.endswith("ing") for w in words[index + 1 : index + 7]):
        return Tie.SIDE
    if word.lower == "and" and _verb_ahead(words, index) and _has_verb(words[first:index]):
        return Tie.SIDE
    if before in _SAYING and word.lower not in (
        ",", "that", "in", "on", "at", "to", "during", "earlier", "later", "yesterday", "today",
    ) and MASK not in word.lower and _verb_ahead(words, index - 1, finite=False):  # fmt: skip
        return Tie.CONTENT
    return None


def _form(word: str) -> Form | None:
    found = VERBS.get(word)
    return found[2] if found else None


def _speaks(words: Sequence[Word]) -> bool:
    return any(
        word.lower in VERBS and VERBS[word.lower][1].partition("-")[0] in SPEECH for word in words
    )


def _has_verb(words: Sequence[Word]) -> bool:
    return any(
        word.lower in _HELPERS or _form(word.lower) in (Form.PAST, Form.PRESENT) for word in words
    )


_SMALL = frozenset("a an the of on in to for and or as at by with from over against no not".split())


def _after_heading(text: str, words: Sequence[Word]) -> int:
    """Where a sentence begins that a heading was run into: "Minister Warns Allies In March, …"."""
    run = 0
    while run < len(words) and (
        text[words[run].start].isupper() or (run and words[run].lower in _SMALL)
    ):
        run += 1
    verbs = [
        index
        for index in range(1, run)
        if text[words[index].start].isupper()
        and _form(words[index].lower) in (Form.PAST, Form.PRESENT)
    ]
    if run < 5 or not verbs or run == len(words):
        return 0
    for index in range(run - 1, verbs[0], -1):
        if words[index].lower in _SMALL and text[words[index].start].isupper():
            return index
    return run - 1


_HELPERS = frozenset("is are was were has have had will would could did does may might can".split())


def _verb_ahead(words: Sequence[Word], index: int, *, finite: bool = True) -> bool:
    """Whether a verb follows within a few words: what begins here is a clause, not a noun."""
    for word in words[index + 1 : index + 9]:
        if word.lower in (",", ";", "that"):
            return False
        if word.lower in _HELPERS or _form(word.lower) is Form.PAST:
            return True
        if not finite and _form(word.lower) in (Form.PRESENT, Form.BASE):
            return True
    return False
