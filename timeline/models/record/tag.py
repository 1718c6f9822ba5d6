"""What events have in common that is no actor, place or kind."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from timeline.models.record.event import Event


class Tag(models.Model):
    """A word by which editors gather events, any number an event."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    events: models.ManyToManyField[Event, Tagging] = models.ManyToManyField(
        Event, through="Tagging", related_name="tags"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """That an event has a tag."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        ordering = ["pk"]
        verbose_name = "tag of an event"
        verbose_name_plural = "tags of events"
        constraints = [
            models.UniqueConstraint(fields=["event", "tag"], name="tagging_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tag} at “{self.event}”"
