"""MHTML, what Chromium saves as "Webpage, Single File": the page in it, and where it came from.

RFC 2557: a MIME message of parts, which Python's own package for mail reads. One can be made so
that this takes minutes, so it is done where pages are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_HEADER = re.compile(rb"[A-Za-z-]{1,60}:")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The first page of an MHTML file: its bytes, their encoding and its address, if stated."""

    html: bytes
    charset: str
    url: str


def is_mhtml(data: bytes) -> bool:
    """Whether a file begins as an MHTML file does."""
    return b"multipart/related" in data[:4096].lower() and bool(_HEADER.match(data.lstrip()))


def page_of(data: bytes) -> SavedPage | None:
    """The page in an MHTML file; ``None`` where there is none."""
    message = message_from_bytes(data.lstrip())
    for part in message.walk():
        if part.get_content_type() in _PAGES:
            html = part.get_payload(decode=True)
            assert isinstance(html, bytes)
            url = part["content-location"] or message["snapshot-content-location"] or ""
            return SavedPage(html, part.get_content_charset(""), str(url).strip())
    return None
