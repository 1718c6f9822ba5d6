"""What is kept of somebody's file: until it is taken in, and how its columns were mapped."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ImportDraft(models.Model):
    """The text of a file that an editor sent and looks at before it is taken in.

    An editor has one at most; it goes when it is taken in, or when another is sent. ``sha256`` is
    that of the bytes sent, in hex; ``notes`` say, a line each, how they were read.
    """

    by = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_draft"
    )
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    notes = models.TextField(blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class ImportMapping(models.Model):
    """How an editor mapped the columns of a table.

    ``signature`` is the header's (see ``domain.timelines.column_mapping``), ``header`` its names.
    ``columns`` are names by what they hold, ``day_first`` how dates in numbers are ordered, where
    that was said. ``new_actors``: what those are whom the record doesn't know, if that was said.
    ``choices``: the rest of what was said, by the names of ``Mapping``'s fields.
    """

    signature = models.CharField(max_length=64, unique=True)
    header = models.JSONField()
    columns = models.JSONField()
    day_first = models.BooleanField(null=True)
    new_actors = models.CharField(max_length=16, blank=True)
    choices = models.JSONField(default=dict)

    def __str__(self) -> str:
        return ", ".join(self.header)[:200]
