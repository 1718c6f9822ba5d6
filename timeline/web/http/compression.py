"""Compression of dynamic answers: Brotli where the client takes it, else gzip.

What depends on a cookie is never compressed. The desk's pages hold tokens against forged forms, and
a page that holds a secret beside words of the asker's choosing tells the secret by its length when
compressed (the BREACH attack, breachattack.com). Readers' pages hold none; for what is compressed
with gzip Django varies the length as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import has_vary_header, patch_vary_headers

LEAST = 200
"""Shorter answers, in bytes, gain nothing."""

QUALITY = 5
"""Brotli's level: smaller than gzip makes it, in about the same time."""

_PACKED = re.compile(r"image/(?!svg)|video/|audio/|font/|application/(?:zip|.*\.sheet)")
_BROTLI = re.compile(r"(?:^|,) ?br(?: ?; ?q=(?P<q>[0-9.]{1,5}))? ?(?:,|$)")


class Compression(GZipMiddleware):
    """Middleware, before everything that looks at what an answer says."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, compressed as the client takes it; a streamed one stays streamed."""
        if has_vary_header(response, "Cookie") or response.cookies:
            return response
        if _PACKED.match(response.get("Content-Type", "")):
            return response
        if not _takes_brotli(request) or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        if response.streaming:
            response.streaming_content = _stream(response.streaming_content)  # type: ignore[attr-defined]
            del response["Content-Length"]
        else:
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
    """How an answer to this is compressed, if it is: "br", "gzip", or an empty text for neither."""
    if _takes_brotli(request):
        return "br"
    return "gzip" if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")) else ""


def _takes_brotli(request: HttpRequest) -> bool:
    found = _BROTLI.search(request.headers.get("Accept-Encoding", "")[:200])
    if found is None:
        return False
    return found["q"] is None or found["q"].strip("0.") != ""


def _stream(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces compressed one by one, so that none waits for the next."""
    compressor = brotli.Compressor(quality=QUALITY)
    for piece in pieces:
        if packed := compressor.process(piece) + compressor.flush():
            yield packed
    yield compressor.finish()
