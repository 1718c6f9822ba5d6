"""An index of known events by day and by actor, to find those that an article may be telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import nlargest
from itertools import chain, starmap

from timeline.domain.comparing.event_matching import NEAR, ComparedTelling
from timeline.domain.time.calendar_units import moved
from timeline.domain.time.interval_index import IntervalIndex

MOST = 400
"""The most events that the tellings of one article are held against."""


def days_near(new: Iterable[ComparedTelling]) -> list[tuple[date, date]]:
    """The first and last days of the periods within ``NEAR`` days of tellings, in order, none over
    another. Tellings whose date is open or not known are passed over.
    """
    spans = sorted(
        (moved(told.interval.earliest, -NEAR), moved(told.interval.latest, NEAR))
        for told in new
        if told.interval.earliest is not None and told.interval.latest is not None
    )
    joined: list[tuple[date, date]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


class MatchingIndex:
    """Events as they are compared, found by day and by actor; made once for many articles."""

    def __init__(self, known: Iterable[ComparedTelling]) -> None:
        # By the day they begin; those whose start is open before all others.
        self.known: Sequence[ComparedTelling] = sorted(
            known, key=lambda told: (told.interval.calendar_bounds[0], told.key)
        )
        self._by_days = IntervalIndex(
            (told.interval.earliest, told.interval.latest, number)
            for number, told in enumerate(self.known)
            if told.interval.earliest is not None and told.interval.latest is not None
        )
        self._by_actor: dict[str, set[int]] = defaultdict(set)
        for number, told in enumerate(self.known):
            for actor in told.actors:
                self._by_actor[actor].add(number)

    def candidates(self, new: Sequence[ComparedTelling]) -> dict[int, ComparedTelling]:
        """Events near the tellings' dates, or with their actors, by key, the latest first.

        Never more than ``MOST``: of those near, ones with the actors before others; and where a
        telling has no date, ones with the actors whenever they were.
        """
        near = set(chain.from_iterable(starmap(self._by_days.overlapping, days_near(new))))
        actors = {actor for told in new for actor in told.actors}
        of_actors = set[int]().union(*(self._by_actor[a] for a in actors if a in self._by_actor))
        # Numbers rise with the days: the largest are the latest.
        numbers = [*nlargest(MOST // 2, near & of_actors), *nlargest(MOST // 4, near)]
        if any(not told.interval.is_dated for told in new):
            numbers += nlargest(MOST // 4, of_actors)
        return {self.known[n].key: self.known[n] for n in dict.fromkeys(numbers)}
