"""A channel's posts as its messenger exports them (JSON of Telegram's desktop): a text of them.

Each day is a line of its own, above its posts, so that it dates what stands below it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from timeline.domain.article.imprint import Imprint
from timeline.domain.article.text_forms import CHANNEL
from timeline.domain.time.calendar_units import day_of
from timeline.domain.time.formatting import say

MOST = 100_000
"""The posts that are read."""


def of_json(text: str) -> tuple[str, Imprint] | None:
    """The text of a channel's exported posts, and what the export states; ``None`` if it is none.

    The channel publishes its posts; where all are of one day, that is their publication.
    """
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or not isinstance(read.get("messages"), list):
        return None
    posts = [post for post in map(_post, read["messages"][:MOST]) if post is not None]
    if not posts:
        return None
    name = str(read.get("name") or "").strip()
    lines = [name] if name else []
    days: list[date] = []
    for day, words in posts:
        if day not in days[-1:]:
            days.append(day)
            lines.append(say(day_of(day)))
        lines.append(words)
    found = Imprint(title=name, notes=[CHANNEL])
    if name and "channel" in str(read.get("type", "")):
        found.site, found.site_reason = name, "Named as the channel in its export."
    if len(set(days)) == 1:
        found.published = day_of(days[0])
        found.published_reason = "Stated in the export, as the day of each post."
    return "\n\n".join(lines) + "\n", found


def _post(message: Any) -> tuple[date, str] | None:
    """A post's day and its words; ``None`` for what is no post, or has none."""
    if not isinstance(message, dict) or message.get("type") != "message":
        return None
    try:
        day = date.fromisoformat(str(message.get("date", ""))[:10])
    except ValueError:
        return None
    parts = message.get("text")
    words = "".join(
        str(part.get("text", "")) if isinstance(part, dict) else str(part)
        for part in (parts if isinstance(parts, list) else [parts or ""])
    ).strip()
    return (day, words) if words else None
