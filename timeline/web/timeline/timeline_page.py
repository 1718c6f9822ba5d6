"""What the timeline page shows of a selection: the filter, the chart and the list."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from timeline.domain.criteria import Criteria
from timeline.models import Story
from timeline.queries.event_rows import event_rows
from timeline.queries.selection import Selection, Totals
from timeline.web.http import addresses
from timeline.web.http.list_page import ListPage, list_page
from timeline.web.timeline.as_of import AsOf, control
from timeline.web.timeline.density_chart import chart_of
from timeline.web.timeline.event_cards import Section, sections
from timeline.web.timeline.filter_form import FilterRequest
from timeline.web.timeline.filter_panel import FilterPanel, filter_panel
from timeline.web.timeline.two_clocks import Chart

PAGE = 50
"""Events shown at a time."""


@dataclass(frozen=True, slots=True)
class EventListPage(ListPage):
    """A part of the list of events, with the selection's query for links that keep within it."""

    sections: list[Section]
    query: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to a part of the list that begins elsewhere, and how many events it has."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The timeline page. ``undated_left_out``: how many events a range of days leaves out."""

    story: Story | None
    criteria: Criteria
    panel: FilterPanel
    totals: Totals
    chart: Chart
    as_of: AsOf
    part: EventListPage
    jumps: list[Jump]
    years: list[Jump]
    undated_left_out: int
    address: str


def timeline_page(asked: FilterRequest, selection: Selection) -> TimelinePage:
    """The whole page for what was asked, and the events that it selects."""
    opening = asked.opening
    part = event_list_page(selection, start=asked.start, opening=opening)
    return TimelinePage(
        story=asked.story,
        criteria=asked.criteria,
        panel=filter_panel(selection, asked),
        totals=selection.totals,
        chart=chart_of(selection, opening=opening),
        as_of=control(selection),
        part=part,
        jumps=_jumps(selection, part) if opening else [],
        years=year_jumps(selection, opening=opening),
        undated_left_out=selection.undated_left_out,
        address=addresses.of_selection(asked.criteria),
    )


def event_list_page(
    selection: Selection,
    *,
    start: int,
    opening: date | None,
    size: int = PAGE,
    view: str = "event-list",
) -> EventListPage:
    """At most ``size`` events from a position on, which ``view`` shows.

    ``opening``: the day on which the story opens.
    """
    criteria = selection.criteria
    place = list_page(
        selection.count,
        start=start,
        size=size,
        address=lambda start: addresses.of_selection(criteria, view=view, start=start),
    )
    shown = event_rows(selection.ids(max(0, place.start - 1), place.start + size), criteria)
    previous = shown.pop(0) if place.start and shown else None
    return EventListPage(
        **asdict(place),
        sections=sections(shown, criteria, opening=opening, previous=previous),
        query=addresses.query(criteria),
    )


def year_jumps(selection: Selection, *, opening: date | None) -> list[Jump]:
    """A link to each year by which any of the events is ordered, in the order of the list; none
    where that is not by time, or all are of one year.
    """
    criteria, extent = selection.criteria, selection.extent
    if criteria.sort not in ("", "newest") or extent is None:
        return []
    first, last = (date.fromordinal(day).year for day in extent)
    begins = [date(year, 1, 1).toordinal() for year in range(first, last + 1)]
    ends = [*begins[1:], date(last, 12, 31).toordinal() + 1]
    parted = opening.toordinal() if opening and not criteria.sort else begins[0]
    # What comes before the story's run stands after it, and is counted by itself.
    edges = sorted({*begins, ends[-1], max(begins[0], min(parted, ends[-1]))})
    counts = dict(zip(edges, selection.happened(edges), strict=False))
    order = [edge for edge in edges[:-1] if edge >= parted] + [
        edge for edge in edges[:-1] if edge < parted
    ]
    if criteria.sort:
        order.reverse()
    found: dict[int, Jump] = {}
    start = 0
    for edge in order:
        year, count = date.fromordinal(edge).year, counts[edge]
        known = found.get(year)
        if count and known is None:
            address = f"{addresses.of_selection(criteria, start=start)}#the-list"
            found[year] = Jump(str(year), count, address)
        elif count and known is not None:
            found[year] = replace(known, count=known.count + count)
        start += count
    in_time = sorted(found.values(), key=lambda jump: int(jump.name), reverse=bool(criteria.sort))
    return in_time if len(found) > 1 else []


def _jumps(selection: Selection, part: EventListPage) -> list[Jump]:
    """Links to what came before the story and to what has no date, where the list has any."""
    criteria = selection.criteria
    if criteria.sort:
        return []
    run, before, undated = selection.sections()
    found = []
    for name, count, start in (("before", before, run), ("undated", undated, run + before)):
        is_shown = part.start <= start < part.last
        address = "" if is_shown else addresses.of_selection(criteria, start=start)
        if count:
            found.append(Jump(name, count, f"{address}#part-{name}"))
    return found
