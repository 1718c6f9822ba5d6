"""``manage.py import_timeline``: somebody's timeline in."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from timeline.domain.time.formatting import counted
from timeline.domain.timelines.column_mapping import ACTOR_KINDS, FIELDS, Mapping, NameChoice
from timeline.domain.timelines.grouped_notes import grouped
from timeline.domain.timelines.kept_columns import KEPT_WORDS, KeptAs
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.several_in_a_cell import Commas
from timeline.domain.timelines.timeline_file import Timeline, header_of
from timeline.management.log_output import LoggedCommand
from timeline.management.long_lists import add_verbose, shortened
from timeline.services.imports.import_outcome import BadRows, PlannedRow, RowFate
from timeline.services.imports.import_timeline import load
from timeline.services.imports.markdown_folder import of_folder, passed_over
from timeline.services.imports.timeline_file import (
    ENCODINGS,
    TimelineFile,
    open_file,
    remember_mapping,
    remembered_mapping,
)
from timeline.services.imports.told_records import NOUNS
from timeline.services.imports.unknown_names import UnknownName, slug_of
from timeline.services.records.outlet_names import as_compared
from timeline.services.records.story_events import NoSuchStory, story_named

_KEPT = {"value": KeptAs.EVENT, "source-value": KeptAs.SOURCE, "out": KeptAs.LEFT_OUT}
"""What ``--map`` calls columns that no field holds."""


class Command(LoggedCommand):
    """Take a timeline in that was made elsewhere."""

    help = "Take a timeline in: TimelineJS (JSON, sheet), Preceden, or a table (CSV, Excel, ODS)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what an editor says of it."""
        parser.add_argument("file", type=Path, help="or a folder of Markdown files")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--skip-bad", action="store_true", help="leave out rows with problems")
        parser.add_argument("--new", action="store_true", help="another one of the same name")
        parser.add_argument(
            "--map",
            nargs="+",
            action="extend",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"may be given again; fields are {', '.join(FIELDS)}; a column that none of these "
            "holds is kept as a value, of the event (value=COLUMN) or the source (source-value="
            "COLUMN), or left out (out=COLUMN)",
        )
        parser.add_argument(
            "--encoding", choices=ENCODINGS, default="", help="where it can’t be found out"
        )
        order = parser.add_mutually_exclusive_group()
        order.add_argument("--day-first", action="store_true", help="03/04/2022 is 3 April")
        order.add_argument("--month-first", action="store_true", help="03/04/2022 is 4 March")
        spans = parser.add_mutually_exclusive_group()
        spans.add_argument("--spans", action="store_true", help="1903-11 is nine years")
        spans.add_argument("--months", action="store_true", help="1903-11 is a November")
        parser.add_argument("--month-years", action="store_true", help="Mar-22 is March 2022")
        parser.add_argument(
            "--commas",
            choices=list(Commas),
            default="",
            help="what commas do among names: each parts two, or only full ones (“Ida Berg, Olaf "
            "Lund”, not “Berg, Ida”), or none does",
        )
        parser.add_argument("--undated", action="store_true", help="no column has dates")
        parser.add_argument(
            "--name",
            action="append",
            default=[],
            metavar="NOUN:NAME=CHOICE",
            help="what an unknown actor, outlet, tag, place or kind is, unless it is new: out, "
            "same:SLUG, or of an actor new:person; may be given again",
        )
        parser.add_argument("--new-actors", choices=ACTOR_KINDS, help="what unknown actors are")
        parser.add_argument(
            "--story",
            help="the slug of the story that new events go into, wanted where there are several",
        )
        parser.add_argument("--publish", action="store_true", help="have readers see it at once")
        add_verbose(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        """Take it in, and say what came of it."""
        try:
            path = options["file"]
            if not path.exists():
                raise CommandError(f"{path} is not there.")
            data = of_folder(path) if path.is_dir() else path.read_bytes()
            if path.is_dir() and (told := passed_over(path)):
                self.stdout.write(told)
            file = open_file(data, name=path.resolve().name, encoding=options["encoding"])
            mapping = self._mapping(file, options)
            slug = options["story"]
            report = load(
                file,
                mapping=mapping,
                story=story_named(slug) if slug else None,
                publish=options["publish"],
                skip_bad=options["skip_bad"],
                anew=options["new"],
                dry_run=options["dry_run"],
                tell=partial(self._tell_columns, file, mapping, whole=options["verbose"]),
            )
            if not options["dry_run"]:
                remember_mapping(file, mapping)
        except (NotATimeline, NoSuchStory, OSError) as error:
            raise CommandError(str(error)) from error
        except BadRows as error:
            self._tell_notes(error.notes, whole=options["verbose"])
            self._tell(error.planned, whole=options["verbose"])
            raise CommandError(f"{error} Mend them, or leave them out (--skip-bad).") from error
        self._tell(report.skipped, whole=options["verbose"])
        for line in shortened(report.kept, whole=options["verbose"]):
            self.stdout.write(f"kept: {line}")
        self._tell_notes(report.notes, whole=options["verbose"])
        if report.left:
            self.stdout.write(f"no longer in the file, left as they are: {report.left}")
        if new := [counted(number, noun) for noun, number in report.new.items() if number]:
            self.stdout.write(f"new in the archive: {', '.join(new)}")
        if report.begins_story:
            self.stdout.write(
                f"The archive has no story yet; the first is named after {file.name}."
            )
        before = "dry run, nothing was written: " if options["dry_run"] else ""
        self.stdout.write(before + report.counts)
        made = report.fates[RowFate.NEW] + report.fates[RowFate.JOINED]
        if made and not options["publish"] and not options["dry_run"]:
            self.stdout.write("What is new are drafts: readers see it once an Editor publishes it.")

    def _mapping(self, file: TimelineFile, options: dict[str, Any]) -> Mapping:
        mapping, columns, kept = remembered_mapping(file), dict[str, str](), dict[str, str]()
        header = header_of(file.text)
        for pair in options["map"]:
            field, _, column = pair.partition("=")
            if not column or field not in (*FIELDS, *_KEPT):
                fields = ", ".join((*FIELDS, *_KEPT))
                raise CommandError(f"“{pair}” is no FIELD=COLUMN; fields are {fields}.")
            if field in FIELDS:
                columns[field] = column
            elif column in header or not header:
                kept[column] = _KEPT[field]
            else:
                raise CommandError(f"There is no column “{column}” to keep or leave out.")
        if columns and not header:
            raise CommandError(
                "Its columns are known: of those that no field holds say value or out."
            )
        if header:
            # What is said of a column counts, whatever its name suggests.
            said = {*kept, *columns.values()}
            told = {what: name for what, name in mapping.columns.items() if name not in said}
            mapping = replace(mapping, columns={**told, **columns}, kept={**mapping.kept, **kept})
        else:
            mapping = replace(mapping, kept=kept)
        if options["day_first"] or options["month_first"]:
            mapping = replace(mapping, day_first=options["day_first"])
        if options["spans"] or options["months"]:
            mapping = replace(mapping, spans=options["spans"])
        if options["month_years"]:
            mapping = replace(mapping, month_years=True)
        mapping = replace(mapping, undated=options["undated"] or mapping.undated)
        mapping = replace(mapping, commas=options["commas"] or mapping.commas)
        mapping = replace(mapping, names={**mapping.names, **_names(options["name"])})
        return replace(mapping, new_actors=options["new_actors"] or mapping.new_actors)

    def _tell_columns(
        self,
        file: TimelineFile,
        mapping: Mapping,
        timeline: Timeline,
        unknown: list[UnknownName],
        *,
        whole: bool,
    ) -> None:
        """Say what becomes of each column and each unknown name, before anything is written."""
        if not timeline.header and (gone := sorted(mapping.kept.keys() - timeline.kept.keys())):
            raise CommandError(f"There is nothing called “{gone[0]}” to keep or leave out.")
        fields = {name: FIELDS[what] for what, name in mapping.columns.items()}
        for note in (*file.notes, *timeline.notes):
            self.stdout.write(note)
        for name in timeline.header:
            told = fields.get(name) or KEPT_WORDS[timeline.kept[name]]
            self.stdout.write(f"“{name}”: {told}")
        for line in shortened([str(one) for one in unknown], whole=whole):
            self.stdout.write(line)

    def _tell_notes(self, told: list[tuple[str, int]], *, whole: bool) -> None:
        for line in shortened([str(note) for note in grouped(told)], whole=whole):
            self.stdout.write(line)

    def _tell(self, planned: list[PlannedRow], *, whole: bool) -> None:
        told = grouped((why, one.row.number) for one in planned for why in one.problems)
        for line in shortened([str(one) for one in told], whole=whole):
            self.stderr.write(line)


def _names(told: list[str]) -> dict[tuple[str, str], NameChoice]:
    """What becomes of names, by noun and name. Raises ``CommandError``."""
    found = {}
    for one in told:
        named, _, said = one.rpartition("=")
        noun, _, name = named.partition(":")
        try:
            choice = NameChoice.parsed(said)
            if not name or noun not in (*NOUNS, "kind"):
                raise ValueError(f"its noun is one of {', '.join(NOUNS)} and kind.")
            if choice.same:
                choice = replace(choice, same=slug_of(noun, choice.same))
        except ValueError as error:
            raise CommandError(f"“{one}” is no NOUN:NAME=CHOICE: {error}") from error
        found[noun, as_compared(name)] = choice
    return found
