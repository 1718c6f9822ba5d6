"""What the public addresses have in common: who may read them, and how they say what went wrong.

Any origin's scripts may read them (CORS); they take the parameters that the API's document tells,
and no others' values; what goes wrong is a problem (``web.http.problems``). All else is left as
it is: neither pages nor the desk can be read from another origin. What knows the addresses is
imported with the first request.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from timeline.web.api.api_parameters import not_taken
from timeline.web.http.problems import NotUnderstood, as_problem, not_understood, problem

METHODS = "GET, HEAD, OPTIONS"
_ASKED = "Accept, Content-Type, If-Modified-Since, If-None-Match"
_TOLD = "Content-Disposition, ETag, Last-Modified, Link"
_DAY = 86_400


class PublicAddresses:
    """Middleware for public addresses, set before those for sessions and forms, which they lack."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not (getattr(request, "is_public", False) or _is_missed(request, response)):
            return response
        response = as_problem(response)
        if response.status_code == 200:
            _tell_next(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = _TOLD
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer what needs no view: a preflight, another method, values that can't be taken."""
        from timeline.web.api.api_endpoints import endpoint_of, is_public

        match = request.resolver_match
        if match is None or not is_public(match) or _is_shared(request):
            return None
        request.is_public = True  # type: ignore[attr-defined]
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in {"GET", "HEAD"}:
            refused = problem(405, "This address can only be read: GET or HEAD.")
            refused["Allow"] = METHODS
            return refused
        endpoint = endpoint_of(match)
        faults = not_taken(endpoint.parameters, request.GET) if endpoint else {}
        return not_understood(faults) if faults else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """What a view says is not there, or that it did not understand."""
        if not getattr(request, "is_public", False):
            return None
        if isinstance(error, NotUnderstood):
            return not_understood(error.errors)
        return problem(404, _sentence(error)) if isinstance(error, Http404) else None


def _is_shared(request: HttpRequest) -> bool:
    """Whether it stands below a link that shares a story, where none of the public ones does."""
    return getattr(request, "story_beginning", "").startswith("shared/")


def _is_missed(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an address ends as the public ones do and yet is none: its slug has a space, say."""
    from timeline.web.api.api_endpoints import endings

    is_nowhere = response.status_code == 404 and request.resolver_match is None
    return is_nowhere and request.path.endswith(endings())


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = _ASKED
    response["Access-Control-Max-Age"] = str(_DAY)
    patch_vary_headers(response, ["Access-Control-Request-Headers"])
    return response


def _tell_next(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say in the header too where a list goes on (RFC 8288)."""
    from timeline.web.api.api_endpoints import endpoint_of

    endpoint = endpoint_of(request.resolver_match) if request.resolver_match else None
    if endpoint and endpoint.pages and isinstance(response, HttpResponse):
        following = json.loads(response.content)["next"]
        if following:
            response["Link"] = f'<{following}>; rel="next"'


def _sentence(error: Http404) -> str:
    return str(error) or "There is nothing at this address."
