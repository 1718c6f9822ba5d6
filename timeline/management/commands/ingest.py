"""``manage.py ingest``: articles in, proposals out."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from timeline import log_lines
from timeline.domain.dates import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.management.log_output import LoggedCommand
from timeline.management.long_lists import add_verbose, shortened
from timeline.services.proposals.article_intake import (
    Arrival,
    IncomingFile,
    IntakeDefaults,
    files_under,
    outlet_named,
    take_in,
)
from timeline.services.records.story_events import NoSuchStory, story_named


class Command(LoggedCommand):
    """Take articles in from files and folders, and propose what they tell."""

    help = "Take articles in (.txt, .html, .md; folders too) and propose the events they tell."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the articles are, and what is known of all of them."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", help="their outlet, where an article states none")
        parser.add_argument(
            "--published", help="their publication date, where an article states none"
        )
        parser.add_argument("--story", help="the slug of the story that new events go into")
        add_verbose(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        """Take them in, and say what came of it."""
        try:
            found = list(files_under(options["paths"]))
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
        # Its thread, which would only redraw a bar that stands, keeps processes from being copied.
        tqdm.monitor_interval = 0
        files = [IncomingFile(name, path.read_bytes) for path, name in found]
        results = take_in(files, defaults=self._defaults(options))
        came: Counter[Arrival] = Counter()
        proposals = 0
        refused: list[str] = []
        hidden = options["verbosity"] < 1 or log_lines.are_json()
        with tqdm(total=len(found), unit=" articles", disable=hidden) as bar:
            for (path, _name), result in zip(found, results, strict=True):
                came[result.arrival] += 1
                proposals += result.proposals
                if result.why:
                    refused.append(f"{path}: {result.why}")
                bar.update()
        for told in shortened(refused, whole=options["verbose"]):
            self.stderr.write(told)
        counts = ", ".join(f"{came[arrival]} {arrival}" for arrival in Arrival)
        self.stdout.write(f"{counts}; {proposals} proposals to review.")

    def _defaults(self, options: dict[str, Any]) -> IntakeDefaults:
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
        if slug := options["story"]:
            try:
                given["story"] = story_named(slug)
            except NoSuchStory as error:
                raise CommandError(str(error)) from error
        return IntakeDefaults(**given)
