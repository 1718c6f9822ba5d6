"""The newest tellings of a selection: those that became public last.

What was written past the record's own ways has no moment at which it became public, and counts as
older than all that has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from timeline.models import Mention
from timeline.queries.as_of import tellings
from timeline.queries.database.prepared_rows import AT_ONCE, rows
from timeline.queries.selection import Selection

_PIECE = 1000
_SOURCES_ORDER = (
    Coalesce("source__latest", "source__earliest").desc(nulls_last=True),
    F("source__slug").asc(),
    F("paragraph").asc(nulls_last=True),
    F("position").asc(),
    F("pk").asc(),
)

FEW = 5_000
"""Tellings up to which all are sorted."""

ORDER = (F("public_since").desc(nulls_last=True), *_SOURCES_ORDER)
"""Of mentions: those that became public last first; those of one moment, such as one load, by
their sources' dates, the newest first and undated ones last."""


def newest(selection: Selection, *, most: int) -> list[int]:
    """The primary keys of the ``most`` newest mentions that tell events of the selection, in order.

    Where the last of more than ``FEW`` became public at one moment with others, it is among those
    with the newest sources.
    """
    if selection.mentions <= FEW:
        starts = range(0, selection.count, AT_ONCE)
        pieces = [_of_events(selection, start, most=most) for start in starts]
    else:
        pieces = [_public_last(selection, most), _of_newest_sources(selection, most=most)]
    if len(pieces) == 1:
        return pieces[0]
    told = Mention.objects.filter(pk__in=[*chain(*pieces)])
    return list(told.order_by(*ORDER).values_list("pk", flat=True)[:most])


def _of_events(selection: Selection, start: int, *, most: int) -> list[int]:
    """The newest that tell the selection's events from a position on, ``AT_ONCE`` of them."""
    told = rows(_telling, selection.ids(start, start + AT_ONCE))
    if as_of := selection.criteria.as_of:
        day = as_of.isoformat()
        told = [(pk, latest) for pk, latest in told if latest and latest <= day]
    return [pk for pk, _ in told[:most]]


def _telling(events: Sequence[int]) -> QuerySet[Any, Any]:
    """Mentions that tell some events, each with the latest day of its source as text."""
    told = Mention.objects.filter(event__in=events).order_by(*ORDER)
    return told.values_list("pk", Cast("source__latest", TextField()))


def _public_last(selection: Selection, most: int) -> list[int]:
    """The mentions that became public last."""
    told = tellings(selection.criteria).filter(public_since__isnull=False)
    rows = told.order_by("-public_since", "-pk").values_list("pk", "event_id").iterator(_PIECE)
    found: list[int] = []
    while len(found) < most and (some := list(islice(rows, _PIECE))):
        found += _held(selection, some)
    return found


def _of_newest_sources(selection: Selection, *, most: int) -> list[int]:
    """The mentions of the sources that came out last."""
    sources = selection.tellings.newest_sources(most=most)
    told = Mention.objects.filter(source__in=sources).order_by(*_SOURCES_ORDER)
    rows = told.values_list("pk", "event_id").iterator()
    found: list[int] = []
    while len(found) < most and (some := list(islice(rows, _PIECE))):
        found += _held(selection, some)
    return found[:most]


def _held(selection: Selection, told: list[tuple[int, int]]) -> list[int]:
    held = selection.holds({event for _, event in told})
    return [pk for pk, event in told if event in held]
