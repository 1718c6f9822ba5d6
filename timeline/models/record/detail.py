"""What a mention states beside the date, where sources may differ."""

from __future__ import annotations

from django.db import models

from timeline.models.record.mention import Mention


class Detail(models.Model):
    """A place, an actor or a figure that a mention states of its event.

    Mentions of one event that give the same ``subject`` of the same ``aspect`` another ``value``
    contradict each other; figures are compared as figures.
    """

    class Aspect(models.TextChoices):
        PLACE = "place", "place"
        ACTOR = "actor", "actor"
        FIGURE = "figure", "figure"

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="details")
    aspect = models.CharField(max_length=8, choices=Aspect)
    subject = models.CharField(max_length=80, help_text="Of what: “whose drone”, “refugees”.")
    value = models.CharField(max_length=120, help_text="As this source has it.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mention", "aspect", "subject"], name="detail_once_a_mention"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.value}"
