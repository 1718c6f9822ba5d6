"""The app, and the admin site that stands in for Django's."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class TimelineConfig(AppConfig):
    """Retold's one app."""

    name = "timeline"
    verbose_name = "Timeline"
    default_auto_field = "django.db.models.BigAutoField"


class RetoldAdminConfig(AdminConfig):
    """Django admin with Retold's desk as its site."""

    default_site = "timeline.admin.site.Desk"
