"""Into which story new events go: the one named, or the only one that there is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeline.models import Event, Story


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
        through: Any = Story.events.through
        rows = [through(story_id=story.pk, event_id=event.pk) for event in events]
        through.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
