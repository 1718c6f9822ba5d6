"""What the two-clocks chart draws of a few events: each one, and each mention's two ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from timeline.domain.criteria import UNSET_IMPORTANCE
from timeline.models import Mention
from timeline.queries.database.prepared_rows import rows
from timeline.queries.events import dated
from timeline.queries.selection import Selection

Ends = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on the upper rail; ``slug`` and ``title`` name it, ``ends`` are its bounds.

    ``importance``: from 1 to 3, which is most; ``key``: its key in the database.
    """

    slug: str
    title: str
    ends: Ends
    importance: int = UNSET_IMPORTANCE
    key: int = 0


@dataclass(frozen=True, slots=True)
class ClockTelling:
    """A mention's lower end: which event, when its source was published, by which outlet.

    ``outlet`` is the document's, or the one it is told through where that is not stated; ``None``
    where neither is. ``colour`` is that outlet's, ``source_colour`` that of the document's alone.
    """

    event: str
    source: str
    title: str
    ends: Ends
    outlet: str | None
    colour: int | None
    source_colour: int | None


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both rails of the chart, in the order of time."""

    happenings: list[Happening]
    tellings: list[ClockTelling]


def read(selection: Selection) -> Clocks:
    """The chart's data for all events of a selection, which are few, in two queries."""
    criteria = selection.criteria
    keys = selection.in_time().ids(0, selection.count)
    happenings = [
        Happening(
            event.slug,
            event.title,
            event.interval.bounds,
            event.importance or UNSET_IMPORTANCE,
            event.key,
        )
        for event in dated(keys, criteria)
    ]
    told = [
        ClockTelling(
            event,
            source,
            title,
            (earliest, latest),
            outlet=name or via,
            colour=colour if name else other,
            source_colour=colour,
        )
        for event, source, title, earliest, latest, name, colour, via, other in rows(_told, keys)
        if criteria.as_of is None or (latest and latest <= criteria.as_of)
    ]
    return Clocks(happenings, told)


def _told(keys: Sequence[int]) -> QuerySet[Any, Any]:
    ordered = Mention.objects.filter(event__in=keys).order_by(
        Coalesce("source__earliest", "source__latest").asc(nulls_last=True),
        "source__slug",
        Coalesce("event__earliest", "event__latest").asc(nulls_last=True),
        "pk",
    )
    return ordered.values_list(
        "event__slug",
        "source__slug",
        "source__title",
        "source__earliest",
        "source__latest",
        "source__outlet__name",
        "source__outlet__colour",
        "via__outlet__name",
        "via__outlet__colour",
    )
