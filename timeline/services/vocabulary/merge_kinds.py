"""Have the events of some kinds be of another, and delete those kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simple_history.utils import bulk_update_with_history

from timeline.models import Event, Kind, Proposal
from timeline.services.records.merging import merge_records


def belongings(kinds: Iterable[Kind]) -> dict[str, int]:
    """How many events are of any of these kinds."""
    slugs = [kind.slug for kind in kinds]
    return {"events": Event.objects.filter(kind__in=slugs).order_by().count()}


def merge(keep: Kind, others: Iterable[Kind], *, by: Any = None) -> dict[str, int]:
    """Have every event of the others, and every proposal of one, be of the kind ``keep``, and
    delete the others; what they had.
    """
    lost = [kind for kind in others if kind.pk != keep.pk]
    slugs = [kind.slug for kind in lost]
    had = belongings(lost)
    beside = [model._base_manager.filter(kind__in=slugs) for model in (Event, Proposal)]
    merge_records(keep, lost, table={}, move=_move, beside=beside, by=by)
    return had


def _move(keep: Kind, lost: list[Kind], reason: str) -> None:
    slugs = [kind.slug for kind in lost]
    events = list(Event.objects.filter(kind__in=slugs))
    for event in events:
        event.kind = keep.slug
    bulk_update_with_history(events, Event, ["kind"], batch_size=500, default_change_reason=reason)
    Proposal.objects.filter(kind__in=slugs).update(kind=keep.slug)
