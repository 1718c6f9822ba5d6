"""Copies of documents that are kept by their hash."""

from __future__ import annotations

import hashlib
from typing import Any

from timeline.models import KeptFile


def keep(content: bytes, *, name: str, by: Any = None) -> KeptFile:
    """The kept file of these bytes: made, or the one there is, which keeps its first name."""
    found, _ = KeptFile.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"name": name[-200:], "size": len(content), "content": content, "by": by},
    )
    return found
