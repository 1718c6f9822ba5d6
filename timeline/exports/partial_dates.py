"""Dates for formats that know years, months and days, and two ends, but no EDTF."""

from __future__ import annotations

from datetime import date

from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval, Precision, from_bounds

_LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.SEASON: 7}
"""How much of ``2022-03-04`` a precision knows; of all others the year alone."""


def ends(interval: Interval) -> tuple[str, str]:
    """Where an interval starts and ends: ISO 8601 texts cut to what is known.

    A day, month or year is the same text twice: ``2022-02`` starts and ends in ``2022-02``, and no
    day is made up for it. ``199X`` runs from ``1990`` to ``1999``. An open or unknown end is an
    empty text, and so are both ends of an undated interval.
    """
    if not interval.is_dated:
        return "", ""
    text = interval.edtf or from_bounds(interval.earliest, interval.latest).edtf
    first, slash, last = text.partition("/")
    if not slash:
        last = first
    return _cut(first, start=True), _cut(last, start=False)


def numbers(text: str) -> list[int]:
    """The year, month and day of a cut text, as far as it goes."""
    return [int(part) for part in text.split("-")] if text else []


def one_day(interval: Interval) -> date | None:
    """The day, where the interval is exactly one; no other has a day that could be named."""
    return interval.earliest if interval.is_day else None


def _cut(text: str, *, start: bool) -> str:
    if text in ("", ".."):
        return ""
    interval = edtf.parse(text)
    day = interval.earliest if start else interval.latest
    assert day is not None
    return day.isoformat()[: _LENGTHS.get(interval.precision, 4)]
