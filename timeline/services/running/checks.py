"""System checks of Retold's own: what ``manage.py check`` and every command look at first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections

from timeline import env

_WAL_RESET_BUG = (3, 7, 0), (3, 51, 2)


def sqlite_in_wal_mode(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Warn of a SQLite in WAL mode that can corrupt its database.

    With two connections that write, a checkpoint that runs as the log is reset may lose pages:
    sqlite.org/wal.html, "the WAL-reset bug", SQLite 3.7.0 to 3.51.2.
    """
    first, last = _WAL_RESET_BUG
    if not first <= sqlite3.sqlite_version_info <= last:
        return []
    return [
        checks.Warning(
            f"SQLite {sqlite3.sqlite_version} may, rarely, corrupt a database in WAL mode when "
            "two connections write at once (the WAL-reset bug).",
            hint="Install pysqlite3, which brings a newer SQLite and is then used in its place; "
            "or a Python with SQLite 3.51.3 or later; or set DATABASE_URL to a PostgreSQL.",
            obj=f"DATABASES[{alias!r}]",
            id="timeline.W001",
        )
        for alias in connections
        if connections[alias].vendor == "sqlite" and _wants_wal(connections[alias].settings_dict)
    ]


def hosts_behind_tls(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Warn where the site is served with TLS and answers the names of its own machine alone."""
    if not settings.HTTPS or env.text("RETOLD_HOSTS"):
        return []
    return [
        checks.Warning(
            "RETOLD_HTTPS is set, and RETOLD_HOSTS is not: who asks for the site by its name in "
            "public is refused (400).",
            hint="Say the names, as RETOLD_HOSTS=timeline.example.",
            id="timeline.W002",
        )
    ]


def _wants_wal(database: dict[str, Any]) -> bool:
    asked = str(database.get("OPTIONS", {}).get("init_command", ""))
    return "journal_mode=wal" in asked.lower().replace(" ", "")
