"""Years that a date takes from the end of the list that it stands in: "March and April 2022".

And those of which it may as well be, where it tells what had been before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import DAY, MONTH, SEASON, WEEKDAY, YEAR
from timeline.domain.dates.finding.date_hit import Hit
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


_HAD = re.compile(r"\bhad\b(?! to\b)[^.!?;:\n]{0,100}\Z")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_SENTENCE_ON = re.compile(r"(?:[^.!?\n]|\.(?! [A-Z])){0,160}")
TOLD_NEAR = 600
"""The characters before what had been in which the year may be told that it was in."""
_FOUNDED = re.compile(r"\b(?:founded|established|incorporated|set up)\b[^.;:\n]{0,40}\Z")
_YEARLY = re.compile(
    r"\b(?:(?:every|each) (?:year|spring|summer|autumn|fall|winter)|annually|yearly),?"
    r"(?: (?:on|in|from|around|during))?(?: the)? \Z",
    re.IGNORECASE,
)


def is_yearly(text: str, piece: DatePiece) -> bool:
    """Whether a date comes again every year: "it is held each year on 4 July"."""
    before = text[max(0, piece.start - 40) : piece.start]
    return piece.rule.name in _BORROWERS and _YEARLY.search(before) is not None


def is_founding(text: str, hit: Hit) -> bool:
    """Whether a year says how old a party or firm is: "founded in 1998"."""
    before = text[max(0, hit.start - REACH) : hit.start]
    return _FOUNDED.search(before) is not None and hit.surface.isdigit()


def told_around(text: str, pieces: Sequence[DatePiece], hits: Sequence[Hit]) -> tuple[str, ...]:
    """The year in whose telling something "had been called on 11 May", beside publication's.

    It is that of the last date before, or the one that its sentence goes on to. Empty where the
    phrase tells nothing that had been, has a year, or none is near. ``hits``: the dates before it.
    """
    if any(piece.rule.name not in _BORROWERS for piece in pieces):
        return ()
    start, end = pieces[0].start, pieces[-1].end
    if not _HAD.search(text[max(0, start - REACH - 8) : start]) or _YEAR.match(
        text[end:].lstrip(", ")
    ):
        return ()
    before = (_YEAR.search(hit.surface) for hit in hits[::-1] if start - hit.end <= TOLD_NEAR)
    on = _SENTENCE_ON.match(text, end)
    found = next(filter(None, before), None) or (_YEAR.search(on[0]) if on else None)
    return (found[0],) if found else ()


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
