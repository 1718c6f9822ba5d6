"""Whether this process is alive, and whether it can serve: for probes, which know no host name.

``/healthz`` is answered while the process runs. ``/readyz`` is 200 when the database answers and
has this release's tables, and 503 until then. Both answer any ``Host``, with and without TLS.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from timeline.queries.database import release_tables

_RETRY_AFTER = 5
"""Seconds."""


class Health:
    """Middleware, the first of all: what comes after it asks for a host, or redirects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.has_tables = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe; leave everyone else to the site."""
        if request.path == "/healthz":
            return _answer({"status": "alive"}, 200)
        if request.path == "/readyz":
            missing = self._missing()
            told = {"status": "waiting", "missing": missing} if missing else {"status": "ready"}
            return _answer(told, 503 if missing else 200)
        return self.get_response(request)

    def _missing(self) -> str:
        """What keeps this process from serving; empty where nothing does."""
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self.has_tables:
                # Looked at until it is so, which takes longer than all else here.
                self.has_tables = release_tables.are_migrated(connection)
        except DatabaseError:
            # Why is for the log of who runs the database, not for whoever asks.
            connection.close()
            return "the database does not answer"
        return "" if self.has_tables else "the tables of this release: manage.py prepare"


def _answer(told: dict[str, str], status: int) -> HttpResponseBase:
    answer = JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
    if status == 503:
        answer["Retry-After"] = str(_RETRY_AFTER)
        # A probe that waits is no fault to be logged each time.
        answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer
