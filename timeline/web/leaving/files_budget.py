"""Files and pictures are made for one client only so long in a minute, so that one who takes along
all there is leaves the others their pages. Pages are not counted, nor is what is kept already.

Each process counts for itself, and its own work alone: who waits, for a busy machine or for a
database that hangs, has spent nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from timeline.queries.database.unavailability import UnavailableWords
from timeline.services.running.client_networks import network_of
from timeline.web.http.unavailable import refused

if TYPE_CHECKING:
    from limits.strategies import RateLimiter

_SPENT = UnavailableWords(
    "Too much at once",
    "Many files were made for you in the last minute. Wait a little for more; pages can be read.",
    60,
)


def budgeted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for which ``FILES_SECONDS`` are spent: 429 to a client who has spent them.

    Who has no address of their own can't be told from others, and is let through.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        client = network_of(request.META.get("REMOTE_ADDR", ""))
        if client is None or not settings.FILES_SECONDS:
            return view(request, *args, **kwargs)
        from limits import RateLimitItemPerMinute

        limiter, most = _limiter(), RateLimitItemPerMinute(settings.FILES_SECONDS * 1000)
        if not limiter.test(most, client):
            wait = limiter.get_window_stats(most, client).reset_time - time.time()
            words = replace(_SPENT, retry_after=max(1, math.ceil(wait)))
            return refused(request, words, status=429)
        began = time.thread_time()
        try:
            return view(request, *args, **kwargs)
        finally:
            limiter.hit(most, client, cost=math.ceil((time.thread_time() - began) * 1000))

    return answer


@cache
def _limiter() -> RateLimiter:
    """What counts, from each client's first file on for a minute."""
    from limits.storage import MemoryStorage
    from limits.strategies import FixedWindowRateLimiter

    return FixedWindowRateLimiter(MemoryStorage())
