"""What a digest said when it was last loaded."""

from __future__ import annotations

from django.db import models


class DigestRecord(models.Model):
    """One entry of a digest as last loaded, to tell an editor's change from the digest's.

    ``digest`` is the name of the digest that brought it, empty for a file that was imported.
    ``kind`` and ``key`` name the entry ("event", its slug); ``values`` is what it said;
    ``object_id`` is the record it became, empty once that is gone and another has its place.
    """

    digest = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=240)
    object_id = models.PositiveBigIntegerField(null=True)
    values = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "kind", "key"], name="digest_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.digest} {self.kind} {self.key}".strip()
