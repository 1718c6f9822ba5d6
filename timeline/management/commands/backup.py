"""``manage.py backup FILE``: all that the database holds, in one file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from timeline.management.log_output import LoggedCommand
from timeline.services.running.backup import NAME, NotBackedUp, back_up


class Command(LoggedCommand):
    """Back the database up while others use it."""

    help = "Write a backup of the whole database, of one moment, while others write."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument(
            "file", type=_place, metavar="FILE", help="a file, its name with %%Y%%m%%d, or a folder"
        )
        parser.add_argument("--keep", type=int, metavar="N", help="delete all but the newest N")

    def handle(self, *, file: Path, keep: int | None, **_: Any) -> None:
        """Write it, and say where it is."""
        folder = file if file.is_dir() else file.parent
        is_new = not folder.is_dir()
        try:
            path = back_up(file, keep=keep)
        except NotBackedUp as error:
            raise CommandError(str(error)) from error
        if is_new:
            self.stdout.write(f"Made the folder {folder}, which was not there.")
        self.stdout.write(f"Backed up to {path} ({path.stat().st_size:,} bytes)")


def _place(words: str) -> Path:
    """A file; what ends in a slash is a folder, which may have to be made."""
    return Path(words, NAME) if words.endswith(os.sep) else Path(words)
