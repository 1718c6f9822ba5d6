"""Compression of dynamic answers: Brotli where the client takes it, else gzip.

What depends on a cookie is never compressed. The desk's pages hold tokens against forged forms, and
a page that holds a secret beside words of the asker's choosing tells the secret by its length when
compressed (the BREACH attack, breachattack.com). Readers' pages hold none; for what is compressed
with gzip Django varies the length as well.
"""

from __future__ import annotations

import re
import zlib

import brotli
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import has_vary_header, patch_vary_headers

LEAST = 200
"""Shorter answers, in bytes, gain nothing."""

QUALITY = 5
"""Brotli's level: smaller than gzip makes it, in about the same time."""
FILES_QUALITY = 2
"""Brotli's level of files, which are long: a tenth larger, in 40 % of the time."""

_PACKED = re.compile(r"image/(?!svg)|video/|audio/|font/|application/(?:zip|.*\.sheet)")
_BROTLI = re.compile(r"(?:^|,) ?br(?: ?; ?q=(?P<q>[0-9.]{1,5}))? ?(?:,|$)")


class Compression(GZipMiddleware):
    """Middleware, before everything that looks at what an answer says."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, compressed as the client takes it; a file is already (see ``Packer``)."""
        if has_vary_header(response, "Cookie") or response.cookies:
            return response
        if _PACKED.match(response.get("Content-Type", "")):
            return response
        if response.streaming or response.has_header("Content-Encoding"):
            return response
        if not _takes_brotli(request):
            return super().process_response(request, response)
        content: bytes = response.content  # type: ignore[attr-defined]
        if len(content) < LEAST:
            return response
        response.content = brotli.compress(content, quality=QUALITY)  # type: ignore[attr-defined]
        response["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        patch_vary_headers(response, ("Accept-Encoding",))
        etag = response.get("ETag", "")
        if etag.startswith('"'):
            response["ETag"] = f"W/{etag}"
        response["Content-Encoding"] = "br"
        return response


def encoding_for(request: HttpRequest) -> str:
    """How an answer to this is compressed, if it is: "br", "gzip", or an empty text for neither.

    What somebody with a session is answered is not.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return ""
    if _takes_brotli(request):
        return "br"
    return "gzip" if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")) else ""


def _takes_brotli(request: HttpRequest) -> bool:
    found = _BROTLI.search(request.headers.get("Accept-Encoding", "")[:200])
    if found is None:
        return False
    return found["q"] is None or found["q"].strip("0.") != ""


class Packer:
    """Compresses what comes piece by piece. ``encoding`` says how: "br", "gzip", or not at all."""

    def __init__(self, encoding: str, *, content_type: str) -> None:
        self.encoding = "" if _PACKED.match(content_type) else encoding
        self._brotli = brotli.Compressor(quality=FILES_QUALITY) if self.encoding == "br" else None
        self._gzip = zlib.compressobj(6, wbits=31) if self.encoding == "gzip" else None

    def pack(self, piece: bytes) -> bytes:
        """What of the answer is known once this piece is."""
        if self._brotli:
            return bytes(self._brotli.process(piece))
        return self._gzip.compress(piece) if self._gzip else piece

    def finish(self) -> bytes:
        """The rest of it."""
        if self._brotli:
            return bytes(self._brotli.finish())
        return self._gzip.flush() if self._gzip else b""
