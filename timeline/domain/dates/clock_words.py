"""Times of day as people write them beside a date: "at 9.40 a.m.", "22:40", "18:00 GMT", "noon".

A time is only ever taken whole and sure. A hedge, a stretch ("from 9 to 11 a.m."), "midnight",
which may be either end of its day, and a zone that several parts of the world call by the same
letters give none: the date stays a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from timeline.domain.dates.date_words import FLAGS
from timeline.domain.lexicon.word_lists import members
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval, Precision
from timeline.domain.time.time_of_day import ClockTime

_OFFSETS = {
    "GMT": "Z", "UTC": "Z", "Z": "Z", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00",
    "EEST": "+03:00", "MSK": "+03:00", "EDT": "-04:00", "CDT": "-05:00", "MDT": "-06:00",
    "PDT": "-07:00",
}  # fmt: skip
"""The zones whose letters name one alone. "EST", "CST", "BST" and "IST" each name several."""

_WHERE = {"ET": "America/New_York", "PT": "America/Los_Angeles"}
"""The zones whose offset is that of a day; it is one for all that go by it since ``_ALIKE``."""
_ALIKE = 1967

_HALF = r" ?(?P<half>[ap])(?:\. ?m\.|m\b\.?)"
_SHIFT = (
    r"(?: ?(?:gmt|utc) ?(?P<shift>[+−-]\d{1,2}(?::?\d\d)?)| ?(?P<iso>\+\d\d:?\d\d)"
    # "9:40-11:20" is a stretch.
    r"|(?<=:\d\d:\d\d) ?(?P<west>[−-]\d\d:?\d\d)"
    r"|(?<=\d{4}-\d\d-\d\d[T ]\d\d:\d\d) ?(?P<open>[−-](?:(?:0[1-9]|1[01]):?[03]0|12:?00))"
    r")(?!\d)"
)
_ZONE = r" ?(?P<zone>(?:gmt|utc|msk)\b|(?-i:Z|[A-Z]{1,4}T)\b)"
_TIME = (
    r"(?P<at>\bat |@ ?)?(?P<time>(?:(?P<hour>\d{1,2})"
    r"(?:(?P<dot>[:.h])(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    rf"(?:{_HALF})?|(?P<noon>noon|midday)|(?P<hours>\d{{4}})(?: ?(?P<said>hours|hrs)\b"
    r"|(?= ?(?:(?:gmt|utc)\b|(?-i:Z)\b))))"
    rf"(?:{_SHIFT}|{_ZONE})?)(?P<local>,? local time| uhr\b)?"
)
_ON = r",? (?:on )?(?:the )?"
_OPENS = r"(?<![\w.,:$€£/+–—-])"
_ENDS = r"(?![\w%]|[.:,]\d| ?[-–—] ?\d)"
_BEFORE = re.compile(rf"{_OPENS}{_TIME}{_ON}\Z", FLAGS)
_FIRST = re.compile(rf"{_TIME}{_ON}(?=\S)", FLAGS)
_AFTER = re.compile(rf"(?:T|,? [–—-] ?|,? ){_TIME}{_ENDS}", FLAGS)
_ALONE = re.compile(rf"{_OPENS}{_TIME}{_ENDS}", FLAGS)
_LEADING = re.compile(rf"{_TIME}(?P<parted> ?[,:–—-])?(?=[ ,:–—-]|(?<=[,:–—-]))", FLAGS)
_INEXACT = re.compile(
    r"\b(?:about|around|approximately|roughly|some|nearly|almost|circa|ca?\.?|before|after|by|until"
    r"|till|since|from|to|and|or|between|than|past)[ ,]*\Z|(?:[–—-]|\b[ap]\.?m\.?)[ ,]*\Z",
    FLAGS,
)
_GOES_ON = re.compile(
    r" ?(?:[-–—] ?|(?:to|until|till|and|or) (?:at )?(?:about )?)"
    r"(?:\d|noon|mid)",
    FLAGS,
)
_CLOCK_ENDS = re.compile(r"\d:\d\d(?: ?[ap]\.?m\.?)?\Z", FLAGS)
"""What ends in a time already: in "3 May, 14:30 - 15:30" the one behind it is a stretch's end."""
_OF_A_PLACE = re.compile(r",? (?:[A-Z][\w'’.-]+ ){1,3}time\b")
_OF_ITS_OWN = "|".join(sorted(members("date_context", "runs on a clock of its own")))
_THE = "(?:the|an?|this|that|its|his|her|their)"
_WITHIN = re.compile(
    rf"(?: minutes?)?,? (?:(?:of|into) {_THE}\b"
    rf"|(?:in|on) {_THE} (?:(?!of\b)[\w’'-]+ ){{0,2}}(?:{_OF_ITS_OWN})\b)",
    FLAGS,
)
"""What has a plain clock before it count from a beginning: "3:04 in the video"."""
_BREAK = re.compile(r"(?:\A|[\n,;(–—])[ \t]*\Z")

REACH = 40
"""The characters looked at on each side of a date."""


class FoundClock(NamedTuple):
    """A time of day in a text: what it is, and its words' characters, the end exclusive."""

    clock: ClockTime
    start: int
    end: int


class NoTimeOfDay(ValueError):
    """What looks like a time and is none, "25:00". The message is the end of a sentence on it."""


def parted(phrase: str) -> tuple[str, ClockTime] | None:
    """A typed date without the time of day that it begins or ends with, and that time, if it has
    one. Raises ``NoTimeOfDay`` for one that no clock shows.
    """
    for match, rest in _at_ends(phrase):
        clock = _clock(match)
        if clock is not None and re.search(r"\w", rest):
            return rest, clock
    return None


def _at_ends(phrase: str) -> Iterator[tuple[re.Match[str], str]]:
    match = _FIRST.match(phrase)
    if match and not _GOES_ON.match(phrase, match.end("time")):
        yield match, phrase[match.end() :]
    for match in _AFTER.finditer(phrase, 3):
        ends = not phrase[match.end() :].strip(" .)")
        before = phrase[: match.start()]
        if ends and not _INEXACT.search(before) and not _CLOCK_ENDS.search(before):
            yield match, before


def beside(text: str, start: int, end: int) -> FoundClock | None:
    """The time of day that stands right before or after a date in a text, if one surely does."""
    first = max(0, start - REACH)
    if (match := _BEFORE.search(text[first:start])) and (found := _sure(match, text, first)):
        return found
    match = _AFTER.match(text, end, end + REACH)
    # After a year only a clock has a colon; after "Sunday" it may be how a game ended.
    after_year = text[max(0, end - 4) : end].isdecimal()
    return _sure(match, text, 0, bare=after_year) if match else None


def day_alone(interval: Interval) -> Interval:
    """The date without its time of day, which what looks back to it doesn't share."""
    return edtf.parse(interval.edtf.partition("T")[0]) if "T" in interval.edtf else interval


def alone(text: str, start: int, end: int) -> list[FoundClock]:
    """The times of day between two places of a text; none where one of them is not sure."""
    found = []
    for match in _ALONE.finditer(text, start, end):
        if any(match[part] for part in ("at", "half", "dot", "noon", "hours")):
            if (taken := _sure(match, text, 0)) is None:
                return []
            found.append(taken)
    return found


def leading(words: str) -> int:
    """Where the time of day ends, with its zone, that some words open with, be it exact or not, as
    reports open with when they were made: "12:15 GMT: Two fishermen …"; 0 where none does.
    """
    match = _LEADING.match(words)
    if match is None:
        return 0
    marked = any(match[part] for part in ("half", "noon", "hours", "zone"))
    is_time = match["dot"] or (marked and (match["at"] or match["parted"]))
    return match.end() if is_time else 0


def at_clock(interval: Interval, clock: ClockTime) -> Interval:
    """The date with this time of day, where it is plainly a day on which the clock's offset is one;
    else as it is.
    """
    if interval.precision is not Precision.DAY or len(interval.edtf) != len("2022-03-04"):
        return interval
    if "/" in clock.offset:
        offset = _offset_on(interval.edtf, clock)
        if not offset:
            return interval
        clock = replace(clock, offset=offset)
    return edtf.parse(f"{interval.edtf}T{clock.as_edtf}")


def _sure(match: re.Match[str], text: str, offset: int, *, bare: bool = False) -> FoundClock | None:
    """What a match in a text tells; ``None`` where it may be no time, or is not exact.

    ``match`` counts from ``offset``. Figures alone are a time where they have a colon and open a
    line or a part of a sentence, or with ``bare``.
    """
    start, end = offset + match.start(), offset + match.end()
    marked = match["at"] or match["half"] or match["zone"] or match["local"] or match["hours"]
    bare = bare or bool(_BREAK.search(text[max(0, start - 4) : start]))
    if not (marked or (match["noon"] and bare) or (match["dot"] in (":", "h") and bare)):
        return None
    if _INEXACT.search(text[max(0, start - 16) : start]) or _GOES_ON.match(text, end):
        return None
    if not match["local"] and _OF_A_PLACE.match(text, end):
        return None
    of_a_day = any(match[part] for part in ("half", "zone", "local", "noon", "hours"))
    if not of_a_day and _WITHIN.match(text, end):
        return None
    try:
        clock = _clock(match)
    except NoTimeOfDay:
        return None
    if clock is None:
        return None
    first = match.start("time") if match["at"] is None else match.start("at")
    last = match.end("time") if match["local"] is None else match.end("local")
    return FoundClock(clock, offset + first, offset + last)


def _clock(match: re.Match[str]) -> ClockTime | None:
    """The time that a match tells; ``None`` where it may be none, or its zone may be several."""
    wrong = NoTimeOfDay(f"holds “{match['time']}”, which is no time of day")
    zone = (match["zone"] or "").upper()
    if zone and zone not in _OFFSETS.keys() | _WHERE.keys():
        return None
    offset = _OFFSETS.get(zone) or _WHERE.get(zone, "")
    if shift := match["shift"] or match["iso"] or match["west"] or match["open"]:
        hours, minutes = _shift(shift[1:])
        if hours > 23 or minutes > 59:
            raise wrong
        offset = f"{'+' if shift[0] == '+' else '-'}{hours:02}:{minutes:02}"
    if match["noon"]:
        return ClockTime(12, 0, 0, offset)
    if match["hours"]:
        if match["hours"][:2] in ("19", "20") and not (match["said"] or match["at"]):
            return None  # it may be a year
        hour, minute, second = int(match["hours"][:2]), int(match["hours"][2:]), 0
    else:
        hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
        decimal = match["dot"] == "." and not (match["at"] or zone or match["local"])
        if not match["half"] and (decimal or not match["minute"]):
            return None
    if match["half"]:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise wrong
    # "2022-03-05 09:00-11:00" may be a stretch; one with a "T" is not.
    if match["open"] and not match[0].startswith("T") and (hour, minute) <= (hours, minutes):
        return None
    return ClockTime(hour, minute, second, offset)


def _offset_on(day: str, clock: ClockTime) -> str:
    """The offset of a clock whose zone is named by where it is, on a day; empty where it may be one
    of two, as in the hour that comes twice.
    """
    shown = datetime.fromisoformat(f"{day}T{replace(clock, offset='').as_edtf}")
    if shown.year < _ALIKE:
        return ""
    zone = ZoneInfo(clock.offset)
    found = {f"{shown.replace(tzinfo=zone, fold=fold):%z}" for fold in (0, 1)}
    return f"{(text := found.pop())[:3]}:{text[3:]}" if len(found) == 1 else ""


def _shift(digits: str) -> tuple[int, int]:
    hours, colon, minutes = digits.partition(":")
    if not colon and len(digits) > 2:
        hours, minutes = digits[:-2], digits[-2:]
    return int(hours), int(minutes or 0)
