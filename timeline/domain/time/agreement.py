"""The date of an event of which mentions give several: on what they agree, now or as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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


class Basis(StrEnum):
    """Where an event's date comes from."""

    AGREED = "agreed"
    CHOSEN = "chosen"
    SPAN = "span"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Agreement:
    """An event's date as its mentions give it.

    ``disputed``: no day lies in all of the mentions' intervals, whatever an editor then chose.
    ``days_apart``: the days between the two that lie furthest apart, 0 unless disputed.
    """

    interval: Interval
    basis: Basis
    disputed: bool = False
    days_apart: int = 0


def agree(intervals: Iterable[Interval], *, chosen: Interval | None = None) -> Agreement:
    """The date of an event of which mentions give these dates; undated ones say nothing.

    Where all share a day or more: those days. Else the date that an editor has ``chosen``, and
    without one the span from the first day of any of them to the last.
    """
    dated = [interval for interval in intervals if interval.is_dated]
    shared = intersection(dated)
    if dated and shared is not None:
        return Agreement(_as_written(shared, dated), Basis.AGREED)
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


def counts_as_of(published: Interval, day: date) -> bool:
    """Whether a source with this publication date was surely published by a day."""
    return published.is_in(None, day, surely=True)


def _as_written(bounds: Bounds, dated: list[Interval]) -> Interval:
    """The bounds in the words of a mention that has exactly those, if one does."""
    same = [interval for interval in dated if interval.bounds == bounds]
    if same:
        return min(same, key=lambda i: (bool(edtf.qualifier(i.edtf)), len(i.edtf), i.edtf))
    return from_bounds(*bounds)
