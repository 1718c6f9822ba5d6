"""Normalisation of a date phrase: one kind of space, quote and dash, no dots of abbreviations."""

from __future__ import annotations

import re

from timeline.domain.dates import date_words
from timeline.domain.text.typography import straightened

LONGEST = 120
"""The characters that a date phrase may have, as written."""

_SPACE = re.compile(r"\s+")
_ABBREVIATION_DOT = re.compile(r"(?<=[A-Za-z])\.|(?<=\d)\.(?=\s|$)")
_JOINED_DOT = re.compile(r"(?<=[A-Za-z])\.(?=\d)")
_POSSESSIVE = re.compile(r"(?<=[A-Za-z])'s\Z")
_SHORT_YEAR = re.compile(
    rf" ?'\d\d(?![\d:./-]|st|nd|rd|th| (?:of )?{date_words.MONTH}\b)\b", date_words.FLAGS
)
_COMMA = re.compile(r"[,;]")
_AROUND = " \"'.,;:!()[]"


def normalised_phrase(phrase: str) -> str:
    """The phrase with single spaces, straight quotes and plain hyphens; case is kept.

    Quotation marks, brackets and stops around it go, and so do commas and the dots of
    abbreviations and ordinals ("Feb. 24", "24. February"); dots inside numeric dates stay. Every
    longer dash becomes an en dash, which between two dates means "to".
    """
    text = straightened(phrase.replace("\N{SOFT HYPHEN}", ""), dash="–")
    text = _COMMA.sub(" ", text)
    text = _JOINED_DOT.sub(" ", text)
    text = _SPACE.sub(" ", _ABBREVIATION_DOT.sub("", text))
    bare = _POSSESSIVE.sub("", text.strip(_AROUND))
    return f"'{bare}" if _SHORT_YEAR.match(text) and not text.endswith("'") else bare
