"""A new password by mail, where the settings name a mail server."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path


class AskForPasswordView(views.PasswordResetView):
    """Where it is asked for; the mail is in words of Retold's, by the name that the site has."""

    email_template_name = "admin/retold/new_password_mail.txt"
    subject_template_name = "admin/retold/new_password_subject.txt"

    def form_valid(self, form: Form) -> HttpResponse:
        """Send it, if there is such an account."""
        self.extra_email_context = {
            "called": settings.RETOLD_NAME,
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        return super().form_valid(form)


class NewPasswordView(views.PasswordResetConfirmView):
    """Where the mail's link leads: a new password is typed twice, and unlocks the name."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the password; the wrong ones that were typed before no longer count."""
        response = super().form_valid(form)
        reset(username=self.user.get_username())
        return response


def _where_mail_is(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view with the desk's head; nothing is there while no mail can be sent."""

    @wraps(view)
    def shown(request: HttpRequest, **named: Any) -> HttpResponseBase:
        if not settings.MAIL:
            raise Http404
        head = admin.site.each_context(request) | {"is_nav_sidebar_enabled": False}
        return view(request, extra_context=head, **named)

    return shown


def _page(view: type[Any]) -> Callable[..., HttpResponseBase]:
    def shown(request: HttpRequest, extra_context: dict[str, Any], **named: Any) -> Any:
        return view.as_view(extra_context=extra_context)(request, **named)

    return _where_mail_is(shown)


urlpatterns: list[URLPattern] = [
    path(f"password/{address}", _page(view), name=f"password_reset{name}")
    for address, view, name in (
        ("", AskForPasswordView, ""),
        ("sent/", views.PasswordResetDoneView, "_done"),
        ("new/<uidb64>/<token>/", NewPasswordView, "_confirm"),
        ("changed/", views.PasswordResetCompleteView, "_complete"),
    )
]
"""By Django's own names, with which its pages and its mail find each other."""
