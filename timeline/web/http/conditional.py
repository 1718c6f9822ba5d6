"""Answers that a client has already: ETag and Last-Modified, and 304 where nothing changed.

An ETag is made of all that an answer depends on: the address, how htmx asks, the state of the data,
today's date ("last month" means other days tomorrow), and the code, templates and settings that
made it. It is known before anything is read, so that a 304 costs one look at the state of the data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags

from timeline.queries import clock
from timeline.queries.database.data_version import DataVersion, state

READERS_VIEWS = "timeline.web.views."
"""How the modules of readers' views begin: their answers depend on nothing but what ETags tell."""

HTMX = ("HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request")


ASK_EACH_TIME = "no-cache"
"""What a cache is told of an answer: that it has to ask each time before it uses it."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an answer is recognised by when a client that has it asks again.

    ``since``, for Last-Modified, is an HTTP date, empty where it is not known.
    """

    etag: str
    since: str

    @property
    def opaque(self) -> str:
        """What the ETag says, without its marks."""
        return self.etag[3:-1]

    def add_to(self, response: HttpResponseBase) -> HttpResponseBase:
        """The response with them; caches must ask each time before they use it."""
        response["ETag"] = self.etag
        if self.since:
            response["Last-Modified"] = self.since
        response.setdefault("Cache-Control", ASK_EACH_TIME)
        patch_vary_headers(response, HTMX)
        return response

    def are_held(self, request: HttpRequest) -> bool:
        """Whether the client has this answer, which is known to be one.

        ``If-Modified-Since`` counts where it is the date that we gave, to the letter: a client's
        own clock says nothing of ours (RFC 9110, 13.1.3, leaves it to the server).
        """
        if "If-None-Match" in request.headers:
            return not {"*", _opaque(self.etag)}.isdisjoint(_etags_held(request))
        return bool(self.since) and request.headers.get("If-Modified-Since") == self.since


class Conditional:
    """Middleware: what a reader's view answers gets validators, and a client that has it a 304."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        validators: Validators | None = getattr(request, "validators", None)
        if validators is None or response.status_code != 200 or response.cookies:
            return response
        if validators.are_held(request):
            # The answer is dropped, not closed: to close it would end the request for the database.
            response = _not_modified()
        return validators.add_to(response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer at once where the client names the very answer that it would get."""
        if not _is_same_for_all(request, view):
            return None
        known: Validators | None = getattr(request, "validators_known", None)
        validators = known or validators_of(request)
        if validators is None:
            return None
        request.validators = validators  # type: ignore[attr-defined]
        if _opaque(validators.etag) in _etags_held(request):
            return validators.add_to(_not_modified())
        return None


def _not_modified() -> HttpResponseBase:
    """304. A client lays its headers over those that it has, and they must leave alone what is said
    there of frames, which differs from view to view.
    """
    response = HttpResponseNotModified()
    response.xframe_options_exempt = True
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def _is_same_for_all(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether the answer is the same for everybody. Who works at the desk always gets it anew."""
    return view.__module__.startswith(READERS_VIEWS) and is_asked_by_anybody(request)


def is_asked_by_anybody(request: HttpRequest) -> bool:
    """Whether something is read, and by nobody who may have a session."""
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not settings.DEBUG
    )


def validators_of(request: HttpRequest) -> Validators | None:
    """What an answer to this is recognised by; ``None`` where the state of the data is unknown."""
    now = state()
    if now is None:
        return None
    today = clock.today()
    made_of = [
        _release(),
        now.token,
        now.at,
        today.isoformat(),
        request.scheme,
        request.get_host(),
        request.path,
        _in_one_order(request.META.get("QUERY_STRING", "")),
        *(request.headers.get(name, "") for name in HTMX),
    ]
    digest = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]
    # Weak: the same answer may go out compressed, or with another order of what is equal.
    return Validators(f'W/"{digest}"', _last_modified(now, today=today))


def _in_one_order(query: str) -> str:
    """A query with its parameters by name; those of one name stay in their order, which counts."""
    parameters = [parameter for parameter in query.split("&") if parameter]
    return "&".join(sorted(parameters, key=lambda p: unquote_plus(p.partition("=")[0])))


def _last_modified(now: DataVersion, *, today: Any) -> str:
    """When the answer came to be as it is, as an HTTP date.

    HTTP dates have whole seconds. A change within the second that a date names would go unseen,
    so the date is the second after the change, and given only once that has passed.
    """
    if now.at is None:
        return ""
    midnight = timezone.make_aware(datetime.combine(today, time.min)).timestamp()
    latest = int(max(now.at, midnight, _newest_file())) + 1
    return http_date(latest) if latest < timezone.now().timestamp() else ""


def _etags_held(request: HttpRequest) -> set[str]:
    """The ETags of the answers that the client has of this address."""
    return {_opaque(etag) for etag in parse_etags(request.headers.get("If-None-Match", "")[:2000])}


def _opaque(etag: str) -> str:
    """An ETag's own text, whether it is a weak or a strong one."""
    return etag.removeprefix("W/")


@cache
def _release() -> str:
    """What was installed and how it is set; a change to either changes every ETag."""
    names = [name for name in dir(settings) if name.startswith("RETOLD_")]
    told = [f"{name}={getattr(settings, name)!r}" for name in ["TIME_ZONE", *names]]
    return hashlib.sha256("\n".join([*told, *_files()]).encode()).hexdigest()


@cache
def _newest_file() -> float:
    """When the newest file of the installed code was written, in seconds since 1970."""
    return max((path.stat().st_mtime for path in _installed()), default=0.0)


def _files() -> list[str]:
    """What is installed, by what is in it: the same on each machine that has this release."""
    root = Path(settings.BASE_DIR)
    return [
        f"{path.relative_to(root)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in _installed()
    ]


def _installed() -> list[Path]:
    root = Path(settings.BASE_DIR)
    rooms = (root / room for room in ("timeline", "templates", "static"))
    suffixes = {".py", ".html", ".css", ".js"}
    ours = (path for room in rooms for path in room.rglob("*") if path.suffix in suffixes)
    return sorted([*ours, *root.glob("requirements.txt")])
