"""A text with what was found in it, each by where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.dates.hit import Hit
from timeline.domain.intervals import Interval
from timeline.domain.names.name import Name
from timeline.domain.speech.spoken import Spoken


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text; ``masked`` is the same with its quotations masked. What was found is in order.

    ``published``: when it was published, which date phrases are read against.
    """

    words: str
    masked: str
    hits: Sequence[Hit]
    names: Sequence[Name]
    spoken: Sequence[Spoken]
    published: Interval | None

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The date phrases between two characters."""
        return _inside(self.hits, start, end)

    def names_in(self, start: int, end: int) -> Sequence[Name]:
        """The names between two characters."""
        return _inside(self.names, start, end)

    def spoken_in(self, start: int, end: int) -> Sequence[Spoken]:
        """The quotations between two characters."""
        return _inside(self.spoken, start, end)


def _inside(places: Sequence, start: int, end: int) -> Sequence:
    """Those of places in order that lie wholly between two characters."""
    first = bisect_left(places, start, key=lambda place: place.start)
    last = bisect_left(places, end, lo=first, key=lambda place: place.start)
    return [place for place in places[first:last] if place.end <= end]
