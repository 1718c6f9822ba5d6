"""The editor's desk: Django's admin site under Retold's name."""

from __future__ import annotations

from django.contrib import admin


class Desk(admin.AdminSite):
    """The admin site, with Retold's name and a way back to the timeline."""

    site_header = "Retold"
    site_title = "Retold"
    index_title = "The editor's desk"
