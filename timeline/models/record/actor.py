"""Who takes part."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords


class Actor(models.Model):
    """A person, organisation or state, under one name, with every spelling that sources use."""

    class Kind(models.TextChoices):
        PERSON = "person", "person"
        ORGANISATION = "organisation", "organisation"
        STATE = "state", "state"
        NOT_STATED = "not-stated", "kind not stated"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.PERSON)
    description = models.TextField(
        blank=True, help_text="Who this is, as the sources have it: office, and when."
    )
    listed = models.BooleanField(
        default=False, help_text="Readers find it though no published record uses it."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name or spelling of an actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["actor", "name"], name="alias_once_an_actor"),
        ]

    def __str__(self) -> str:
        return self.name
