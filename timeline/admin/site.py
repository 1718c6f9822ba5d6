"""The editor's desk: Django's admin site under Retold's name."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse

from timeline.admin.dates.reading_preview import read_date
from timeline.admin.importing import check_view, may_import, send_view
from timeline.admin.publishing.state_page import state_view
from timeline.admin.publishing.waiting import waiting
from timeline.models import ImportDraft

_ORDER = (
    "Story", "Article", "ImportDraft", "Source", "Event", "Actor", "Outlet", "Mention", "Quote",
    "Note", "ShareLink", "Undoable",
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
            path("timeline/import/", self.admin_view(send_view), name="import-timeline"),
            path(
                "timeline/import/check/",
                self.admin_view(check_view),
                name="import-timeline-check",
            ),
            *super().get_urls(),
        ]

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
        return sorted(apps, key=lambda app: app["app_label"] != "timeline")


desk = Desk()


def the_desk() -> Desk:
    """The one desk, for ``AdminConfig.default_site``.

    A class there would be made into a site only after this package was imported, and what the
    package registers would be lost on an earlier one.
    """
    return desk
