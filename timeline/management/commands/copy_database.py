"""``manage.py copy_database``: the record from one database to another."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS

from timeline.management.log_output import LoggedCommand
from timeline.services.running import other_database
from timeline.services.running.copy_database import Copied, NotCopied, copy
from timeline.services.running.database_check import BadSetup, check_database

_TARGET = "The URL"


class Command(LoggedCommand):
    """Copy all that this database holds into another one."""

    help = "Copy all rows into the database at URL, such as postgres://…, and compare them there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("url", metavar="URL")

    def handle(self, *_: Any, **options: Any) -> None:
        """Copy, and say how many rows each table has on both sides."""
        try:
            with other_database.opened(
                options["url"], alias="copy-target", called=_TARGET
            ) as target:
                check_database(target, called=_TARGET)
                done = copy(DEFAULT_DB_ALIAS, target, after_each=self._tell)
        except BadSetup as error:
            raise CommandError(f"{error}.") from error
        except (NotCopied, other_database.NoDatabase) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{sum(copied.rows for copied in done)} rows in {len(done)} tables, the same on both "
            "sides. Set DATABASE_URL to the new one."
        )

    def _tell(self, copied: Copied) -> None:
        self.stdout.write(f"{copied.table}: {copied.rows}")
