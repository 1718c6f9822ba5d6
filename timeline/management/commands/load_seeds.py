"""``manage.py load_seeds [DIR]``: load a digest."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.services.digest.check_documents import check
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.load_digest import load


class Command(BaseCommand):
    """Load a digest; what an editor changed since the last load is kept and named."""

    help = "Load a digest (fixtures/ unless another directory is named) in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The directory, and what else to do or not to do."""
        parser.add_argument("directory", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--documents", type=Path, help="check quotes in these documents")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the documents if asked to, load, and say what came of it."""
        try:
            if options["documents"]:
                self._check(options["directory"], options["documents"])
            report = load(options["directory"], dry_run=options["dry_run"], tell=self._foretell)
        except BadDigest as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        for line in report.kept:
            self.stdout.write(f"kept: {line}")
        for line in report.left:
            self.stdout.write(f"no longer in the digest, left as it is: {line}")
        if options["dry_run"]:
            self.stdout.write("dry run, nothing was written: ", ending="")
        self.stdout.write(report.counts)

    def _foretell(self, line: str) -> None:
        """Beside the answer, which programs read."""
        self.stderr.write(line, style_func=str)

    def _check(self, directory: Path, documents: Path) -> None:
        report = check(directory, documents)
        self.stdout.write(f"{report.phrases_found} of {report.phrases} date phrases found")
        self.stdout.write(f"{report.quotes_found} of {report.quotes} quotes found")
        if report.problems:
            raise BadDigest(report.problems)
