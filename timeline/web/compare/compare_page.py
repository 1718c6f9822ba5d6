"""What the comparison shows: events against outlets, and under it who calls things what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from timeline.domain.criteria import Criteria
from timeline.models import Story
from timeline.queries.comparison import outlet_comparison, terms
from timeline.queries.comparison.outlet_comparison import Comparison
from timeline.queries.comparison.terms import Things
from timeline.queries.selection import FacetValue
from timeline.web.compare.compare_filter import (
    ComparisonQuestion,
    Way,
    asked_in,
    orders_of,
    ways_of,
)
from timeline.web.compare.compare_table import (
    ColumnHeading,
    RowShown,
    choice_of,
    heading_of,
    row_of,
)
from timeline.web.compare.compare_terms import ThingShown, thing_of
from timeline.web.http import addresses
from timeline.web.timeline.filter_form import FilterForm, sought_actor, start_of
from timeline.web.timeline.timeline_page import (
    ACTORS_OFFERED,
    ACTORS_SHOWN,
    OUTLETS_SHOWN,
    ActorFinder,
    Chip,
    Flags,
    actor_finder,
    chips,
    current_story,
)

PAGE = 50
"""Rows shown at a time."""

THINGS = 25
"""Things with several names shown at a time."""

COLUMNS_OFFERED = 16
"""Columns offered at once; where there are more, the rest open on request."""


@dataclass(frozen=True, slots=True)
class TableStretch:
    """Which part of something long is shown; ``first`` and ``last`` are positions from 1."""

    count: int
    first: int
    last: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The comparison's page. The first fields are those that the filter shows on every page.

    ``columns`` are offered at once, ``more_columns`` on request, and ``there`` is how many there
    are in all. ``part`` is the stretch of rows shown, ``terms_part`` that of things with several
    names; ``naming`` are the columns that name any of these.
    """

    criteria: Criteria
    typed: QueryDict
    errors: dict[str, list[str]]
    actors: list[FacetValue]
    more_actors: list[FacetValue]
    finder: ActorFinder | None
    outlets: list[FacetValue]
    more_outlets: list[FacetValue]
    kinds: list[FacetValue]
    flags: Flags
    chips: list[Chip]
    part: TableStretch
    story: Story | None
    asked: ComparisonQuestion
    columns: list[FacetValue]
    more_columns: list[FacetValue]
    there: int
    ways: list[Way]
    orders: list[Way]
    headings: list[ColumnHeading]
    rows: list[RowShown]
    naming: list[ColumnHeading]
    things: list[ThingShown]
    terms_part: TableStretch
    clear: str
    usual: str
    timeline: str
    address: str

    @property
    def all_told(self) -> str:
        """How many columns there are, as it is read."""
        return f"{self.there:,}"

    @property
    def unoffered(self) -> int:
        """How many columns there are that are not offered."""
        return self.there - len(self.columns) - len(self.more_columns)


def compare_page(data: QueryDict) -> ComparePage:
    """The whole page for an address's parameters."""
    form = FilterForm(data)
    criteria = form.criteria()
    asked, errors = asked_in(data, criteria)
    compared = outlet_comparison.compare(
        criteria,
        by=asked.by,
        chosen=asked.columns,
        order=asked.order,
        start=start_of(data),
        most=PAGE,
    )
    selection = compared.selection
    named = terms.named_differently(
        selection,
        column_of=compared.column_of(),
        start=start_of(data, parameter="terms"),
        most=THINGS,
    )
    if compared.is_default:
        asked = replace(asked, columns=())
    actors = selection.facets.actors(most=ACTORS_OFFERED)
    outlets, kinds = selection.facets.outlets(), selection.facets.kinds()
    headings = {column.slug: heading_of(column, criteria) for column in compared.columns}
    naming = {
        slug: heading
        for slug, heading in headings.items()
        if any(slug in thing.used for thing in named.shown)
    }
    query = addresses.query(criteria)
    shown_actors, more_actors = _parted(actors, ACTORS_SHOWN)
    shown_outlets, more_outlets = _parted(outlets, OUTLETS_SHOWN)
    columns, more_columns = _parted(_offered(compared), COLUMNS_OFFERED)
    return ComparePage(
        criteria=criteria,
        typed=data,
        errors={name: [str(e) for e in found] for name, found in form.errors.items()} | errors,
        actors=shown_actors,
        more_actors=more_actors,
        finder=actor_finder(selection, sought_actor(data)),
        outlets=shown_outlets,
        more_outlets=more_outlets,
        kinds=kinds,
        flags=Flags(
            selection.flagged("disputed"),
            selection.flagged("retold"),
            selection.flagged("corroborated"),
        ),
        chips=chips(
            criteria,
            actors=actors,
            outlets=outlets,
            kinds=kinds,
            address=lambda rest: replace(asked, criteria=rest).address(),
        ),
        part=_rows_shown(compared, asked),
        story=current_story(),
        asked=asked,
        columns=columns,
        more_columns=more_columns,
        there=compared.there,
        ways=ways_of(asked),
        orders=orders_of(asked),
        headings=list(headings.values()),
        rows=[row_of(row, headings, columns=compared.there, query=query) for row in compared.rows],
        naming=list(naming.values()),
        things=[thing_of(thing, naming, asked) for thing in named.shown],
        terms_part=_things_shown(named, asked),
        clear=replace(asked, criteria=Criteria()).address(),
        usual=replace(asked, columns=()).address(),
        timeline=addresses.of_selection(criteria),
        address=asked.address(start=compared.start, things=named.start),
    )


def _offered(compared: Comparison) -> list[FacetValue]:
    return [choice_of(column, compared) for column in compared.offered]


def _parted(offered: list[FacetValue], most: int) -> tuple[list[FacetValue], list[FacetValue]]:
    """All, unless there are more than so many: then the first and those chosen, and the rest."""
    shown = [choice for place, choice in enumerate(offered) if place < most or choice.chosen]
    there = {choice.value for choice in shown}
    return shown, [choice for choice in offered if choice.value not in there]


def _rows_shown(compared: Comparison, asked: ComparisonQuestion) -> TableStretch:
    start, last = compared.start, compared.start + len(compared.rows)
    return TableStretch(
        count=compared.count,
        first=start + 1 if compared.rows else 0,
        last=last,
        previous=asked.address(start=max(0, start - PAGE)) if start else "",
        next=asked.address(start=last) if last < compared.count else "",
    )


def _things_shown(named: Things, asked: ComparisonQuestion) -> TableStretch:
    start, last = named.start, named.start + len(named.shown)
    return TableStretch(
        count=named.count,
        first=start + 1 if named.shown else 0,
        last=last,
        previous=asked.address(things=max(0, start - THINGS)) if start else "",
        next=asked.address(things=last) if last < named.count else "",
    )
