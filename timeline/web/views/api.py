"""The API's document, and the page that tells it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.web.api.api_page import api_page
from timeline.web.api.openapi import document
from timeline.web.http import story_scope


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    return JsonResponse(document(_origin(request)), json_dumps_params={"ensure_ascii": False})


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    return render(request, "api.html", {"page": api_page(document(_origin(request)))})


def _origin(request: HttpRequest) -> str:
    asked = story_scope.of(request).asked
    return request.build_absolute_uri(asked).removesuffix("/")
