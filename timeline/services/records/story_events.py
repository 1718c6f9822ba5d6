"""Which events stories have: new ones go into the story named, or the only one that there is, or
the first, named after their file; any number are put in and taken out at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from timeline.models import Event, Story

_AT_ONCE = 500


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


def story_to_fill() -> Story | None:
    """The story that new events go into where nobody says which: the only one; ``None`` before
    there is any. Raises ``NoSuchStory`` where there are several, which it names.
    """
    story = only_story()
    if story is None and (known := Story.objects.values_list("slug", flat=True)[:20]):
        raise NoSuchStory(f"Say which story new events go into. There is: {', '.join(known)}.")
    return story


def first_story(file: str, *, state: str, reason: str) -> Story:
    """Make the first story, named after a file; the first is the main one."""
    story = Story(title=PurePath(file).stem[:200] or "Timeline", state=state)
    story._change_reason = reason  # type: ignore[attr-defined]
    story.save()
    return story


def add_events(story: Story | None, events: Iterable[Event]) -> None:
    """Have events belong to a story, where one is given; those that do already stay."""
    if story is not None:
        through: Any = Story.events.through
        rows = [through(story_id=story.pk, event_id=event.pk) for event in events]
        through.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


@transaction.atomic
def put_in(story: Story, events: QuerySet[Event]) -> int:
    """Put events into a story; how many were not in it."""
    had = Story.events.through.objects.filter(story=story)
    before = had.count()
    add_events(story, events.order_by().only("pk"))
    return had.count() - before


@transaction.atomic
def take_out(story: Story, events: QuerySet[Event]) -> int:
    """Take events out of a story, where they stay in the archive; how many were in it."""
    through: Any = Story.events.through
    keys, gone = list(events.order_by().values_list("pk", flat=True)), 0
    for start in range(0, len(keys), _AT_ONCE):
        some = through.objects.filter(story=story, event_id__in=keys[start : start + _AT_ONCE])
        gone += some.delete()[0]
    return gone
