"""What kind of line a date stands in: a headline, a caption, a heading, an entry’s first line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.dates import clock_words
from timeline.domain.dates.finding.scanner import DatePiece
from timeline.domain.dates.reader import read_on
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.dates.rules.rule import ReferenceTime
from timeline.domain.text import line_kinds
from timeline.domain.time.intervals import Interval

LONGEST = 200
"""The characters of the longest headline; a heading has half as many at most."""

HEAD = 300
"""The characters at a text's beginning in which its day is printed on a line of its own."""
NIGHT = 2
"""The days by which a stated publication may be off the day that is printed."""

_CLOSING = ' \t)]”":'
_MARKS = ' \t*•·–—-(["“>#'
_AFTER_ENTRY = re.compile(
    r"(?: \([^()\n]{1,30}\))?[)\].]*(?:[ \t]+[-–—]+[ \t]|[–—]|[ \t]*:[ \t\n]|[ \t]*\n)"
)
_ENDS = (".", "!", "?", "…", ",", ";", ".”", '."')


def line_around(text: str, start: int) -> tuple[int, int]:
    """Where the line that a character stands in begins, and where it ends, its break left out."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    return first, len(text) if last < 0 else last


def opens_entry(text: str, start: int, end: int) -> bool:
    """Whether a date from ``start`` up to ``end`` dates what stands below it or after its dash."""
    before = start
    while before and text[before - 1] in _MARKS:
        before -= 1
    if before and text[before - 1] != "\n":
        return False
    return _AFTER_ENTRY.match(text, past_clock(text, start, end)) is not None


def past_clock(text: str, start: int, end: int) -> int:
    """Where a date ends, with the time of day behind it: "5 February 2018, 22:40 –"."""
    clock = clock_words.beside(text, start, end)
    return clock.end if clock and clock.start >= end else end


def is_headline(text: str, start: int) -> bool:
    """Whether a character stands in a short line that is no sentence, with text below it."""
    first, last = line_around(text, start)
    line = text[first:last].rstrip()
    opens = line[:1].isupper() or line[:1].isdigit() or line[:1] in '“"‘'
    short = last < len(text) and len(line) <= LONGEST and opens
    return short and not line.endswith(_ENDS) and ". " not in line


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a date is or heads what stands below: "1943", "Events of 2009", "2005: Elections"."""
    first, last = line_around(text, start)
    at_side = not text[first:start].strip(_MARKS) or not text[end:last].strip(_CLOSING)
    return at_side and last - first <= LONGEST // 3 and is_headline(text, start)


def is_caption(text: str, start: int) -> bool:
    """Whether a character stands in a picture's caption, told by its first word or its credit."""
    first, last = line_around(text, start)
    return line_kinds.is_caption(text[first:last])


def day_below_headline(
    text: str, first: Sequence[DatePiece], *, published: Interval | None
) -> Interval | None:
    """The day from which a text counts "yesterday": the one printed below its headline, if any.

    That is a day in full on a line of its own, near the day of publication that is stated; else
    ``published`` itself. ``first``: the text's first date, if it has any.
    """
    if published is None or published.earliest is None:
        return published
    for piece in first:
        start, end = line_around(text, piece.start)
        words = text[piece.start : piece.end]
        if piece.start > HEAD or not piece.rule.whole or text[start:end].strip() != words:
            break
        try:
            day = read_on(words, ReferenceTime()).interval
        except UnreadablePhrase:
            break
        if day.is_day and day.earliest and abs((day.earliest - published.earliest).days) <= NIGHT:
            return day
    return published
