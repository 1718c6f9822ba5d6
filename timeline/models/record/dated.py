"""Columns that keep a date as an interval."""

from __future__ import annotations

from django.db import models

from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval, Precision

DATE_COLUMNS = ("edtf", "earliest", "latest", "precision")


class Dated(models.Model):
    """A record with a date: EDTF text, its earliest and latest day, its precision.

    Set ``interval`` and the four columns follow; they are never set one by one.
    """

    edtf = models.CharField("date", max_length=edtf.LONGEST, blank=True, default="")
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    precision = models.CharField(
        max_length=16,
        choices=[(p.value, p.value) for p in Precision],
        default=Precision.UNDATED.value,
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def interval(self) -> Interval:
        """The date as one value."""
        return Interval(self.edtf, self.earliest, self.latest, Precision(self.precision))

    @interval.setter
    def interval(self, value: Interval) -> None:
        self.edtf = value.edtf
        self.earliest, self.latest = value.earliest, value.latest
        self.precision = value.precision.value
