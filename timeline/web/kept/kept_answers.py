"""A reader's answer is made once, and sent to whoever asks for the same while nothing has changed.

What it is kept under is its ETag, which follows from all that it depends on (see
``timeline.web.http.conditional``): a change, another day or another release is another key, and
nothing has to be thrown away. Beside that it is kept as it is sent, so once for each way in which
it may be compressed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header

from timeline.queries.publishing.scope import Scope, current
from timeline.web.http import conditional
from timeline.web.http.compression import encoding_for
from timeline.web.kept import answer_store, most_requested


class KeptAnswers:
    """Middleware, before all that an answer is made by: only who has a session, or follows a link
    that shares a story, has the answer made for them.

    A kept answer costs one look at the state of the data.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if answer_store.NAME not in settings.CACHES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        validators = None
        if _may_be_kept(request):
            validators = conditional.validators_of(request)
        if validators is None:
            return self.get_response(request)
        request.validators_known = validators  # type: ignore[attr-defined]
        key = f"{validators.opaque}-{encoding_for(request)}"
        found = answer_store.found(key)
        if found is None:
            response = self.get_response(request)
            if _is_for_all(response, validators):
                answer_store.keep(key, response)
                most_requested.count(request)
            return response
        most_requested.count(request)
        validators.add_to(found)
        return _not_modified(found) if validators.are_held(request) else found


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        current() is Scope.PUBLIC
        and conditional.is_asked_by_anybody(request)
        and not request.path.startswith(settings.STATIC_URL)
    )


def _is_for_all(response: HttpResponseBase, validators: conditional.Validators) -> bool:
    """Whether an answer that was made is what anybody gets: ``Conditional`` has said so."""
    return (
        response.status_code == 200
        and response.get("ETag") == validators.etag
        and response["Cache-Control"] == conditional.ASK_EACH_TIME
        and not response.cookies
        and not has_vary_header(response, "Cookie")
    )


def _not_modified(found: HttpResponse) -> HttpResponse:
    """304 with all that the answer would have said of itself, but for what is of its content."""
    response = HttpResponseNotModified(headers=found.headers)
    for name in ("Content-Type", "Content-Length", "Content-Encoding"):
        del response[name]
    return response
