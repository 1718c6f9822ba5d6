"""What is answered while the database, or its disk, can't be used: no page here reads from it."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from timeline.queries.database import deadlines, lock_waits
from timeline.queries.database.unavailability import WORDS, Unavailability, UnavailableWords
from timeline.web.http.held_form import held_form

_log = logging.getLogger(__name__)


def unavailable(
    request: HttpRequest, reason: Unavailability, error: BaseException | None
) -> HttpResponse:
    """503 with the form that was sent; one line of log. It is never kept by a cache."""
    told = " ".join(str(error).split())
    if reason is Unavailability.UNPREPARED:
        told += f": {WORDS[reason].sentence}"
    _log.error("%s %s: %s", request.method, request.path, told)
    # The session may be saved yet.
    lock_waits.no_longer()
    deadlines.lifted()
    return refused(request, WORDS[reason], status=503)


def refused(request: HttpRequest, words: UnavailableWords, *, status: int) -> HttpResponse:
    """What can't be done now, in words, with the form that was sent; for no cache and no log."""
    sends = request.method not in ("GET", "HEAD")
    page = {"words": words, "held": held_form(request) if sends else None, "sends": sends}
    response = render(request, "unavailable.html", page, status=status)
    response["Retry-After"] = str(words.retry_after)
    add_never_cache_headers(response)
    response._has_been_logged = True  # type: ignore[attr-defined] # Django's line has a traceback
    return response
