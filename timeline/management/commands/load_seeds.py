"""``manage.py load_seeds [DIR]``: load a digest."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from timeline.management.log_output import LoggedCommand
from timeline.management.long_lists import add_verbose, shortened
from timeline.services.digest.check_documents import check
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.load_digest import load


class Command(LoggedCommand):
    """Load a digest; what an editor changed, or another digest brought, is kept and named."""

    help = (
        "Load a digest (fixtures/ unless another directory is named) in one transaction. "
        "What an editor changed or deleted stays so; what another digest brought stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The directory, and what else to do or not to do."""
        parser.add_argument("directory", nargs="?", type=Path, default=settings.FIXTURES)
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--documents", type=Path, help="check quotes in these documents")
        add_verbose(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the documents if asked to, load, and say what came of it."""
        try:
            if options["documents"]:
                self._check(options["directory"], options["documents"])
            report = load(options["directory"], dry_run=options["dry_run"], tell=self.remark)
        except BadDigest as error:
            problems = shortened([*map(str, error.problems)], whole=options["verbose"])
            raise CommandError("\n".join([*problems, "Nothing was loaded."])) from error
        for what, lines in (
            ("kept", report.kept),
            ("differs", report.differing),
            ("no longer in the digest, left as it is", report.left),
        ):
            for line in shortened(lines, whole=options["verbose"]):
                self.stdout.write(f"{what}: {line}")
        if options["dry_run"]:
            self.stdout.write("dry run, nothing was written: ", ending="")
        self.stdout.write(report.counts)

    def _check(self, directory: Path, documents: Path) -> None:
        report = check(directory, documents)
        self.stdout.write(f"{report.phrases_found} of {report.phrases} date phrases found")
        self.stdout.write(f"{report.quotes_found} of {report.quotes} quotes found")
        if report.problems:
            raise BadDigest(report.problems)
