"""What else a phrase found in a text may mean: the week before, the year after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from timeline.domain.dates.finding.date_hit import Alternative
from timeline.domain.dates.reader import UnreadablePhrase
from timeline.domain.time.calendar_units import shifted
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, from_bounds

MOST = 4
"""The alternatives of one hit."""

_STEP = {
    "weekday": "week", "weekend": "week", "weekday-of-week": "week", "week-of-day": "week",
    "month": "year", "day-month": "year", "season-near": "year", "quarter-near": "year",
    "quarter-before": "year", "named-day": "year", "that-name": "year", "today": "day",
    "hours-ago": "day",
}  # fmt: skip
"""How far from each other the dates lie that a rule's phrase may mean."""

_BY_UNIT = ("unit", "before-last", "ago", "up-to-then", "so-far", "counted", "neighbour",
            "that-unit", "within-unit")  # fmt: skip

Read = Callable[[Interval | None, Interval | None], Interval]
"""Reads the phrase from another publication date and another date named before."""


def step_of(rule: str, surface: str) -> str:
    """The unit that a phrase is corrected by; empty where it says all of its date itself."""
    if rule in _BY_UNIT:
        for unit in ("day", "week", "month", "year", "decade", "century"):
            if unit in surface.lower() or (unit == "century" and "centur" in surface.lower()):
                return unit
        return "week" if "fortnight" in surface.lower() else "day"
    return _STEP.get(rule, "")


def other_readings(
    read: Read,
    *,
    interval: Interval,
    step: str,
    published: Interval | None,
    named: Sequence[Interval],
) -> tuple[Alternative, ...]:
    """Other readings of a phrase, likeliest first, none twice.

    ``step``: the unit by which it may be off. ``named``: the dates named before it, where it looks
    back to one, the nearest first and without the one it was read by. Of the steps before and
    after, that is likelier which lies nearer to publication, and what was before what will be.
    """
    found: list[Alternative] = []
    seen = {interval}

    def add(label: str, other: Interval | None) -> None:
        if other is not None and other.is_dated and other not in seen:
            seen.add(other)
            found.append(Alternative(label, other))

    for date_before in named[:MOST]:
        add(f"counted from {say(date_before)}", _read(read, published, date_before))
    if step and published is not None:
        steps = [
            (f"the {step} {side}", _read(read, _moved(published, count, step), None))
            for side, count in (("before", -1), ("after", 1))
        ]
        for label, other in sorted(steps, key=lambda one: _distance(one[1], published)):
            add(label, other)
    return tuple(found[:MOST])


def _distance(interval: Interval | None, published: Interval) -> int:
    """Days from publication, doubled for what lies ahead of it."""
    if interval is None or interval.sort_day is None or published.sort_day is None:
        return 0
    days = (interval.sort_day - published.sort_day).days
    return 2 * days if days > 0 else -days


def _read(read: Read, published: Interval | None, named: Interval | None) -> Interval | None:
    try:
        return read(published, named)
    except UnreadablePhrase:
        return None


@lru_cache(maxsize=256)
def _moved(interval: Interval, count: int, unit: str) -> Interval | None:
    try:
        return from_bounds(*(shifted(day, count, unit) if day else None for day in interval.bounds))
    except (OverflowError, ValueError):
        return None
