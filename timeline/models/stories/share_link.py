"""A way for someone without an account to see one story with its drafts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from timeline.models.stories.story import Story


class ShareLink(models.Model):
    """A link under which one story with its drafts may be read until ``ends_at``.

    The link's token is kept as its SHA-256 in hex alone, so that nobody who reads the database can
    open what was shared. ``taken_back_at`` ends it early.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="share_links")
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField("made", auto_now_add=True)
    ends_at = models.DateTimeField("ends")
    taken_back_at = models.DateTimeField("taken back", null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.story}, until {self.ends_at:%Y-%m-%d %H:%M}"
