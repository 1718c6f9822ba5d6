"""Events as GeoJSON: a point where the place has coordinates, and none made up."""

from __future__ import annotations

import geojson
import pytest

from tests.cast import Cast
from tests.exports.told import HOSTILE, hostile_events, written
from timeline.domain.text.characters import plain
from timeline.models import Place


def test_a_feature_has_the_place_with_longitude_first(cast: Cast):
    berg = Place.objects.create(
        slug="berg", name="Berg", latitude=60.25, longitude=-17.5, precision_m=500
    )
    cast.opening.place = berg
    cast.opening.save()
    cast.storm.place = Place.objects.create(slug="isle", name="The Isle")
    cast.storm.save()
    found = geojson.loads(written("geojson"))
    opening, storm = found.features
    assert opening["geometry"] == {"type": "Point", "coordinates": [-17.5, 60.25]}
    assert opening.properties["place"] == "Berg"
    assert opening.properties["place_slug"] == "berg"
    assert opening.properties["precision_m"] == 500
    assert opening.properties["edtf"] == "2022-03-01/2022-03-03"
    assert opening.properties["date"] == "1–3 March 2022"
    assert len(opening.properties["tellings"]) == 2
    assert storm["geometry"] is None
    assert storm.properties["place"] == "The Isle"
    assert storm.properties["earliest"] is None


@pytest.mark.django_db
def test_hostile_words_stay_words():
    hostile_events()
    found = geojson.loads(written("geojson"))
    assert [one.properties["title"] for one in found.features] == [
        plain(words[:200]) for words in HOSTILE
    ]
