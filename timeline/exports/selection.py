"""What an export tells of: a selection of events, and what is said of it as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery

from timeline.domain.criteria import Criteria
from timeline.models import Actor, Event, Mention, Outlet, Source
from timeline.queries.events import matching
from timeline.queries.standing import Standing, each, fetched, tellings

Record = Event | Source | Actor | Outlet
"""What has a page of its own."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The events that match criteria, with the title and the addresses that an export gives.

    ``title`` names the list with its filters in words, ``about`` adds a sentence or nothing.
    ``page`` is the list's address, ``own`` the export's, ``page_of`` gives that of a record's own
    page; all of them absolute. ``start`` is the position from 0 that a paged format begins at,
    ``own_from`` the export's address from another.
    """

    criteria: Criteria
    title: str
    about: str
    page: str
    own: str
    page_of: Callable[[Record], str]
    own_from: Callable[[int], str]
    start: int = 0

    @property
    def host(self) -> str:
        """Who publishes it: the host's name, with its port where it is not the usual one."""
        return urlsplit(self.page).netloc

    def events(self, chosen: Standing | None = None) -> Iterator[Event]:
        """The events, or those chosen of them, one by one in steady memory, as they stood."""
        return each(matching(self.criteria) if chosen is None else chosen, self.criteria)

    def stretch(self, length: int) -> list[Event]:
        """So many events from ``start`` on."""
        return fetched(matching(self.criteria)[self.start : self.start + length], self.criteria)

    def count(self) -> int:
        """How many events there are."""
        return events(self.criteria)


def events(criteria: Criteria) -> int:
    """How many events match."""
    return matching(criteria).count()


def told(criteria: Criteria) -> QuerySet[Mention]:
    """The tellings of the events that match, in no order."""
    chosen = matching(criteria).order_by().values("pk")
    return tellings(criteria).filter(event__in=chosen)


def tellings_told(criteria: Criteria) -> int:
    """How many tellings there are of the events that match."""
    return told(criteria).count()


def rows(criteria: Criteria) -> int:
    """How many rows a table of tellings has: one a telling, one an event that nobody tells."""
    # As of a day, an event that nobody had told was not there.
    untold = 0 if criteria.as_of else matching(criteria).filter(mentions__isnull=True).count()
    return tellings_told(criteria) + untold


def dated(criteria: Criteria) -> Standing:
    """The events that match and have any date, in the order of time."""
    chosen = matching(replace(criteria, sort=""))
    return chosen.exclude(start__isnull=True, end__isnull=True)


def bounded(criteria: Criteria) -> Standing:
    """The events that match and have both a first and a last day, in the order of time."""
    chosen = matching(replace(criteria, sort=""))
    return chosen.filter(start__isnull=False, end__isnull=False)


def last_recorded(model: Any, *, by: str = "id") -> Subquery:
    """For an annotation: the moment the history of a record was last written, or null.

    ``by`` is the history's column that holds the key of the record annotated. What was written past
    the history, straight into the database, has no moment.
    """
    history = model.history.model.objects.filter(**{by: OuterRef("pk")})
    last = history.order_by("-history_date").values("history_date")[:1]
    return Subquery(last, output_field=DateTimeField())
