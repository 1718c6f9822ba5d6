"""Paragraphs of a text whose lines were broken at a width, as in mails and PDF documents."""

from __future__ import annotations

import re

_NARROWEST, _WIDEST = 50, 120
"""The characters of the longest lines of a text that was broken at a width."""

_OWN_LINE = re.compile(r"(?:[>•·*–—-]|\d{1,2}[.)]) ")
_HYPHENATED = re.compile(r"[^\W\d_]{2}-$")


def unwrapped(text: str, *, slack: int = 0) -> str:
    """The text, each paragraph in a line where its lines were broken at a width.

    A line goes on in the next if that one's first word would not have fitted into it. ``slack``:
    how many characters may have been left free all the same, where letters differ in width; words
    are joined again at a hyphen then. Other texts stay as they are.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[-1 - len(lengths) // 20] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST:
        return text
    made: list[str] = []
    goes_on = False
    for at, line in enumerate(lines):
        if goes_on and slack and _HYPHENATED.search(made[-1]) and line[:1].islower():
            made[-1] = made[-1][:-1] + line.lstrip()
        elif goes_on:
            made[-1] = f"{made[-1]} {line.lstrip()}"
        else:
            made.append(line)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        goes_on = bool(line and following.strip()) and not _OWN_LINE.match(following)
        goes_on = goes_on and len(line) + 1 + len(following.split()[0]) + slack > width
    return "\n".join(made)
