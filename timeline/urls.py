"""Addresses: the reader's pages, and the editor's desk under ``/admin/``."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

admin.autodiscover()

urlpatterns = [
    path("admin/", include("timeline.admin.login.addresses")),
    path("admin/", admin.site.urls),
    path("nested_admin/", include("nested_admin.urls")),
    path("", include("timeline.web.urls")),
]

handler400 = "timeline.web.views.errors.bad_request"
handler403 = "timeline.web.views.errors.forbidden"
handler404 = "timeline.web.views.errors.not_found"
handler500 = "timeline.web.views.errors.server_error"
