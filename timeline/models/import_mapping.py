"""Which column of somebody's table is what, remembered for the next one with the same header."""

from __future__ import annotations

from django.db import models


class ImportMapping(models.Model):
    """How an editor mapped the columns of a table.

    ``signature`` is the header's (see ``domain.timelines.column_mapping``), ``header`` its names.
    ``columns`` are names by what they hold, ``day_first`` how dates in numbers are ordered, where
    that was said. ``new_actors``: what those are whom the record doesn't know, if that was said.
    """

    signature = models.CharField(max_length=64, unique=True)
    header = models.JSONField()
    columns = models.JSONField()
    day_first = models.BooleanField(null=True)
    new_actors = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return ", ".join(self.header)[:200]
