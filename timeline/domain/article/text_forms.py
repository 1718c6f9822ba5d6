"""Texts whose lines of dates are their entries': live blogs, chronologies, exports of channels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.article import printed_dates
from timeline.domain.dates.date_words import FLAGS, MONTH, WEEKDAY, YEAR
from timeline.domain.time.formatting import MONTHS, WEEKDAYS

LOOKED_AT = 400
"""The first lines, by which a form is told."""

FEWEST = 3
"""The entries that make one."""

_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|[A-Z]{2,4}T))?"
_TIMED = re.compile(rf"(?:{_CLOCK}|\d{{1,2}} ?[ap]\.?m\.?)(?:\s?[-–—:|]\s.{{0,2000}})?", FLAGS)
_DAY = (
    rf"(?:(?:{WEEKDAY}[.,]? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH}|{MONTH}\.? \d{{1,2}}(?!\d))"
    rf"(?:st|nd|rd|th)?(?:,? {YEAR})?|(?:{MONTH}\.? )?{YEAR}|{YEAR}-\d\d-\d\d"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"
)
_DATED = re.compile(rf"[•*·-]? ?(?P<day>{_DAY})(?:\s?[-–—:|]\s?.{{0,4000}})?", FLAGS)
_POSTED = re.compile(
    r"\[?(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{2,4}),? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?"
    r"(?:\]| -) ?[^:]{1,80}:.{0,4000}"
    rf"|[^\[\]:]{{1,80}}, \[(?P<of>{_DAY})(?:,? at)? \d{{1,2}}:\d\d[^\]]{{0,12}}\]:?.{{0,4000}}",
    FLAGS,
)

_FIRST = frozenset("0123456789[•*·-")
_WORDS = frozenset(name[:3].lower() for name in (*MONTHS, *WEEKDAYS))

LIVE_BLOG = "It is a live blog: its times and days are those of its entries."
CHRONOLOGY = "It is a chronology: its days are those of its entries."
CHANNEL = "It is the export of a channel: its days are those of its posts."


def of_lines(lines: Sequence[str]) -> str:
    """The sentence that says which form a text has; empty where it is an article like others."""
    timed, dated, posted = 0, set(), 0
    for line in lines[:LOOKED_AT]:
        line = line.strip()[:4000]
        # Nearly all lines of an article begin as no entry does, and are done with here.
        if not (line[:1] in _FIRST or line[:3].lower() in _WORDS or ", [" in line[:90]):
            continue
        if _POSTED.fullmatch(line):
            posted += 1
        elif _TIMED.fullmatch(line):
            timed += 1
        elif match := _DATED.fullmatch(line):
            dated.add(match["day"])
    if posted >= FEWEST:
        return CHANNEL
    if timed >= FEWEST:
        return LIVE_BLOG
    return CHRONOLOGY if len(dated) >= FEWEST else ""


def has_entries(lines: Sequence[str]) -> bool:
    """Whether a line with a day and no label may be an entry's: several lines are such days."""
    alone = set()
    for line in lines[:200]:
        dated = printed_dates.find(line) if len(line) <= 40 else None
        if dated is not None and not (dated.date.role or dated.before or dated.after):
            alone.add(dated.date.phrase)
    return len(alone) >= FEWEST or of_lines(lines[:40]) in (CHRONOLOGY, CHANNEL)
