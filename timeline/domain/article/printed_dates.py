"""Lines that print a date: "4 March 2022", "Published: 2022-03-04", "Updated March 5, 2022".

Only a line of nothing but a date, its label, a time of day and a time zone is one; and only a date
that is wholly stated is read. The day is the one printed: no time zone moves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from timeline.domain.dates import read
from timeline.domain.dates.date_words import DAY, FLAGS, MONTH, NUMBER, UNITS, WEEKDAY, YEAR
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time.intervals import UNDATED, Interval, Precision

LONGEST = 160
"""The most characters that such a line has."""

Role = Literal["", "published", "updated", "accessed"]

_LABEL = re.compile(
    r"(?P<updated>(?:last |latest )?(?:updated?|modified|revised|edited))"
    r"|(?:first |originally )?(?:published|posted|issued|released|added|created)"
    r"|(?:publication |release |publish |pub |pub\. |issue )?date(?: of (?:publication|issue))?"
    r"|dated",
    FLAGS,
)
_DEED = (
    r"(?:(?:down|up)?load|access|retriev|print|export|captur|archiv|crawl|scrap|cop|view|visit"
    r"|consult|generat|index|import|ingest|deliver|receiv|sav|snapshot)"
)
_ACCESSED = re.compile(
    rf"(?:(?:last |date )?{_DEED}(?:i?ed)(?: from (?!\d)[^:]{{1,60}}?)?(?: (?:on|at|in))?(?=[\s:])"
    rf"|{_DEED}(?:al|e|y|ing|ion)?[ -]?(?:date|time|day)"
    rf"|date (?:of |and time of )?{_DEED}\w{{0,5}})\s?[:–—-]?\s?",
    FLAGS,
)
"""The label of a day on which somebody loaded or printed a text that was out already."""
_AFTER_LABEL = re.compile(r"(?: (?:on|at|as of))?\s?[:–—-]?\s?", FLAGS)
_WORD_DATE = (
    rf"(?:{WEEKDAY}[.,]? ?,? (?:the )?)?"
    rf"(?:{DAY}\.?(?: of)?[ .-]{{1,2}}{MONTH}[.,]{{0,2}}[ -]{YEAR}"
    rf"|{MONTH}\.? {DAY},? ?,? {YEAR}|{YEAR} {MONTH}\.? {DAY})"
)
_DAY_DATE = re.compile(
    rf"(?<![\w.])(?:(?P<iso>{YEAR}-\d\d-\d\d)(?:T[\d:.]{{2,15}}(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|(?P<words>{_WORD_DATE})"
    rf"|(?P<digits>{YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:{YEAR}|\d\d)))"
    r"(?![\w/])(?![.-]\d)",
    FLAGS,
)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[./-](0?[1-9]|1[0-2])[./-]({YEAR})", FLAGS)
_TWO_DIGITS = re.compile(r"\d\d", FLAGS)
"""Every such date has two digits; most lines are prose and have none."""
_WIDE_DATE = re.compile(rf"(?:{MONTH}\.?,? )?{YEAR}\.?", FLAGS)
_CLOCK = re.compile(
    r"(?<!\d)(?:at )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?hrs| ?hours| ?uhr)?"
    r"(?: ?[ap]\.?m\b\.?)?(?!\d)"
    r"|(?<!\d)(?:at )?\d{1,2} ?[ap]\.?m\b\.?",
    FLAGS,
)
_ZONE = re.compile(
    r"\b(?:gmt|utc|[ecmp][sd]?t|a[ek][sd]t|bst|ist|jst|sgt|eat|w?e?ce?s?t|ee?s?t|msk|z)\b"
    r"(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?|(?<!\d)[+-]\d\d:?\d\d(?!\d)|\b(?:local|moscow|kyiv) time\b",
    FLAGS,
)
_REST = re.compile(rf"\b(?:at|on|the|{WEEKDAY})\b", FLAGS)
_RELATIVE = re.compile(
    rf"(?:about |over )?(?:{NUMBER}|a few|few) ?"
    rf"(?:{UNITS}|seconds?|minutes?|mins?|hours?|hrs?|[dhm]) ago|just now|yesterday|today",
    FLAGS,
)
_LONGEST_RELATIVE = 40
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as a line prints it.

    ``interval`` is undated where the phrase is none that is wholly stated; then ``problem`` says
    why, in a sentence. ``role``: what the line calls it, empty where it calls it nothing;
    "accessed" is never the publication.
    """

    phrase: str
    interval: Interval
    role: Role = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A date within a line, with the words before and after it.

    ``parted``: whether a comma or its like stands between it and the words before.
    """

    date: PrintedDate
    before: str
    after: str
    parted: bool = True


def find(segment: str, *, day_first: bool = False) -> DatedWords | None:
    """The date that a line, or a part of one between its separators, prints; ``None`` if none.

    ``before`` and ``after`` are what else it says, empty where it is nothing but the date.
    ``day_first``: whether dates in figures begin with the day, in the language of the text.
    """
    segment = segment.strip()
    if not segment or len(segment) > LONGEST:
        return None
    has_digits = _TWO_DIGITS.search(segment) is not None
    if has_digits and (accessed := _ACCESSED.match(segment)):
        return _accessed(segment[accessed.end() :])
    role, rest, label = _labelled(segment)
    if has_digits and (match := _DAY_DATE.search(rest)):
        before, after = _leftover(rest[: match.start()]), _leftover(rest[match.end() :])
        parted = rest[: match.start()].rstrip().endswith((",", ":", ";", "."))
        if label and before:
            return None
        if not label and not role and before:
            role, before = _label_at_end(before)
        phrase = match["iso"] or match[0]
        return DatedWords(_read(phrase, role, day_first=day_first), before, after, parted)
    phrase = _leftover(rest) if len(rest) <= _LONGEST_RELATIVE else ""
    if _RELATIVE.fullmatch(phrase):
        problem = f"“{phrase}” counts from a day that the text does not state."
        return DatedWords(PrintedDate(phrase, UNDATED, role or "published", problem), "", "")
    if label and _WIDE_DATE.fullmatch(rest):
        return DatedWords(_read(rest, role), "", "")
    if label.endswith(":") and rest and len(rest) <= 60:
        problem = f"“{rest}” is no date that the text states wholly."
        return DatedWords(PrintedDate(rest, UNDATED, role, problem), "", "")
    return None


def is_bare_label(line: str) -> bool:
    """Whether a line is only the label of a date that stands in the next one: "Published on"."""
    line = line.strip()
    if not line or len(line) > _LONGEST_RELATIVE:
        return False
    return any(
        match is not None and not line[match.end() :].strip(" :")
        for match in (_ACCESSED.match(f"{line} "), _LABEL.match(line))
    )


def of_metadata(value: str, *, day_first: bool = False) -> PrintedDate | None:
    """A date in words or figures that a field holds; ``None`` where it holds nothing."""
    value = " ".join(value.split())
    if not value:
        return None
    if match := _DAY_DATE.search(value[:LONGEST]):
        return _read(match["iso"] or match[0], "published", day_first=day_first)
    if _WIDE_DATE.fullmatch(value) or re.fullmatch(rf"{YEAR}-\d\d", value):
        return _read(value, "published")
    shown = value if len(value) <= 60 else f"{value[:60]}…"
    problem = f"“{shown}” is no date that it states wholly."
    return PrintedDate(value[:LONGEST], UNDATED, "published", problem)


def _accessed(rest: str) -> DatedWords | None:
    match = _DAY_DATE.search(rest) if _TWO_DIGITS.search(rest) else None
    if match is None or _leftover(rest[: match.start()]):
        return None
    return DatedWords(
        PrintedDate(match[0], UNDATED, "accessed"), "", _leftover(rest[match.end() :])
    )


def is_time_alone(segment: str) -> bool:
    """Whether it is a time of day and no more: "10:30 GMT"."""
    return (
        len(segment) <= _LONGEST_RELATIVE
        and bool(_WORD.search(segment))
        and not (_leftover(segment))
    )


def _labelled(segment: str) -> tuple[Role, str, str]:
    """What the line calls its date, the rest of it, and the label as written."""
    match = _LABEL.match(segment)
    if match is None:
        return "", segment, ""
    after = _AFTER_LABEL.match(segment, match.end())
    end = after.end() if after else match.end()
    label = segment[:end].rstrip()
    if end < len(segment) and end == match.end():
        return "", segment, ""
    return ("updated" if match["updated"] else "published"), segment[end:], label


def _label_at_end(before: str) -> tuple[Role, str]:
    """The role that words before a date end in, "Anna Lind, updated", and the words before it."""
    for label in _LABEL.finditer(before):
        if not before[label.end() :].strip(" :,"):
            role: Role = "updated" if label["updated"] else "published"
            return role, _leftover(before[: label.start()])
    return "", before


def _leftover(text: str) -> str:
    """The text without times of day, time zones and "at", "on"; empty where no word is left."""
    for pattern in (_CLOCK, _ZONE):
        text = pattern.sub(" ", text)
    bare = _REST.sub(" ", text)
    if not _WORD.search(bare):
        return ""
    return " ".join(text.split()).strip(" ,;:.|()[]-–—")


def _read(phrase: str, role: Role, *, day_first: bool = False) -> PrintedDate:
    phrase = phrase.strip(" ,")
    figures = _DAY_FIRST.fullmatch(phrase) if day_first else None
    try:
        words = f"{figures[3]}-{figures[2]:0>2}-{figures[1]:0>2}" if figures else phrase
        interval = read(words).interval
    except UnreadablePhrase as error:
        return PrintedDate(phrase, UNDATED, role, f"{error}.")
    if interval.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return PrintedDate(phrase, UNDATED, role, f"“{phrase}” is no day, month or year.")
    return PrintedDate(phrase, interval, role)
