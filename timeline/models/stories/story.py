"""The story that the timeline tells."""

from __future__ import annotations

from typing import Any

from django.db import models

from timeline.models.record.event import Event


class Story(models.Model):
    """Title, standfirst, and the two events between which the story runs. There is one."""

    title = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    opens_with = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closes_with = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "story"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="story_only_one"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as the one story."""
        self.pk = 1
        super().save(*args, **kwargs)
