"""``manage.py dump_seeds DIR``: write the database as a digest."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.services.digest.dump_digest import dump


class Command(BaseCommand):
    """Write the database back as digest files."""

    help = "Write the database as digest files into an empty directory."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The directory."""
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Dump, and say which files were written."""
        try:
            written = dump(options["directory"])
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(written)} files written to {options['directory']}")
