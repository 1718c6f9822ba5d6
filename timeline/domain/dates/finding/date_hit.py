"""A date phrase found in running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline.domain.dates import clock_words
from timeline.domain.time.intervals import Interval
from timeline.domain.time.time_of_day import ClockTime

_PREPOSITIONS = frozenset("on in at during over throughout".split())


class Alternative(NamedTuple):
    """Another day or interval that a phrase may mean, for a correction by one key.

    ``label`` says which in a few words: "the week before", "the year after".
    """

    label: str
    interval: Interval


class Anchor(NamedTuple):
    """A plain date inside a phrase: the "2014" of "since 2014", either end of "March–May 2014".

    ``start`` and ``end`` are characters of the text, as those of a ``Hit``.
    """

    start: int
    end: int
    interval: Interval


class Hit(NamedTuple):
    """A date phrase in a text.

    ``start`` and ``end``: its characters, the end exclusive; ``surface``: those words. ``rule`` and
    ``because`` are those of a ``Reading``. ``interval`` is undated where the phrase can't be read,
    and ``problem`` then says why in a sentence (it counts from a publication date not given, it
    looks back to a date that isn't there). ``cue``: the words beside it that changed its reading
    ("will", which points it to the future), if any did. ``alternatives``: likeliest first.
    ``anchors``: the plain dates that it is made of, in order; none where it is undated.
    """

    start: int
    end: int
    surface: str
    rule: str
    because: str
    interval: Interval
    problem: str = ""
    cue: str = ""
    alternatives: tuple[Alternative, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def at_clock(self, clock: ClockTime, *, because: str) -> Hit:
        """The hit with a time of day, in what it was read as and in its alternatives, where these
        are days. ``because``: the sentence that says where the time stands.
        """
        interval = clock_words.at_clock(self.interval, clock)
        others = tuple(
            other._replace(interval=clock_words.at_clock(other.interval, clock))
            for other in self.alternatives
        )
        told = self.because if interval is self.interval else f"{self.because} {because}"
        return self._replace(interval=interval, because=told, alternatives=others)

    def with_time_beside(self, text: str) -> Hit:
        """The hit with the time of day that surely stands beside it in its text, if one does."""
        found = clock_words.beside(text, self.start, self.end)
        if found is None:
            return self
        words = text[found.start : found.end]
        return self.at_clock(found.clock, because=f"The time stands beside it: “{words}”.")


def same_words(
    hits: Sequence[Hit], phrase: str, *, start: int, end: int, near: int | None
) -> Hit | None:
    """The date phrase of these very words between two characters of a text, if one stands there.

    ``phrase`` may have the preposition that a hit leaves out: "on Thursday". Of several, the one
    that begins nearest to the character ``near``.
    """
    first, _, rest = phrase.partition(" ")
    words = (phrase, rest) if first.lower() in _PREPOSITIONS else (phrase,)
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end and hit.surface in words]
    return min(inside, key=lambda hit: abs(hit.start - (near or start)), default=None)
