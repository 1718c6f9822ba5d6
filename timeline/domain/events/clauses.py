"""A sentence's clauses, by its conjunctions, marks and verbs: each may tell an event of its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from timeline.domain.events.event_words import EventWords
from timeline.domain.lexicon.english import Lexicon
from timeline.domain.lexicon.verb_forms import Form
from timeline.domain.text.document import Document
from timeline.domain.text.word_table import WordTable


class ClauseRelation(StrEnum):
    """What a clause is: a main or a side clause, what somebody says, or a participle's."""

    MAIN = "main"
    CONTENT = "content"  # what is said: "… said that …"
    SIDE = "side"  # when, while, after, who, which, and
    PARTICIPLE = "participle"  # ", warning that …"


@dataclass(slots=True)
class ClauseWords:
    """Words of a text and the marks that part them, in order: each folded, and its offsets.

    A text has thousands, so that nothing is made of each.
    """

    lower: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, document: Document, quoted: Sequence[tuple[int, int]]) -> ClauseWords:
        """The words of a text and the marks between clauses; what is quoted is one ``MASK``.

        ``quoted``: from where to where, in order.
        """
        words = document.words
        made = cls([], [], [])
        at = 0
        for start, end in quoted:
            if start < at:
                continue
            made._take(words, at, start)
            made.lower.append(MASK)
            made.starts.append(start)
            made.ends.append(end)
            at = end
        made._take(words, at, len(document.text))
        return made

    def _take(self, words: WordTable, start: int, end: int) -> None:
        """Add the words between two offsets."""
        first, stop = words.first_from(start), words.first_from(end)
        low = words.low
        kept = [n for n in range(first, stop) if low[n] in _MARKS or low[n][0].isalnum()]
        self.lower += [low[n] for n in kept]
        self.starts += [words.starts[n] for n in kept]
        self.ends += [words.ends[n] for n in kept]

    def between(self, first: int, end: int) -> ClauseWords:
        """The words and marks from one number up to another, the other not included."""
        return ClauseWords(self.lower[first:end], self.starts[first:end], self.ends[first:end])

    def within(self, start: int, end: int) -> ClauseWords:
        """The words and marks between two offsets."""
        return self.between(bisect_left(self.starts, start), self.until(end))

    def until(self, place: int) -> int:
        """How many of the words and marks end at an offset or before it."""
        return bisect_right(self.ends, place)

    def span(self, number: int) -> tuple[int, int]:
        """Where a word begins and ends."""
        return self.starts[number], self.ends[number]

    def without_marks(self) -> ClauseWords:
        """The words alone."""
        if _MARKS.isdisjoint(self.lower):
            return self
        kept = [number for number, word in enumerate(self.lower) if word not in _MARKS]
        return ClauseWords(
            [self.lower[n] for n in kept],
            [self.starts[n] for n in kept],
            [self.ends[n] for n in kept],
        )


class Clause(NamedTuple):  # a text has many, and a tuple is the quickest to make
    """Words that belong together. ``lead``: the word that opened it ("after", "that").

    ``words``: those and the marks that part them; ``bare``: the words alone, never none.
    """

    start: int
    end: int
    relation: ClauseRelation
    lead: str
    words: ClauseWords
    bare: ClauseWords

    def until(self, place: int) -> Sequence[str]:
        """Its words and marks before the word that begins at a place, in lower case."""
        first = bisect_left(self.words.starts, self.start)
        return self.words.lower[first : self.words.until(place)]


MASK = "\x00"
"""Stands for each character of a quotation, so that what is said there tells no happening."""

_SIDE = frozenset(
    "when while after before because although though until unless if where who whom which whose "
    "but as once since".split()
)
_MARKS = frozenset(",;:–—")
_OPENING = _SIDE | frozenset("; – — that how why whether with and".split())
"""The only words and marks that may open a clause whatever stands before them."""
_DATE_AFTER = re.compile(r"\s+(?:\d|January|February|March|April|May|June|July|August|September|"
                         r"October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
                         r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|then|early|late|"
                         r"the)\b")  # fmt: skip


def masked(text: str, quoted: Sequence[tuple[int, int]]) -> str:
    """The text with every character of the quotations masked; as long as before.

    Its apostrophes are straight ones, as those of the words that it is searched for.
    """
    pieces, at = [], 0
    for start, end in sorted(quoted):
        if start < at:
            continue
        pieces += [text[at:start], MASK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]]).replace("’", "'")


def clauses(text: str, words: ClauseWords) -> list[Clause]:
    """The clauses of a stretch's words, in order; none is empty. ``text`` is masked."""
    lower = words.lower
    found: list[Clause] = []
    first, relation, lead = _after_heading(text, words), ClauseRelation.MAIN, ""
    for index in range(first, len(lower)):
        before = lower[index - 1] if index else ""
        if lower[index] not in _OPENING and before != "," and before not in Lexicon.REPORTING:
            # Most words are neither what may open a clause nor after what may end one.
            continue
        opened = _opens(text, words, index, first, fronted=relation is ClauseRelation.SIDE)
        if opened is None:
            continue
        if index > first:
            _close(found, words.between(first, index), relation, lead)
        relation, lead = opened, lower[index]
        first = index
    _close(found, words.between(first, len(lower)), relation, lead)
    return found


def _close(found: list[Clause], words: ClauseWords, relation: ClauseRelation, lead: str) -> None:
    bare = words.without_marks()
    if bare.lower:
        start, end = bare.starts[0], bare.ends[-1]
        found.append(Clause(start, end, relation, lead, words, bare))


def _opens(
    text: str, words: ClauseWords, index: int, first: int, *, fronted: bool
) -> ClauseRelation | None:
    """The relation of the clause that begins with this word; ``None`` where none begins."""
    lower = words.lower
    word = lower[index]
    if index == first:
        # The first word's own relation: "As Russian forces …", "After …".
        return ClauseRelation.SIDE if word in _SIDE and _verb_ahead(lower, index) else None
    before = lower[index - 1]
    if word in (";", "–", "—"):
        return ClauseRelation.MAIN
    if word == "that":
        return _opened_by_that(lower, index, first)
    if word in _SIDE:
        if word == "since" and _DATE_AFTER.match(text, words.ends[index]):
            return None
        if word in ("as", "since", "after", "before", "until") and not _verb_ahead(lower, index):
            return None
        return ClauseRelation.SIDE
    if (
        before == ","
        and fronted
        and not EventWords.FINITE.isdisjoint(lower[first:index])
        and _verb_ahead(lower, index - 1)
    ):
        # "When it was over, the minister …": what was put in front ends.
        return ClauseRelation.MAIN
    if word in ("how", "why", "whether"):
        return ClauseRelation.CONTENT
    if before == "," and word.endswith("ing") and _form(word) == "ing":
        return ClauseRelation.PARTICIPLE
    if word == "with" and any(near.endswith("ing") for near in lower[index + 1 : index + 7]):
        return ClauseRelation.SIDE
    if (
        word == "and"
        and _verb_ahead(lower, index)
        and not EventWords.FINITE.isdisjoint(lower[first:index])
    ):
        return ClauseRelation.SIDE
    if before in Lexicon.REPORTING and word not in (
        ",", "that", "in", "on", "at", "to", "during", "earlier", "later", "yesterday", "today",
    ) and MASK not in word and _verb_ahead(lower, index - 1, finite=False):  # fmt: skip
        return ClauseRelation.CONTENT
    return None


def _opened_by_that(lower: Sequence[str], index: int, first: int) -> ClauseRelation | None:
    """What clause "that" begins; none in "in April that year"."""
    if index + 1 < len(lower) and lower[index + 1] in _IN_DATES:
        return None
    speaks = not EventWords.SPEAKING.isdisjoint(lower[max(first, index - 4) : index])
    return ClauseRelation.CONTENT if speaks else ClauseRelation.SIDE


def _form(word: str) -> Form | None:
    found = EventWords.VERBS.get(word)
    return found[2] if found else None


_IN_DATES = frozenset("same day night morning afternoon evening week month year spring".split())
"""Words that make a date with "that" before them: "in April that year"."""
_SMALL = frozenset("a an the of on in to for and or as at by with from over against no not".split())


def _after_heading(text: str, words: ClauseWords) -> int:
    """Where a sentence begins that a heading was run into: "Minister Warns Allies In March, …"."""
    lower, starts = words.lower, words.starts
    run = 0
    while run < len(lower) and (text[starts[run]].isupper() or (run and lower[run] in _SMALL)):
        run += 1
    if run < 5 or run == len(lower):
        return 0
    verbs = [
        index
        for index in range(1, run)
        if text[starts[index]].isupper() and _form(lower[index]) in ("past", "present")
    ]
    if not verbs:
        return 0
    for index in range(run - 1, verbs[0], -1):
        if lower[index] in _SMALL and text[starts[index]].isupper():
            return index
    return run - 1


_NO_FURTHER = frozenset((",", ";", "that"))


def _verb_ahead(lower: Sequence[str], index: int, *, finite: bool = True) -> bool:
    """Whether a verb follows within a few words: what begins here is a clause, not a noun."""
    wanted = EventWords.PAST if finite else EventWords.ANY_VERB
    ahead = lower[index + 1 : index + 10]
    for word, after in zip(ahead, (*ahead[1:9], ""), strict=False):
        if word in _NO_FURTHER:
            return False
        if word in wanted or (word in EventWords.PARTICLES and f"{word} {after}" in wanted):
            return True
    return False
