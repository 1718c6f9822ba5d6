"""The date of an event of which mentions give several: on what they agree, now or as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from timeline.domain.time import edtf
from timeline.domain.time.intervals import (
    Bounds,
    Interval,
    days_apart,
    from_bounds,
    intersection,
    span,
)
from timeline.domain.time.time_of_day import UNKNOWN_PLACE, timed_day, widest_apart


class Basis(StrEnum):
    """Where an event's date comes from."""

    AGREED = "agreed"
    CHOSEN = "chosen"
    SPAN = "span"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Agreement:
    """An event's date as its mentions give it.

    ``disputed``: no day lies in all of the mentions' intervals, or their times of day differ,
    whatever an editor then chose. ``days_apart``: the days between the two that lie furthest apart,
    0 unless disputed, and where they differ by the hour alone.
    """

    interval: Interval
    basis: Basis
    disputed: bool = False
    days_apart: int = 0


def agree(intervals: Iterable[Interval], *, chosen: Interval | None = None) -> Agreement:
    """The date of an event of which mentions give these dates; undated ones say nothing.

    Where all share a day or more: those days, and the time of day that is known. Where times of day
    differ (see ``TimedDay.apart_from``), the day without one, or the editor's ``chosen`` date. Else
    that too, and without one the span from the first day of any of them to the last.
    """
    dated = one_moment_as_one([interval for interval in intervals if interval.is_dated])
    shared = intersection(dated)
    if dated and shared is not None:
        if not widest_apart(interval.edtf for interval in dated):
            return Agreement(_as_written(shared, dated), Basis.AGREED)
        if chosen is not None and chosen.is_dated:
            return Agreement(chosen, Basis.CHOSEN, disputed=True)
        return Agreement(from_bounds(*shared), Basis.AGREED, disputed=True)
    apart = days_apart(dated)
    if chosen is not None and chosen.is_dated:
        return Agreement(chosen, Basis.CHOSEN, bool(dated), apart)
    return Agreement(span(dated), Basis.SPAN if dated else Basis.UNDATED, bool(dated), apart)


def agree_as_of(told: Iterable[tuple[Interval, Interval]], day: date) -> Agreement:
    """The date of an event as the mentions that were published by a day give it.

    ``told``: of each mention the publication date of its source, and its own date. A source counts
    from the last day that its publication date may be, one without such a day never. An editor's
    choice came later, and does not count.
    """
    return agree(interval for published, interval in told if counts_as_of(published, day))


def counts_as_of(published: Interval, day: date | None) -> bool:
    """Whether a source with this publication date was surely published by a day; without a day any
    source counts.
    """
    return day is None or published.is_in(None, day, surely=True)


def one_moment_as_one(dated: Sequence[Interval]) -> list[Interval]:
    """The same dates, but those that are one moment, told by several clocks, as one of these: of
    "2022-03-04T23:30:00Z" and "2022-03-05T01:30:00+02:00" the latter, which is of the place.
    """
    moments = [timed.since_year_1 if (timed := timed_day(i.edtf)) else None for i in dated]
    shown: dict[timedelta, Interval] = {}
    for moment, interval in zip(moments, dated, strict=True):
        if moment is not None:
            other = shown.setdefault(moment, interval)
            shown[moment] = max(other, interval, key=lambda i: _known_of_clock(i.edtf))
    return [
        interval if moment is None else shown[moment]
        for moment, interval in zip(moments, dated, strict=True)
    ]


def _as_written(bounds: Bounds, dated: list[Interval]) -> Interval:
    """The bounds in the words of a mention that has exactly those, if one does: of those with a
    time of day, one with the offset too.
    """
    same = [interval for interval in dated if interval.bounds == bounds]
    if same:
        return min(same, key=_plainest)
    return from_bounds(*bounds)


def _plainest(interval: Interval) -> tuple[bool, int, int, str]:
    text = interval.edtf
    return bool(edtf.qualifier(text)), -_known_of_clock(text), len(text), text


def _known_of_clock(text: str) -> int:
    """From 0, for no time of day, to 3, for one with the offset of its place."""
    timed = timed_day(text)
    if timed is None:
        return 0
    offset = timed.clock.offset
    return 1 if offset == UNKNOWN_PLACE else 3 if offset else 2
