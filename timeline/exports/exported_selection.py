"""What an export tells of: a selection of events, and what is said of it as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import DateTimeField, OuterRef, Subquery

from timeline.domain.criteria import Criteria
from timeline.models import Actor, Event, Outlet, Source
from timeline.queries.events import listed
from timeline.queries.plain_events import plain_events
from timeline.queries.selection import Selection as Selected

NO_RECORD = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment that stands for none, where a format must have one."""

Record = Event | Source | Actor | Outlet
"""What has a page of its own."""


@dataclass(frozen=True, slots=True)
class ExportedSelection:
    """A selection, with the title and the addresses that an export gives.

    ``title`` names the list with its filters in words, ``about`` adds a sentence or nothing.
    ``page`` is the list's address, ``own`` the export's, ``page_of`` gives that of a record's own
    page, and ``id_of`` the one that names it alike in every story; all of them absolute. ``start``
    is the position from 0 that a paged format begins at, ``own_from`` the export's address from
    another.
    """

    selected: Selected
    title: str
    about: str
    page: str
    own: str
    page_of: Callable[[Record], str]
    id_of: Callable[[Record], str]
    own_from: Callable[[int], str]
    start: int = 0

    @property
    def criteria(self) -> Criteria:
        """What was asked for."""
        return self.selected.criteria

    @property
    def host(self) -> str:
        """Who publishes it: the host's name, with its port where it is not the usual one."""
        return urlsplit(self.page).netloc

    def events(self, chosen: Selected | None = None, *, recorded: bool = False) -> Iterator[Event]:
        """The events, or those ``chosen`` of them, one by one in steady memory, as they stood. To
        be read, not saved, see ``plain_events``; with when they were last ``recorded``, if asked.
        """
        return plain_events(chosen or self.selected, recorded=recorded)

    def stretch(self, length: int) -> list[Event]:
        """So many events from ``start`` on."""
        return listed(self.selected, self.start, self.start + length)

    @property
    def count(self) -> int:
        """How many events there are."""
        return self.selected.count


def count_events(selected: Selected) -> int:
    """How many events match."""
    return selected.count


def count_tellings(selected: Selected) -> int:
    """How many tellings there are of the events that match."""
    return selected.mentions


def count_rows(selected: Selected) -> int:
    """How many rows a table of tellings has: one a telling, one an event that nobody tells."""
    return selected.mentions + selected.untold


def count_dated(selected: Selected) -> int:
    """How many of the events have any date."""
    return selected.narrowed_count("dated")


def count_bounded(selected: Selected) -> int:
    """How many of the events have both a first and a last day."""
    return selected.narrowed_count("bounded")


def last_recorded(model: Any, *, by: str = "id") -> Subquery:
    """For an annotation: the moment the history of a record was last written, or null.

    ``by`` is the history's column that holds the key of the record annotated. What was written past
    the history, straight into the database, has no moment.
    """
    history = model.history.model.objects.filter(**{by: OuterRef("pk")})
    last = history.order_by("-history_date").values("history_date")[:1]
    return Subquery(last, output_field=DateTimeField())
