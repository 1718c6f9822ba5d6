"""The comparison's table: a heading for each column, a row for each event, and their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import Truncator

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.time.formatting import distance, say, say_short
from timeline.queries.comparison.outlet_comparison import (
    Cell,
    CellState,
    Comparison,
    ComparisonColumn,
    ComparisonRow,
)
from timeline.queries.event_rows import EventRow, MentionRow
from timeline.queries.selection import FacetValue
from timeline.templatetags.retold import address
from timeline.web.timeline.kept_filter import KeptFilter

WORDS = 12
"""Words of what is said that a cell begins with."""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column's heading. ``about``: a document's publisher and date, or that nothing was read.

    ``outlet``: the name of its outlet, if one is stated.
    ``counts``: how many of the selected events it tells, and of how many it is silent, in words.
    """

    slug: str
    name: str
    url: str
    colour: int | None
    outlet: str
    about: str
    counts: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell. ``label`` is its state in words, and for what is told its date or dates.

    ``says`` opens what is said, at ``url``; ``language`` is the tag of its language, empty for
    English. ``more`` tells who says it, where it is told only through another, and in how many
    mentions and documents, where in more than one.
    """

    heading: ColumnHeading
    state: CellState
    label: str
    says: str
    language: str
    url: str
    more: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """An event's row. ``tellers`` says how many tell it, ``apart`` how far the dates lie apart."""

    event: EventRow
    date: str
    url: str
    tellers: str
    apart: str
    cells: list[CellShown]


def choice_of(column: ComparisonColumn, compared: Comparison) -> FacetValue:
    """A column as the fields offer it."""
    label = column.name
    if column.source is not None:
        label = f"{column.name} ({column.source.outlet_name})"
    colour = column.outlet.colour if column.outlet else None
    return FacetValue(
        column.slug, label, column.counts[CellState.TOLD], column in compared.columns, colour
    )


def heading_of(column: ComparisonColumn, criteria: Criteria) -> ColumnHeading:
    """A column's heading."""
    colour = column.outlet.colour if column.outlet else None
    kept = KeptFilter.of_parameters(criteria.parameters())
    if column.source is not None:
        published = say(column.source.interval) if column.source.edtf else "date not stated"
        url = kept.address("source-detail", column.source.slug)
        about = f"{column.source.outlet_name}, {published}"
    elif column.outlet is not None:
        url = kept.address("outlet-detail", column.outlet.slug)
        about = ""
    else:
        url, about = kept.address("source-list", outlet=UNSTATED), ""
    return ColumnHeading(
        slug=column.slug,
        name=column.name,
        url=url,
        colour=colour,
        outlet=column.outlet.name if column.outlet else "",
        about=about,
        counts=", ".join(_counts(column)),
    )


def _counts(column: ComparisonColumn) -> Iterable[str]:
    if column.source is None and column.read > 1:
        yield f"{column.read:,} documents"
    yield f"tells {column.counts[CellState.TOLD]:,}"
    if column.counts[CellState.THROUGH]:
        yield f"{column.counts[CellState.THROUGH]:,} through another"
    if not column.read:
        yield "itself not read"
        return
    yield f"silent on {column.counts[CellState.SILENT]:,}"
    if column.counts[CellState.EARLY]:
        yield f"too early for {column.counts[CellState.EARLY]:,}"


def row_of(
    row: ComparisonRow, headings: Mapping[str, ColumnHeading], *, columns: int, query: str
) -> RowShown:
    """An event's row. ``columns``: how many there are in all; ``query``: what its links carry."""
    url = address("event-detail", row.event.slug) + query
    words, told = say(row.event.interval), row.event.mentions
    return RowShown(
        event=row.event,
        date=words[0].upper() + words[1:],
        url=url,
        tellers=f"{row.tellers} of {columns:,} {'tells' if row.tellers == 1 else 'tell'} it",
        apart=distance(m.interval for m in told) if row.event.disputed else "",
        cells=[_cell(cell, headings[cell.column.slug], f"{url}#tellings") for cell in row.cells],
    )


_LABELS = {
    CellState.SILENT: "Silent",
    CellState.EARLY: "Too early to tell it",
    CellState.NOTHING: "Nothing collected",
}


def _cell(cell: Cell, heading: ColumnHeading, url: str) -> CellShown:
    if not cell.mentions:
        return CellShown(heading, cell.state, _LABELS[cell.state], "", "", "", "", False)
    dates = list(dict.fromkeys(say_short(m.interval) for m in cell.mentions if m.interval.is_dated))
    date = ", ".join(dates) or "no date given"
    through = cell.state is CellState.THROUGH
    return CellShown(
        heading=heading,
        state=cell.state,
        label=f"Only through another, {date}" if through else date,
        says=Truncator(cell.mentions[0].says).words(WORDS, truncate=" …"),
        language=cell.mentions[0].says_language,
        url=url,
        more="; ".join(filter(None, [_tellers(cell) if through else "", _more(cell.mentions)])),
        inferred=any(m.inferred for m in cell.mentions),
    )


def _tellers(cell: Cell) -> str:
    """Who tells what is told only through this column."""
    names = dict.fromkeys(
        mention.outlet.name if mention.outlet else "a document of no stated publisher"
        for mention in cell.mentions
    )
    return "in " + " and ".join(names)


def _more(mentions: list[MentionRow]) -> str:
    if len(mentions) == 1:
        return ""
    documents = len({mention.source for mention in mentions})
    times = f"{len(mentions)} mentions"
    return f"{times} in {documents} documents" if documents > 1 else times
