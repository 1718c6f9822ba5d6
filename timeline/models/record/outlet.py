"""Who publishes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.domain.criteria import UNSTATED
from timeline.domain.outlet_marks import OutletMarks, colour_of
from timeline.domain.text.excerpt import most_words


class Outlet(models.Model):
    """A newspaper, broadcaster or platform that publishes sources.

    ``colour`` is the number of its mark, as ``outlet_marks`` has it, kept for good once given.
    """

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", "newspaper"
        BROADCASTER = "broadcaster", "broadcaster"
        AGENCY = "agency", "news agency"
        PLATFORM = "platform", "platform"
        PUBLISHER = "publisher", "book publisher"
        OTHER = "other", "kind not stated"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.OTHER)
    colour = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(
        blank=True, help_text="What readers should know: where it is from, which of that name."
    )
    free_to_show = models.BooleanField(
        "texts free to show",
        default=False,
        help_text="Whether readers may see the whole text of its articles, not passages alone.",
    )
    listed = models.BooleanField(
        default=False, help_text="Readers find it though no published record uses it."
    )
    longest_quote = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Words that may be quoted at once; 15 where none is set."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug=UNSTATED), name="outlet_slug_not_reserved"
            ),
            models.CheckConstraint(
                condition=models.Q(colour__isnull=True) | models.Q(colour__gte=1),
                name="outlet_colour_in_set",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give it a mark of its own, then save; one that has another's keeps its colour."""
        if kwargs.get("update_fields") is None:
            self.colour = self._own_mark()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ``ValidationError`` for the slug that stands for sources without an outlet."""
        if self.slug == UNSTATED:
            raise ValidationError(
                {"slug": f"“{UNSTATED}” is kept for what states no outlet; give another slug."}
            )

    def _own_mark(self) -> int:
        others = Outlet.objects.order_by().exclude(pk=self.pk).values_list("name", "colour")
        if self.colour is None:
            return OutletMarks(others).take(self.name)
        if not OutletMarks(others.filter(colour=self.colour)).has(self.name, self.colour):
            return self.colour
        return OutletMarks(others).take(self.name, colour=colour_of(self.colour))

    @property
    def most_quoted(self) -> int | None:
        """The most words of its texts that one quote may have; ``None`` where any number may be."""
        return most_words(self.longest_quote, free_to_show=self.free_to_show)


class OutletAlias(models.Model):
    """Another name of an outlet: an older one, an abbreviation, its name in another language."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "alias"
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["outlet", "name"], name="outlet_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name
