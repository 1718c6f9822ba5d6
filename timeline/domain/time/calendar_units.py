"""Days, weeks, months and years: which one a day lies in, and which lies so many before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval, from_bounds, month_end

KEPT = 1024
"""The days, months and years kept as intervals: news names the same ones again and again."""

_MONTHS_OF = {"month": 1, "year": 12, "decade": 120, "century": 1200}


@lru_cache(maxsize=KEPT)
def day_of(day: date) -> Interval:
    """A day as an interval."""
    return from_bounds(day, day)


@lru_cache(maxsize=KEPT)
def month_of(year: int, month: int) -> Interval:
    """A month as an interval."""
    return edtf.parse(f"{year:04}-{month:02}")


@lru_cache(maxsize=KEPT)
def year_of(year: int) -> Interval:
    """A year as an interval."""
    return edtf.parse(f"{year:04}")


def unit_of(day: date, unit: str) -> Interval:
    """The day, week (Monday to Sunday), month, year, decade or century that a day lies in.

    Decades and centuries are those of EDTF: 1990 to 1999, 1900 to 1999. Raises ``OverflowError``
    for a week that runs out of the calendar.
    """
    match unit:
        case "day":
            return day_of(day)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return from_bounds(monday, monday + timedelta(days=6))
        case "month":
            return month_of(day.year, day.month)
        case "year":
            return year_of(day.year)
        case "decade":
            return edtf.parse(f"{day.year // 10:03}X")
        case _:
            return edtf.parse(f"{day.year // 100:02}XX")


def shifted(day: date, count: int, unit: str) -> date:
    """The day so many units on, or back where ``count`` is negative.

    Months and years keep the day of the month, or end on the month's last. Raises
    ``OverflowError`` outside the years 1 to 9999.
    """
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    years, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit], 12)
    if not 1 <= years <= 9999:
        raise OverflowError(f"the year {years} is outside the years 1 to 9999")
    return date(years, month + 1, min(day.day, month_end(years, month + 1).day))


def moved(day: date, days: int) -> date:
    """The day so many days on, or back; the calendar's last day, or first, where it ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def onwards(interval: Interval) -> Interval | None:
    """From its start on, as coarse as that start is written; ``None`` where it has no start."""
    if interval.earliest is None:
        return None
    return edtf.parse(f"{_dates(interval)[0]}/..")


def up_to(interval: Interval) -> Interval | None:
    """Until its end, as coarse as that end is written; ``None`` where it has no end."""
    if interval.latest is None:
        return None
    return edtf.parse(f"../{_dates(interval)[-1]}")


def between(first: Interval, last: Interval) -> Interval | None:
    """From the start of one to the end of the other; ``None`` where that is no span of days."""
    if first.earliest is None or last.latest is None or last.latest < first.earliest:
        return None
    if first == last:
        return first
    return edtf.parse(f"{_dates(first)[0]}/{_dates(last)[-1]}")


def hedged(interval: Interval, mark: str) -> Interval:
    """The same days, marked as approximate (``~``) or uncertain (``?``); both make ``%``."""
    parts = []
    for part in _dates(interval):
        old = edtf.qualifier(part)
        if part in ("", ".."):
            parts.append(part)
        else:
            parts.append(part.removesuffix(old) + (mark if old in ("", mark) else "%"))
    return edtf.parse("/".join(parts))


def _dates(interval: Interval) -> list[str]:
    """The one or two dates of its text; a time of day is left out."""
    return [date_text.partition("T")[0] for date_text in interval.edtf.split("/")]


def nearest(
    candidates: Iterable[Interval], day: date, which: str, *, times: int = 2
) -> Interval | None:
    """The one that ``which`` means from a day, or ``None`` where there is none.

    "past": the latest that starts by the day. "ahead": the first that ends no earlier than it.
    "last": the latest that ended before it. "next": the first that starts after it. "near": the
    latest that starts by the day, or the next one where that is more than ``times`` times nearer:
    news tells of what was more than of what will be.
    Candidates have both bounds and come in order.
    """
    bounded = [(c, c.earliest, c.latest) for c in candidates if c.earliest and c.latest]
    match which:
        case "past":
            kept = [c for c, earliest, _ in bounded if earliest <= day][-1:]
        case "near":
            past = [c for c, earliest, _ in bounded if earliest <= day][-1:]
            coming = [c for c, earliest, _ in bounded if earliest > day][:1]
            kept = coming if _is_nearer(coming, past, day, times) else past
        case "last":
            kept = [c for c, _, latest in bounded if latest < day][-1:]
        case "ahead":
            kept = [c for c, _, latest in bounded if latest >= day][:1]
        case _:
            kept = [c for c, earliest, _ in bounded if earliest > day][:1]
    return kept[0] if kept else None


def _is_nearer(coming: list[Interval], past: list[Interval], day: date, times: int) -> bool:
    if not coming or not past:
        return bool(coming)
    starts, ended = coming[0].earliest, past[0].latest
    assert starts is not None
    assert ended is not None
    return (starts - day).days * times < (day - ended).days


def years_around(day: date) -> range:
    """The years in which something yearly, even 29 February, comes up before and after a day."""
    return range(max(1, day.year - 9), min(9998, day.year + 9) + 1)
