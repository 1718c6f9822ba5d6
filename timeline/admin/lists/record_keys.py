"""Keys of records, as addresses and forms name them."""

from __future__ import annotations


def is_key(text: str) -> bool:
    """Whether a text can be a record's key: a whole number that a column of keys holds."""
    return text.isascii() and text.isdigit() and len(text) < 19
