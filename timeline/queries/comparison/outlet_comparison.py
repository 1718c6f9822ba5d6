"""Events against those who tell them: who tells which, who is silent, and of whom nothing was read.

A column is an outlet (documents whose publisher is not stated share one) or a single source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from django.db.models import QuerySet

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Outlet, Source, Story
from timeline.queries import stories
from timeline.queries.database.prepared_rows import rows
from timeline.queries.event_rows import EventRow, MentionRow, OutletNamed, event_rows
from timeline.queries.index import select
from timeline.queries.selection import STATED_NOWHERE, By, Selection, Tellers

Order = Literal["", "tellers"]

_Told = dict[str, list[MentionRow]]
"""Mentions by the slug of a column."""

MOST_COLUMNS = 12
"""Columns shown where none are chosen: all if there are no more, else those that tell most of the
events shown.
"""

MOST_OFFERED = 100
"""Columns offered beside those chosen: all if there are no more, else those that tell most."""


class CellState(StrEnum):
    """What a column has to say of an event.

    ``TOLD``: it published a mention. ``THROUGH``: it published none, but another's mention is told
    through it. ``SILENT``: a document of it was read that could tell the event, and does not.
    ``EARLY``: each of its documents surely came out before the event began. ``NOTHING``: no
    document of it was read for a story that has the event.
    """

    TOLD = "told"
    THROUGH = "through"
    SILENT = "silent"
    EARLY = "early"
    NOTHING = "nothing"


@dataclass(slots=True)
class ComparisonColumn:
    """An outlet, or a source, and what it has to say.

    ``key``: of the outlet, or of the source where columns are these. ``outlet`` is ``None`` where
    the publisher is not stated, ``source`` is ``None`` where columns are outlets. ``read``: of how
    many of its sources that tell a document was read; ``published_by``: the day by which the last
    of these surely came out, ``None`` where that is not known. ``read_for``: that day for each
    story by itself, by the story's key, 0 standing for an archive without stories. ``speaks``:
    whether any event, selected or not, is told by it or through it. ``counts``: of the selected
    events, how many have which state.
    """

    key: int
    slug: str
    outlet: Outlet | OutletNamed | None
    source: Source | None = None
    read: int = 0
    published_by: date | None = None
    read_for: dict[int, date | None] = field(default_factory=dict)
    speaks: bool = False
    counts: Counter[CellState] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The outlet's name, or the source's title."""
        if self.source is not None:
            return self.source.title
        return self.outlet.name if self.outlet else "Publisher not stated"

    def unsaid(self, begins: date | None, *, stories: Iterable[int]) -> CellState:
        """What it has to say of an event that it does not tell, by the day on which that begins and
        the keys of the stories that have it: silent are only documents read for one of these.
        """
        read = [self.read_for[story] for story in stories if story in self.read_for]
        if not read:
            return CellState.NOTHING
        if begins is not None and all(day is not None and day < begins for day in read):
            return CellState.EARLY
        return CellState.SILENT


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's word on an event.

    ``mentions``, in the order of telling: its own where it is told; where it is told only through
    another, those others'; else none.
    """

    column: ComparisonColumn
    state: CellState
    mentions: list[MentionRow]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """An event as each shown column has it. ``tellers``: how many columns tell it, shown or not."""

    event: EventRow
    cells: list[Cell]
    tellers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of the table.

    ``offered`` holds the columns to choose from, ``there`` is how many there are in all;
    ``columns`` those shown. ``count``: how many events are selected. ``start``: the position of the
    first row, from 0. ``is_default``: whether the columns shown are those shown when none is
    chosen. ``selection``: the events.
    """

    offered: list[ComparisonColumn]
    there: int
    columns: list[ComparisonColumn]
    rows: list[ComparisonRow]
    count: int
    start: int
    is_default: bool
    selection: Selection

    @property
    def slugs(self) -> dict[int, str]:
        """The slug of each column shown, by the key of its outlet or source."""
        return {column.key: column.slug for column in self.columns}


def compare(
    criteria: Criteria,
    *,
    by: By = "outlets",
    chosen: Iterable[str] = (),
    order: Order = "",
    start: int = 0,
    most: int = 50,
) -> Comparison:
    """The events that match, ``most`` of them from a position on, against the chosen columns.

    ``chosen``: slugs of outlets (``UNSTATED`` among them) or of sources; unknown ones are passed
    over, and those that tell nothing yet are columns too. Where none is chosen, those that tell
    most of the rows' events are. With the order "tellers" the events that most columns tell come
    first, and those of the same number stay in the selection's order.
    A start past the end gives the last page.
    """
    selection = select(criteria)
    wanted = set(chosen)
    if start >= selection.count:
        start = max(0, (selection.count - 1) // most * most)
    if order == "tellers":
        page = selection.tellings.ids_by_tellers(start, start + most, by=by)
    else:
        page = selection.ids(start, start + most)
    of_stories = _stories_of(page, selection)
    shown = event_rows(page, criteria, told_alone=True)
    told = [(event, *_by_column(event, by)) for event in shown]
    said = Counter(slug for _, own, _ in told for slug in own)
    relayed = Counter(slug for _, _, others in told for slug in others)
    best = sorted({**said, **relayed}, key=lambda slug: (-said[slug], -relayed[slug], slug))
    most_said = {*best[:MOST_COLUMNS]}
    if by == "documents":
        known, there = _documents(selection, wanted | most_said)
    else:
        known = _outlets(selection, wanted)
        there = len(known)
    usual = _usual(known, most_said, wanted=wanted)
    columns = [column for column in known if column.slug in wanted] or usual
    offered = known
    if by == "outlets" and there > MOST_OFFERED:
        leading = sorted(known, key=lambda c: -c.counts[CellState.TOLD])[:MOST_OFFERED]
        kept = {column.slug for column in (*leading, *columns)}
        offered = [column for column in known if column.slug in kept]
    return Comparison(
        offered=offered,
        there=there,
        columns=columns,
        rows=[_row(*one, columns, of_stories[one[0].key]) for one in told],
        count=selection.count,
        start=start,
        is_default=columns == usual and (there <= MOST_COLUMNS or selection.count <= most),
        selection=selection,
    )


def _outlets(selection: Selection, wanted: set[str]) -> list[ComparisonColumn]:
    """The outlets that tell, or are told through, by the day asked about, or of which a document
    was read; and those chosen.
    """
    told = selection.tellings.by_outlets()
    read = selection.tellings.documents_read()
    for_stories = selection.tellings.documents_of_stories()
    speaking = set(told.keys())
    every = [(key, OutletNamed(*named)) for key, *named in rows(_every_outlet, [0])]
    columns: dict[int, ComparisonColumn] = {}
    for key, outlet in [*every, (STATED_NOWHERE, None)]:
        column = ComparisonColumn(
            key, outlet.slug if outlet else UNSTATED, outlet, speaks=key in speaking
        )
        if key in read:
            column.read = read[key].count
            column.published_by = _day(read[key].published_by)
            column.read_for = {
                story: _day(found[key].published_by)
                for story, found in for_stories.items()
                if key in found
            }
        if column.speaks or column.read or column.slug in wanted:
            columns[key] = column
    return _counted(columns, selection, told)


def _every_outlet(_: Sequence[int]) -> QuerySet[Any, Any]:
    """All of them, whatever the keys."""
    return Outlet.objects.order_by().values_list("pk", "slug", "name", "colour")


def _documents(selection: Selection, wanted: set[str]) -> tuple[list[ComparisonColumn], int]:
    """Sources likewise, but only the most telling ones where there are many; and how many."""
    besides = selection.tellings.read_besides()
    chosen = Source.objects.filter(slug__in=wanted).values_list("pk", flat=True)
    most, there = selection.tellings.most_telling(MOST_OFFERED)
    silent = {key for read in besides.values() for key in read}
    keys = {*most, *chosen, *silent}
    told = selection.tellings.by_sources(keys)
    speaking = set(told.keys())
    columns: dict[int, ComparisonColumn] = {}
    for source in Source.objects.select_related("outlet").filter(pk__in=keys):
        column = ComparisonColumn(
            source.pk, source.slug, source.outlet, source, speaks=source.pk in speaking
        )
        if source.document:
            stories = {story for story, read in besides.items() if source.pk in read}
            stories.update(told.stories_of(source.pk))
            column.read_for = dict.fromkeys(stories, source.latest)
            column.read = 1 if stories else 0
            column.published_by = source.latest if stories else None
        columns[source.pk] = column
    unheard = sum(not column.speaks for column in columns.values())
    return _counted(columns, selection, told), there + unheard


def _counted(
    columns: dict[int, ComparisonColumn], selection: Selection, told: Tellers
) -> list[ComparisonColumn]:
    """The columns in their order, with how many of the selected events have which state."""
    for key, column in columns.items():
        own, through = told.counts(key)
        read = {story: day.toordinal() if day else None for story, day in column.read_for.items()}
        silent, early = told.unsaid(key, read)
        column.counts = +Counter(
            {
                CellState.TOLD: own,
                CellState.THROUGH: through,
                CellState.SILENT: silent,
                CellState.EARLY: early,
                CellState.NOTHING: selection.count - own - through - silent - early,
            }
        )
    return sorted(columns.values(), key=_place)


def _place(column: ComparisonColumn) -> tuple[bool, date, str, str]:
    """Outlets stand by name, the unnamed last; sources by date, the undated last."""
    if column.source is None:
        return column.outlet is None, date.min, column.name.casefold(), column.slug
    return *column.source.interval.sort_key, column.name.casefold(), column.slug


def _usual(
    known: list[ComparisonColumn], most_said: set[str], *, wanted: set[str]
) -> list[ComparisonColumn]:
    """The columns shown where none is chosen; those chosen that say nothing are not among them.

    ``most_said``: slugs of those that tell most of the rows' events. Of more columns than are shown
    they are, and besides them those that could have told these and are silent.
    """
    some = [c for c in known if c.speaks or c.read or c.slug not in wanted]
    if len(some) <= MOST_COLUMNS:
        return some
    silent = [c for c in some if c.slug not in most_said and c.counts[CellState.SILENT]]
    silent.sort(key=lambda c: (-c.counts[CellState.TOLD], -c.counts[CellState.THROUGH]))
    kept = most_said | {c.slug for c in silent[: MOST_COLUMNS - len(most_said)]}
    return [column for column in some if column.slug in kept]


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _stories_of(events: Iterable[int], selection: Selection) -> dict[int, set[int]]:
    """For some events, by primary key, the keys of the stories that have them, as ``read_for`` of a
    column has those.
    """
    criteria = selection.criteria
    found: dict[int, set[int]] = {event: set() for event in events}
    if not stories.are_any():
        return {event: {0} for event in found}
    for event, story, slug in rows(_belonging, list(found)):
        if criteria.story in ("", slug):
            found[event].add(story)
    return found


def _belonging(events: Sequence[int]) -> QuerySet[Any, Any]:
    belonging = Story.events.through.objects.filter(event__in=events)
    return belonging.values_list("event_id", "story_id", "story__slug")


def _by_column(event: EventRow, by: By) -> tuple[_Told, _Told]:
    """An event's mentions by the columns that tell it, and by those that it is told through."""
    own: _Told = {}
    others: _Told = {}
    for mention in event.mentions:
        if by == "documents":
            teller, through = mention.slug, mention.via_slug
        else:
            teller = mention.outlet.slug if mention.outlet else UNSTATED
            # What is told through a source of no stated publisher is told through no outlet.
            through = mention.via.slug if mention.via else ""
        own.setdefault(teller, []).append(mention)
        if through:
            others.setdefault(through, []).append(mention)
    return own, others


def _row(
    event: EventRow, own: _Told, others: _Told, columns: list[ComparisonColumn], stories: set[int]
) -> ComparisonRow:
    cells = []
    for column in columns:
        if column.slug in own:
            cells.append(Cell(column, CellState.TOLD, own[column.slug]))
        elif column.slug in others:
            cells.append(Cell(column, CellState.THROUGH, others[column.slug]))
        else:
            begins = event.interval.earliest
            cells.append(Cell(column, column.unsaid(begins, stories=stories), []))
    return ComparisonRow(event, cells, len(own))
