"""A file beside what the record holds of it: what becomes of its rows, and the writing of some.

A row that comes again is compared three ways: what the file says now, what it said when last taken
in (a ``DigestRecord`` of the kind "import"), and what the record holds. Where the record differs
from the last time, an editor was there, and the editor's value stays. Rows that tell one event are
written together. A row is known again by its event and its source, an event by its id, or else by
its title, date and place; a file by its bytes, or by its name and its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from timeline.domain.text.folding import fold
from timeline.domain.timelines.column_mapping import Mapping, check
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.row_events import event_key
from timeline.domain.timelines.timeline_file import FileKind, read_timeline
from timeline.models import DigestRecord, Event, Mention, Source, Story
from timeline.services.imports.events_told import EventsTold, events_told
from timeline.services.imports.import_outcome import (
    ImportPreview,
    ImportReport,
    PlannedRow,
    RowFate,
    SeveralEvents,
    imported_from,
)
from timeline.services.imports.imported_files import (
    STORIES,
    earlier_of,
    events_of,
    known_again,
    last_of,
    let_go,
    mentions_of,
    remember_file,
    remember_rows,
    unfinished_of,
)
from timeline.services.imports.imported_names import has_source
from timeline.services.imports.imported_rows import (
    MADE,
    OF_EVENT,
    OF_MENTION,
    GivenSources,
    Values,
    compare,
    left_as_it_was,
    says_otherwise,
    source_stays,
    values_now,
    values_of,
)
from timeline.services.imports.new_names import NewNames
from timeline.services.imports.row_writer import (
    ImportInto,
    RowWriter,
    naming,
    places_in_days,
)
from timeline.services.imports.timeline_file import TimelineFile, remembered_mapping
from timeline.services.imports.told_stories import ToldStories
from timeline.services.imports.unknown_names import (
    UnknownName,
    as_chosen,
    same_names,
    that_matter,
    unknown_in,
)
from timeline.services.records.publishing import is_public, may_publish
from timeline.services.records.slugs import free_slug
from timeline.services.records.story_events import first_story, story_to_fill

_AT_ONCE = 200
"""The rows whose mentions are read at once: not all, for a file may have as many as an archive."""
_Mentions = dict[int, Mention]


class FileImport:
    """A file beside what the record holds of it, as it was when that was last read."""

    def __init__(
        self, file: TimelineFile, mapping: Mapping | None, *, anew: bool, into: ImportInto
    ) -> None:
        self.file, self.anew, self.into = file, anew, into
        self.begun = self.begins_story = False
        self.made = set[int]()
        self.mapping = mapping if mapping is not None else remembered_mapping(file)
        same = same_names(self.mapping.names)
        self.timeline = read_timeline(file.text, mapping=self.mapping, same=same)
        if self.timeline.kind is FileKind.OWN_CSV:
            check(self.mapping, self.timeline.header)
        self.rows: tuple[TimelineRow, ...] = ()
        self._read_record(self._earlier())

    def _earlier(self) -> DigestRecord | None:
        """What is remembered of the file, as last taken in."""
        earlier = unfinished_of(self.file)
        if earlier is None and not self.anew:
            earlier = earlier_of(self.file, self.timeline.rows)
        return earlier

    def _read_record(self, earlier: DigestRecord | None) -> None:
        """Read what the record holds now, and plan the rows by it."""
        self.names = NewNames.of_record(self.mapping, self.into.state, self.timeline.records)
        self.earlier = earlier
        self.last = last_of(self.earlier)
        self.events_of = events_of(self.last.values())
        rows = as_chosen(self.timeline.rows, self.mapping.names)
        self.rows = known_again(map(self.names.without_long_quotes, rows), self.last)
        self.told = self._events_told(self.rows)
        self.given = GivenSources(self.rows, self.last, self.names)
        # What rows say is compared anew as they are written; for all at once it would be much.
        self.planned = tuple(
            replace(plan, values={}, record=None, mention=None)
            for plan in self._plan_all(self.rows)
        )
        self.source = self._known_source()
        self.writer: RowWriter | None = None

    def unknown(self, of_file: list[UnknownName] | None = None) -> list[UnknownName]:
        """The unknown names that matter; ``of_file``: all, by what nothing was chosen for yet."""
        if of_file is None:
            of_file = unknown_in(self.timeline, self.mapping)
        return that_matter(of_file, self.told.stay)

    def preview(self, unknown: list[UnknownName] | None = None) -> ImportPreview:
        known = Source.objects.filter(pk=self.earlier.object_id or 0) if self.earlier else None
        new = set[tuple[str, str]]()
        for plan in self.planned:
            if plan.is_new or not set(MADE).isdisjoint(plan.changed):
                new |= {(noun, fold(name)) for noun, name in self.names.new(naming(plan))}
        return ImportPreview(
            self.file,
            self.timeline,
            self.mapping,
            self.planned,
            known.first() if known is not None else None,
            self.earlier.values["name"] if self.earlier else "",
            self.left(),
            Counter(noun for noun, _ in new),
            self.unknown(unknown),
            {row.id: title for row in self.rows if (title := self._doubted(row))},
            list(SeveralEvents.of(self.rows, self.told.several, self.mapping)),
        )

    def read_again(self, rows: Sequence[int]) -> None:
        """Read once more what the rows at some places are written by: others may have written.

        What is remembered of the file is what this import has written, once it began to.
        """
        if not self.begun and (earlier := self._earlier()) != self.earlier:
            self._read_record(earlier)
            return
        self.names = NewNames.of_record(self.mapping, self.into.state, self.timeline.records)
        self.writer = None
        some = [self.planned[place].row for place in rows]
        if self.earlier is not None:
            self.last |= last_of(self.earlier, some)
        self.told = self._events_told(some)
        self.source = self._known_source()

    def write(self, rows: Sequence[int], report: ImportReport) -> None:
        """Write the rows at some places, as the record has them now; within a transaction."""
        self.begun = True
        planned = self._planned_again([self.planned[place] for place in rows])
        written = [plan for plan in planned if plan.is_written]
        if self.begins_story and self.into.story is None:
            self.into = replace(self.into, story=self._first_story())
            report.story = self.into.story
        if self.source is None and any(
            plan.is_new and not has_source(plan.row) and not plan.row.untold for plan in written
        ):
            self.source = self._new_source()
        if self.writer is None:
            places = places_in_days(self.planned)
            self.writer = RowWriter(self.names, self.file.name, places, into=self.into)
        made = self.writer.write(written, self.source)
        self.made |= self.writer.made
        is_last = rows[-1] == len(self.planned) - 1
        self.earlier = earlier = remember_file(
            self.earlier, self.file, self.source, self.timeline.values,
            is_last=is_last, by=self.into.by,
        )  # fmt: skip
        remember_rows(earlier, written, made)
        report.new += self.writer.new
        report.source, report.file = self.source, earlier
        if is_last and self.timeline.records.stories and self.into.story is None:
            self._fill_stories(earlier, report)
        report.tell(planned)

    def _fill_stories(self, earlier: DigestRecord, report: ImportReport) -> None:
        """Put the events into the stories that the file tells."""
        stories = ToldStories(self.names, self.file.name, into=self.into)
        earlier.values |= {STORIES: stories.fill(self.planned, earlier)}
        earlier.save()
        report.new += stories.new
        told = Story.objects.filter(pk__in=earlier.values[STORIES].values())
        report.story = told.order_by("-main", "pk").first()

    def _planned_again(self, planned: Sequence[PlannedRow]) -> list[PlannedRow]:
        """The plans by what the rows' mentions are now: an editor may have been there since."""
        keys = (plan.row.key for plan in planned)
        records = [self.last[key] for key in keys if key in self.last]
        for record in records:
            self.events_of.pop(record.pk, None)
        self.events_of |= events_of(records)
        return list(self._plan_all([plan.row for plan in planned]))

    def _plan_all(self, rows: Sequence[TimelineRow]) -> Iterator[PlannedRow]:
        """What becomes of rows; those of one event stand behind each other."""
        begun = set[str]()
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            last = last_of(self.earlier, some)
            mentions = mentions_of(last.values())
            for row in some:
                known, first = last.get(row.key), row.event not in begun
                plan = self._plan(row, known, mentions, is_first=first)
                if plan.fate is not RowFate.BAD:
                    begun.add(row.event)
                yield plan
            let_go(mentions.values())

    def _plan(
        self, row: TimelineRow, record: DigestRecord | None, mentions: _Mentions, *, is_first: bool
    ) -> PlannedRow:
        problems = (*row.problems, *self.names.problems(row))
        if problems:
            return PlannedRow(row, RowFate.BAD, problems=problems, notes=row.notes)
        values = values_of(row)
        if record is None:
            event = self.told.joined.get(row.event)
            notes = row.notes + self.names.notes(row) + self.names.left_of_source(row)
            notes += self.told.left_out(row, self.names) if is_first else ()
            if event and self._is_told(row, values, event):
                return PlannedRow(row, RowFate.TOLD, values, event=event, notes=notes)
            notes += () if event else self.told.doubts(row)
            fate = RowFate.JOINED if event or not is_first else RowFate.NEW
            return PlannedRow(row, fate, values, event=event, notes=notes)
        mention = mentions.get(record.pk)
        if mention is None:
            return PlannedRow(row, RowFate.DELETED)
        changed, kept = compare(values, values_now(mention), record.values)
        notes = row.notes + self.names.notes(row)
        mends: list[str] = []
        if (
            has_source(row)
            and says_otherwise(values, record.values)
            and record.values["made"].get("source") == mention.source_id
            and self.names.known_source(row) == mention.source_id
        ):
            mends, stay = self.given.mended(row, mention.source, record.values, self.names)
            if stay:
                values |= left_as_it_was(values, record.values, stay)
                notes += (source_stays(row, stay),)
            if mends or stay:
                changed = [name for name in changed if name != "source"]
                changed += ["source"] if mends else []
        held = self._held(mention, changed, mends)
        changed = [name for name in changed if name not in held]
        return PlannedRow(
            row,
            RowFate.UPDATED if changed else RowFate.UNCHANGED,
            values,
            notes=notes,
            record=record,
            mention=mention if changed else None,
            changed=tuple(changed),
            kept=tuple(kept),
            held=tuple(held),
            mends=tuple(mends) if "source" in changed else (),
        )

    def _held(
        self, mention: Mention, changed: Iterable[str], mends: Sequence[str] = ()
    ) -> list[str]:
        """Those of the values to write that are public, where this user may not change them."""
        if may_publish(self.into.by):
            return []
        of_public = {*OF_EVENT} if is_public(mention.event) else set[str]()
        of_public |= {*OF_MENTION} if is_public(mention) else set[str]()
        if is_public(mention.source):
            of_public |= {"source_values", *(["source"] if mends else [])}
        return [name for name in changed if name in of_public]

    def _events_told(self, rows: Iterable[TimelineRow]) -> EventsTold:
        """The events that rows tell once more, those of the file's earlier rows among them."""
        ours: dict[str, int] = {}
        for key, record in self.last.items():
            if event := self.events_of.get(record.pk):
                ours[event_key(key)] = event
        rows = (row for row in rows if row.event not in ours)
        told = events_told(
            rows, self.names, same=self.mapping.same_events, chosen=self.mapping.joins,
            others={*ours.values(), *self.made},
        )  # fmt: skip
        told.joined |= ours
        return told

    def _doubted(self, row: TimelineRow) -> str:
        """The other title of the archive's event of a row's id, whatever was said of the two."""
        if row.id in self.mapping.same_events:
            known = Event.objects.filter(pk=self.told.joined.get(row.event, 0)).first()
            return known.title if known else ""
        return self.told.doubtful.get(row.event, "")

    def _is_told(self, row: TimelineRow, values: Values, event: int) -> bool:
        """Whether the source that a row names tells the event so already, or the row tells none."""
        if row.untold:
            return True
        source = self.names.known_source(row) if has_source(row) else None
        return source is not None and (event, source, values["says"]) in self.told.tellings

    def events(self) -> list[range]:
        """The places of the rows, those of one event together."""
        found: list[range] = []
        for place, plan in enumerate(self.planned):
            if found and self.planned[place - 1].row.event == plan.row.event:
                found[-1] = range(found[-1].start, place + 1)
            else:
                found.append(range(place, place + 1))
        return found

    def _known_source(self) -> Source | None:
        known = self.earlier.object_id if self.earlier else None
        return Source.objects.filter(pk=known).first() if known else None

    def _first_story(self) -> Story:
        name, state = self.file.name, self.into.state  # somebody may have begun one since
        return story_to_fill() or first_story(name, state=state, reason=imported_from(name))

    def _new_source(self) -> Source:
        source = Source(
            slug=free_slug(Source, self.file.name),
            title=self.file.name,
            kind=Source.Kind.OTHER,
            document=self.file.name,
            sha256=self.file.sha256,
            state=self.into.state,
            named_values=dict(self.timeline.values),
        )
        source._change_reason = imported_from(self.file.name)  # type: ignore[attr-defined]
        source.save()
        return source

    def left(self) -> int:
        """How many rows taken in before the file no longer has."""
        gone = self.last.keys() - {row.key for row in self.rows}
        return sum(self.last[key].pk in self.events_of for key in gone)
