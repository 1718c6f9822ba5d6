"""MHTML, what Chromium saves as "Webpage, Single File": the page in it, and where it came from.

RFC 2557: a MIME message of parts. Only the outermost level is read, which is all that browsers
write, so the work grows with the file and no faster.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_HEADER = re.compile(rb"(?P<name>[A-Za-z-]{1,60}):[ \t]{0,20}(?P<value>[^\r\n]{0,8000})")
_FOLD = re.compile(rb"\r?\n[ \t]{1,20}")
_BOUNDARY = re.compile(
    rb"boundary\s{0,5}=\s{0,5}(?:\"(?P<quoted>[^\"\r\n]{1,200})\"|(?P<bare>[^\s;]{1,200}))",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}\"?(?P<name>[\w:.-]{1,40})", re.IGNORECASE)
_LONGEST_HEADERS = 65_536
_MOST_PARTS = 5000  # browsers write the page first, and its pictures after it


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The first page of an MHTML file: its bytes, their encoding and its address, if stated."""

    html: bytes
    charset: str
    url: str


def is_mhtml(data: bytes) -> bool:
    """Whether a file begins as an MHTML file does."""
    start = data[:4096].lower()
    return b"multipart/related" in start and bool(_HEADER.match(data.lstrip()))


def page_of(data: bytes) -> SavedPage | None:
    """The page in an MHTML file; ``None`` where there is none."""
    headers, _ = _split(data.lstrip())
    boundary = _BOUNDARY.search(headers.get(b"content-type", b""))
    if boundary is None:
        return None
    mark = b"--" + (boundary["quoted"] or boundary["bare"])
    for part in islice(_parts(data, mark), _MOST_PARTS):
        its, body = _split(part)
        kind = its.get(b"content-type", b"")
        if b"text/html" not in kind.lower() and b"application/xhtml" not in kind.lower():
            continue
        charset = _CHARSET.search(kind)
        url = its.get(b"content-location") or headers.get(b"snapshot-content-location", b"")
        return SavedPage(
            html=_decoded(body, its.get(b"content-transfer-encoding", b"")),
            charset=charset["name"].decode("ascii") if charset else "",
            url=url.decode("ascii", "replace").strip(),
        )
    return None


def _parts(data: bytes, mark: bytes) -> Iterator[bytes]:
    start = data.find(b"\n" + mark)
    while start >= 0:
        start += 1 + len(mark)
        end = data.find(b"\n" + mark, start)
        yield data[start : end if end >= 0 else len(data)].lstrip(b" \t-\r\n")
        start = end


def _split(part: bytes) -> tuple[dict[bytes, bytes], bytes]:
    """The headers, names in lower case, and what follows the first empty line."""
    end = re.search(rb"\r?\n\r?\n", part[:_LONGEST_HEADERS])
    if end is None:
        return {}, part
    head = _FOLD.sub(b" ", part[: end.start()])
    headers = {
        match["name"].lower(): match["value"].strip()
        for line in head.splitlines()
        if (match := _HEADER.match(line))
    }
    return headers, part[end.end() :]


def _decoded(body: bytes, encoding: bytes) -> bytes:
    match encoding.strip().lower():
        case b"quoted-printable":
            return quopri.decodestring(body)
        case b"base64":
            try:
                return base64.b64decode(re.sub(rb"\s+", b"", body))
            except binascii.Error:
                return b""
        case _:
            return body
