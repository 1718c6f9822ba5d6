"""When many events happened and when they were told, counted from the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from timeline.domain.chart.chart_counts import TellingOutlet
from timeline.queries.events import DatedEvent, dated
from timeline.queries.selection import Selection, Unit

MOST_MONTHS = 1800
"""A stretch of so many months is counted by months; a longer one by years."""
MOST_IMPORTANT = 40
"""Events that may be named; as many as have room are."""
MOST_UNITS = 48
"""Units of telling up to which months are told apart; else they are years."""


@dataclass(frozen=True, slots=True)
class TimeBin:
    """A month or a year, and how many events it has."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class ToldBin:
    """When some were told, and how many of them happened in each of some stretches."""

    when: TimeBin
    happened: list[int]


class Density:
    """A selection's events, counted by when they happened and by when they were told.

    An event stands on the day by which it is ordered. A source tells on the last day of its date.
    Where a range of days is asked for, what stands outside of it (an event that began before and
    has no end, say) is left out, and so is what was told before it.
    """

    def __init__(self, selection: Selection) -> None:
        self.events = selection.count
        self.mentions = selection.mentions
        self._selection = selection
        self._dated = selection.in_time().narrowed("dated")
        self.undated = selection.count - self._dated.count
        self._first, self._last = selection.criteria.days

    @cached_property
    def ends(self) -> tuple[DatedEvent, DatedEvent] | None:
        """The first and the last event that has a date, if there is any."""
        count = self._dated.count
        keys = [*self._dated.ids(0, 1), *self._dated.ids(count - 1, count)]
        found = dated(keys, self._dated.criteria)
        return (found[0], found[-1]) if found else None

    @cached_property
    def happened(self) -> list[TimeBin]:
        """The months, or years, in which any of the events stand."""
        extent = self._dated.extent
        if extent is None:
            return []
        first, last = map(date.fromordinal, extent)
        first, last = max(first, self._first or first), min(last, self._last or last)
        if first > last:
            return []
        months = (last.year - first.year) * 12 + last.month - first.month
        firsts = list(_firsts(first, last, step=1 if months < MOST_MONTHS else 12))
        edges = [*(day.toordinal() for day in firsts), last.toordinal() + 1]
        edges[0] = max(edges[0], first.toordinal())
        counts = self._dated.happened(edges)
        return [
            TimeBin(day, date.fromordinal(following - 1), count)
            for day, following, count in zip(firsts, edges[1:], counts, strict=True)
            if count
        ]

    @cached_property
    def outside(self) -> int:
        """How many dated events stand outside of the range of days asked for."""
        return self._dated.count - sum(stretch.count for stretch in self.happened)

    @cached_property
    def important(self) -> list[tuple[DatedEvent, date]]:
        """The most important events, these first, each with the day on which it stands; those that
        stand outside of the range of days are left out.
        """
        keys = self._dated.tellings.most_important(most=MOST_IMPORTANT)
        events = dated(keys, self._dated.criteria)
        return [
            (event, day)
            for event in events
            if (day := event.interval.sort_day)
            and (self._first or day) <= day <= (self._last or day)
        ]

    def outlets(self, *, most: int) -> tuple[list[TellingOutlet], int]:
        """The outlets that have most mentions of the events, and how many have any."""
        return self._selection.tellings.outlets_telling_most(most=most)

    @cached_property
    def unit(self) -> Unit:
        """By what the tellings are counted."""
        years = [
            band.number
            for band in self._dated.told([], unit="years")
            if self._first is None or band.number >= self._first.year
        ]
        return "months" if len(years) * 12 <= MOST_UNITS else "years"

    @cached_property
    def told(self) -> list[TimeBin]:
        """The months, or years, in which any of the events were told."""
        return [told.when for told in self.told_by([])]

    def told_by(self, days: Sequence[date]) -> list[ToldBin]:
        """The same, each with how many of its events stand from one day to before the next."""
        bands = self._dated.told([day.toordinal() for day in days], unit=self.unit)
        found = (
            ToldBin(TimeBin(*_unit(band.number, self.unit), band.count), band.happened)
            for band in bands
        )
        return [one for one in found if self._first is None or one.when.last >= self._first]

    def happened_by(self, days: Sequence[date]) -> list[int]:
        """How many events stand from one day to before the next."""
        return self._dated.happened([day.toordinal() for day in days])

    def mentions_by(self, days: Sequence[date]) -> list[int]:
        """How many mentions the events have that stand from one day to before the next."""
        return self._dated.tellings.mentions_between([day.toordinal() for day in days])


def _firsts(first: date, last: date, *, step: int) -> Iterator[date]:
    """The first days of months, or of years, from that with a day to that with another."""
    month = first.year * 12 + (first.month - 1 if step == 1 else 0)
    while month <= last.year * 12 + last.month - 1:
        yield date(month // 12, month % 12 + 1, 1)
        month += step


def _unit(number: int, unit: Unit) -> tuple[date, date]:
    if unit == "years":
        return date(number, 1, 1), date(number, 12, 31)
    first = date(number // 12, number % 12 + 1, 1)
    if (first.year, first.month) == (date.max.year, 12):
        return first, date.max
    following = number + 1
    return first, date.fromordinal(date(following // 12, following % 12 + 1, 1).toordinal() - 1)
