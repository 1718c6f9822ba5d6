"""``manage.py dump_seeds DIR``: write the database as a digest."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from pydantic import ValidationError

from timeline.domain.digest import DigestName
from timeline.management.log_output import LoggedCommand
from timeline.services.digest.dump_digest import dump


def _slug(text: str) -> str:
    try:
        return DigestName(name=text).name
    except ValidationError as error:
        raise ArgumentTypeError(f"“{text}” is no slug (letters, digits, - and _)") from error


class Command(LoggedCommand):
    """Write the database back as digest files."""

    help = "Write the database as digest files into an empty directory."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The directory, and the digest's name."""
        parser.add_argument("directory", type=Path)
        parser.add_argument("--digest", type=_slug, metavar="NAME", help="its name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Dump, and say which files were written."""
        try:
            written = dump(options["directory"], name=options["digest"])
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(written)} files written to {options['directory']}")
