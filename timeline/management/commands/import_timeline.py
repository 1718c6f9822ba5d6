"""``manage.py import_timeline``: somebody's timeline in."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.domain.timelines.column_mapping import ACTOR_KINDS, FIELDS, Mapping
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import header_of
from timeline.management.long_lists import add_verbose, shortened
from timeline.services.imports.grouped_notes import grouped
from timeline.services.imports.import_outcome import BadRows, PlannedRow, RowFate
from timeline.services.imports.import_timeline import load
from timeline.services.imports.timeline_file import (
    TimelineFile,
    open_file,
    remember_mapping,
    remembered_mapping,
)
from timeline.services.records.story_events import NoSuchStory, only_story, story_named


class Command(BaseCommand):
    """Take a timeline in that was made elsewhere."""

    help = "Take a timeline in: TimelineJS (JSON, CSV), Preceden (CSV), or a table of one's own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what an editor says of it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--skip-bad", action="store_true", help="leave out rows with problems")
        parser.add_argument("--new", action="store_true", help="another one of the same name")
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"may be given again; fields are {', '.join(FIELDS)}",
        )
        order = parser.add_mutually_exclusive_group()
        order.add_argument("--day-first", action="store_true", help="03/04/2022 is 3 April")
        order.add_argument("--month-first", action="store_true", help="03/04/2022 is 4 March")
        spans = parser.add_mutually_exclusive_group()
        spans.add_argument("--spans", action="store_true", help="1903-11 is nine years")
        spans.add_argument("--months", action="store_true", help="1903-11 is a November")
        parser.add_argument("--undated", action="store_true", help="no column has dates")
        parser.add_argument("--new-actors", choices=ACTOR_KINDS, help="what unknown actors are")
        parser.add_argument("--story", help="the slug of the story that new events go into")
        parser.add_argument("--publish", action="store_true", help="have readers see it at once")
        add_verbose(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        """Take it in, and say what came of it."""
        try:
            file = open_file(options["file"].read_bytes(), name=options["file"].name)
            mapping = self._mapping(file, options)
            self._tell_columns(file, mapping)
            slug = options["story"]
            report = load(
                file,
                mapping=mapping,
                story=story_named(slug) if slug else only_story(),
                publish=options["publish"],
                skip_bad=options["skip_bad"],
                anew=options["new"],
                dry_run=options["dry_run"],
            )
            if not options["dry_run"]:
                remember_mapping(file, mapping)
        except (NotATimeline, NoSuchStory, OSError) as error:
            raise CommandError(str(error)) from error
        except BadRows as error:
            self._tell(error.planned, whole=options["verbose"])
            raise CommandError(f"{error} Mend them, or leave them out (--skip-bad).") from error
        self._tell(report.skipped, whole=options["verbose"])
        for line in shortened(report.kept, whole=options["verbose"]):
            self.stdout.write(f"kept: {line}")
        notes = [str(note) for note in grouped(report.notes)]
        for line in shortened(notes, whole=options["verbose"]):
            self.stdout.write(line)
        if report.left:
            self.stdout.write(f"no longer in the file, left as they are: {report.left}")
        before = "dry run, nothing was written: " if options["dry_run"] else ""
        self.stdout.write(before + report.counts)
        made = report.fates[RowFate.NEW] + report.fates[RowFate.JOINED]
        if made and not options["publish"] and not options["dry_run"]:
            self.stdout.write("What is new are drafts: readers see it once an Editor publishes it.")

    def _mapping(self, file: TimelineFile, options: dict[str, Any]) -> Mapping:
        mapping, columns = remembered_mapping(file), dict[str, str]()
        for pair in options["map"]:
            field, _, column = pair.partition("=")
            if field not in FIELDS or not column:
                raise CommandError(f"“{pair}” is no FIELD=COLUMN; fields are {', '.join(FIELDS)}.")
            columns[field] = column
        if header_of(file.text):
            mapping = replace(mapping, columns={**mapping.columns, **columns})
        if options["day_first"] or options["month_first"]:
            mapping = replace(mapping, day_first=options["day_first"])
        if options["spans"] or options["months"]:
            mapping = replace(mapping, spans=options["spans"])
        mapping = replace(mapping, undated=options["undated"] or mapping.undated)
        return replace(mapping, new_actors=options["new_actors"] or mapping.new_actors)

    def _tell_columns(self, file: TimelineFile, mapping: Mapping) -> None:
        """Say of each column what becomes of it, before anything is written."""
        fields = {name: FIELDS[what] for what, name in mapping.columns.items()}
        for name in header_of(file.text):
            self.stdout.write(f"“{name}”: {fields.get(name, 'left out')}")

    def _tell(self, planned: list[PlannedRow], *, whole: bool) -> None:
        told = grouped((why, one.row.number) for one in planned for why in one.problems)
        for line in shortened([str(one) for one in told], whole=whole):
            self.stderr.write(line)
