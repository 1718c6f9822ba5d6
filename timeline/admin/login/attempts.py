"""Tries at the log-in: from where, what the log says of them, and the answer when it is enough.

django-axes counts them; its settings name these functions.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from axes.helpers import get_client_username
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from timeline.services.running.client_networks import network_of

_log = logging.getLogger(__name__)
_LONGEST_NAME = 255


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The name that was typed, as far as the table of tries has room for it."""
    name = (credentials or request.POST).get("username")
    return name[:_LONGEST_NAME] if name else name


def client_address(request: HttpRequest) -> str | None:
    """Where a try comes from, as ``network_of`` has it."""
    return network_of(request.META.get("REMOTE_ADDR", ""))


def client_in_log(
    username: str | None, address: str | None, agent: str, path: str, request: HttpRequest
) -> str:
    """A line's words for who tried; the name as it was typed, in quotes, without line breaks."""
    return f"{username!r} from {address}"


def is_the_providers(request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
    """Whether a provider is being asked who somebody is: it counts tries by itself."""
    return request.path == reverse("provider-answer")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The page for too many wrong passwords; it doesn't tell whether there is such an account."""
    wait: timedelta = settings.AXES_COOLOFF_TIME
    page = {
        **admin.site.each_context(request),
        "title": "Too many wrong passwords",
        "minutes": round(wait.total_seconds() / 60),
        "may_mail": bool(settings.MAIL),
    }
    answer = render(request, "admin/retold/locked_out.html", page, status=429)
    answer["Retry-After"] = str(round(wait.total_seconds()))
    # axes says nothing of a try once it is locked, and Django neither who nor from where.
    name = get_client_username(request, credentials)
    _log.warning("log-in refused: %r from %s is locked out", name, client_address(request))
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


@receiver(user_logged_in)
def _say(request: HttpRequest, user: User, **_: Any) -> None:
    _log.info("%r logged in from %s", user.get_username(), client_address(request))
