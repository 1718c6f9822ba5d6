"""Invented news with the speaker of each quotation marked where it stands.

An article begins with ``# title``. ``{Name|“words”}`` is a quotation of that speaker, who is
called so in the article, ``{-|“words”}`` one of somebody unnamed, or of several.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold_news.txt"
_QUOTED = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")


def articles(path: Path = GOLD) -> list[dict[str, Any]]:
    """The articles of a file, in the form of the quotations' benchmark."""
    parts = re.split(r"^# (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_article(title, text) for title, text in zip(parts[1::2], parts[2::2], strict=True)]


def _article(title: str, marked: str) -> dict[str, Any]:
    text = ""
    quotes = []
    at = 0
    for match in _QUOTED.finditer(marked):
        text += marked[at : match.start()]
        speaker = None if match[1] == "-" else match[1]
        start = len(text) + 1
        text += match[2]
        quotes.append({"start": start, "end": len(text) - 1, "speaker": speaker})
        at = match.end()
    return {"id": title, "text": text + marked[at:], "quotes": quotes}
