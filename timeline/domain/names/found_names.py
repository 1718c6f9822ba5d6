"""The mentions of named entities found in one text so far."""

from __future__ import annotations

from bisect import bisect_left

from timeline.domain.names.capitalised_words import Word
from timeline.domain.names.gazetteer import Match
from timeline.domain.names.name import Name
from timeline.domain.names.persons import NamedEntity
from timeline.domain.text.folded_text import FoldedText


class NameMentions:
    """What one text has been found to name, beside what could still be a name.

    ``words``: its capitalised words. ``matches``: the gazetteer's matches in it; ``claimed`` says,
    for each by its number, whether a mention has been added for it or a longer name holds it.
    ``names``: the mentions added, in no order. ``actors``: the register's keys among them.
    """

    def __init__(self, page: FoldedText, *, words: list[Word], matches: list[Match]):
        self.page = page
        self.words = words
        self.matches = matches
        self.claimed = [False] * len(matches)
        self.names: list[Name] = []
        self.actors: set[str] = set()
        at = 0
        for number, match in enumerate(matches):
            while at < len(words) and words[at].end <= match.start:
                at += 1
            here = at
            while here < len(words) and words[here].start < match.end:
                word = words[here]
                if match.start <= word.start and word.end <= match.end + 1:
                    word.known = number
                here += 1

    def add(self, start: int, end: int, entity: NamedEntity, *, role: str = "") -> None:
        """Add a mention at these offsets of the normalised text."""
        first, last = self.page.place(start, end)
        surface = self.page.text[first:last]
        self.actors.add(entity.actor)
        self.names.append(
            Name(
                first, last, surface, entity.actor, entity.alias_of, entity.full, entity.kind, role
            )
        )

    def claim(self, first: int, last: int) -> None:
        """Mark the words from one number to another, both included, and their matches as named."""
        for word in self.words[first : last + 1]:
            word.taken = True
            if word.known >= 0:
                self.claimed[word.known] = True

    def claim_match(self, number: int) -> None:
        """Mark a match, by its number, and its words as part of a name."""
        match = self.matches[number]
        self.claimed[number] = True
        at = bisect_left(self.words, match.start, key=lambda word: word.start)
        while at < len(self.words) and self.words[at].start < match.end:
            self.words[at].taken = True
            at += 1

    def text_of(self, start: int, end: int) -> str:
        """The text's words at these characters of the page, with single spaces."""
        first, last = self.page.place(start, end)
        return " ".join(self.page.text[first:last].split())
