"""The places of a story made up by dice."""

from __future__ import annotations

import random
from typing import Any

from timeline.domain.coordinates import CoordinateBox
from timeline.models import Event, Place
from timeline.services.places import merge_places

WORDS = ("bridge", "ferry", "fire", "łódź", "St John’s", "the sea", "sea wall", "seaside", "x-ray")
BOXES = (
    CoordinateBox(-180, -90, 180, 90), CoordinateBox(10, 40, 30, 60),
    CoordinateBox(170, -50, -170, 0), CoordinateBox(0, 0, 0, 0),
)  # fmt: skip
POINTS = (None, (50.5, 20.0), (40.0, 10.0), (-41.3, 174.8), (-18.0, -179.0), (0.0, 0.0))


class PlaceEditor:
    """What an editor, or a person with a database's own tools, does to places."""

    dice: random.Random

    def _one(self, model: Any) -> Any:
        raise NotImplementedError

    def _next(self) -> int:
        raise NotImplementedError

    def place(self) -> None:
        """Another place of an event, or a place elsewhere, or of another name."""
        number = self.dice.randint(1, 7)
        place, _ = Place.objects.get_or_create(
            slug=f"place-{number}", defaults={"name": f"{self.dice.choice(WORDS)} {self._next()}"}
        )
        if event := self._one(Event):
            Event.objects.filter(pk=event.pk).update(place=self.dice.choice((None, place, place)))
        north, east = self.dice.choice(POINTS) or (None, None)
        outer = self.dice.choice([None, *Place.objects.filter(slug__lt=place.slug).order_by("pk")])
        Place.objects.filter(pk=place.pk).update(latitude=north, longitude=east, lies_in=outer)
        if self.dice.random() < 0.3:
            place.aliases.get_or_create(name=f"Also {self.dice.choice(WORDS)}")

    def merge_two_places(self) -> None:
        places = list(Place.objects.order_by("pk"))
        if len(places) > 1:
            keep, other = self.dice.sample(places, 2)
            merge_places.merge(keep, [other])
