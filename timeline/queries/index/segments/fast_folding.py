"""Folding, quickly: most of a large record's words are plain ASCII."""

from __future__ import annotations

import re

from timeline.domain.text import folding

_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> str:
    """Exactly ``domain.text.folding.words``."""
    if not text.isascii():
        return folding.words(text)
    found = _WORD.findall(text.lower())
    return f" {' '.join(found)}" if found else ""
