"""Which pages are asked for most, as requests that can be made again."""

from __future__ import annotations

import io
import sys
from collections import Counter
from threading import Lock
from typing import Any

from django.http import HttpRequest

from timeline.web.http.compression import encoding_for
from timeline.web.http.conditional import HTMX

MOST = 50
"""How many are made again after a change."""
_COUNTED = 1_000
"""Addresses that are counted; where there are more, those asked for least are forgotten."""
_LONGEST = 500
"""Characters of a query from which on an address is not counted: nobody else asks for it."""
_OURS = "retold.made_ahead"
"""What a request of our own has in its environment: nobody asked for it."""
_NAMES = (
    "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT",
    "SERVER_PROTOCOL", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO",
    *(f"HTTP_{name.upper().replace('-', '_')}" for name in HTMX),
)  # fmt: skip

_Asked = tuple[tuple[str, Any], ...]
_counts: Counter[_Asked] = Counter()
_lock = Lock()


def count(request: HttpRequest) -> None:
    """Note that somebody asked for this."""
    environ = request.META
    if _OURS in environ or len(environ.get("QUERY_STRING", "")) > _LONGEST:
        return
    asked = [(name, environ[name]) for name in _NAMES if name in environ]
    with _lock:
        _counts[(*asked, ("HTTP_ACCEPT_ENCODING", encoding_for(request)))] += 1
        if len(_counts) > 2 * _COUNTED:
            _keep(dict(_counts.most_common(_COUNTED)))


def are_any() -> bool:
    """Whether anything was asked for."""
    return bool(_counts)


def requests() -> list[dict[str, Any]]:
    """The environments of requests for what was asked for most, the most wanted first.

    From then on what was asked before counts half.
    """
    with _lock:
        wanted = [asked for asked, _ in _counts.most_common(MOST)]
        _keep({asked: times // 2 for asked, times in _counts.items() if times > 1})
    return [_environment(dict(asked)) for asked in wanted]


def _keep(counts: dict[_Asked, int]) -> None:
    _counts.clear()
    _counts.update(counts)


def _environment(asked: dict[str, Any]) -> dict[str, Any]:
    return {
        **asked,
        _OURS: True,
        "REQUEST_METHOD": "GET",
        "REMOTE_ADDR": "",
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
