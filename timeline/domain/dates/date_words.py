"""The words that dates are written with, as patterns for rules and as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.domain.time.formatting import MONTHS, WEEKDAYS

FLAGS = re.IGNORECASE | re.ASCII
"""ASCII, so that neither other scripts' digits nor look-alikes of letters match."""

_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTHS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAYS |= {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {"a": 1, "an": 1} | {name: number for number, name in enumerate(_ONES, 1)}
_NUMBERS |= {name: number * 10 for number, name in enumerate(_TENS, 2)}
_NUMBERS |= {
    f"{ten}-{one}": tens * 10 + ones
    for tens, ten in enumerate(_TENS, 2)
    for ones, one in enumerate(_ONES[:9], 1)
}
_IN_ORDER = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
    "twenty-ninth", "thirtieth", "thirty-first",
]  # fmt: skip
_ORDINALS = {name: number for number, name in enumerate(_IN_ORDER, 1)}
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first.

    Words that begin alike share their beginning, so that a text which has none of them is left
    at its first letter.
    """
    endings: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        endings.setdefault(word[:1], []).append(word[1:])
    return "|".join(_beginning(letter, rest) for letter, rest in endings.items() if letter)


def _beginning(letter: str, endings: list[str]) -> str:
    longer = [ending for ending in endings if ending]
    if not longer:
        return re.escape(letter)
    optional = "?" if "" in endings else ""
    return f"{re.escape(letter)}(?:{any_of(longer)}){optional}"


MONTH = rf"(?:{any_of(_MONTHS)})"
WEEKDAY = rf"(?:{any_of(_WEEKDAYS)})"
SEASON = rf"(?:{any_of(_SEASONS)})"
NUMBER = rf"(?:\d{{1,4}}|{any_of(_NUMBERS)})"
TWO_DIGITS = rf"(?:{any_of(n for n in _NUMBERS if _NUMBERS[n] > 9)})"
ONE_DIGIT = rf"(?:{any_of(_ONES[:9])})"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{any_of(_ORDINALS)})"
ORDINAL_DAY = r"(?:\d{1,2}(?:st|nd|rd|th))"
DAY_IN_WORDS = rf"(?:{any_of(_ORDINALS)})"
DECADE = rf"(?:{any_of(_DECADES)})"
DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
YEAR = r"(?:[12]\d{3})"
UNIT = r"(?:day|week|month|year|decade|century)"
UNITS = r"(?:days?|weeks?|fortnights?|months?|years?|decades?|century|centuries)"
DAYPART = r"(?:morning|afternoon|evening|night)"
WHICH = r"(?:(?:this past|this coming|this|next|last|coming|past) )?"
"""Before a weekday whose day is stated, "this Friday, June 14", these say nothing more."""
DASH = r" ?[-–] ?"

_ALSO_A_VERB_OR_NOUN = frozenset({"may", "march", "mar", "sat", "sun", "wed", "fall", "spring"})


def month(word: str) -> int:
    """A month's number, 1 to 12."""
    return _MONTHS[word.lower()]


def weekday(word: str) -> int:
    """A weekday's number as ``date.weekday`` counts: 0 is Monday."""
    return _WEEKDAYS[word.lower()]


def is_month(word: str) -> bool:
    """Whether it is a month's name or its abbreviation."""
    return word.lower() in _MONTHS


def is_weekday(word: str) -> bool:
    """Whether it is a weekday's name or its abbreviation."""
    return word.lower() in _WEEKDAYS


def season(word: str) -> int:
    """A season's EDTF number, 21 (spring) to 24 (winter)."""
    return _SEASONS[word.lower()]


def number(word: str) -> int:
    """A number in digits or in words up to ninety-nine; "a" is 1."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def ordinal(word: str) -> int:
    """A number in order, in digits ("19th") or in words ("nineteenth")."""
    digits = word[:-2]
    return int(digits) if digits.isdigit() else _ORDINALS[word.lower()]


def decade(word: str) -> int:
    """The years that a decade's name begins with: 90 for "nineties"."""
    return _DECADES[word.lower()]


def day(word: str) -> int:
    """The number of a day of the month, in digits with or without "th", or in words."""
    digits = re.sub(r"\D", "", word)
    return int(digits) if digits else _ORDINALS[word.lower()]


def unit(word: str) -> tuple[str, int]:
    """A unit's singular, and how many of it the word is: a fortnight is two weeks."""
    word = word.lower()
    if word.startswith("fortnight"):
        return "week", 2
    return ("century" if word.startswith("centur") else word.removesuffix("s")), 1


def also_means_something_else(text: str) -> bool:
    """Whether a lone word in lower case may be no date at all: "may", "march", "sat"."""
    return text in _ALSO_A_VERB_OR_NOUN
