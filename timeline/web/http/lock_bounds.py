"""Nobody at a browser waits long for another who writes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from timeline.queries.database import lock_waits


class LockBounds:
    """Middleware: a save waits ``SAVE_WAITS`` seconds at most for a lock, a reader ``READ_WAITS``.

    Readers write nothing but that an index was made; where that has to wait too long, they are
    answered without it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        with lock_waits.at_most(settings.READ_WAITS if reads else settings.SAVE_WAITS):
            return self.get_response(request)
