"""A row's own id as its event keeps it: in its address where that can hold it, else as a value.

Ids are compared as they are written: two that would make one address are two.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from timeline.domain.named_values import LONGEST_TEXT, text_of

ID_VALUES = ("id", "row id")
"""What the value is called; by the second where a column of the file is called as the first."""

_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,100}")
_HASHED = len("… (SHA-256 )") + 64


def can_be_address(row_id: str) -> bool:
    """Whether an event's address can end with the id as it is."""
    return bool(_ADDRESS.fullmatch(row_id))


def kept_id(row_id: str) -> str:
    """An id as the text of a value; one longer than that may be ends with its hash instead."""
    told = text_of(row_id)
    if len(told) <= LONGEST_TEXT:
        return told
    digest = hashlib.sha256(row_id.encode()).hexdigest()
    return f"{told[: LONGEST_TEXT - _HASHED]}… (SHA-256 {digest})"


def with_id(values: Iterable[tuple[str, str]], row_id: str) -> tuple[tuple[str, str], ...]:
    """An event's values, and its id among them."""
    held, told = dict(values), kept_id(row_id)
    if told not in (held.get(name) for name in ID_VALUES):
        held[ID_VALUES[ID_VALUES[0] in held]] = told
    return tuple(held.items())
