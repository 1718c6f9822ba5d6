"""What has been found in one page so far."""

from __future__ import annotations

from bisect import bisect_left

from timeline.domain.names.capitalised_words import Word
from timeline.domain.names.gazetteer import Match
from timeline.domain.names.name import Name
from timeline.domain.names.name_text import Page
from timeline.domain.names.persons import Whom


class Marks:
    """A page's capitalised words and the register's matches in it, and the names told of them.

    ``gone``: which of the matches are told, or hidden by a longer name. ``told``: the keys of the
    actors told.
    """

    def __init__(self, page: Page, *, words: list[Word], matches: list[Match]):
        self.page = page
        self.words = words
        self.matches = matches
        self.gone = [False] * len(matches)
        self.names: list[Name] = []
        self.told: set[str] = set()
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

    def tell(self, start: int, end: int, whom: Whom, *, role: str = "") -> None:
        """Add a name that stands at these characters of the page."""
        first, last = self.page.place(start, end)
        surface = self.page.text[first:last]
        self.told.add(whom.actor)
        self.names.append(
            Name(first, last, surface, whom.actor, whom.alias_of, whom.full, whom.kind, role)
        )

    def hide(self, first: int, last: int) -> None:
        """Take the words of these numbers, the last too, and the matches that hold them."""
        for word in self.words[first : last + 1]:
            word.taken = True
            if word.known >= 0:
                self.gone[word.known] = True

    def hide_match(self, number: int) -> None:
        """Take a match and its words."""
        match = self.matches[number]
        self.gone[number] = True
        at = bisect_left(self.words, match.start, key=lambda word: word.start)
        while at < len(self.words) and self.words[at].start < match.end:
            self.words[at].taken = True
            at += 1

    def written(self, start: int, end: int) -> str:
        """The text's words at these characters of the page, with single spaces."""
        first, last = self.page.place(start, end)
        return " ".join(self.page.text[first:last].split())
