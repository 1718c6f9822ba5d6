"""What was done at the desk and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from timeline.models.value_field import ValueField


@dataclass(slots=True)
class RowChange:
    """What became of one row: ``model`` is its model's name and ``key`` its primary key.

    ``before`` and ``after`` are values by column. Of a row that is gone, ``before`` holds all and
    ``after`` is ``None``; of one that was made it is the other way round; of one that was changed
    both hold what changed.
    """

    model: str
    key: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Undoable(models.Model):
    """A merger, deletion, publication or choice on several records, with every row that it changed.

    ``kind`` is the name of the model that it was done to, ``title`` says what was done, and
    ``object_id`` is the record into which others were merged. ``undone_at`` and ``undone_by`` say
    that it was undone.
    """

    class Act(models.TextChoices):
        MERGE = "merge", "merged"
        DELETE = "delete", "deleted"
        CHOOSE = "choose", "chosen"
        PUBLISH = "publish", "published"
        WITHDRAW = "withdraw", "withdrawn"
        RESTATE = "restate", "sent for review, or taken back"

    act = models.CharField("what", max_length=8, choices=Act)
    kind = models.CharField("of", max_length=32)
    title = models.CharField("what was done", max_length=300)
    object_id = models.PositiveBigIntegerField(null=True)
    rows: models.Field[Sequence[RowChange], tuple[RowChange, ...]] = ValueField(
        of=RowChange, default=list
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField("when", auto_now_add=True)
    undone_at = models.DateTimeField("undone", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "act that can be undone"
        verbose_name_plural = "acts that can be undone"
        indexes = [
            models.Index(fields=["kind", "object_id"], name="undoable_by_record"),
            models.Index(fields=["-at", "-id"], name="undoable_by_time"),
        ]

    def __str__(self) -> str:
        return self.title
