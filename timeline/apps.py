"""The app, and the admin site that stands in for Django's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class TimelineConfig(AppConfig):
    """Retold's one app."""

    name = "timeline"
    verbose_name = "Timeline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks of Retold's own, and what follows on ``migrate``."""
        from timeline.models.record import kind
        from timeline.queries import index
        from timeline.queries.database import data_version, deadlines, lock_waits, replica_routing
        from timeline.queries.publishing import public_statements
        from timeline.services.running import editors
        from timeline.services.running.checks import hosts_behind_tls, sqlite_in_wal_mode

        checks.register(sqlite_in_wal_mode)
        checks.register(hosts_behind_tls)
        connection_created.connect(replica_routing.on_connect)
        connection_created.connect(lock_waits.on_connect)
        connection_created.connect(deadlines.on_connect)
        connection_created.connect(public_statements.install)
        pre_migrate.connect(index.before_migrate, sender=self)
        pre_migrate.connect(data_version.before_migrate, sender=self)
        post_migrate.connect(editors.on_migrate, sender=self)
        post_migrate.connect(kind.on_migrate, sender=self)
        post_migrate.connect(index.on_migrate, sender=self)
        post_migrate.connect(data_version.count_changes, sender=self)


class RetoldAdminConfig(SimpleAdminConfig):
    """Django admin with Retold's desk as its site.

    It is imported with the addresses, or to be checked: most commands need neither.
    """

    default_site = "timeline.admin.site.the_desk"

    def ready(self) -> None:
        """Register Django's checks of it."""
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(_check_desk, checks.Tags.admin)


def _check_desk(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[checks.CheckMessage]:
    admin.autodiscover()
    return check_admin_app(app_configs, **options)
