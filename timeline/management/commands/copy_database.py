"""``manage.py copy_database``: the record from one database to another."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import dj_database_url
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from timeline.services.running.copy_database import Copied, NotCopied, copy

TARGET = "copy-target"


class Command(BaseCommand):
    """Copy all that this database holds into another one."""

    help = "Copy all rows into the database at URL, such as postgres://…, and compare them there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("url", metavar="URL")

    def handle(self, *_: Any, **options: Any) -> None:
        """Copy, and say how many rows each table has on both sides."""
        try:
            target = dj_database_url.parse(options["url"])
        except ValueError as error:
            raise CommandError(f"{options['url']} names no database") from error
        default = connections.databases[DEFAULT_DB_ALIAS]
        connections.databases[TARGET] = {**default, "OPTIONS": {}, **target}
        try:
            done = copy(DEFAULT_DB_ALIAS, TARGET, after_each=self._tell)
        except NotCopied as error:
            raise CommandError(str(error)) from error
        finally:
            connections[TARGET].close()
        self.stdout.write(
            f"{sum(copied.rows for copied in done)} rows in {len(done)} tables, the same on both "
            "sides. Set DATABASE_URL to the new one."
        )

    def _tell(self, copied: Copied) -> None:
        self.stdout.write(f"{copied.table}: {copied.rows}")
