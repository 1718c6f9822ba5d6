"""The headline of an article in plain text, by rules in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.domain.article.boilerplate import is_navigation, is_photo_credit
from timeline.domain.dates.date_words import FLAGS

LONGEST = 200
"""The characters that a headline may have."""

LOOKED_AT = 12
"""The lines, empty ones aside, among which the headline is looked for."""

_LABEL = re.compile(r"(?:title|headline)\s?:\s?(?P<title>\S.*)", FLAGS)
_BULLET = re.compile(r"(?:[-–—•*·]|\d{1,2}[.)])\s")
_STOP = re.compile(r"[.…][\"'”’»)]{0,2}\Z")
_ABBREVIATED = re.compile(r"\b(?:[A-Za-z]\.){2,5}\Z")
_PROSE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, and how many lines there are up to it, itself counted.

    ``title`` is empty where none is printed; ``note`` is then the sentence that says why.
    """

    title: str
    lines: int
    note: str = ""


def find(lines: Sequence[str], *, is_imprint: Callable[[str], bool]) -> Headline:
    """The headline among a text's first ``lines`` that are not empty.

    ``is_imprint`` tells whether a line is one of the imprint. The headline is a line labelled as
    the title; else one printed twice; else the first that is no navigation, no photograph's credit
    and no imprint (date, author, publisher). There is none where the text begins with prose, where
    nothing follows, or where what follows a photograph's caption is not told from the article by
    an imprint of its own.
    """
    first = [line.strip() for line in lines[:LOOKED_AT]]
    for index, line in enumerate(first):
        if match := _LABEL.fullmatch(line[: LONGEST * 2]):
            return Headline(match["title"], index + 1)
    if repeated := _repeated(first):
        return Headline(repeated, first.index(repeated) + 1)
    caption = False
    for index, line in enumerate(first):
        if is_photo_credit(line):
            caption = True
            continue
        if is_navigation(line) or is_imprint(line):
            continue
        following = first[index + 1] if index + 1 < len(first) else ""
        supported = bool(following) and is_imprint(following)
        if caption and not supported:
            why = "it begins with a photograph's caption"
        elif not following:
            why = "it has one line"
        elif is_prose(line) or (_ends_a_sentence(line) and not supported) or _BULLET.match(line):
            why = "it begins with a paragraph"
        else:
            return Headline(line, index + 1)
        return Headline("", index, f"No headline is printed: {why}.")
    return Headline("", 0, "No headline is printed.")


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph rather than a headline."""
    if len(line) > LONGEST:
        return True
    return _ends_a_sentence(line) and len(line.split()) > _PROSE_WORDS


def _ends_a_sentence(line: str) -> bool:
    return _STOP.search(line[-4:]) is not None and not _ABBREVIATED.search(line[-12:])


def _repeated(lines: Sequence[str]) -> str:
    counts = Counter(line for line in lines if 15 <= len(line) <= LONGEST)
    for line, count in counts.items():
        if count == 1 or _ends_a_sentence(line):
            continue
        if not is_navigation(line) and not is_photo_credit(line):
            return line
    return ""
