"""What is answered while the database, or its disk, can't be used: no page here reads from it.

What was sent is given back, whatever form it came from: the page repeats it all, to be sent again.
A file can't be repeated, and a password should not be; both are asked for once more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from timeline.queries.database import lock_waits
from timeline.queries.database.unavailability import Unavailability

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnavailableWords:
    """What a reason is called, in a heading and a sentence, and after how many seconds to ask."""

    heading: str
    sentence: str
    retry_after: int


_WORDS = {
    Unavailability.BUSY: UnavailableWords(
        "Busy, try again", "Something else is being written just now, and takes its time.", 5
    ),
    Unavailability.READ_ONLY: UnavailableWords(
        "Nothing can be saved just now",
        "The database can only be read. Whoever runs this site has to see to it.",
        60,
    ),
    Unavailability.FULL: UnavailableWords(
        "The disk is full",
        "There is no room to save anything. Whoever runs this site has to see to it; reading goes "
        "on.",
        60,
    ),
    Unavailability.GONE: UnavailableWords(
        "Not there just now", "The database does not answer. It may be back in a moment.", 10
    ),
}


@dataclass(frozen=True, slots=True)
class HeldForm:
    """A form as it was sent: to be repeated unseen, asked for anew, and to be read and copied.

    ``passwords`` are fields with what they are called, ``files`` with the names of the files that
    were chosen for them.
    """

    repeated: tuple[tuple[str, str], ...] = ()
    passwords: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> list[str]:
        """What was typed in words."""
        return [value for _, value in self.repeated if len(value.split()) > 1]


def unavailable(
    request: HttpRequest, reason: Unavailability, error: BaseException | None
) -> HttpResponse:
    """503 with what was sent; one line of log. It is never kept by a cache."""
    _log.error("%s %s: %s", request.method, request.path, " ".join(str(error).split()))
    lock_waits.no_longer()  # the session may be saved yet
    words = _WORDS[reason]
    sends = request.method not in ("GET", "HEAD")
    page = {"words": words, "held": _held(request) if sends else None, "sends": sends}
    response = render(request, "unavailable.html", page, status=503)
    response["Retry-After"] = str(words.retry_after)
    add_never_cache_headers(response)
    response._has_been_logged = True  # type: ignore[attr-defined] # Django's line has a traceback
    return response


def _held(request: HttpRequest) -> HeldForm | None:
    """What was sent; ``None`` where it can't be read, or is no form."""
    try:
        sent, files = request.POST, request.FILES
    except (OSError, SuspiciousOperation, MultiPartParserError, RawPostDataException):
        return None
    every = [(name, str(value)) for name, values in sent.lists() for value in values]
    secret = [name for name, _ in every if "password" in name]
    held = HeldForm(
        tuple(pair for pair in every if pair[0] not in secret),
        tuple((name, name.replace("_", " ")) for name in secret),
        tuple(
            (name, ", ".join(str(file.name) for file in chosen)) for name, chosen in files.lists()
        ),
    )
    return held if every or held.files else None
