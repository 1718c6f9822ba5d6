"""What colleagues leave at a record for each other."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from timeline.models.record.event import Event
from timeline.models.record.mention import Mention
from timeline.models.record.source import Source
from timeline.models.stories.story import Story


class Note(models.Model):
    """Words of a colleague at one story, event, source or mention; no reader ever meets them.

    It is open until somebody settles it.
    """

    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.CASCADE, related_name="notes"
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="notes"
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="notes"
    )
    mention = models.ForeignKey(
        Mention, null=True, blank=True, on_delete=models.CASCADE, related_name="notes"
    )
    text = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField("when", auto_now_add=True)
    settled_at = models.DateTimeField("settled", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["-at"], name="note_open", condition=models.Q(settled_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=False, event=None, source=None, mention=None)
                | models.Q(story=None, event__isnull=False, source=None, mention=None)
                | models.Q(story=None, event=None, source__isnull=False, mention=None)
                | models.Q(story=None, event=None, source=None, mention__isnull=False),
                name="note_at_one_record",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
