"""CSV that a spreadsheet opens safely."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

_COMPUTED = frozenset(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))


class _Echo:
    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Rows as CSV text (RFC 4180), a line at a time.

    A cell that begins with ``=``, ``+``, ``-`` or ``@``, full-width ones among them, or with a tab
    or a line break gets an apostrophe before it, so that no spreadsheet takes it for a formula
    (OWASP, "CSV injection").
    """
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Any) -> str:
    """A cell's text that no spreadsheet computes."""
    if cell is None:
        return ""
    text = cell if type(cell) is str else str(cell)
    if "\0" in text:
        text = text.replace("\0", "")
    return f"'{text}" if text[:1] in _COMPUTED else text


def is_computed(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, by how it begins."""
    return text[:1] in _COMPUTED
