"""What kind of line each paragraph of a text is, by its form alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from timeline.domain.text.passages import Passage

LONGEST_HEADING = 200
"""From so many characters on a line is no headline and no heading."""

_CLOSERS = "\"'’”»)]"
_QUOTED = ("“", '"', "‘", "«", "„")
_ENDS = (".", "!", "?", "…", ":", ",")
_BYLINE = re.compile(r"(?:By|Reporting by|Written by|Words by|Story by) [^\W\d_a-z][^.!?]{1,90}\Z")
_CAPTION = re.compile(
    r"(?:Photo(?:graph)?|Picture|Pictured|Image|Caption|Above|Below)\b|.*"
    r"(?:\([^()]{0,40}(?:Press|Agency|Images|Photo|Pool|Handout|News|[A-Z]{2,})[^()]{0,20}\)"
    r"|\b(?:Photo(?:graph)?|Picture|Image|Credit)(?: by|:)[^.]{0,60}\.?)\s*\Z"
)


class LineKind(StrEnum):
    """What a paragraph is: told text, or a line that frames it."""

    TEXT = "text"
    HEADING = "heading"  # a headline, or what stands above a part
    BYLINE = "byline"
    CAPTION = "caption"  # of a picture, with its credit
    QUOTATION = "quotation"  # nothing but a quotation


def kinds(text: str, paragraphs: Sequence[Passage]) -> list[LineKind]:
    """The kind of each of a text's paragraphs, in their order."""
    return [_kind(line.of(text)) for line in paragraphs]


def _kind(line: str) -> LineKind:
    if line.startswith(_QUOTED):
        closed = line.rstrip(".,!?").endswith(("”", '"', "’", "»", "“")) and len(line) > 2
        return LineKind.QUOTATION if closed and _is_whole(line) else LineKind.TEXT
    if len(line) >= LONGEST_HEADING:
        return LineKind.TEXT
    if _BYLINE.match(line):
        return LineKind.BYLINE
    if not line.rstrip(_CLOSERS).endswith(_ENDS):
        return LineKind.CAPTION if is_caption(line) else LineKind.HEADING
    return LineKind.CAPTION if is_caption(line) else LineKind.TEXT


def _is_whole(line: str) -> bool:
    """Whether no quotation in a line closes before its end."""
    inner = line.rstrip(".,!?")[1:-1]
    return not any(mark in inner for mark in '“”"«»')


def is_caption(line: str) -> bool:
    """Whether a line is a picture's caption, told by its first word or its credit."""
    return len(line) <= 2 * LONGEST_HEADING and _CAPTION.match(line) is not None
