"""The log-in's addresses below ``/admin/``; what is off costs no import."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from timeline.admin.login import new_password
from timeline.admin.login.second_factor import second_factor


def _ask_provider(request: HttpRequest) -> HttpResponse:
    if not settings.OIDC_ISSUER:
        raise Http404
    from timeline.admin.login import provider

    return provider.ask(request)


def _provider_answer(request: HttpRequest) -> HttpResponse:
    if not settings.OIDC_ISSUER:
        raise Http404
    from timeline.admin.login import provider

    return provider.answered(request)


urlpatterns = [
    path("second-factor/", second_factor, name="second-factor"),
    path("provider/", _ask_provider, name="provider"),
    path("provider/answer/", _provider_answer, name="provider-answer"),
    *new_password.urlpatterns,
]
