"""An editor's word on whether two wordings are one quotation."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from timeline.models.record.actor import Actor


class WordingChoice(models.Model):
    """That two wordings of one speaker are the same quotation, or are not.

    Kept by the words themselves, not by quotes, so that it survives a reload of the digest. ``one``
    and ``other`` are normalised (``domain.comparing.wordings.normalised``), ``one`` the lesser.
    """

    speaker = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="wording_choices")
    one = models.CharField(max_length=300)
    other = models.CharField(max_length=300)
    joined = models.BooleanField(help_text="One quotation in two wordings, or else two.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["speaker", "one", "other"]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "one", "other"], name="wording_choice_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="wording_choice_in_order"
            ),
        ]

    def __str__(self) -> str:
        between = "and" if self.joined else "apart from"
        return f"“{self.one}” {between} “{self.other}”"
