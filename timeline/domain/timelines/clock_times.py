"""Times of day as files write them beside a day: "14:30", "2.30 pm", "T09:15:00Z", Java's."""

from __future__ import annotations

import re

from timeline.domain.time.time_of_day import UNKNOWN_PLACE, ClockTime

_CLOCK = re.compile(
    r"(?:T|[ ,]{1,2}(?:at )?)(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)"
    r"(?:[.,]\d{1,9})?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?| ?(?:hrs|hours|h|Uhr))?"
    r"(?: ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d))?",
    re.ASCII,
)
_COMPACT = re.compile(
    r"(?P<day>[12]\d{7})T?(?P<hour>[0-2]\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z)?", re.ASCII
)
_OF_JAVA = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d?) (?P<clock>\d\d:\d\d:\d\d) "
    r"(?:(?P<zone>[A-Z]{1,5}|[+-]\d{4}) )?(?P<year>\d{4})",
    re.ASCII,
)
_OF_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4}) "
    r"(?P<clock>\d\d:\d\d:\d\d) GMT(?P<zone>[+-]\d{4})(?: \(.{1,60}\))?",
    re.ASCII,
)

_UTC = frozenset({"Z", "UTC", "GMT", "+00:00", "+0000", "-00:00", "-0000"})
_NO_HOUR = 24
"""Of "13:30 AM" and "0:30 PM", which no clock shows."""


def trailing_clock(words: str) -> tuple[str, ClockTime | None]:
    """A date's words without the time of day that ends them, and that time, if there is one."""
    if len(words) > 80:
        return words, None
    if compact := _COMPACT.fullmatch(words):
        return compact["day"], _clock(compact)
    for found in _CLOCK.finditer(words):
        if found.start() >= 4 and found.end() < len(words):
            break  # with another time behind it, it is none by itself
        if found.end() == len(words) and found.start() >= 4:
            if "." in found[0][:4] and not (found["half"] or found[0].startswith("T")):
                continue  # "5 6.20" has no clock
            return words[: found.start()].rstrip(" ,"), _clock(found)
    return words, None


def without_inner_clock(words: str) -> str:
    """A stamp as Java, Twitter and JavaScript write it, in the order day, month, year, clock."""
    found = _OF_JAVA.fullmatch(words) or _OF_JAVASCRIPT.fullmatch(words)
    if found is None:
        return words
    zone = found["zone"] or ""
    known = zone if zone in ("UTC", "GMT") or zone[:1] in ("+", "-") else ""
    return f"{found['day']} {found['month']} {found['year']} {found['clock']} {known}".rstrip()


def _clock(found: re.Match[str]) -> ClockTime:
    told = found.groupdict()
    hour = int(told["hour"])
    if half := told.get("half"):
        before_noon = half in "Aa"
        if (hour > 12) if before_noon else (hour == 0):
            hour = _NO_HOUR
        elif hour <= 12:
            hour = hour % 12 + (0 if before_noon else 12)
    zone = told.get("zone") or ""
    # Programs write "+00:00" for UTC, wherever it was.
    offset = UNKNOWN_PLACE if zone in _UTC else zone
    if len(offset) == 5:
        offset = f"{offset[:3]}:{offset[3:]}"
    return ClockTime(hour, int(told["minute"]), int(told.get("second") or 0), offset)
