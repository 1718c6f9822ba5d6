"""Stories: the main one, one by its slug, and all of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from timeline.models import Chapter, Event, Story
from timeline.queries.database.kept_by_version import kept
from timeline.queries.database.prepared_rows import records


def main() -> Story | None:
    """The story that addresses without a story show, as ``_told`` has it; ``None`` without one."""
    return next((story for story in _by_slug().values() if story.main), None)


def named(slug: str) -> Story | None:
    """The story of a slug, as ``_told`` has it; ``None`` where there is none."""
    return _by_slug().get(slug)


def are_any() -> bool:
    """Whether there is any story."""
    return bool(_by_slug())


def of_event(event: Event) -> list[Story]:
    """The stories that have an event, in their order."""
    return records(_of_events, [event.pk])


def every() -> QuerySet[Story]:
    """All stories, in the order of the page of all."""
    return _told()


def renamed(slug: str) -> str:
    """The slug that a story has now, which had another when readers met it last by that; empty
    where no story had it, or readers don't meet the story any more.
    """
    had = Story.history.filter(slug=slug).order_by("-history_date", "-history_id")
    now = Story.objects.filter(pk__in=had.values("id")[:1])
    return now.values_list("slug", flat=True).first() or ""


def _of_events(events: Sequence[int]) -> QuerySet[Story]:
    return Story.objects.filter(events__in=events)


def _by_slug() -> dict[str, Story]:
    return kept("stories", lambda: {story.slug: story for story in _told()})


def _told() -> QuerySet[Story]:
    """Stories with their two ends; ``has_chapters``: whether one can be read as a narrative;
    ``has_others``: whether there is any other story.
    """
    chapters = Chapter.objects.filter(story=OuterRef("pk"))
    others = Story.objects.exclude(pk=OuterRef("pk"))
    return Story.objects.select_related("opens_with", "closes_with").annotate(
        has_chapters=Exists(chapters), has_others=Exists(others)
    )
