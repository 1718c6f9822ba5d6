"""Page or partial, decided once; the one file that knows how htmx asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part to swap in, not for a page: no boosted visit, no way Back."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def target(request: HttpRequest) -> str:
    """The id of the element that htmx will swap, or an empty text."""
    return request.htmx.target or "" if wants_partial(request) else ""  # type: ignore[attr-defined]


def part(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render what htmx asked for; caches are told that the answer depends on how it asked."""
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-History-Restore-Request"])
    return response


def page_or_partial(
    request: HttpRequest, *, page: str, partial: str, context: dict[str, Any], address: str = ""
) -> HttpResponse:
    """Render the partial where htmx asks for one, else the page that includes it.

    The browser shows ``address``, if there is one, instead of what was asked for. A page whose
    filter was not understood gives the address as it was, so that a reload shows the error again.
    """
    response = part(request, partial if wants_partial(request) else page, context)
    return push_url(response, address) if address else response
