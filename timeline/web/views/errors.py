"""Pages for what is not there and for what went wrong."""

from __future__ import annotations

import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from timeline.queries.database import unavailability
from timeline.web.http import story_scope
from timeline.web.http.unavailable import unavailable


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing at this address."""
    story_scope.settle(request)
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What a user has no right to; the exception may say why."""
    story_scope.settle(request)
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def foreign_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that may come from another site; Django's ``reason`` is for the log."""
    told = (
        "The form came without this site’s cookie, or is older than your log-in. Go back one page, "
    )
    return forbidden(request, PermissionDenied(f"{told}load it anew, and send it again."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What nobody can understand; or a session that could not be saved, which Django tells so."""
    saving = exception.__context__.__context__ if exception.__context__ else None
    if isinstance(exception, SessionInterrupted) and (reason := unavailability.why(saving)):
        return unavailable(request, reason, saving)
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side, or the database can't be used; no page uses it."""
    error = sys.exception()
    if reason := unavailability.why(error):
        return unavailable(request, reason, error)
    return render(request, "500.html", status=500)
