"""A timeline that an editor puts together, and its chapters."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from timeline.domain.criteria import UNSTATED
from timeline.domain.text.romanised import romanised
from timeline.models.record.event import Event
from timeline.models.record.source import Source
from timeline.models.state import state_field


class Story(models.Model):
    """Events under a title, with a standfirst, an introduction and the two ends they run between.

    ``events`` are those that belong to it; ``sources`` those read for it besides the ones that tell
    its events. ``language`` is the BCP 47 tag of its own words, empty where it isn't stated.
    ``introduction`` is plain text: paragraphs parted by empty lines, addresses become links.
    ``position`` orders stories on the front page. ``main`` is the story that addresses without a
    story show; at most one has it, and the first story made gets it.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    introduction = models.TextField(
        blank=True, help_text="Plain text; an empty line parts paragraphs, addresses become links."
    )
    language = models.CharField(max_length=35, blank=True)
    opens_with = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closes_with = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Its place on the front page, the lowest first."
    )
    main = models.BooleanField(
        "the main story", default=False, help_text="Addresses without a story show this one."
    )
    state = state_field()
    events = models.ManyToManyField(Event, blank=True, related_name="stories")
    sources = models.ManyToManyField(
        Source,
        blank=True,
        related_name="read_for",
        help_text="Read for this story, though none of its events is told in it.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "title", "slug"]
        verbose_name_plural = "stories"
        permissions = [("publish", "Can publish and withdraw")]
        constraints = [
            models.UniqueConstraint(
                fields=["main"], condition=models.Q(main=True), name="story_one_main"
            ),
            models.CheckConstraint(condition=~models.Q(slug=UNSTATED), name="story_slug_free"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the first story is the main one, and one without a slug gets its title's."""
        if not self.slug:
            self.slug = slugify(romanised(self.title))[:80] or "story"
        if self._state.adding and not Story.objects.exists():
            self.main = True
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ``ValidationError`` for the slug that is no story's."""
        if self.slug == UNSTATED:
            raise ValidationError(
                {"slug": f"“{UNSTATED}” is kept for what is not stated; give another slug."}
            )


class Chapter(models.Model):
    """A stretch of a story that is read as a narrative.

    ``selection`` are the parameters of the events that it is about, as they stand in an address
    after the question mark.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    selection = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading
