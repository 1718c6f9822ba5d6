"""Where things happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from timeline.domain.coordinates import point_in_words

MOST_LEVELS = 8
"""How many places may lie one in another, the outermost counted."""


class Place(models.Model):
    """Where events happened: a town, a country, a building, under one name.

    ``lies_in``: the place that it is a part of. ``latitude`` and ``longitude``: of its middle, in
    degrees north and east (WGS 84), both or neither; ``precision_m``: how far off they may be, in
    metres, where that is known.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    lies_in = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="The place that it is a part of, if that is recorded.",
    )
    latitude = models.FloatField(
        null=True,
        blank=True,
        validators=[
            MinValueValidator(-90, "A latitude is between -90 and 90 degrees."),
            MaxValueValidator(90, "A latitude is between -90 and 90 degrees."),
        ],
        help_text="In degrees, north of the equator: 50.45.",
    )
    longitude = models.FloatField(
        null=True,
        blank=True,
        validators=[
            MinValueValidator(-180, "A longitude is between -180 and 180 degrees."),
            MaxValueValidator(180, "A longitude is between -180 and 180 degrees."),
        ],
        help_text="In degrees, east of Greenwich: 30.52; west of it below zero.",
    )
    precision_m = models.PositiveIntegerField(
        "precision in metres",
        null=True,
        blank=True,
        help_text="How far off the coordinates may be, where that is known.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "slug"]
        indexes = [models.Index(fields=["name"], name="place_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_coordinates_on_earth",
            ),
            models.CheckConstraint(
                condition=models.Q(precision_m__isnull=True) | models.Q(latitude__isnull=False),
                name="place_precision_of_coordinates",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> tuple[float, float] | None:
        """Its latitude and longitude."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def coordinates(self) -> str:
        """Its coordinates in words, with their precision; empty where there are none."""
        return point_in_words(*self.point, precision_m=self.precision_m) if self.point else ""

    @property
    def told_apart(self) -> str:
        """Its name with what tells it from other places of that name."""
        outer = self.lies_in.name if self.lies_in else None
        return apart(self.name, slug=self.slug, outer=outer, point=self.point)

    def clean(self) -> None:
        """Raise ``ValidationError`` for half a coordinate, and for a place that lies in itself."""
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: "Give both a latitude and a longitude, or neither."})
        if self.precision_m is not None and self.latitude is None:
            raise ValidationError({"precision_m": "This is of coordinates, and there are none."})
        if self.lies_in_id:
            above = dict(Place.objects.order_by().values_list("pk", "lies_in_id"))
            above[self.pk or 0] = self.lies_in_id
            if why := misplaced(self.pk or 0, above):
                raise ValidationError({"lies_in": why})


class PlaceAlias(models.Model):
    """Another name or spelling of a place."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "alias"
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="place_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name


def apart(
    name: str, *, slug: str, outer: str | None = None, point: tuple[float, float] | None = None
) -> str:
    """A place's name with what tells it from others of that name: the place that it lies in, its
    coordinates, or else its slug.
    """
    where = f"in {outer}" if outer else point_in_words(*point) if point else slug
    return f"{name} ({where})"


def misplaced(key: Any, above: Mapping[Any, Any]) -> str:
    """The sentence that says what is wrong with where a place lies, empty where nothing is.

    ``above``: by the key of each place, that of the place that it lies in, or ``None``.
    """
    way = lineage(key, above)
    if above.get(way[-1]) is not None:
        return "A place can’t lie in itself, nor in one that lies in it."
    below: dict[Any, list[Any]] = {}
    for place, outer in above.items():
        below.setdefault(outer, []).append(place)
    levels, some = len(way), below.get(key, [])
    while some and levels <= MOST_LEVELS:
        levels, some = levels + 1, [inner for one in some for inner in below.get(one, [])]
    return (
        f"More than {MOST_LEVELS} places would lie one in another." if levels > MOST_LEVELS else ""
    )


def lineage(key: Any, above: Mapping[Any, Any]) -> list[Any]:
    """A place's key and those of the places that it lies in, from the inside out, each once."""
    way = [key]
    while (outer := above.get(way[-1])) is not None and outer not in way:
        way.append(outer)
    return way
