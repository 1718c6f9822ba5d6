"""A text with what was found in it, each by where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.events.clauses import ClauseWords
from timeline.domain.names.name import Name
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.text.passages import Passage, Placed
from timeline.domain.time.intervals import Interval

P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class _FoundInOrder:
    """What was found, in order, in a text or a part of it.

    ``text``: the whole one; ``masked``: the same with its quotations masked; ``words``: the
    words of that. ``published``: when it
    was published, which date phrases are read against.
    """

    text: str
    masked: str
    words: ClauseWords
    hits: Sequence[Hit]
    names: Sequence[Name]
    spoken: Sequence[FoundQuotation]
    published: Interval | None


@dataclass(slots=True)
class TellingPassage(_FoundInOrder):
    """A passage that is read as one telling, with what lies wholly inside of it.

    ``start`` and ``end`` count the characters of the whole text, ``paragraph`` from 1. ``entry``:
    the date that heads the passage in a chronology.
    """

    start: int
    end: int
    paragraph: int
    entry: Hit | None = None

    def hits_in(self, start: int, end: int) -> list[Hit]:
        """Its date phrases between two characters."""
        return [hit for hit in self.hits if start <= hit.start and hit.end <= end]

    def names_in(self, start: int, end: int) -> list[Name]:
        """Its names between two characters."""
        return [name for name in self.names if start <= name.start and name.end <= end]


@dataclass(slots=True)
class FoundText(_FoundInOrder):
    """A whole text, of whose passages what is inside is found quickly."""

    _hits_at: list[int] = field(init=False)
    _names_at: list[int] = field(init=False)
    _spoken_at: list[int] = field(init=False)

    def __post_init__(self) -> None:
        # Numbers are quicker to search than what bears them.
        self._hits_at = [hit.start for hit in self.hits]
        self._names_at = [name.start for name in self.names]
        self._spoken_at = [spoken.start for spoken in self.spoken]

    def within(self, passage: Passage, *, entry: Hit | None = None) -> TellingPassage:
        """A passage with what was found inside of it, and the date that heads it."""
        start, end = passage.start, passage.end
        return TellingPassage(
            self.text,
            self.masked,
            self.words,
            _inside(self.hits, self._hits_at, start, end),
            _inside(self.names, self._names_at, start, end),
            _inside(self.spoken, self._spoken_at, start, end),
            self.published,
            start,
            end,
            passage.paragraph,
            entry,
        )


def _inside(places: Sequence[P], at: list[int], start: int, end: int) -> list[P]:
    """Those of places that begin ``at`` these characters and lie wholly between two."""
    first = bisect_left(at, start)
    last = bisect_left(at, end, first)
    return [place for place in places[first:last] if place.end <= end]
