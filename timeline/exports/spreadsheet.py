"""CSV that a spreadsheet opens safely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_COMPUTED = frozenset(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as CSV text (RFC 4180), a line at a time."""
    for row in rows:
        # A lone cell that is empty is told from a line that has none.
        yield f"""{line(row) or len(row) * '""'}\r\n"""


def line(cells: Iterable[Any]) -> str:
    """Cells as CSV, without a line's end.

    A cell that begins with ``=``, ``+``, ``-`` or ``@``, full-width ones among them, or with a tab
    or a line break gets an apostrophe before it, so that no spreadsheet takes it for a formula
    (OWASP, "CSV injection").
    """
    return ",".join(map(_field, cells))


def _field(cell: Any) -> str:
    text = harmless(cell)
    if '"' in text:
        text = text.replace('"', '""')
    elif not ("," in text or "\n" in text or "\r" in text):
        return text
    return f'"{text}"'


def harmless(cell: Any) -> str:
    """A cell's text that no spreadsheet computes; of what is true or false, "yes" or "no".

    A number is no formula, and stays as data tools read it: -18.1416 is south.
    """
    if type(cell) is str:
        text = cell
    elif cell is None:
        return ""
    else:
        text = ("yes" if cell else "no") if type(cell) is bool else str(cell)
    if "\0" in text:
        text = text.replace("\0", "")
    is_free = not isinstance(cell, int | float)
    return f"'{text}" if is_free and text[:1] in _COMPUTED else text


def is_computed(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, by how it begins."""
    return text[:1] in _COMPUTED
