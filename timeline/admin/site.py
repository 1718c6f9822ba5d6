"""The editor's desk: Django's admin site under Retold's name."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.csrf import csrf_protect

from timeline.admin.dates.reading_preview import read_date
from timeline.admin.lists.record_choice import RecordsFound
from timeline.admin.login.destination import destination, found
from timeline.admin.login.held_form import held, keep, send_again, was_logged_out
from timeline.admin.login.second_factor import is_satisfied
from timeline.admin.publishing.guarded import may_import
from timeline.admin.publishing.state_page import state_view
from timeline.admin.publishing.waiting import waiting
from timeline.models import ImportDraft

_ORDER = (
    "Story", "Article", "ImportDraft", "Source", "Event", "Actor", "Outlet", "Place", "Kind",
    "Tag", "Mention", "Quote", "Note", "ShareLink", "Undoable",
)  # fmt: skip
"""The nouns as an editor needs them; others are looked up by their address alone."""


_IMPORT: dict[str, Any] = {
    "model": ImportDraft,
    "object_name": "ImportDraft",
    "name": "Import a timeline",
    "perms": {"add": True, "change": False, "delete": False, "view": False},
    "add_url": None,
    "view_only": False,
}
"""A page among the nouns: what it takes in are events and their source."""


def _send_timeline(request: HttpRequest) -> HttpResponse:
    from timeline.admin.importing import (
        import_views,  # what reads timelines takes a while to import
    )

    return import_views.send_view(request)


def _check_timeline(request: HttpRequest) -> HttpResponse:
    from timeline.admin.importing import import_views

    return import_views.check_view(request)


def _take_import_back(request: HttpRequest, pk: int) -> HttpResponse:
    from timeline.admin.importing import take_back_views

    return take_back_views.take_back_view(request, pk)


class Desk(admin.AdminSite):
    """The admin site, with Retold's name and a way back to the timeline."""

    site_header = "Retold"
    site_title = "Retold"
    index_title = "The desk"
    index_template = "admin/retold/desk.html"
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page has: Django's, and what waits."""
        return {**super().each_context(request), "waiting": waiting(request)}

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Django's addresses, how a typed date is read, and where a timeline is imported."""
        return [
            path("read-date/", self.admin_view(read_date), name="read-date"),
            path("state/<slug:step>/", self.admin_view(state_view), name="change-state"),
            path("timeline/import/", self.admin_view(_send_timeline), name="import-timeline"),
            path(
                "timeline/import/check/",
                self.admin_view(_check_timeline),
                name="import-timeline-check",
            ),
            path(
                "timeline/import/<int:pk>/take-back/",
                self.admin_view(_take_import_back),
                name="import-take-back",
            ),
            path("send-again/", self.admin_view(send_again), name="send-again"),
            # Whoever has not given a second factor yet may log out too.
            path("logout/", csrf_protect(self.logout), name="logout"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:  # type: ignore[override]
        """What a box for a record finds by the words typed into it."""
        return RecordsFound.as_view(admin_site=self)(request)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may enter: staff, with a second factor where one is asked for."""
        return super().has_permission(request) and is_satisfied(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A view for those who may enter; what others have sent is kept through the log-in."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if was_logged_out(request) and not self.has_permission(request):
                carried = held(request)
                # What was sent is no log-in, whatever its fields are called.
                request.method, request.POST = "GET", QueryDict()
                return self.login(request, {"held": carried})
            return inner(request, *args, **kwargs)

        return shown

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The log-in; it leads to a page that is there, by way of the second factor if need be."""
        to = destination(request)
        # The name "user" has who the session is of, until the form has logged somebody in.
        half_way = super().has_permission(request) and not is_satisfied(request)
        if request.method == "GET" and half_way:
            return _second_factor(to)
        response = super().login(
            request,
            {
                "next": to,
                "app_path": reverse("admin:login"),
                "held": request.POST.get("held", ""),
                "may_mail": bool(settings.MAIL),
                "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
                **(extra_context or {}),
            },
        )
        if response.status_code != 302:
            return response
        if keep(request):
            to = reverse("admin:send-again")
        if not self.has_permission(request):
            return _second_factor(to)
        return HttpResponseRedirect(found(to, request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The timeline before the accounts, and its nouns by how much they are worked on."""
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "timeline":
                if may_import(request):
                    app["models"].append(_IMPORT | {"admin_url": reverse("admin:import-timeline")})
                shown = [each for each in app["models"] if each["object_name"] in _ORDER]
                app["models"] = shown
                app["models"].sort(key=lambda model: _ORDER.index(model["object_name"]))
        _among_accounts(apps)
        return sorted(apps, key=lambda app: app["app_label"] != "timeline")


def _among_accounts(apps: list[Any]) -> None:
    """Put what belongs to logging in where the accounts are, by names that say what it is."""
    accounts = next((app for app in apps if app["app_label"] == "auth"), None)
    for app in [app for app in apps if app["app_label"] in _OF_THE_LOGIN]:
        for model in app["models"]:
            model["name"] = _OF_THE_LOGIN[app["app_label"]]
        if accounts:
            accounts["models"] += app["models"]
            apps.remove(app)


def _second_factor(to: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('second-factor')}?{urlencode({'next': to})}")


_OF_THE_LOGIN = {"axes": "Locked log-ins", "otp_totp": "Second factors"}
"""What the tables of the log-in's libraries are called at the desk, by the library."""


desk = Desk()


def the_desk() -> Desk:
    """The one desk, for ``AdminConfig.default_site``.

    A class there would be made into a site only after this package was imported, and what the
    package registers would be lost on an earlier one.
    """
    return desk
