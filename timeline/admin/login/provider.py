"""Single sign-on: an OpenID Connect provider says who somebody is, if ``RETOLD_OIDC`` names one.

It opens the account that has the e-mail address which the provider vouches for, and makes none:
who may edit is decided here. Nothing is asked of the provider before somebody logs in with it.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

import requests
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from jwt import PyJWTError
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from timeline.admin.login.destination import destination, found

_log = logging.getLogger(__name__)

_ENDPOINTS = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
"""What the library calls an address, and what the provider's own document does."""

_NO_ANSWER = "The provider does not answer as it should. Try again, or log in with a password."
_REFUSED = (
    "No account here has the e-mail address that the provider vouches for. Ask whoever runs this "
    "site to add it to yours."
)


class NoProvider(Exception):
    """The provider's document can't be had, or is another's; the message says why."""


@cache
def _document(issuer: str) -> dict[str, Any]:
    """What a provider says of itself (OpenID Connect Discovery 1.0), asked for once."""
    answer = requests.get(
        f"{issuer}/.well-known/openid-configuration", timeout=settings.OIDC_TIMEOUT
    )
    answer.raise_for_status()
    document: dict[str, Any] = answer.json()
    if str(document.get("issuer", "")).rstrip("/") != issuer:
        raise NoProvider(f"RETOLD_OIDC is {issuer}, and what is there is {document.get('issuer')}")
    return document


def _setting(name: str, *default: Any) -> Any:
    """A setting of the library's: Django's, or an address from the provider's document."""
    if name in _ENDPOINTS:
        return _document(settings.OIDC_ISSUER)[_ENDPOINTS[name]]
    return getattr(settings, name, *default)


class ProviderBackend(OIDCAuthenticationBackend):
    """Who the provider says it is, if there is such an account."""

    get_settings = staticmethod(_setting)

    def __init__(self) -> None:
        # Not the library's: each request of somebody logged in makes one, and asks no provider.
        self.UserModel = get_user_model()

    def __getattr__(self, name: str) -> Any:
        """The library's settings, each when it is used."""
        if name.startswith("OIDC_"):
            return _setting(name, None)
        raise AttributeError(name)

    def verify_token(self, token: str, **more: Any) -> dict[str, Any]:
        """Hold a token's signature, nonce, issuer and audience against what was asked for."""
        said: dict[str, Any] = super().verify_token(token, **more)
        audience = said.get("aud")
        for_whom = audience if isinstance(audience, list) else [audience]
        if (
            str(said.get("iss", "")).rstrip("/") != settings.OIDC_ISSUER
            or settings.OIDC_RP_CLIENT_ID not in for_whom
        ):
            raise SuspiciousOperation("The token is of another provider, or for another site.")
        return said

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """Whether the provider vouches for an address; one that it says nothing more of it does."""
        return bool(claims.get("email")) and claims.get("email_verified", True) in (True, "true")

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[Any]:
        """The accounts with that address that may enter the desk."""
        found: QuerySet[Any] = super().filter_users_by_claims(claims)
        return found.filter(is_active=True, is_staff=True)


class AskProviderView(OIDCAuthenticationRequestView):
    """Send the browser to the provider."""

    get_settings = staticmethod(_setting)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there, and keep where to come to afterwards."""
        response: HttpResponse = super().get(request)
        request.session["oidc_login_next"] = destination(request)
        return response


class ProviderAnswerView(OIDCAuthenticationCallbackView):
    """The browser comes back from the provider."""

    get_settings = staticmethod(_setting)

    @property
    def success_url(self) -> str:
        """The page that was asked for before."""
        return found(super().success_url, self.request)

    @property
    def failure_url(self) -> str:
        """Back to the log-in, which says why."""
        return reverse("admin:login")

    def login_failure(self) -> HttpResponse:
        """Say that the provider's word opens nothing here."""
        messages.error(self.request, _REFUSED)
        return HttpResponseRedirect(self.failure_url)


def ask(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    try:
        answer: HttpResponse = AskProviderView.as_view()(request)
    except (requests.RequestException, NoProvider, KeyError) as error:
        return _no_answer(request, error)
    return answer


def answered(request: HttpRequest) -> HttpResponse:
    """Back from it."""
    try:
        answer: HttpResponse = ProviderAnswerView.as_view()(request)
    except (
        requests.RequestException, NoProvider, KeyError, PyJWTError, SuspiciousOperation
    ) as error:  # fmt: skip
        return _no_answer(request, error)
    return answer


def _no_answer(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("single sign-on: %s: %s", type(error).__name__, error)
    messages.error(request, _NO_ANSWER)
    return HttpResponseRedirect(reverse("admin:login"))
