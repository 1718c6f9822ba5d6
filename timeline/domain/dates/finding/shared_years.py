"""Years that a date takes from the end of the list that it stands in: "March and April 2022"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import DAY, MONTH, SEASON, WEEKDAY, YEAR
from timeline.domain.dates.finding.scanner import DatePiece
from timeline.domain.dates.year_numbers import COUNTED
from timeline.domain.lexicon.word_lists import groups, members
from timeline.domain.time.intervals import Interval

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


_WITH_MONTH = re.compile(
    rf"[^.!?\n]{{0,100}}?\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})\b"
    rf"|(?P<named>{MONTH})\.? (?P<number>\d{{1,2}})\b)\.?(?:,? (?:of )?(?P<year>{YEAR})\b)?",
    date_words.FLAGS,
)
_NOUN = re.compile(r"[ -](?P<noun>[a-z]+)")
_ATTACKS = members("date_context", "of a named attack")


def month_for(text: str, piece: DatePiece) -> str:
    """The month that a day of the month takes from a later day in its sentence, else empty.

    "On the 2nd … on the 9th of August 1914" gives "of August 1914".
    """
    if piece.rule.name != "day-of-month":
        return ""
    match = _WITH_MONTH.match(text, piece.end, piece.end + 2 * REACH)
    if match is None:
        return ""
    day = date_words.day(text[piece.start : piece.end].rsplit(maxsplit=1)[-1])
    if day > int(match["day"] or match["number"]):
        return ""
    return f"of {match['month'] or match['named']} {match['year'] or ''}".rstrip()


def year_of_attack(text: str, piece: DatePiece, *, by: int) -> str:
    """The year of a day that an attack is named for: "the September 11 families"; else empty.

    ``by``: the year of publication; what came later is not meant.
    """
    noun = _NOUN.match(text, piece.end) if piece.rule.name == "day-month" else None
    if noun is None or noun["noun"] not in _ATTACKS:
        return ""
    words = text[piece.start : piece.end]
    month, day = _MONTH.search(words), re.search(r"\d+", words)
    if month is None or day is None:
        return ""
    year = groups("named_attacks").get(f"{date_words.month(month[0])} {day[0]}", ("",))[0]
    return year if year and int(year) <= by else ""


class Lent(NamedTuple):
    """What a date takes from the words beside it: "2020", "of August 1914"; and why."""

    words: str
    because: str


def lent(text: str, piece: DatePiece, *, published: Interval | None) -> Lent | None:
    """What a date without a year or a month takes from the words after it, if anything."""
    by = published.latest if published is not None else None
    if by is not None and (year := year_of_attack(text, piece, by=by.year)):
        return Lent(year, f"It names what happened on that day of {year}.")
    if year := year_for(text, piece):
        return Lent(year, "It takes its year from the list that it stands in.")
    if month := month_for(text, piece):
        return Lent(month, "It takes its month from the day named after it.")
    return None


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
