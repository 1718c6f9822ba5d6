"""Make one event of several that turned out to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_update_with_history

from timeline.models import DigestRecord, Event, Mention, Participation, Quote, Story


@dataclass(frozen=True, slots=True)
class EventBelongings:
    """What hangs on events, in numbers of records."""

    mentions: int
    quotes: int
    actors: int


def belongings(events: Iterable[Event]) -> EventBelongings:
    """What hangs on any of these events."""
    ids = [event.pk for event in events]
    return EventBelongings(
        mentions=Mention.objects.filter(event__in=ids).count(),
        quotes=Quote.objects.filter(mention__event__in=ids).count(),
        actors=Participation.objects.filter(event__in=ids).count(),
    )


@transaction.atomic
def merge(keep: Event, others: Iterable[Event]) -> EventBelongings:
    """Have ``keep`` told by all mentions of the others, and delete the others; what they had.

    Every mention moves with its quotes, and so does every actor who takes no part in ``keep`` yet.
    A story that opens or closes with one of the others does so with ``keep``. The digest's entries
    for the others stand for ``keep``, so that loading it again brings none of them back. ``keep``
    keeps its own summary, place and chosen date, and takes over another's where it has none. Its
    date is worked out again from all mentions.
    """
    lost = [event for event in others if event.pk != keep.pk]
    ids = [event.pk for event in lost]
    # Locked, so that no new mention can hang itself on an event that is about to go.
    list(Event.objects.select_for_update().filter(pk__in=[keep.pk, *ids]).order_by("pk"))
    keep.refresh_from_db()
    had = belongings(lost)
    if not lost:
        return had
    reason = f"Merged into “{keep}”"[:100]
    mentions = list(Mention.objects.filter(event__in=ids))
    for mention in mentions:
        mention.event = keep
    bulk_update_with_history(
        mentions, Mention, ["event"], batch_size=500, default_change_reason=reason
    )
    _move_participations(keep, ids)
    Story.objects.filter(opens_with__in=ids).update(opens_with=keep)
    Story.objects.filter(closes_with__in=ids).update(closes_with=keep)
    DigestRecord.objects.filter(kind="event", object_id__in=ids).update(object_id=keep.pk)
    _take_what_is_missing(keep, lost)
    took = f"Took over {', '.join(f'“{event}”' for event in lost)}"
    keep._change_reason = took[:100]  # type: ignore[attr-defined]
    keep.save()
    for event in lost:
        event._change_reason = reason  # type: ignore[attr-defined]
        event.delete()
    return had


def _move_participations(keep: Event, ids: list[int]) -> None:
    takes_part = set(keep.participations.values_list("actor_id", flat=True))
    last = keep.participations.aggregate(last=Max("position"))["last"] or 0
    for participation in Participation.objects.filter(event__in=ids).order_by("event", "position"):
        if participation.actor_id in takes_part:
            continue
        takes_part.add(participation.actor_id)
        last += 1
        participation.event, participation.position = keep, last
        participation.save(update_fields=["event", "position"])


def _take_what_is_missing(keep: Event, lost: list[Event]) -> None:
    for event in lost:
        keep.summary = keep.summary or event.summary
        keep.place = keep.place or event.place
        if event.chosen_edtf and not keep.chosen_edtf:
            keep.chosen_edtf, keep.chosen_reason = event.chosen_edtf, event.chosen_reason
