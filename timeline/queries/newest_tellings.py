"""The newest tellings of a selection: those that became public last.

A telling is public from when it is first recorded, so that is the moment that its history begins
with; what was written past the history has none, and counts as older than all that has one.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from timeline.models import Mention
from timeline.queries.as_of import tellings
from timeline.queries.selection import Selection

FEW = 5_000
"""Tellings up to which each one's history is looked up."""

_PIECE = 1000
_SOURCES_ORDER = (
    Coalesce("source__latest", "source__earliest").desc(nulls_last=True),
    F("source__slug").asc(),
    F("paragraph").asc(nulls_last=True),
    F("position").asc(),
    F("pk").asc(),
)


def recorded_first() -> Subquery:
    """For an annotation of mentions: the moment that each was first recorded, or null."""
    first = _history().filter(id=OuterRef("pk")).order_by("history_date")
    return Subquery(first.values("history_date")[:1], output_field=DateTimeField())


ORDER = (F("public").desc(nulls_last=True), *_SOURCES_ORDER)
"""Of mentions that ``recorded_first`` annotates as ``public``: the last recorded first; those of
one moment, such as one load, by their sources' dates, the newest first and undated ones last."""


def newest(selection: Selection, *, most: int) -> list[int]:
    """The primary keys of the ``most`` newest mentions that tell events of the selection, in order.

    Where the last of more than ``FEW`` became public at one moment with others, it is among those
    with the newest sources.
    """
    if selection.mentions <= FEW:
        keys = _of_newest_sources(selection, most=selection.mentions)
    else:
        keys = [*_recorded_last(selection, most), *_of_newest_sources(selection, most=most)]
    told = Mention.objects.filter(pk__in=keys).annotate(public=recorded_first())
    return list(told.order_by(*ORDER).values_list("pk", flat=True)[:most])


def _recorded_last(selection: Selection, most: int) -> list[int]:
    """The mentions whose creation was recorded last."""
    created = _history().filter(history_type="+").order_by("-history_date", "-history_id")
    keys = created.values_list("id", flat=True).iterator(_PIECE)
    found: list[int] = []
    while len(found) < most and (some := list(islice(keys, _PIECE))):
        told = tellings(selection.criteria).filter(pk__in=some)
        found += _held(selection, list(told.values_list("pk", "event_id")))
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


def _history() -> Any:
    return Mention.history.model.objects
