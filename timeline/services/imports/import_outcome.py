"""What taking a timeline in would do, row by row, and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field
from enum import StrEnum

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.grouped_notes import GroupedNote, grouped
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.timeline_file import Timeline
from timeline.models import DigestRecord, Mention, Source, Story
from timeline.services.imports.imported_rows import Values
from timeline.services.imports.timeline_file import TimelineFile
from timeline.services.imports.unknown_names import UnknownName


class RowFate(StrEnum):
    """What becomes of a row."""

    NEW = "a new event"
    JOINED = "one more telling of a known event"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    TOLD = "told so already by its source"
    DELETED = "was deleted in admin, and stays deleted"
    BAD = "has a problem"


_WRITTEN = (RowFate.NEW, RowFate.JOINED, RowFate.UPDATED)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with what becomes of it.

    ``event``: the primary key of the event that it tells once more. ``record`` and ``mention``:
    what is remembered of a row taken in before, and what it became. ``changed``: names of values
    to write; ``kept``: of those that an editor changed and that therefore stay; ``held``:
    of those that are public, and stay for whoever may not change what readers see. ``mends``: the
    fields of its source to write. ``notes``: sentences on what was inferred, left out or is
    doubtful.
    """

    row: TimelineRow
    fate: RowFate
    values: Values = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    event: int | None = None
    record: DigestRecord | None = None
    mention: Mention | None = None
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    mends: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the row was never taken in before."""
        return self.fate in (RowFate.NEW, RowFate.JOINED)

    @property
    def is_written(self) -> bool:
        """Whether the record has the row once it was taken in, changed or not."""
        return self.is_new or self.fate in (RowFate.UPDATED, RowFate.UNCHANGED)


@dataclass(frozen=True, slots=True)
class SeveralEvents:
    """A file's event that may be several of the archive, for somebody to say which one it is.

    ``event``: its key; ``row``: the first that tells it; ``slugs``: those that it may be, of which
    one may be ``chosen``.
    """

    event: str
    row: TimelineRow
    slugs: tuple[str, ...]
    chosen: str

    @classmethod
    def of(
        cls, rows: Iterable[TimelineRow], several: Mapping_[str, list[str]], mapping: Mapping
    ) -> Iterator[SeveralEvents]:
        """Those of a file, in its order."""
        left = dict(several)
        for row in rows if left else ():
            if slugs := left.pop(row.event, None):
                yield cls(row.event, row, tuple(slugs), mapping.joins.get(row.event, ""))


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What taking a file in would do.

    ``known_as``: the source of an earlier version of the file, if there is one. ``left``: how many
    rows of that one the file no longer has. ``new``: how many actors, outlets and sources of rows
    would be made. ``unknown``: names that the record doesn't know. ``doubtful``: ids that an event
    of another title has in the record, with that title. ``several``: events that may be several.
    """

    file: TimelineFile
    timeline: Timeline
    mapping: Mapping
    planned: tuple[PlannedRow, ...]
    known_as: Source | None
    known_name: str
    left: int
    new: Counter[str]
    unknown: list[UnknownName]
    doubtful: dict[str, str]
    several: list[SeveralEvents]

    @property
    def notes(self) -> list[GroupedNote]:
        """What was inferred, left out or is doubtful in rows, also in those with problems."""
        return grouped((note, one.row.number) for one in self.planned for note in one.notes)

    @property
    def problems(self) -> list[GroupedNote]:
        """What keeps rows out."""
        return grouped((why, one.row.number) for one in self.bad for why in one.problems)

    @property
    def fates(self) -> Counter[RowFate]:
        """How many rows become what."""
        return Counter(one.fate for one in self.planned)

    @property
    def bad(self) -> list[PlannedRow]:
        """The rows that have problems."""
        return [one for one in self.planned if one.fate is RowFate.BAD]

    @property
    def good(self) -> int:
        """How many rows have none."""
        return len(self.planned) - len(self.bad)


@dataclass
class ImportReport:
    """What taking a file in did, row by row.

    ``kept``: a line for each value that an editor changed and that therefore stays. ``notes``:
    sentences on what was inferred or left out, each with its row's number. ``skipped``:
    rows with problems. ``left``: rows taken in before that the file no longer has; they stay.
    ``rest``: rows that are not written yet, where the import was broken off. ``begins_story``: the
    archive had no story, and gets one named after the file; ``story``: that one, once it is made.
    ``file``: what is remembered of the file, by which the import can be taken back.
    """

    fates: Counter[RowFate] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    skipped: list[PlannedRow] = field(default_factory=list)
    left: int = 0
    rest: int = 0
    source: Source | None = None
    begins_story: bool = False
    story: Story | None = None
    file: DigestRecord | None = None

    def tell(self, planned: Iterable[PlannedRow]) -> None:
        """Add what became of rows."""
        for plan in planned:
            self.fates[plan.fate] += 1
            if plan.fate is RowFate.BAD:
                self.skipped.append(plan)
            row = f"row {plan.row.number} (“{plan.row.title[:60]}”)"
            self.kept += [f"{row}: {name} was changed in admin" for name in plan.kept]
            if plan.fate is not RowFate.BAD:
                self.notes += [(note, plan.row.number) for note in plan.notes]
            self.kept += [f"{row}: {name} is public, for an Editor to change" for name in plan.held]

    def begun(self, done: Mapping_[str, int]) -> None:
        """Count what was done before the import was broken off, and taken up again.

        ``done``: numbers by the names of fates and by nouns, as ``so_far`` gives them.
        """
        for fate in _WRITTEN:
            self.fates[fate] += done.get(fate.name, 0)
            self.fates[RowFate.UNCHANGED] -= done.get(fate.name, 0)
        self.new.update({noun: n for noun, n in done.items() if noun not in RowFate.__members__})

    @property
    def is_begun(self) -> bool:
        """Whether any row was written that was not there as it is."""
        return any(self.fates[fate] for fate in _WRITTEN)

    @property
    def so_far(self) -> dict[str, int]:
        """What was done, for ``begun``."""
        return {fate.name: self.fates[fate] for fate in _WRITTEN} | dict(self.new)

    @property
    def counts(self) -> str:
        """The numbers in a line."""
        joined = self.fates[RowFate.JOINED]
        told = f", {joined} told once more" if joined else ""
        already = self.fates[RowFate.TOLD]
        told += f", {already} told so already" if already else ""
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return (
            f"{self.fates[RowFate.NEW]} created{told}, {self.fates[RowFate.UPDATED]} updated, "
            f"{self.fates[RowFate.UNCHANGED]} unchanged{skipped}"
        )


def imported_from(file: str) -> str:
    """What the history says of what the import of a file made."""
    return f"imported from {file}"[:100]


class BadRows(Exception):
    """Rows have problems, and nothing was taken in; ``planned`` has those rows.

    ``notes``: sentences on what was inferred, left out or is doubtful, of any row, each with its
    number.
    """

    def __init__(self, planned: list[PlannedRow], notes: list[tuple[str, int]]) -> None:
        rows = (
            "1 row has a problem" if len(planned) == 1 else f"{len(planned):,} rows have problems"
        )
        super().__init__(f"{rows}; nothing was imported.")
        self.planned, self.notes = planned, notes
