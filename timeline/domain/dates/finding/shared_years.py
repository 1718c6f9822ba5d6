"""Years that a date takes from the end of the list that it stands in: "March and April 2022"."""

from __future__ import annotations

import re
from itertools import pairwise

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import DAY, MONTH, SEASON, WEEKDAY, YEAR
from timeline.domain.dates.finding.scanner import DatePiece
from timeline.domain.dates.year_numbers import COUNTED

REACH = 96
"""How many characters after a date are looked at for the end of its list."""

_BORROWERS = frozenset(["month", "day-month", "season-near"])
"""The rules whose dates lack a year, and may take one from a list."""
_ITEM = (
    rf"(?:(?:on|in|the) ){{0,2}}(?:{WEEKDAY}\.?,? )?"
    rf"(?:{MONTH}\b\.?(?: {DAY}\b)?|{DAY}\b(?: (?:of )?{MONTH}\b\.?)?|{SEASON}\b)"
)
_LIST = re.compile(
    rf"(?:, {_ITEM}){{0,6}}(?P<last>,? (?:and|or|&) {_ITEM})(?P<gap>,? (?:of )?)(?P<year>{YEAR})"
    r"(?![\w%]|[.,]\d|[-–]\d{3})(?: (?P<what>[a-z]+))?",
    date_words.FLAGS,
)
_MONTH = re.compile(rf"\b{MONTH}\b", date_words.FLAGS)


def year_for(text: str, piece: DatePiece) -> str:
    """The year in four digits that a date without one takes from the list after it, else empty.

    "December and January 2020" gives December the year before.
    """
    if piece.rule.name not in _BORROWERS:
        return ""
    match = _LIST.match(text, piece.end, piece.end + REACH)
    if match is None or (match["what"] or "").lower() in COUNTED:
        return ""
    if match["last"][-1].isdigit() and "," not in match["gap"]:
        # "March 3 and 4 2000 people": a day and a number.
        return ""
    months = [
        date_words.month(name) for name in _MONTH.findall(text, piece.start, match.end("last"))
    ]
    turns = any(later < month for month, later in pairwise(months))
    year = int(match["year"]) - turns
    return f"{year:04}"
