"""What axe is asked for."""

from __future__ import annotations

from typing import Any

RULES: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
"""What dark changes; all else was looked at in the light."""


def rules(scheme: str) -> dict[str, Any]:
    """The rules for a page in a colour scheme, "light" or "dark"."""
    return COLOURS if scheme == "dark" else RULES
