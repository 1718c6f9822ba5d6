"""Nobody at a browser waits long for another who writes, and no page is worked at without end."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from timeline.queries.database import deadlines, lock_waits


class TimeBounds:
    """Middleware: a save waits ``SAVE_WAITS`` seconds at most for a lock, a reader ``READ_WAITS``;
    and what is only read is given up after ``PAGE_SECONDS``, if that is not 0.

    Readers write nothing but that an index was made; where that has to wait too long, they are
    answered without it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        with (
            lock_waits.at_most(settings.READ_WAITS if reads else settings.SAVE_WAITS),
            deadlines.within((reads and settings.PAGE_SECONDS) or None),
        ):
            return self.get_response(request)
