"""Readers' requests on a replica, editors' on the primary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from timeline.queries.database import replica_routing


class ReplicaMiddleware:
    """Has a request that only reads, of someone who isn't at the desk, read from a replica.

    Whoever has a session is an editor, and sees their own changes at once. Where the replica fails
    under a request, the view is asked once more, on the primary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not any(map(replica_routing.is_replica, settings.DATABASES)):
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, from a replica where that is right."""
        reads = request.method in ("GET", "HEAD") and not request.path.startswith(self.desk)
        if not reads or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        with replica_routing.reading():
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Ask the view once more, on the primary, where the replica failed under it."""
        if (
            not isinstance(exception, OperationalError | InterfaceError)
            or not replica_routing.gave_up()
        ):
            return None
        match: Any = request.resolver_match
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return answer
