"""``manage.py restore FILE``: a backup into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from timeline.management.log_output import LoggedCommand
from timeline.services.running.restore import NotRestored, restore


class Command(LoggedCommand):
    """Restore a backup where nothing is, and check that all of it arrived."""

    help = "Restore a backup into an empty database: the one in use, or the one at --to."
    makes_database = True
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The backup, and where to."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--to", default="", metavar="PLACE", help="an address, or a path for SQLite"
        )

    def handle(self, *, file: Path, to: str, **_: Any) -> None:
        """Restore it, and say what came of it."""
        url = to if "://" in to or not to else f"sqlite:///{Path(to).absolute()}"
        try:
            done = restore(file, url=url)
        except NotRestored as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        for path in done.aside:
            self.stdout.write(f"put aside: {path}")
        self.stdout.write(f"Restored {done.rows} rows, as they were on {done.manifest.made}.")
