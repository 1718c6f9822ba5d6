"""The known events that an article's tellings are held against, those that can't be like left out.

Most are out by their date, or by having no word and no actor in common with a telling that has no
date; a look at numbers and sets tells that, and only the rest is worth a score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from timeline.domain.comparing.event_matching import (
    ALIKE_IN_KIND,
    NEAR,
    ComparedTelling,
    Likeness,
    Rarity,
    best,
)
from timeline.domain.time.interval_index import IntervalIndex, moved
from timeline.domain.time.intervals import Interval


class Candidates:
    """Known events as the ``new`` tellings, and no others, are held against them."""

    def __init__(self, known: Iterable[ComparedTelling], *, new: Iterable[ComparedTelling]) -> None:
        self.known: Sequence[ComparedTelling] = list(known)
        self._undated = [telling for telling in new if not telling.interval.is_dated]
        self._days = IntervalIndex(
            (*_days(telling.interval), number) for number, telling in enumerate(self.known)
        )
        self._by_days: dict[tuple[date, date], Sequence[ComparedTelling]] = {}

    @cached_property
    def rarity(self) -> Rarity:
        """The rarity of words among them."""
        return Rarity.of(telling.words for telling in self.known)

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """Which of them have a word or an actor that a telling without a date has."""
        wanted = {word for telling in self._undated for word in telling.words | telling.actors}
        having: dict[str, list[int]] = defaultdict(list)
        for number, telling in enumerate(self.known):
            for shared in (telling.words, telling.actors):
                if not wanted.isdisjoint(shared):
                    for one in wanted & shared:
                        having[one].append(number)
        return having

    def best(self, new: ComparedTelling, *, least: float, most: int = 5) -> list[Likeness]:
        """The likeliest of them, as ``matching.best`` tells them from all."""
        worth = self._near(new) if new.interval.is_dated else self._sharing(new, least)
        return best(new, worth, rarity=self.rarity, least=least, most=most) if worth else []

    def _near(self, new: ComparedTelling) -> Sequence[ComparedTelling]:
        """Those whose date is not too far from a telling's, or not known."""
        days = _days(new.interval)
        if days not in self._by_days:
            first, last = moved(days[0], -NEAR), moved(days[1], NEAR)
            self._by_days[days] = [self.known[n] for n in self._days.sharing(first, last)]
        return self._by_days[days]

    def _sharing(self, new: ComparedTelling, least: float) -> Sequence[ComparedTelling]:
        """Those that share a word or an actor with a telling, where without one they can't do."""
        if least <= ALIKE_IN_KIND:
            return self.known
        # A word that is spelled as an actor's key finds one or the other more, to be scored for it.
        found = {number for word in new.words | new.actors for number in self._having.get(word, ())}
        return [self.known[number] for number in found]


def _days(interval: Interval) -> tuple[date, date]:
    """The first and last day that a date can mean; an open end is the calendar's."""
    return interval.earliest or date.min, interval.latest or date.max
