"""Make one event of several that turned out to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import Max
from simple_history.utils import bulk_update_with_history

from timeline.models import Event, Mention, Participation, Proposal, Quote, Story, Tagging, columns
from timeline.services.records.merging import BelongingTable, count_belongings, merge_records

BELONGINGS: BelongingTable = {
    "mentions": (Mention, "event"),
    "quotes": (Quote, "mention__event"),
    "actors": (Participation, "event"),
    "tags": (Tagging, "event"),
}

belongings = partial(count_belongings, BELONGINGS)


def merge(keep: Event, others: Iterable[Event], *, by: Any = None) -> dict[str, int]:
    """Have ``keep`` told by all mentions of the others, and delete the others; what they had.

    Every mention moves with its quotes, every proposal of one, and every actor who takes no part in
    ``keep`` yet. It has every tag of theirs.
    ``keep`` is in every story that has one of the others, and a story that opens or closes with one
    does so with ``keep``. ``keep`` keeps its own summary, place, importance, values and chosen
    date, and takes over another's where it has none. Its date is worked out again from all
    mentions.
    """
    return merge_records(keep, others, table=BELONGINGS, move=_move, named="“{}”", by=by)


def _move(keep: Event, lost: list[Event], reason: str) -> None:
    ids = [event.pk for event in lost]
    mentions = list(Mention.objects.filter(event__in=ids))
    for mention in mentions:
        mention.event = keep
    bulk_update_with_history(
        mentions, Mention, ["event"], batch_size=500, default_change_reason=reason
    )
    _move_participations(keep, ids)
    _move_tags(keep, ids)
    _move_stories(keep, ids)
    Proposal.objects.filter(event__in=ids).update(event=keep)
    Story.objects.filter(opens_with__in=ids).update(opens_with=keep)
    Story.objects.filter(closes_with__in=ids).update(closes_with=keep)
    for event in lost:
        keep.summary = keep.summary or event.summary
        keep.place = keep.place or event.place
        keep.importance = keep.importance or event.importance
        keep.named_values = event.named_values | keep.named_values
        if event.chosen_edtf and not keep.chosen_edtf:
            keep.chosen_edtf, keep.chosen_reason = event.chosen_edtf, event.chosen_reason


def _move_stories(keep: Event, ids: list[int]) -> None:
    """Have ``keep`` be in every story that has one of the others."""
    through: Any = Story.events.through
    known = {*through.objects.filter(event=keep).values_list("story_id", flat=True)}
    for belongs in through.objects.filter(event__in=ids).order_by("pk"):
        if belongs.story_id not in known:
            known.add(belongs.story_id)
            through.objects.filter(pk=belongs.pk).update(event=keep)


def _move_tags(keep: Event, ids: list[int]) -> None:
    known = {*keep.taggings.values_list("tag_id", flat=True)}
    for tagging in Tagging.objects.filter(event__in=ids):
        if tagging.tag_id not in known:
            known.add(tagging.tag_id)
            Tagging.objects.filter(pk=tagging.pk).update(event=keep)


def _move_participations(keep: Event, ids: list[int]) -> None:
    takes_part = set(keep.participations.values_list("actor_id", flat=True))
    last = keep.participations.aggregate(last=Max("position"))["last"] or 0
    moved = []
    for participation in Participation.objects.filter(event__in=ids).order_by("event", "position"):
        if participation.actor_id in takes_part:
            continue
        takes_part.add(participation.actor_id)
        last += 1
        participation.event, participation.position = keep, last
        moved.append(participation)
    columns.write(moved, ["event", "position"])
