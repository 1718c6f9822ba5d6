"""What the two-clocks chart draws: each matching event, and each mention's two ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from timeline.domain.criteria import Criteria
from timeline.queries.events import matching
from timeline.queries.standing import IN_TIME, tellings

Ends = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on the upper rail; ``slug`` and ``title`` name it, ``ends`` are its bounds."""

    slug: str
    title: str
    ends: Ends


@dataclass(frozen=True, slots=True)
class Telling:
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
    tellings: list[Telling]


def read(criteria: Criteria) -> Clocks:
    """The chart's data for the events that match, in two queries."""
    events = matching(criteria).order_by(*IN_TIME)
    happenings = [
        Happening(slug, title, (earliest, latest))
        for slug, title, earliest, latest in events.values_list("slug", "title", "start", "end")
    ]
    told = [
        Telling(
            event,
            source,
            title,
            (earliest, latest),
            outlet=name or via,
            colour=colour if name else other,
            source_colour=colour,
        )
        for event, source, title, earliest, latest, name, colour, via, other in (
            tellings(criteria)
            .filter(event__in=events.order_by().values("pk"))
            .order_by(
                Coalesce("source__earliest", "source__latest").asc(nulls_last=True),
                "source__slug",
                Coalesce("event__earliest", "event__latest").asc(nulls_last=True),
                "pk",
            )
            .values_list(
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
        )
    ]
    return Clocks(happenings, told)
