"""Where a log-in leads: to the page that was asked for, if there is such a page here."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

_NOWHERE = {None, "login", "logout", "second-factor", "provider", "provider-answer"}
"""Names of addresses that are no page to come to; what catches all others has no name."""


def destination(request: HttpRequest) -> str:
    """The path that ``next`` names, with its query; the desk's front page where it names none.

    An address on another host, one that no page of this site has, and the log-in itself are none.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return checked(asked, request)


def checked(asked: str, request: HttpRequest) -> str:
    """``asked`` as a path here, or the desk's front page."""
    front = reverse("admin:index")
    if not asked.startswith("/") or not url_has_allowed_host_and_scheme(
        asked, allowed_hosts=None, require_https=request.is_secure()
    ):
        return front
    try:
        name = resolve(urlsplit(asked).path).url_name
    except (Resolver404, ValueError):
        return front
    return front if name in _NOWHERE else asked
