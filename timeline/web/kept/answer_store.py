"""Where answers are kept, through Django's cache framework: on this machine, or in Redis for more.

Nobody's page fails because it can't be kept. A store that fails is left alone for some seconds, and
told of once until something can be kept in it again.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import caches
from django.http import HttpResponse
from django.http.response import HttpResponseBase

NAME = "answers"
"""Which of Django's caches it is."""
LARGEST = 1024 * 1024
"""Bytes of the longest answer that is kept."""
_PAUSE = 5.0
"""Seconds for which a store that failed is not asked."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass
class _Trouble:
    """Until when a store that failed is left alone, and whether that was told of."""

    until: float = 0.0
    is_told: bool = False


_trouble = _Trouble()


class Bytes:
    """For ``RedisCache``, which would pickle: what is kept is bytes, as they are."""

    def dumps(self, value: bytes) -> bytes:
        """What Redis is given."""
        return value

    def loads(self, value: bytes) -> bytes:
        """What it was given."""
        return value


def found(key: str) -> HttpResponse | None:
    """The answer that is kept under a key, if there is one."""
    return _tried(lambda: _unpacked(caches[NAME].get(key)))


def keep(key: str, response: HttpResponseBase) -> None:
    """Keep an answer, complete as it is sent, unless it streams or is very long."""
    if response.streaming or len(response.content) > LARGEST:  # type: ignore[attr-defined]
        return
    if _tried(lambda: _set(key, _packed(response))) and _trouble.is_told:
        _log.warning("answers are kept again")
        _trouble.is_told = False


def _set(key: str, packed: bytes) -> bool:
    caches[NAME].set(key, packed)
    return True


def _packed(response: HttpResponseBase) -> bytes:
    content: bytes = response.content  # type: ignore[attr-defined]
    return json.dumps(list(response.items())).encode() + b"\n" + content


def _unpacked(kept: bytes | None) -> HttpResponse | None:
    if kept is None:
        return None
    headers, _, content = kept.partition(b"\n")
    return HttpResponse(content, headers=dict(json.loads(headers)))


def _tried(work: Callable[[], _T]) -> _T | None:
    if time.monotonic() < _trouble.until:
        return None
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - whatever it is, the page is made all the same
        _trouble.until = time.monotonic() + _PAUSE
        if not _trouble.is_told:
            _log.warning("answers can't be kept: %s", " ".join(str(error).split()))
        _trouble.is_told = True
        return None
