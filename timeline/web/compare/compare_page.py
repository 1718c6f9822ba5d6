"""What the comparison shows: events against outlets, and under it who calls things what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.domain.criteria import Criteria
from timeline.queries.comparison import outlet_comparison, terms
from timeline.queries.selection import FacetValue
from timeline.web.compare.compare_filter import (
    ComparisonQuestion,
    SwitchLink,
    column_switch,
    order_switch,
    read_comparison,
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
from timeline.web.http.list_page import ListPage, list_page
from timeline.web.timeline.filter_form import FilterRequest, position_in
from timeline.web.timeline.filter_panel import FilterPanel, filter_panel, parted

PAGE = 50
"""Rows shown at a time."""

THINGS = 25
"""Things with several names shown at a time."""

COLUMNS_OFFERED = 16
"""Columns offered at once; where there are more, the rest open on request."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The comparison's page.

    ``columns`` are offered at once, ``more_columns`` on request, and ``there`` is how many there
    are in all. ``part`` is the page of rows shown, ``terms_part`` that of things with several
    names; ``naming`` are the columns that name any of these. ``clear`` is the address without the
    filter, ``usual`` that of the usual columns, ``timeline`` that of the same events in a list.
    """

    criteria: Criteria
    panel: FilterPanel
    errors: dict[str, list[str]]
    part: ListPage
    asked: ComparisonQuestion
    columns: list[FacetValue]
    more_columns: list[FacetValue]
    there: int
    ways: list[SwitchLink]
    orders: list[SwitchLink]
    headings: list[ColumnHeading]
    rows: list[RowShown]
    naming: list[ColumnHeading]
    things: list[ThingShown]
    terms_part: ListPage
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


def compare_page(wanted: FilterRequest) -> ComparePage:
    """The whole page for what an address asks of the timeline and of the table."""
    criteria = wanted.criteria
    asked, errors = read_comparison(wanted.typed, criteria)
    compared = outlet_comparison.compare(
        criteria,
        by=asked.by,
        chosen=asked.columns,
        order=asked.order,
        start=wanted.start,
        most=PAGE,
    )
    named = terms.named_differently(
        compared.selection,
        columns=compared.slugs,
        by=asked.by,
        start=position_in(wanted.typed, "terms"),
        most=THINGS,
    )
    if compared.is_default:
        asked = replace(asked, columns=())
    headings = {column.slug: heading_of(column, criteria) for column in compared.columns}
    naming = {
        slug: heading
        for slug, heading in headings.items()
        if any(slug in thing.used for thing in named.shown)
    }
    query = addresses.query(criteria)
    offered = [choice_of(column, compared) for column in compared.offered]
    columns, more_columns = parted(offered, COLUMNS_OFFERED)
    return ComparePage(
        criteria=criteria,
        panel=filter_panel(
            compared.selection,
            wanted,
            address=lambda rest: replace(asked, criteria=rest).address(),
        ),
        errors=wanted.errors | errors,
        part=list_page(
            compared.count,
            start=compared.start,
            size=PAGE,
            address=lambda start: asked.address(start=start),
        ),
        asked=asked,
        columns=columns,
        more_columns=more_columns,
        there=compared.there,
        ways=column_switch(asked),
        orders=order_switch(asked),
        headings=list(headings.values()),
        rows=[row_of(row, headings, columns=compared.there, query=query) for row in compared.rows],
        naming=list(naming.values()),
        things=[thing_of(thing, naming, asked) for thing in named.shown],
        terms_part=list_page(
            named.count,
            start=named.start,
            size=THINGS,
            address=lambda start: asked.address(things=start),
        ),
        clear=replace(asked, criteria=Criteria(story=criteria.story)).address(),
        usual=replace(asked, columns=()).address(),
        timeline=addresses.of_selection(criteria),
        address=asked.address(start=compared.start, things=named.start),
    )
