"""Extended Date/Time Format: text in, interval out.

Levels 0 and 1 of the Library of Congress specification (ISO 8601-2:2019, profile of 2019-02-04):
dates, intervals with open (``..``) and unknown (empty) ends, seasons, the qualifiers ``?``, ``~``
and ``%``, and unspecified digits from the right (``199X``, ``19XX``, ``2004-XX``, ``1985-04-XX``).

The specification gives a qualified date no wider bounds, so neither do we: ``2022-03?`` has those
of ``2022-03``, and the qualifier stays in the text. Seasons are the meteorological ones of the
northern hemisphere, winter (24) running from December into the next February. Years outside
1 to 9999 are valid EDTF but no day that we can keep, and are refused by name. A time of day
("2022-03-04T09:40:00", with an offset or none) stays in the text; its bounds are those of the day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from timeline.domain.time.intervals import UNDATED, Interval, Precision, month_end

LONGEST = 64

KEPT = 4096
"""The texts whose intervals are kept: pages and articles have the same days over and over."""

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<qualifier>[?~%])?",
    re.ASCII,
)
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?",
    re.ASCII,
)
_FAR_YEAR = re.compile(r"Y-?\d{5,}|-\d{4}(-\d{2}(-\d{2})?)?[?~%]?", re.ASCII)


class NotEDTF(ValueError):
    """A text that is no EDTF date of levels 0 and 1, or one outside the years 1 to 9999."""


@lru_cache(maxsize=KEPT)
def parse(text: str) -> Interval:
    """Read EDTF text as an interval; the empty text is undated.

    Raises ``NotEDTF``, whose message names the text and what is wrong with it.
    """
    if not text:
        return UNDATED
    if len(text) > LONGEST:
        raise NotEDTF(f"a date of {len(text)} characters is no EDTF date")
    if "/" in text:
        return _interval(text)
    return _single(text)


def is_edtf(text: str) -> bool:
    """Whether ``parse`` would take the text."""
    try:
        parse(text)
    except NotEDTF:
        return False
    return True


def qualifier(text: str) -> str:
    """The qualifier a date ends with (``?``, ``~`` or ``%``), or an empty text."""
    return text[-1] if text and text[-1] in "?~%" else ""


def _interval(text: str) -> Interval:
    first, _, last = text.partition("/")
    if "/" in last:
        raise NotEDTF(f"“{text}” has more than one slash")
    if "T" in text:
        raise NotEDTF(f"“{text}” gives a time of day in an interval")
    start = None if first in ("", "..") else _single(first)
    end = None if last in ("", "..") else _single(last)
    if start is None and end is None and text != "../..":
        raise NotEDTF(f"“{text}” has no date on either side of the slash")
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest is not None and latest is not None and latest < earliest:
        raise NotEDTF(f"“{text}” ends before it starts")
    precision = Precision.OPEN if start is None or end is None else Precision.INTERVAL
    return Interval(text, earliest, latest, precision)


def _single(text: str) -> Interval:
    if _FAR_YEAR.fullmatch(text):
        raise NotEDTF(f"“{text}” lies outside the years 1 to 9999")
    if timed := _TIME.fullmatch(text):
        day = _day(text, *(int(part) for part in timed[1].split("-")))
        return Interval(text, day, day, Precision.DAY)
    match = _DATE.fullmatch(text)
    if match is None:
        is_timed = _DATE.match(text) and "T" in text
        why = "gives no time of day from T00:00:00 to T23:59:59" if is_timed else "is no EDTF date"
        raise NotEDTF(f"“{text}” {why}")
    year, month, day_of_month = match["year"], match["month"], match["day"]
    if "X" in year:
        if month:
            raise NotEDTF(f"“{text}” gives a month of an unspecified year")
        return _years(text, year)
    if int(year) == 0:
        raise NotEDTF(f"“{text}” lies outside the years 1 to 9999")
    number = int(year)
    if month is None:
        return Interval(text, date(number, 1, 1), date(number, 12, 31), Precision.YEAR)
    if month == "XX":
        if day_of_month not in (None, "XX"):
            raise NotEDTF(f"“{text}” gives a day of an unspecified month")
        return Interval(text, date(number, 1, 1), date(number, 12, 31), Precision.YEAR)
    if int(month) in _SEASONS and day_of_month is None:
        return _season(text, number, int(month))
    if not 1 <= int(month) <= 12:
        raise NotEDTF(f"“{text}” has no such month")
    if day_of_month in (None, "XX"):
        first = date(number, int(month), 1)
        return Interval(text, first, month_end(number, int(month)), Precision.MONTH)
    day = _day(text, number, int(month), int(day_of_month))
    return Interval(text, day, day, Precision.DAY)


def _years(text: str, year: str) -> Interval:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    # The first decade and century hold a year 0, which no calendar day of ours has.
    return Interval(text, date(max(first, 1), 1, 1), date(last, 12, 31), precision)


def _season(text: str, year: int, season: int) -> Interval:
    first, last = _SEASONS[season]
    ends = year if last >= first else year + 1
    if ends > 9999:
        raise NotEDTF(f"“{text}” lies outside the years 1 to 9999")
    return Interval(text, date(year, first, 1), month_end(ends, last), Precision.SEASON)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotEDTF(f"“{text}” is no day of the calendar") from error
