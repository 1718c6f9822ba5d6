"""Words as printed: where a document has its paragraphs, and whether words stand in a text."""

from __future__ import annotations

import re

from timeline.domain.text import passages
from timeline.domain.text.typography import straightened


def paragraphs(text: str) -> list[str]:
    """A document's paragraphs: its lines that are not empty, in order."""
    return [passage.of(text) for passage in passages.paragraphs(text)]


def normalised(text: str) -> str:
    """Text with straight quotation marks, plain hyphens and single spaces; case is kept."""
    return " ".join(straightened(text).split())


def stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text, typographic quotes and spaces aside, as whole words."""
    wanted = normalised(words)
    if not wanted:
        return False
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", normalised(text)) is not None
