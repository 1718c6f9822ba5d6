"""The day in a web address: "/2024/02/13/", "/2024/feb/13/", "/20240213/", "/2024-02-13-ferry".

Most papers put the day of publication there, and nothing says so: it can be offered, never stated.
"""

from __future__ import annotations

import re
from datetime import date

from timeline.domain.dates.date_words import FLAGS, MONTH
from timeline.domain.dates.date_words import month as month_number
from timeline.domain.time.calendar_units import day_of
from timeline.domain.time.intervals import UNDATED, Interval

_YEAR, _MONTH, _DAY = r"(?P<year>19[89]\d|20\d\d)", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_PATTERNS = tuple(
    re.compile(pattern, FLAGS)
    for pattern in (
        rf"/{_YEAR}/{_MONTH}/{_DAY}(?=[/.?_-]|$)",
        rf"/{_YEAR}/(?P<word>{MONTH})/{_DAY}(?=[/.?_-]|$)",
        rf"(?<=[/_-]){_YEAR}[-_](?P<month>\d\d)[-_](?P<day>\d\d)(?=[/.?_-]|$)",
        rf"(?<=[/_-]){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/.?_-]|$)",
    )
)


def of_address(url: str) -> tuple[Interval, str]:
    """The only day that an address holds, and its characters; undated and empty if there is none.

    Two different days tell nothing.
    """
    path = url.partition("://")[2].partition("/")
    days: dict[Interval, str] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(path[1] + path[2].partition("?")[0][:500]):
            month = month_number(match["word"]) if "word" in match.groupdict() else match["month"]
            try:
                day = date(int(match["year"]), int(month), int(match["day"]))
            except ValueError:
                continue
            days.setdefault(day_of(day), match[0].strip("/_-"))
    return next(iter(days.items())) if len(days) == 1 else (UNDATED, "")
