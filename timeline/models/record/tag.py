"""What events have in common that is no actor, place or kind."""

from __future__ import annotations

from unicodedata import normalize

from django.core.exceptions import ValidationError
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

    def clean(self) -> None:
        """Raise ``ValidationError`` where another tag's name is this one's but for its case."""
        others = Tag.objects.exclude(pk=self.pk).values_list("name", flat=True)
        if other := next((n for n in others if same_name(n) == same_name(self.name)), None):
            raise ValidationError(
                {"name": f"There is a tag “{other}” already: capitals make no other one of it."}
            )


def same_name(name: str) -> str:
    """A tag's name as those of tags are compared: capitals and spaces around it aside."""
    return normalize("NFC", name.strip()).casefold()


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
