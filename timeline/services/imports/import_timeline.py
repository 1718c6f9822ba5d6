"""Taking somebody's timeline in: each row an event, told by a source named after the file.

A row that comes again is compared three ways: what the file says now, what it said when last taken
in (a ``DigestRecord`` of the kind "import"), and what the record holds. Where the record differs
from the last time, an editor was there, and the editor's value stays. A row is known again by its
id, or else by its title and date; a file by its bytes, or by its name and its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from timeline.domain.text.folding import fold
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.row import NotATimeline, TimelineRow
from timeline.domain.timelines.timeline_file import FileKind, Timeline, read_timeline
from timeline.models import DigestRecord, Event, Source
from timeline.services.imports.import_outcome import (
    BadRows,
    ImportPreview,
    ImportReport,
    PlannedRow,
    RowFate,
)
from timeline.services.imports.imported_files import (
    FILE,
    ROW,
    earlier_of,
    free_key,
    last_of,
    mentions_of,
)
from timeline.services.imports.imported_names import KnownNames, has_source
from timeline.services.imports.imported_rows import MADE, compare, values_now, values_of
from timeline.services.imports.row_writer import RowWriter
from timeline.services.imports.timeline_file import TimelineFile, remembered_mapping
from timeline.services.records.slugs import free_slug


def preview(
    file: TimelineFile, *, mapping: Mapping | None = None, anew: bool = False
) -> ImportPreview:
    """What ``load`` would do with a file, without writing anything. Raises ``NotATimeline``."""
    return _Import(file, mapping, anew=anew).preview()


def load(
    file: TimelineFile,
    *,
    mapping: Mapping | None = None,
    skip_bad: bool = False,
    anew: bool = False,
    dry_run: bool = False,
    by: Any = None,
) -> ImportReport:
    """Take a file in, all of it or nothing.

    ``mapping``: a table's columns; unless given, as last mapped, else as their names suggest.
    ``skip_bad`` leaves out rows that have problems. ``anew``: it is another timeline, whatever was
    taken in under its name. ``dry_run`` does it all and then takes it back. Raises ``BadRows``, and
    ``NotATimeline``.
    """
    with transaction.atomic():
        work = _Import(file, mapping, anew=anew)
        report = work.load(skip_bad=skip_bad, by=by)
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Import:
    def __init__(self, file: TimelineFile, mapping: Mapping | None, *, anew: bool) -> None:
        self.file = file
        self.mapping = mapping if mapping is not None else remembered_mapping(file)
        self.timeline = read_timeline(file.text, mapping=self.mapping)
        if self.timeline.kind is FileKind.OWN_CSV:
            _check(self.mapping, self.timeline)
        self.names = KnownNames.of_record(self.mapping.new_actors)
        self.earlier = None if anew else earlier_of(file, self.timeline.rows)
        self.last = last_of(self.earlier)
        self.mentions = mentions_of(record.object_id for record in self.last.values())
        known = self._known_events()
        self.planned = tuple(self._plan(row, known) for row in self.timeline.rows)

    def preview(self) -> ImportPreview:
        known = Source.objects.filter(pk=self.earlier.object_id or 0) if self.earlier else None
        new: set[tuple[str, str]] = set()
        for plan in self.planned:
            if plan.is_new or not set(MADE).isdisjoint(plan.changed):
                new |= {(noun, fold(name)) for noun, name in self.names.new(plan.row)}
        return ImportPreview(
            self.file,
            self.timeline,
            self.mapping,
            self.planned,
            known.first() if known is not None else None,
            self.earlier.values["name"] if self.earlier else "",
            self._left(),
            Counter(noun for noun, _ in new),
        )

    def load(self, *, skip_bad: bool, by: Any) -> ImportReport:
        bad = [plan for plan in self.planned if plan.fate is RowFate.BAD]
        if bad and not skip_bad:
            raise BadRows(bad)
        written = [plan for plan in self.planned if plan.is_written]
        source = self._source(
            needed=any(plan.is_new and not has_source(plan.row) for plan in written)
        )
        writer = RowWriter(self.names, self.file.name, source, by=by)
        made = writer.write(written)
        self._remember(written, made, source)
        return ImportReport(
            fates=Counter(plan.fate for plan in self.planned),
            new=writer.new,
            kept=[
                f"row {plan.row.number} (“{plan.row.title[:60]}”): {name} was changed in admin"
                for plan in self.planned
                for name in plan.kept
            ],
            skipped=bad,
            left=self._left(),
            source=source,
        )

    def _plan(self, row: TimelineRow, known: dict[str, int]) -> PlannedRow:
        problems = (*row.problems, *self.names.problems(row))
        if problems:
            return PlannedRow(row, RowFate.BAD, problems=problems)
        values, record = values_of(row), self.last.get(row.key)
        if record is None:
            event = known.get(row.key)
            return PlannedRow(row, RowFate.JOINED if event else RowFate.NEW, values, event=event)
        mention = self.mentions.get(record.object_id or 0)
        if mention is None:
            return PlannedRow(row, RowFate.DELETED)
        changed, kept = compare(values, values_now(mention), record.values)
        return PlannedRow(
            row,
            RowFate.UPDATED if changed else RowFate.UNCHANGED,
            values,
            record=record,
            mention=mention,
            changed=tuple(changed),
            kept=tuple(kept),
        )

    def _known_events(self) -> dict[str, int]:
        """The primary keys of events that new rows tell once more, by the rows' keys.

        Each has the row's id for its slug, and the row's title: an export of this very record, or
        what an import left when its source was deleted.
        """
        new = {row.id: row for row in self.timeline.rows if row.id and row.key not in self.last}
        found: dict[str, int] = {}
        ids = list(new)
        for start in range(0, len(ids), 500):
            events = Event.objects.filter(slug__in=ids[start : start + 500])
            for pk, slug, title in events.values_list("pk", "slug", "title"):
                if fold(title) == fold(values_of(new[slug])["title"]):
                    found[new[slug].key] = pk
        return found

    def _source(self, *, needed: bool) -> Source | None:
        """The source named after the file, made where a row needs one."""
        known = self.earlier.object_id if self.earlier else None
        source = Source.objects.filter(pk=known).first() if known else None
        return source or (self._new_source() if needed else None)

    def _new_source(self) -> Source:
        return Source.objects.create(
            slug=free_slug(Source, self.file.name),
            title=self.file.name,
            kind=Source.Kind.OTHER,
            document=self.file.name,
            sha256=self.file.sha256,
        )

    def _left(self) -> int:
        there = {row.key for row in self.timeline.rows}
        return sum(
            key not in there and record.object_id in self.mentions
            for key, record in self.last.items()
        )

    def _remember(
        self, written: Sequence[PlannedRow], made: dict[str, dict[str, Any]], source: Source | None
    ) -> None:
        """Keep what the file said and what became of it, for when it comes again."""
        told = {"name": self.file.name, "sha256": self.file.sha256}
        if self.earlier is None:
            self.earlier = DigestRecord(kind=FILE, key=free_key(self.file.name))
        elif source and source.sha256 == self.earlier.values["sha256"] != self.file.sha256:
            source.sha256 = self.file.sha256
            source.save()
        if source:
            self.earlier.object_id = source.pk
        self.earlier.values = told
        self.earlier.save()
        new, changed = [], []
        for plan in written:
            values = {**plan.values, **made[plan.row.key]}
            record = plan.record or DigestRecord(kind=ROW, key=f"{self.earlier.key}#{plan.row.key}")
            if plan.record is None:
                record.object_id = values.pop("mention")
                new.append(record)
            elif record.values != values:
                changed.append(record)
            record.values = values
        DigestRecord.objects.bulk_create(new, batch_size=500)
        DigestRecord.objects.bulk_update(changed, ["values"], batch_size=500)


def _check(mapping: Mapping, timeline: Timeline) -> None:
    if "title" not in mapping.columns:
        raise NotATimeline("Say which column has the titles.")
    for what, name in mapping.columns.items():
        if name not in timeline.header:
            raise NotATimeline(f"There is no column “{name}” for {what}.")
