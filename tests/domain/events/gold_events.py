"""Invented articles, chronologies and histories with their events marked where they stand.

An article begins with ``# title day``, the day of its publication. ``{date|words}`` is an event,
its date in EDTF, empty where nothing dates it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold_events.txt"
_EVENT = re.compile(r"\{([\d/-]*)\|([^{}]+)\}")


def articles(path: Path = GOLD) -> list[dict[str, Any]]:
    """The articles of a file, in the form of the proposals' benchmark."""
    parts = re.split(r"^# (.+) (\S+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_article(*parts[at : at + 3]) for at in range(1, len(parts), 3)]


def _article(title: str, published: str, marked: str) -> dict[str, Any]:
    text = ""
    events = []
    at = 0
    for match in _EVENT.finditer(marked):
        text += marked[at : match.start()]
        events.append({"start": len(text), "end": len(text) + len(match[2]), "date": match[1]})
        text += match[2]
        at = match.end()
    return {"id": title, "published": published, "text": text + marked[at:], "events": events}
