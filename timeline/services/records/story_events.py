"""Which story new events go into, and putting events in and taking them out, many at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from timeline.models import Event, Story

_AT_ONCE = 5_000


class NoSuchStory(Exception):
    """There is no story of that slug; the message says which there are."""


def story_named(slug: str) -> Story:
    """The story of a slug. Raises ``NoSuchStory``."""
    story = Story.objects.filter(slug=slug).first()
    if story is None:
        known = ", ".join(Story.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise NoSuchStory(f"There is no story “{slug}”. There is: {known}.")
    return story


def only_story() -> Story | None:
    """The story, while there is no more than one."""
    some = list(Story.objects.order_by("pk")[:2])
    return some[0] if len(some) == 1 else None


def add_events(story: Story | None, events: Iterable[Event]) -> None:
    """Have events belong to a story, where one is given; those that do already stay."""
    if story is not None:
        put_in(story, Event.objects.filter(pk__in=[event.pk for event in events]))


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
