"""Readers' requests read what is public, editors' the whole archive.

Whoever may see drafts can also look at pages as readers do: a switch in the head of each page, kept
in the session. A request without a session's cookie never touches the session.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control

from timeline.queries.publishing.scope import Scope, Seen, SharedStory, reading
from timeline.services.desk import share_links

SHARED = re.compile(r"/shared/([-\w]+)(?:/|$)")
"""A path below which a story is shared by a link, and the link's token."""

AS_READERS = "as readers see it"
"""The session's key of the switch."""


class ReadersScope:
    """Middleware, the outermost: but for the desk's, a request reads what is public.

    So does whatever answers where no view does: a missing page, a refused form, an error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        scope: Seen = Scope.WHOLE if request.path.startswith(self.desk) else Scope.PUBLIC
        shared = SHARED.match(request.path_info)
        if shared and (story := share_links.shared_story(shared[1])):
            scope = SharedStory(story.pk)
        with reading(scope):
            response = self.get_response(request)
        return _for_nobody_else(response) if shared else response


class EditorsScope:
    """Middleware after those for sessions and accounts: who may see drafts reads the whole.

    Such an answer is for that person alone, and nobody keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_own = request.path.startswith(self.desk) or SHARED.match(request.path_info)
        if is_own or not may_see_drafts(request):
            return self.get_response(request)
        as_readers = bool(request.session.get(AS_READERS))
        scope = Scope.PUBLIC if as_readers else Scope.WHOLE
        request.scope_chosen = scope  # type: ignore[attr-defined]
        with reading(scope):
            response = self.get_response(request)
        del response["ETag"], response["Last-Modified"], response["Cache-Control"]
        patch_cache_control(response, private=True, no_store=True)
        return response


def _for_nobody_else(response: HttpResponseBase) -> HttpResponseBase:
    """What is shared by a link, or is shared no more: nobody keeps it, lists it, or tells of it."""
    del response["ETag"], response["Last-Modified"]
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def may_see_drafts(request: HttpRequest) -> bool:
    """Whether someone asks who works at the desk."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user: Any = request.user
    return admin.site.has_permission(request) and bool(user.has_module_perms("timeline"))


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: ``drafts``, whether they are shown; ``None`` for who may not see any."""
    chosen = getattr(request, "scope_chosen", None)
    return {"drafts": None if chosen is None else chosen is Scope.WHOLE}
