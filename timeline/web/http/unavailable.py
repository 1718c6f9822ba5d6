"""What is answered while the database, or its disk, can't be used: no page here reads from it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from waitress.channel import ClientDisconnected

from timeline.queries.database import lock_waits
from timeline.queries.database.unavailability import Unavailability, why
from timeline.queries.database.unavailable_words import WORDS
from timeline.web.http.held_form import held_form

AHEAD = 128 * 1024
"""Characters or bytes of a file that are there before it begins to be sent."""

_log = logging.getLogger(__name__)
T = TypeVar("T", bound=Sized)


def unavailable(
    request: HttpRequest, reason: Unavailability, error: BaseException | None
) -> HttpResponse:
    """503 with the form that was sent; one line of log. It is never kept by a cache."""
    _log.error("%s %s: %s", request.method, request.path, " ".join(str(error).split()))
    lock_waits.no_longer()  # the session may be saved yet
    words = WORDS[reason]
    sends = request.method not in ("GET", "HEAD")
    page = {"words": words, "held": held_form(request) if sends else None, "sends": sends}
    response = render(request, "unavailable.html", page, status=503)
    response["Retry-After"] = str(words.retry_after)
    add_never_cache_headers(response)
    response._has_been_logged = True  # type: ignore[attr-defined] # Django's line has a traceback
    return response


def begun(request: HttpRequest, pieces: Iterable[T]) -> Iterator[T]:
    """The pieces of a file that streams, of which the first are made at once.

    So a file that is not long is answered whole, or as any page is where the database fails. One
    that fails later breaks off, which the client sees: the connection ends before the file does.
    """
    ahead, size, rest = list[T](), 0, iter(pieces)
    for piece in rest:
        ahead.append(piece)
        size += len(piece)
        if size > AHEAD:
            break
    return _breaking_off(request, ahead, rest)


def _breaking_off(request: HttpRequest, ahead: list[T], rest: Iterator[T]) -> Iterator[T]:
    yield from ahead
    try:
        yield from rest
    except (Error, OSError) as error:
        if why(error) is None:
            raise
        _log.error("%s broke off: %s", request.path, " ".join(str(error).split()))
        # Waitress takes it for a client who left: it ends the connection, and tells nothing more.
        raise ClientDisconnected from error
