"""Alternative readings of a phrase found in a text: the week before, the year after."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import lru_cache

from timeline.domain.dates.finding.date_hit import Alternative, Hit
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import day_of, shifted
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import UNDATED, Interval, from_bounds

MOST = 4
"""The most alternatives that one phrase has."""

_STEP = {
    "weekday": "week", "weekend": "week", "weekday-of-week": "week", "week-of-day": "week",
    "month": "year", "day-month": "year", "season-near": "year", "quarter-near": "year",
    "quarter-before": "year", "named-day": "year", "that-name": "year", "today": "day",
    "hours-ago": "day",
}  # fmt: skip
"""For each rule whose dates recur, the unit of time after which the next one comes."""

_BY_UNIT = ("unit", "before-last", "ago", "up-to-then", "so-far", "counted", "neighbour",
            "that-unit", "within-unit")  # fmt: skip

Read = Callable[[Interval | None, Interval | None], Interval]
"""Reads the phrase with another publication date and another antecedent; may raise
``UnreadablePhrase``.
"""


def step_of(rule: str, surface: str) -> str:
    """The unit of time by which a reading may be off; empty where the words leave no doubt.

    ``rule``: the name of the rule that read the phrase; ``surface``: its words.
    """
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
    """Other readings of a phrase, the likeliest first, none twice, at most ``MOST``.

    ``interval``: what it was read as. ``step``: the unit of time by which that may be off, as
    ``step_of`` gives it. ``named``: the other dates that an anaphoric phrase may look back to, the
    likeliest first. They come first; then the dates one step before and after, of which the one
    nearer to the publication date is likelier, where days to come count double.
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


def neighbouring_years(interval: Interval) -> tuple[Alternative, ...]:
    """The same a year before and a year after, for a date whose year is taken from the text."""
    found = [("the year before", _moved(interval, -1, "year"))]
    found.append(("the year after", _moved(interval, 1, "year")))
    return tuple(Alternative(label, other) for label, other in found if other is not None)


def unread_between(
    others: Sequence[Alternative], start: int, end: int, surface: str
) -> Hit:  # fmt: skip
    """A phrase of which nobody can say which of two readings or more it has: it is undated."""
    says = " or ".join(say(other.interval) for other in others)
    number = "two" if len(others) == 2 else "several"
    problem = f"“{surface}” has {number} readings: {says}"
    return Hit(start, end, surface, "unread", "", UNDATED, problem=problem,
               alternatives=tuple(others))  # fmt: skip


def by_day_said(
    text: str, hits: Sequence[Hit], hit: Hit, *, verb: str
) -> tuple[Alternative, ...]:  # fmt: skip
    """The weekday of "said on Friday that it would open on Monday", after that day or publication.

    Empty where both are one day, or no such day is told before it in the sentence. ``hits``: the
    dates before it; ``verb``: what points it to the future.
    """
    before = hits[-1] if hits else None
    day, told = hit.interval.earliest, before.interval.earliest if before else None
    if before is None or day is None or told is None or not before.interval.is_day:
        return ()
    if hit.rule != "weekday" or verb.lower() not in _THEN_TO_COME or told >= day:
        return ()
    if _STOP.search(text, before.end, hit.start):
        return ()
    near = told + timedelta(days=(day - told).days % 7 or 7)
    if near >= day:
        return ()
    return (
        Alternative(f"counted from {say(before.interval)}", day_of(near)),
        Alternative("by publication", hit.interval),
    )


_THEN_TO_COME = frozenset("would could might should".split())
"""What pointed ahead when it was said, and may be over."""
_STOP = re.compile(r"[.!?;][\"'”’)\]]{0,3}\s|\n")


def both_orders(surface: str) -> tuple[Alternative, ...]:
    """The two days that "4/5/2022" may be."""
    match = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", surface)
    if match is None:
        return ()
    first, second, year = (int(part) for part in match.groups())
    found = []
    for label, month, day in (("day first", second, first), ("month first", first, second)):
        text = f"{year:04}-{month:02}-{day:02}"
        if edtf.is_edtf(text):
            found.append(Alternative(label, edtf.parse(text)))
    return tuple(found)


@lru_cache(maxsize=256)
def _moved(interval: Interval, count: int, unit: str) -> Interval | None:
    try:
        return from_bounds(*(shifted(day, count, unit) if day else None for day in interval.bounds))
    except (OverflowError, ValueError):
        return None
