"""Where a row's place lies, as its file gives it: a side matter, which refuses no row."""

from __future__ import annotations

from timeline.domain.coordinates import NotAPoint, read_point

Point = tuple[float, float]


def point_of(
    place: str, latitude: str, longitude: str
) -> tuple[Point | None, list[tuple[str, str]], list[str]]:
    """A place's latitude and longitude, values, and sentences on what is left out.

    Coordinates without a place that is named are values of the event: no place is made up of them.
    """
    try:
        point = read_point(latitude, longitude)
    except NotAPoint as error:
        return None, [], [f"Its coordinates are left out: {error}"]
    if point and not place:
        return None, [("latitude", latitude), ("longitude", longitude)], []
    return point, [], []
