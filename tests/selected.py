"""What the site selects, as lists that tests can look at."""

from __future__ import annotations

from datetime import date

from tests.web.markup import Element
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.events import listed
from timeline.queries.index import select


def events(criteria: Criteria, *, opening: date | None = None) -> list[Event]:
    """The events that match, in the page's order."""
    selection = select(criteria, opening=opening)
    return listed(selection, 0, selection.count)


def slugs(criteria: Criteria, *, opening: date | None = None) -> list[str]:
    """Their slugs."""
    return [event.slug for event in events(criteria, opening=opening)]


def drawn(chart: Element) -> set[str]:
    """The slugs of the events of a chart's strands."""
    keys = {key for strand in chart.all(of="strand") for key in strand["data-event"].split()}
    return set(Event.objects.filter(pk__in=keys).values_list("slug", flat=True))
