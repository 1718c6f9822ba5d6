"""Known events by their days and by their actors, to find those that an article may be telling."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from timeline.domain.matching import NEAR, Telling

MOST = 400
"""The most events that the tellings of one article are held against."""

_WIDE = 31
"""The days beyond which an event is kept apart rather than under each of its days."""


def stretches(new: Iterable[Telling]) -> list[tuple[date, date]]:
    """The days around the dates of tellings, those that overlap put together."""
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


def moved(day: date, days: int) -> date:
    """The day so many days later; the same where the calendar ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


class MatchingIndex:
    """Events as they are compared, found by day and by actor; made once for many articles."""

    def __init__(self, known: Iterable[Telling]) -> None:
        self.known = {telling.key: telling for telling in known}
        by_day: dict[date, set[int]] = defaultdict(set)
        self._wide: dict[int, tuple[date, date]] = {}
        self._of_actor: dict[str, set[int]] = defaultdict(set)
        for key, telling in self.known.items():
            for actor in telling.actors:
                self._of_actor[actor].add(key)
            first, last = telling.interval.earliest, telling.interval.latest
            if first is None or last is None:
                continue
            if (last - first).days > _WIDE:
                self._wide[key] = (first, last)
                continue
            for number in range(first.toordinal(), last.toordinal() + 1):
                by_day[date.fromordinal(number)].add(key)
        self._by_day = by_day
        self._days = sorted(by_day)
        begun = sorted((one.interval.earliest or date.min, key) for key, one in self.known.items())
        self._rank = {key: rank for rank, (_, key) in enumerate(begun)}

    def candidates(self, new: Sequence[Telling]) -> dict[int, Telling]:
        """Events near the tellings' dates, or with their actors, by key, the latest first.

        Never more than ``MOST``: of those near, ones with the actors before others; and where a
        telling has no date, ones with the actors whenever they were.
        """
        near = self._near(stretches(new))
        of_actors: set[int] = set()
        for actor in {actor for told in new for actor in told.actors}:
            of_actors |= self._of_actor.get(actor, set())
        keys = self._latest(near & of_actors, MOST // 2) + self._latest(near, MOST // 4)
        if any(not told.interval.is_dated for told in new):
            keys += self._latest(of_actors, MOST // 4)
        return {key: self.known[key] for key in dict.fromkeys(keys)}

    def _near(self, spans: Sequence[tuple[date, date]]) -> set[int]:
        found: set[int] = set()
        for first, last in spans:
            here = slice(bisect_left(self._days, first), bisect_right(self._days, last))
            found.update(*map(self._by_day.__getitem__, self._days[here]))
        for key, (start, end) in self._wide.items():
            if any(start <= last and end >= first for first, last in spans):
                found.add(key)
        return found

    def _latest(self, keys: set[int], most: int) -> list[int]:
        """The last to begin, those whose start is open after all others."""
        return sorted(keys, key=self._rank.__getitem__, reverse=True)[:most]
