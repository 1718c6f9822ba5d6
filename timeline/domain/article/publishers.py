"""Lines in which an article states who publishes it.

A copyright line, "Published by …", or the agency in a dateline. A link's host, an author's paper or
a photograph's credit states no publisher, and none is guessed.
"""

from __future__ import annotations

import re

from timeline.domain.article.boilerplate import is_photo_credit
from timeline.domain.dates.date_words import FLAGS, YEAR

LONGEST = 200
"""The most characters that such a line has."""

_MARK = re.compile(r"(?:copyright|©|\(c\))", FLAGS)
_YEARS = re.compile(rf"{YEAR}(?: ?[-–—,] ?(?:{YEAR}|present))?", FLAGS)
_RIGHTS = re.compile(r"[.,;|–—-]?\s?all rights reserved\b", FLAGS)
_ENDS = re.compile(r"\.(?:\s|$)|\s?[|•·]\s?|\s[–—-]\s|;")
_ABBREVIATION = re.compile(r"\b(?:ltd|inc|co|corp|llc|plc|gmbh|[A-Za-z])$", FLAGS)
_PUBLISHED_BY = re.compile(
    r"(?:(?:first |originally )?published by|(?:first|originally) published (?:in|on)"
    r"|(?:publisher|outlet|newspaper|publication|website|site|source) ?:) ?(?P<name>.{2,100})",
    FLAGS,
)
_NO_NAME = re.compile(r"https?:|\d|.{0,60}\b[12]\d{3}\b")


def of_copyright(line: str) -> str:
    """The holder that a copyright line names; empty where there is none.

    A bare "©" with neither a year nor "all rights reserved" stands beside photographs as well, so
    it states nothing.
    """
    line = " ".join(line.split()) if len(line) <= LONGEST else ""
    mark = _MARK.match(line)
    if mark is None or is_photo_credit(line):
        return ""
    spelled = mark[0].lower() == "copyright" or _MARK.match(line[mark.end() :].lstrip())
    if not (spelled or _YEARS.search(line) or _RIGHTS.search(line)):
        return ""
    rest = line
    while match := _MARK.match(rest) or _YEARS.match(rest):
        rest = rest[match.end() :].lstrip(" ,:-–—")
    return _name(_YEARS.sub("", re.sub(r"^by ", "", rest, flags=FLAGS)))


def of_label(line: str) -> str:
    """The publisher in a line that says "Published by …", "Source: …"; empty where none does."""
    match = _PUBLISHED_BY.fullmatch(line.strip()) if len(line) <= LONGEST else None
    if match is None or match["name"][0].islower() or _NO_NAME.match(match["name"]):
        return ""
    return _name(match["name"])


def _name(text: str) -> str:
    rights = _RIGHTS.search(text)
    text = text[: rights.start()] if rights else text
    for end in _ENDS.finditer(text):
        if not (end[0].startswith(".") and _ABBREVIATION.search(text[: end.start()])):
            text = text[: end.start()]
            break
    text = text.strip(" ,.:;|-–—©()")
    if len(text.split()) > 8 or not re.search(r"[^\W\d_]", text):
        return ""
    return text
