"""Dates as the fields of pages, mails and front matter hold them: ISO, epoch, Java's, Twitter's.

The day is the one that the field states. Where that is an instant in UTC, the day at the place of
publication may be the one before or after it: ``local_day`` tells whether another could be it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from timeline.domain.article import printed_dates
from timeline.domain.article.printed_dates import PrintedDate
from timeline.domain.dates.date_words import FLAGS, MONTH, WEEKDAY, YEAR
from timeline.domain.time.intervals import Interval

_EPOCH = re.compile(r"(?P<seconds>1\d{9})(?:\d{3}|\d{6})?(?:\.\d{1,9})?", FLAGS)
_DIGITS = re.compile(
    r"(?P<year>19\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T? ?(?P<hour>[01]\d|2[0-3])(?::?(?P<minute>[0-5]\d)(?::?\d\d)?)?(?P<zone>Z?))?",
    FLAGS,
)
_YEAR_LAST = re.compile(
    rf"(?:{WEEKDAY},? )?(?P<month>{MONTH}) (?P<day>\d{{1,2}}),? (?P<clock>\d{{1,2}}:\d\d(?::\d\d)?)"
    rf" (?P<zone>[A-Z]{{1,5}}(?:[+-]\d\d:?\d\d)?|[+-]\d{{4}}) (?P<year>{YEAR})",
    FLAGS,
)
"""As Java's ``Date`` prints itself, and as Twitter did."""

_CLOCK = re.compile(
    r"(?:T|\s|, )(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?",
    FLAGS,
)
_UTC = re.compile(r"(?:Z|\b(?:UTC|GMT)(?!\s?[+-]\d)|[+-]00:?00)(?: ?\([A-Z ]{2,40}\))?", FLAGS)
_EASTERNMOST, _WESTERNMOST = timedelta(hours=14), timedelta(hours=-12)


@dataclass(frozen=True, slots=True)
class MetadataDate:
    """A date of a field; ``instant``: in UTC, where the field states one in UTC."""

    date: PrintedDate
    instant: datetime | None = None

    def may_be(self, day: Interval) -> bool:
        """Whether it was this day, or that, where some people live at the instant."""
        if self.instant is None or not day.is_day or day.earliest is None:
            return False
        first, last = self.instant + _WESTERNMOST, self.instant + _EASTERNMOST
        return first.date() <= day.earliest <= last.date()


def read(value: str, *, language: str = "") -> MetadataDate | None:
    """The date that a field holds; ``None`` where it holds nothing.

    ``language``: the page's, a code, which tells whether "05.02.2024" begins with the day.
    """
    value = " ".join(value.split())[: printed_dates.LONGEST]
    if not value:
        return None
    if (match := _DIGITS.fullmatch(value)) and _is_day(match):
        words = f"{match['year']}-{match['month']}-{match['day']}"
        clock = (int(match["hour"] or 0), int(match["minute"] or 0)) if match["zone"] else None
        return _stated(printed_dates.of_metadata(words), clock)
    if match := _EPOCH.fullmatch(value):
        instant = datetime.fromtimestamp(int(match["seconds"]), UTC)
        return MetadataDate(_day_of(instant), instant)
    if match := _YEAR_LAST.fullmatch(value):
        day = printed_dates.of_metadata(f"{match['day']} {match['month']} {match['year']}")
        hour, minute = match["clock"].split(":")[:2]
        return _stated(day, (int(hour), int(minute)) if _UTC.fullmatch(match["zone"]) else None)
    day = printed_dates.of_metadata(value, day_first=puts_day_first(language))
    return _stated(day, _utc_clock(value))


@lru_cache(maxsize=64)
def puts_day_first(language: str) -> bool:
    """Whether figures of a date in a language begin with the day; never so of English, its parts
    of the world differ.
    """
    code = language.replace("_", "-").split("-")[0].strip().lower()
    if not code.isalpha() or code == "en":
        return False
    try:
        pattern = str(Locale(code).date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return False
    return 0 <= pattern.find("d") < pattern.find("M") < pattern.find("y")


def _stated(day: PrintedDate | None, clock: tuple[int, int] | None) -> MetadataDate | None:
    if day is None:
        return None
    first = day.interval.earliest
    if clock is None or first is None or not day.interval.is_day or clock[0] > 23 or clock[1] > 59:
        return MetadataDate(day)
    return MetadataDate(day, datetime(first.year, first.month, first.day, *clock, tzinfo=UTC))


def _utc_clock(value: str) -> tuple[int, int] | None:
    """The hour and minute where a field states them in UTC."""
    clock = _CLOCK.search(value)
    if clock is None or not _UTC.fullmatch(value[clock.end() :].strip()):
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    return hour, int(clock["minute"])


def _day_of(instant: datetime) -> PrintedDate:
    found = printed_dates.of_metadata(instant.date().isoformat())
    assert found is not None
    return found


def _is_day(match: re.Match[str]) -> bool:
    try:
        date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return False
    return True
