"""Whether a number in running text is a year: "1994" is one, that of "Euro 2024" is none."""

from __future__ import annotations

import re

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.lexicon.word_lists import members

BEFORE_A_YEAR = members("year_context", "before a year")
STRONG = frozenset("after before between by circa during from in since till until year".split())
"""Words that stand before a year, and hardly ever before a count."""
COUNTED = members("year_context", "counted")
NUMBERED = members("year_context", "numbered")
"""Before these a number is a name or a count: "flight 1549", "some 2000"."""

_TITLED = frozenset("album film movie novel book song single game titled called named".split())

_GAMES = re.compile(
    r" (?:(?:[A-Z][A-Za-z]{2,14}|athletics|basketball|cricket|football|hockey|rugby|ski|swimming"
    r"|women['’]s|men['’]s|youth|under-\d\d) ){0,3}"
    r"(?:Olympics|Olympic Games|Paralympics|Games|World Cups?|Championships?|Expo|Eurovision)\b"
)
"""A name after a year that the year is part of: "the 2012 Olympics"."""
_MAKES = members("year_context", "make of car")
"""Before these a year is that of a model: "a 1987 Volvo"."""

NO_NOUN = members("year_context", "no noun")
"""Words that are no noun: before one the year would tell when it was, "Russia's 2008 war"."""

_CLOCK = re.compile(
    r"(?:[01]\d|2[0-3])[0-5]\d(?: hours| hrs)? on (?:the )?"
    rf"(?:\d{{1,2}} |{date_words.MONTH}\b|{date_words.WEEKDAY}\b)",
    date_words.FLAGS,
)
"""A time of day: "1800 on 4 March"."""
_PEOPLE = ("children", "men", "people", "persons", "women")
"""Ends of words for people, who after "of" are counted: "a survey of 1709 schoolchildren"."""
_AGE = re.compile(r"[ -]years?[ -]old\b")
_AMOUNT = re.compile(rf"\b(?:{'|'.join(sorted(members('year_context', 'amount')))}) of \Z")
_MORE_THAN = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|other|better|worse) than \Z", re.IGNORECASE
)
_TO_COUNT = re.compile(r" ?(?:and|to|or|-|–) ?\d[\d,.]{0,12} (?P<what>[a-z]{1,20})", re.IGNORECASE)


def is_year(around: Surroundings) -> bool:
    """Whether a span of four digits is a year."""
    left, right, year = around.beside_left, around.beside_right, int(around.words)
    if _is_number_or_title(around) or _is_count(around):
        return False
    if left == "the" and (around.ends_clause or right in NO_NOUN - {"and", "or", "to"}):
        # "The 1500" is a race, "the 2022" a wine.
        return False
    if _CLOCK.match(around.text[around.start : around.end + 40]):
        return False
    if left == "at":
        # A time of day, or a house in a street.
        return False
    if not 1500 <= year <= 2100:
        return left in STRONG and around.ends_clause and year < 2200
    return left in BEFORE_A_YEAR or not around.after_name


def are_years(around: Surroundings) -> bool:
    """Whether a span of two numbers with a dash between is one of years."""
    return (
        around.beside_right not in COUNTED
        and around.beside_left not in NUMBERED - {"over"}
        and not (around.right_gap in ("-", "/") and bool(around.right))
    )


def is_year_in_words(around: Surroundings) -> bool:
    """Whether "nineteen ninety-six" is a year and no title, "two thousand" no count."""
    left = around.beside_left
    if not around.words.islower() or around.beside_right in COUNTED:
        return False
    if around.words == "two thousand":
        return left == "year"
    if around.words.startswith(("eighteen ", "nineteen ")):
        return around.ends_clause or left in STRONG or left in ("the", "of", "a", "early", "late")
    return left in STRONG or left in ("the", "of", "a", "early", "late")


def in_a_number(around: Surroundings) -> bool:
    """Whether digits touch other digits, or a letter, by a mark: "2,018", "555-2014", "A-1994"."""
    if around.left_gap in (".", ",", ":", "'", "’") and around.left[-1:].isdigit():
        return True
    if is_second_day(around) or date_words.is_weekday(around.left):
        return False
    if date_words.is_month(around.left):
        # "30 April–6 May".
        return False
    return around.left_gap in ("-", "–") and (
        around.left[-1:].isdigit()
        or around.left.lower() not in ("mid", "pre", "post", "early", "late")
    )


def is_second_day(around: Surroundings) -> bool:
    """Whether a day and month stand after the day before: the "4 March" of "3–4 March"."""
    day, left = _DAY_FIRST.match(around.words), around.left
    if day is None or around.left_gap not in ("-", "–", "/") or not left.isdigit():
        return False
    if around.text[max(0, around.start - 2 - len(left)) : around.start - 1 - len(left)] in (
        "-",
        "–",
        "/",
        ".",
        ":",
    ):
        return False
    if len(left) == 4:
        # "31 December 2022–1 January 2023".
        return (
            _MONTH_YEAR.search(around.text[max(0, around.start - 24) : around.start - 1])
            is not None
        )
    return 1 <= int(left) <= 31 and len(left) <= 2


_MONTH_YEAR = re.compile(rf"\b{date_words.MONTH} [12]\d{{3}}\Z", date_words.FLAGS)
_DAY_FIRST = re.compile(rf"\d{{1,2}} (?:of )?{date_words.MONTH}\b", date_words.FLAGS)


def _is_count(around: Surroundings) -> bool:
    left, right = around.beside_left, around.beside_right
    if right in COUNTED and not (left in ("in", "since") and right in ("people", "others", "more")):
        return True
    if left == "of" and right.endswith(_PEOPLE):
        return True
    if left in NUMBERED or left in _TITLED or left.isdigit() or right.isdigit():
        return True
    before = around.text[max(0, around.start - 24) : around.start]
    if _AGE.match(around.text, around.end) or _AMOUNT.search(before):
        return True
    if right.islower() and right.endswith("s") and left not in BEFORE_A_YEAR | {""}:
        # "They walked 1900 paces."
        return right not in NO_NOUN
    if _MORE_THAN.search(around.text[max(0, around.start - 16) : around.start]):
        return True
    to_count = _TO_COUNT.match(around.text[around.end : around.end + 40])
    return to_count is not None and to_count["what"].lower() in COUNTED


def _is_number_or_title(around: Surroundings) -> bool:
    gap, right_gap = around.left_gap, around.right_gap
    if right_gap in ("-", "–", "/") and around.right:
        return around.right.lower() not in ("era", "style", "vintage", "model", "born", "founded")
    if right_gap[:1] in ("°", "%", "€", "$", "*"):
        return True
    opened, closed = gap[-1:], right_gap[:1]
    if opened and opened in "\"“‘'«" and closed and closed in "\"”’'»,.:":
        # “1984” and “2001: …” are titles.
        return True
    if around.before_name and (
        around.right.lower() in _MAKES or _GAMES.match(around.text[around.end : around.end + 60])
    ):
        return True
    possessive = gap == " " and around.left.lower().endswith(("'s", "’s"))
    return possessive and (around.ends_clause or around.beside_right in NO_NOUN)
