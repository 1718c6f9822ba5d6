"""A form that was sent after the session had ended: kept through the log-in, to be sent again.

The log-in page carries it, unseen. Once the password is right it waits in the session, and a page
offers to send it: nothing is sent by itself.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.admin.login.destination import checked

_IN_SESSION = "held_form"


def was_logged_out(request: HttpRequest) -> bool:
    """Whether a whole page's form was sent by a browser that had a session.

    A session and its cookie end together: what the browser still has then is the forms' cookie.
    """
    was_here = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
    return request.method == "POST" and bool(was_here) and "HX-Request" not in request.headers


def held(request: HttpRequest) -> str:
    """What was sent, as the log-in page carries it.

    Passwords are not kept, and files can't be: they are named.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    files = [str(file.name) for _, chosen in request.FILES.lists() for file in chosen]
    return json.dumps({"to": request.get_full_path(), "fields": fields, "files": files})


def keep(request: HttpRequest) -> bool:
    """Put what the log-in page carried into the session that has just begun; whether it did."""
    try:
        carried: dict[str, Any] = json.loads(request.POST.get("held", ""))
        kept = {
            "to": checked(str(carried["to"]), request),
            "fields": [(str(name), str(value)) for name, value in carried["fields"]],
            "files": [str(name) for name in carried["files"]],
        }
    except (ValueError, KeyError, TypeError):
        return False
    request.session[_IN_SESSION] = kept
    return True


def send_again(request: HttpRequest) -> HttpResponse:
    """The page that offers to send it, once; the front of the desk where there is nothing."""
    kept = request.session.pop(_IN_SESSION, None)
    if kept is None:
        return HttpResponseRedirect(reverse("admin:index"))
    page = {**admin.site.each_context(request), "title": "You are logged in again", "held": kept}
    return render(request, "admin/retold/send_again.html", page)
