"""How far a record is on its way to readers."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """Readers meet what is published alone; what is withdrawn is kept, and shown to nobody else."""

    DRAFT = "draft", "draft"
    IN_REVIEW = "in-review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


def state_field() -> models.CharField[str, str]:
    """The column that holds a record's state."""
    return models.CharField(max_length=9, choices=State, default=State.DRAFT)
