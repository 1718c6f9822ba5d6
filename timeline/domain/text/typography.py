"""Marks that are printed in several ways, written in one: straight quotes, plain hyphens."""

from __future__ import annotations

import re

LONG_DASHES = "‒–—−"
"""The figure dash, the en dash, the em dash and the minus sign."""

STRAIGHT = {
    **dict.fromkeys("‘’‚‛ʼ′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys(f"‐‑{LONG_DASHES}", "-"),
    "…": "...",
}
"""What each typographic mark is on a typewriter's keyboard."""

_TYPOGRAPHIC = re.compile(f"[{''.join(STRAIGHT)}]")


def straightened(text: str, *, dash: str = "-") -> str:
    """The text with the marks of a typewriter: ``'``, ``"``, ``-`` and three dots.

    Letters, case and white space stay. ``dash``: what stands for each of ``LONG_DASHES``; a caller
    to whom "3–5 May" means more than "3-5 May" keeps them apart from hyphens by it.
    """
    if text.isascii():
        return text
    return _TYPOGRAPHIC.sub(
        lambda mark: dash if mark[0] in LONG_DASHES else STRAIGHT[mark[0]], text
    )
