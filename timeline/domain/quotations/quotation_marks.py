"""Quotation marks: which character is one, and whether it opens or closes.

A mark is told from an apostrophe, a length in feet and inches and a dropped letter by what stands
beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass


@dataclass(slots=True)
class QuotationMark:
    """A character, or two, that may open or close; ``weak``: it may be a possessive as well."""

    start: int
    end: int
    sign: str
    single: bool
    opens: bool
    closes: bool
    weak: bool = False
    firm_ahead: bool = False
    any_ahead: bool = False


_MARK = re.compile(r"``|''|‘‘|’’|[“”„‟«»\"‘’‚‛‹›']")
_LENGTH = re.compile(r"\d{1,2}['’′] ?\d{1,2}(?:\"|''|”|″)(?!\w)")
_ELIDED = re.compile(
    r"(?:tis|twas|twere|em|til|till|cause|cos|bout|n|round|tween|twill|twould|gainst|cuz|\d0s|\d\d)"
    r"(?!\w)",
    re.IGNORECASE,
)
_SINGLES = frozenset("‘’‚‛‹›'")
_BEFORE_OPENING = frozenset("([{<-–—/|•:;,*>")


def marks_in(text: str, *, start: int, end: int) -> list[QuotationMark]:
    """The marks of a stretch of text, each with the roles that its neighbours allow."""
    signs = list(_MARK.finditer(text, start, end))
    if not signs:
        return []
    lengths = [match.span() for match in _LENGTH.finditer(text, start, end)]
    firsts = [first for first, _ in lengths]
    marks = []
    for match in signs:
        near = bisect_left(firsts, match.end()) - 1
        if near >= 0 and match.start() < lengths[near][1]:
            continue
        sign = match[0]
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if sign in _SINGLES:
            mark = _single(text, match.start(), end, before, after)
        else:
            mark = _double(match.start(), sign, before, after)
        if mark is not None:
            marks.append(mark)
    _look_ahead(marks)
    return marks


def _double(start: int, sign: str, before: str, after: str) -> QuotationMark:
    opening = (before.isspace() or before in _BEFORE_OPENING or before in "‘'") and (
        not after.isspace()
    )
    closing = not before.isspace() and not (after.isalnum() or after in "([$£€")
    if sign in "“‟„``‘‘":
        opens, closes = opening or not closing, closing and not opening
    elif sign in "”’’":
        opens = opening and after.isalnum()
        closes = not opens
    elif sign == "«":
        opens, closes = opening or not closing, closing and not opening
    elif sign == "»":
        opens = opening and after.isalnum()
        closes = not opens
    else:
        opens, closes = opening or not closing, closing or not opening
    return QuotationMark(start, start + len(sign), sign, False, opens, closes)


def _single(text: str, start: int, end: int, before: str, after: str) -> QuotationMark | None:
    sign = text[start]
    if before.isalnum() and after.isalnum():
        return None
    if before in "nN" and start > 1 and text[start - 2] in "'’‘":
        return None
    if not before.isalnum() and _ELIDED.match(text, start + 1, end) and sign not in "‚‹":
        return None
    opens = (
        not after.isspace()
        and (after.isalnum() or after in "“\"$£€[(…‘'#@")
        and (before.isspace() or before in _BEFORE_OPENING or before in "“\"„«‘'")
        and sign != "›"
    )
    closes = not before.isspace() and not after.isalnum() and sign not in "‚‛‹"
    if sign == "‘" and opens:
        closes = False
    if not opens and not closes:
        return None
    weak = closes and after == " " and start + 2 < end and text[start + 2].isalpha()
    weak = weak and (before in "sxzSXZ" or text[start - 2 : start] == "in" or before.isdigit())
    return QuotationMark(start, start + 1, sign, True, opens, closes, weak=weak)


def _look_ahead(marks: list[QuotationMark]) -> None:
    """Tell each single mark whether one that closes comes before the next that opens."""
    firm = any_one = False
    kept: list[tuple[bool, bool]] = []
    for mark in reversed(marks):
        if mark.single:
            mark.firm_ahead, mark.any_ahead = firm, any_one
            if mark.closes:
                firm, any_one = firm or not mark.weak, True
            else:
                firm = any_one = False
        elif mark.closes and not mark.opens:
            kept.append((firm, any_one))
            firm = any_one = False
        elif mark.opens and not mark.closes and kept:
            firm, any_one = kept.pop()
