"""Nobody at a browser waits long for another who writes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from timeline.queries.database import lock_waits


class LockBounds:
    """Middleware: a save waits ``SAVE_WAITS`` seconds at most, and a reader ``READ_WAITS``.

    What a reader waits for is no more than that an index be noted down, which need not be.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        with lock_waits.at_most(settings.READ_WAITS if reads else settings.SAVE_WAITS):
            return self.get_response(request)
