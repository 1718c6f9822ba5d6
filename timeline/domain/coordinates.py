"""Degrees of latitude and longitude (WGS 84): a point in words, and a part of the surface."""

from __future__ import annotations

import math
from dataclasses import dataclass


def point_in_words(latitude: float, longitude: float, *, precision_m: int | None = None) -> str:
    """A point as pages name it: "50.45° N, 30.52° E, within 500 m"."""
    said = f"{abs(latitude):.15g}° {'S' if latitude < 0 else 'N'}"
    said += f", {abs(longitude):.15g}° {'W' if longitude < 0 else 'E'}"
    if precision_m is None:
        return said
    far = f"{precision_m / 1000:,g} km" if precision_m >= 1000 else f"{precision_m} m"
    return f"{said}, within {far}"


class NotABox(ValueError):
    """What gives no box; the message is the sentence that says why."""


class NotAPoint(ValueError):
    """What gives no point; the message is the sentence that says why."""


@dataclass(frozen=True, slots=True)
class CoordinateBox:
    """Degrees east and north. It runs eastward from ``west`` to ``east``: where ``west`` is the
    greater it crosses the meridian of 180 degrees.
    """

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{side:.15g}" for side in (self.west, self.south, self.east, self.north))

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point is in it, or on its edge."""
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east or (
                abs(longitude) == 180 and -longitude in (self.west, self.east)
            )
        return longitude >= self.west or longitude <= self.east


def read_point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """The point that two texts give, ``None`` where both are empty. Raises ``NotAPoint``."""
    if not latitude and not longitude:
        return None
    found = []
    for text, noun, most in ((latitude, "latitude", 90), (longitude, "longitude", 180)):
        try:
            degrees = float(text)
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= most:
            raise NotAPoint(f"“{text[:40]}” is no {noun}, which is between -{most} and {most}.")
        found.append(degrees)
    return found[0], found[1]


def read_box(text: str) -> CoordinateBox:
    """The box that four numbers give: ``west,south,east,north``. Raises ``NotABox``."""
    try:
        sides = [float(part) for part in text.split(",")]
    except ValueError:
        sides = []
    if len(sides) != 4 or not all(map(math.isfinite, sides)):
        raise NotABox("Give four numbers, in degrees: west,south,east,north.")
    west, south, east, north = sides
    for latitude in (south, north):
        if abs(latitude) > 90:
            raise NotABox(f"A latitude is between -90 and 90 degrees; {latitude:.15g} is not.")
    for longitude in (west, east):
        if abs(longitude) > 180:
            raise NotABox(f"A longitude is between -180 and 180 degrees; {longitude:.15g} is not.")
    if south > north:
        raise NotABox("The southern side comes first, then the eastern: west,south,east,north.")
    return CoordinateBox(west, south, east, north)
