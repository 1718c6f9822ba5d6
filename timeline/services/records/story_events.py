"""Putting events into stories, many at a time, and taking them out again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from timeline.models import Event, Story

_AT_ONCE = 5_000


def join_main(events: Iterable[int]) -> None:
    """Put new events, by primary key, into the story that addresses without one show: where nobody
    says to which story an event belongs, readers look for it there.
    """
    if story := Story.objects.filter(main=True).first():
        put_in(story, Event.objects.filter(pk__in=[*events]))


@transaction.atomic
def put_in(story: Story, events: QuerySet[Event]) -> int:
    """Put events into a story; how many were not in it."""
    through: Any = Story.events.through
    known = {*through.objects.filter(story=story).values_list("event_id", flat=True)}
    new = [key for key in _keys(events) if key not in known]
    for start in range(0, len(new), _AT_ONCE):
        through.objects.bulk_create(
            through(story=story, event_id=key) for key in new[start : start + _AT_ONCE]
        )
    return len(new)


@transaction.atomic
def take_out(story: Story, events: QuerySet[Event]) -> int:
    """Take events out of a story, where they stay in the archive; how many were in it."""
    through: Any = Story.events.through
    keys, gone = _keys(events), 0
    for start in range(0, len(keys), 500):
        some = through.objects.filter(story=story, event_id__in=keys[start : start + 500])
        gone += some.delete()[0]
    return gone


def _keys(events: QuerySet[Event]) -> list[int]:
    return list(events.order_by().values_list("pk", flat=True))
