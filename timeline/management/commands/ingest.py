"""``manage.py ingest``: articles in, proposals out."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from timeline.domain.dates.reader import UnreadablePhrase, read
from timeline.services.proposals.article_intake import Came, StatedOfAll, outlet_named
from timeline.services.proposals.ingest import files, ingest


class Command(BaseCommand):
    """Take articles in from files and folders, and propose what they tell."""

    help = "Take articles in (.txt, .html, .md; folders too) and propose the events they tell."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the articles are, and what is known of all of them."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", help="their outlet, where an article states none")
        parser.add_argument(
            "--published", help="their publication date, where an article states none"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Take them in, and say what came of it."""
        try:
            found = list(files(options["paths"]))
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
        # Its thread, which would only redraw a bar that stands, keeps processes from being copied.
        tqdm.monitor_interval = 0
        with tqdm(total=len(found), unit=" articles", disable=options["verbosity"] < 1) as bar:
            summary = ingest(found, given=self._given(options), after_each=lambda _: bar.update())
        for path, why in summary.refused:
            self.stderr.write(f"{path}: {why}")
        came = summary.came
        self.stdout.write(
            f"{came[Came.NEW]} new, {came[Came.CHANGED]} changed, {came[Came.KNOWN]} already in, "
            f"{len(summary.refused)} refused; {summary.proposals} proposals to review."
        )

    def _given(self, options: dict[str, Any]) -> StatedOfAll:
        given: dict[str, Any] = {}
        if name := options["outlet"]:
            given["outlet"] = outlet_named(name)
            if given["outlet"] is None:
                raise CommandError(f"There is no outlet “{name}”; add it in admin first.")
        if phrase := options["published"]:
            try:
                given["published"] = read(phrase).interval
            except UnreadablePhrase as error:
                raise CommandError(str(error)) from error
        return StatedOfAll(**given)
