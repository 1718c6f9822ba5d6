"""Persons whose surname is a month's: where a text has "Theresa May", "May" alone is she."""

from __future__ import annotations

import re

from timeline.domain.dates import date_words
from timeline.domain.lexicon.word_lists import members

_MONTH = re.compile(r" (?P<name>April|May|June|March|August)\b(?! \d|,? [12]\d{3})")
_FIRST = re.compile(
    r"(?<![.!?] )(?<![.!?][\"'”’] )(?<!\b[Ii]n )(?<!\b[Aa]t )(?<!rom )(?<!\b[Tt]o )"
    r"\b(?:Mrs?\.?|Ms\.?|Dr\.?|[A-Z][a-z]{2,14})\Z"
)
"""A capitalised word; at a sentence's opening and after "in" it is no first name."""
LONGEST = 15
"""The letters of a first name."""
_NO_FIRST_NAME = members("date_context", "capitalised and no first name")
_OF_TIME = re.compile(r"\b(?:in|last|next|since|until|early|late|mid|this)[ -]\Z", re.IGNORECASE)


def namesakes(text: str) -> frozenset[str]:
    """The names of months that are the surname of a person in a text."""
    return frozenset(
        month["name"]
        for month in _MONTH.finditer(text)
        if (first := _FIRST.search(text, max(0, month.start() - LONGEST), month.start()))
        and not _is_of_a_date(first[0].rstrip("."))
    )


def _is_of_a_date(word: str) -> bool:
    return (
        word.lower() in _NO_FIRST_NAME or date_words.is_month(word) or date_words.is_weekday(word)
    )


def tells_time(text: str, start: int) -> bool:
    """Whether the word at an offset is a month even if a person is called so: "in May"."""
    return _OF_TIME.search(text[max(0, start - 16) : start]) is not None
