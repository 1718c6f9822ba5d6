"""Taking somebody's timeline in, some rows at a time: each tells an event, by the source it names,
or else the file's own.

What is read of a file and the record is kept between the pieces of an import that takes several, by
the process that took the last one, for a minute; another process, or later, reads both again.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, replace
from math import inf
from threading import Timer
from time import monotonic
from typing import Any

from django.db import transaction

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.timeline_file import Timeline, read_timeline
from timeline.models import Actor, DigestRecord, Event, Outlet, Source, State, Story
from timeline.models.record.actor import Alias
from timeline.models.record.outlet import OutletAlias
from timeline.models.record.place import Place
from timeline.queries.database.data_version import state
from timeline.queries.database.table_locks import keep_others_from_writing
from timeline.services.imports.file_import import FileImport
from timeline.services.imports.import_outcome import (
    BadRows,
    ImportPreview,
    ImportReport,
    RowFate,
)
from timeline.services.imports.row_writer import ImportInto
from timeline.services.imports.timeline_file import TimelineFile, remembered_mapping
from timeline.services.imports.unknown_names import (
    UnknownName,
    unknown_in,
)
from timeline.services.records.publishing import NotAllowed, may_publish
from timeline.services.records.story_events import story_to_fill
from timeline.services.records.timed_batches import TimedBatches

FIRST = 100
"""The rows that are written first, before it is known how long they take."""

KEPT_SECONDS = 60.0
"""How long an import is kept whose next piece nobody asks for."""


def preview(
    file: TimelineFile, *, mapping: Mapping | None = None, anew: bool = False, by: Any = None
) -> ImportPreview:
    """What ``load`` would do with a file, without writing anything. Raises ``NotATimeline``."""
    mapping = mapping if mapping is not None else remembered_mapping(file)
    unknown = _unknown(file, mapping)
    return FileImport(file, mapping, anew=anew, into=ImportInto(by=by)).preview(unknown)


def _unknown(file: TimelineFile, mapping: Mapping) -> list[UnknownName] | None:
    """The unknown names of a file where something was chosen for some: one stays to be chosen for,
    though its row is another's now by that. Read before the rows are, which take as much memory.
    """
    if not mapping.names:
        return None
    return unknown_in(read_timeline(file.text, mapping=mapping), mapping)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is kept of an import between two pieces: what was said of it, what was read and done,
    the place of the row to go on with, and how many rows a batch had last.
    """

    said: tuple[Any, ...]
    work: FileImport
    report: ImportReport
    start: int
    batch: int


_KEPT: dict[int, _Piece] = {}
"""The pieces to go on with, by the users' keys."""


def load(
    file: TimelineFile,
    *,
    mapping: Mapping | None = None,
    skip_bad: bool = False,
    anew: bool = False,
    dry_run: bool = False,
    story: Story | None = None,
    publish: bool = False,
    by: Any = None,
    seconds: float = inf,
    done: Mapping_[str, int] | None = None,
    tell: Callable[[Timeline, list[UnknownName]], None] | None = None,
) -> ImportReport:
    """Take a file in, some rows at a time, so that nobody else waits long to write.

    An import that was broken off is taken up again by taking the same file in once more: rows that
    are there already are known. ``mapping``: a table's columns; unless given, as last mapped, else
    as their names suggest. ``skip_bad`` leaves out rows that have problems. ``anew``: it is another
    timeline, whatever was taken in under its name. ``dry_run`` only says what would be done. New
    events go into ``story``, or the only one there is, or the first, named after the file; as
    drafts unless ``publish`` has them published. What is public stays
    as it is where ``by``, the user, may not change it. After some ``seconds`` it is broken off, and
    the report has how many rows are left; ``done``: what the reports before told as ``so_far``,
    which this one has too. ``tell`` is called with what was read, and the unknown names that
    matter, before anything is written. Raises ``BadRows`` before anything is written,
    ``NotATimeline``, ``NotAllowed``, and ``NoSuchStory`` where there are several and new events.
    """
    if publish and not may_publish(by):
        raise NotAllowed("Publishing what is imported is for Editors.")
    into = ImportInto(story, State.PUBLISHED if publish else State.DRAFT, by)
    said = (file, mapping, skip_bad, anew, story and story.pk, publish)
    piece = _taken_up(said, by, done or {})
    if piece is None:
        before = state()
        of_file = _unknown(file, mapping) if tell and mapping else None
        work = FileImport(file, mapping, anew=anew, into=into)
        if tell:
            tell(work.timeline, work.unknown(of_file))
        report = _begun(work, skip_bad=skip_bad)
        piece = _Piece(said, work, report, 0, FIRST)
        if dry_run:
            report.new = work.preview().new
            report.tell(work.planned)
            return report
    else:
        before = None  # whatever was written since
        work, report = piece.work, piece.report
        work.into, report.rest, done = replace(work.into, by=by), 0, None
    began, has_begun = monotonic(), False
    events = [rows for rows in work.events() if rows.start >= piece.start]
    for some in TimedBatches[range](weigh=len, first=piece.batch).of(events):
        rows = [place for event in some for place in event]
        if has_begun and monotonic() - began > seconds:
            report.rest = len(work.planned) - rows[0]
            piece = replace(piece, start=rows[0], batch=len(rows))
            break
        with transaction.atomic():
            keep_others_from_writing(Event, Source, Outlet, OutletAlias, Place, Actor, Alias)
            now = state()
            if now is None or now != before:  # somebody else may have written since
                work.read_again(rows)
            fates = report.fates.copy()
            work.write(rows, report)
            has_begun = has_begun or (report.is_begun and report.fates != fates)
            before = state()
    if done:
        report.begun(done)
    if report.rest:
        _keep(piece, by)
    return report


def _begun(work: FileImport, *, skip_bad: bool) -> ImportReport:
    """The report of an import that begins. Raises ``BadRows`` and ``NoSuchStory``."""
    bad = [plan for plan in work.planned if plan.fate is RowFate.BAD and not plan.row.beyond]
    if bad and not skip_bad:
        raise BadRows(bad, [(note, one.row.number) for one in work.planned for note in one.notes])
    if any(plan.fate is RowFate.NEW for plan in work.planned) and work.into.story is None:
        if not work.timeline.records.stories:
            work.into = replace(work.into, story=story_to_fill())
            work.begins_story = work.into.story is None
    return ImportReport(left=work.left(), begins_story=work.begins_story)


def _taken_up(said: tuple[Any, ...], by: Any, done: Mapping_[str, int]) -> _Piece | None:
    """The piece to go on with, unless another process did, or something else is said now."""
    piece = _KEPT.pop(by.pk, None) if by else None
    if piece is None or piece.said != said or piece.report.so_far != done:
        return None
    file = piece.work.earlier
    there = file and DigestRecord.objects.filter(pk=file.pk).first()
    return piece if there and file and there.values == file.values else None


def _keep(piece: _Piece, by: Any) -> None:
    """Keep a piece to go on with for a while."""
    if by is None:
        return
    _KEPT[by.pk] = piece

    def drop() -> None:
        if _KEPT.get(by.pk) is piece:
            del _KEPT[by.pk]

    timer = Timer(KEPT_SECONDS, drop)
    timer.daemon = True
    timer.start()
