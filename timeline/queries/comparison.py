"""Events against those who tell them: who tells which, who is silent, and of whom nothing was read.

A column is an outlet (documents whose publisher is not stated share one) or a single source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from django.db.models import Q

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Event, Mention, Outlet, Source
from timeline.queries.events import matching
from timeline.queries.standing import fetched, tellings

By = Literal["outlets", "documents"]
Order = Literal["", "tellers"]

MOST_COLUMNS = 12
"""Columns shown where none are chosen: all if there are no more, else those that tell most."""


class State(StrEnum):
    """What a column has to say of an event.

    ``TOLD``: it published a mention. ``THROUGH``: it published none, but another's mention is told
    through it. ``SILENT``: a document of it was read that could tell the event, and does not.
    ``EARLY``: each of its documents surely came out before the event began. ``NOTHING``: no
    document of it was read.
    """

    TOLD = "told"
    THROUGH = "through"
    SILENT = "silent"
    EARLY = "early"
    NOTHING = "nothing"


@dataclass(slots=True)
class Column:
    """An outlet, or a source, and what it has to say of each event.

    ``outlet`` is ``None`` where the publisher is not stated, ``source`` is ``None`` where columns
    are outlets. ``telling``: primary keys of its sources that tell; ``read``: those of which a
    document was read; ``published_by``: the day by which the last of these surely came out,
    ``None`` where that is not known. ``told`` and ``through`` are primary keys of events, whether
    selected or not; an event in both is told. ``counts``: of the selected events, how many have
    which state.
    """

    slug: str
    outlet: Outlet | None
    source: Source | None = None
    telling: set[int] = field(default_factory=set)
    read: list[Source] = field(default_factory=list)
    published_by: date | None = None
    told: set[int] = field(default_factory=set)
    through: set[int] = field(default_factory=set)
    counts: Counter[State] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The outlet's name, or the source's title."""
        if self.source is not None:
            return self.source.title
        return self.outlet.name if self.outlet else "Publisher not stated"

    def state(self, event: int, begins: date | None) -> State:
        """What it says of an event, which begins on a day, or on one not known."""
        if event in self.told:
            return State.TOLD
        if event in self.through:
            return State.THROUGH
        if not self.read:
            return State.NOTHING
        if begins is not None and self.published_by is not None and self.published_by < begins:
            return State.EARLY
        return State.SILENT


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's word on an event.

    ``mentions``, in the order of telling: its own where it is told; where it is told only through
    another, those others'; else none.
    """

    column: Column
    state: State
    mentions: list[Mention]


@dataclass(frozen=True, slots=True)
class Row:
    """An event as each shown column has it. ``tellers``: how many columns tell it, shown or not."""

    event: Event
    cells: list[Cell]
    tellers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stretch of the table. ``offered`` holds every column there is, ``columns`` those shown.

    ``count``: how many events are selected. ``start``: the position of the first row, from 0.
    ``is_default``: whether the columns shown are those shown when none is chosen.
    """

    offered: list[Column]
    columns: list[Column]
    rows: list[Row]
    count: int
    start: int
    is_default: bool

    def column_of(self) -> dict[int, str]:
        """For each source that tells in a column shown, by primary key, the column's slug."""
        return {source: column.slug for column in self.columns for source in column.telling}


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
    over, and those that tell nothing yet are columns too. With the order "tellers" the events that
    most columns tell come first, and those of the same number stay in the selection's order.
    A start past the end gives the last stretch.
    """
    begins: dict[int, date | None] = dict(matching(criteria).values_list("pk", "start"))
    offered = _columns(criteria, by, chosen=tuple(chosen))
    tellers = Counter(event for column in offered for event in column.told)
    days = sorted(day for day in begins.values() if day is not None)
    for column in offered:
        column.counts = _counted(column, begins, days)
    wanted = set(chosen)
    usual = _usual(offered, wanted=wanted)
    columns = [column for column in offered if column.slug in wanted] or usual
    ordered = list(begins)
    if order == "tellers":
        ordered.sort(key=lambda event: -tellers[event])
    if start >= len(ordered):
        start = max(0, (len(ordered) - 1) // most * most)
    stretch = ordered[start : start + most]
    events = {e.pk: e for e in fetched(Event.objects.filter(pk__in=stretch), criteria)}
    return Comparison(
        offered=offered,
        columns=columns,
        rows=[
            Row(events[pk], _cells(events[pk], begins[pk], columns, by), tellers[pk])
            for pk in stretch
            if pk in events
        ],
        count=len(ordered),
        start=start,
        is_default=columns == usual,
    )


def slug_in(source: Source, by: By) -> str:
    """The slug of the column in which a source is published."""
    if by == "documents":
        return source.slug
    return source.outlet.slug if source.outlet else UNSTATED


def _columns(criteria: Criteria, by: By, *, chosen: tuple[str, ...]) -> list[Column]:
    """Every column that tells, or is told through, by the day asked about; and those chosen."""
    told = tellings(criteria)
    telling = set(told.values_list("event_id", "source_id", "via_id"))
    sources = {
        source.pk: source
        for source in Source.objects.select_related("outlet").filter(
            Q(pk__in=told.values("source")) | Q(pk__in=told.values("via"))
        )
    }
    columns: dict[str, Column] = {}

    def column(source: Source) -> Column:
        slug = slug_in(source, by)
        alone = source if by == "documents" else None
        return columns.setdefault(slug, Column(slug, source.outlet, alone))

    for event, teller, via in telling:
        if teller in sources:
            own = column(sources[teller])
            own.told.add(event)
            own.telling.add(teller)
        # What is told through a source of no stated publisher is told through no outlet.
        if via in sources and (by == "documents" or sources[via].outlet):
            column(sources[via]).through.add(event)
    for one in columns.values():
        one.read = [sources[pk] for pk in sorted(one.telling) if sources[pk].document]
        days = [source.latest for source in one.read]
        known = [day for day in days if day is not None]
        one.published_by = max(known) if known and len(known) == len(days) else None
    for absent in _absent(by, {slug for slug in chosen if slug not in columns}):
        columns[absent.slug] = absent
    return sorted(columns.values(), key=_place)


def _counted(column: Column, begins: dict[int, date | None], days: list[date]) -> Counter[State]:
    """How many of the selected events have which state; ``days`` are their known ones, in order.

    It counts without asking of each event, as there may be thousands for each of hundreds.
    """
    told = column.told & begins.keys()
    through = (column.through & begins.keys()) - told
    rest = len(begins) - len(told) - len(through)
    counts = Counter({State.TOLD: len(told), State.THROUGH: len(through)})
    if not column.read:
        counts[State.NOTHING] = rest
        return +counts
    published = column.published_by
    if published is not None:
        after = len(days) - bisect_right(days, published)
        spoken = [begins[event] for event in told | through]
        counts[State.EARLY] = after - sum(day is not None and day > published for day in spoken)
    counts[State.SILENT] = rest - counts[State.EARLY]
    return +counts


def _absent(by: By, slugs: set[str]) -> list[Column]:
    """Columns that exist, but have nothing to say."""
    if not slugs:
        return []
    if by == "documents":
        sources = Source.objects.select_related("outlet").filter(slug__in=slugs)
        return [Column(source.slug, source.outlet, source) for source in sources]
    named = [Column(outlet.slug, outlet) for outlet in Outlet.objects.filter(slug__in=slugs)]
    return [*named, *([Column(UNSTATED, None)] if UNSTATED in slugs else [])]


def _place(column: Column) -> tuple[bool, date, str, str]:
    """Outlets stand by name, the unnamed last; sources by date, the undated last."""
    if column.source is None:
        return column.outlet is None, date.min, column.name.casefold(), column.slug
    day = column.source.interval.sort_day
    return day is None, day or date.min, column.name.casefold(), column.slug


def _usual(offered: list[Column], *, wanted: set[str]) -> list[Column]:
    """The columns shown where none is chosen; those chosen that say nothing are not among them."""
    some = [c for c in offered if c.told or c.through or c.slug not in wanted]
    most = sorted(some, key=lambda c: (-c.counts[State.TOLD], -c.counts[State.THROUGH]))
    kept = {column.slug for column in most[:MOST_COLUMNS]}
    return [column for column in some if column.slug in kept]


def _cells(event: Event, begins: date | None, columns: list[Column], by: By) -> list[Cell]:
    own: dict[str, list[Mention]] = {}
    others: dict[str, list[Mention]] = {}
    for mention in event.mentions.all():
        own.setdefault(slug_in(mention.source, by), []).append(mention)
        if mention.via:
            others.setdefault(slug_in(mention.via, by), []).append(mention)
    cells = []
    for column in columns:
        state = column.state(event.pk, begins)
        found = {State.TOLD: own, State.THROUGH: others}.get(state, {})
        cells.append(Cell(column, state, found.get(column.slug, [])))
    return cells
