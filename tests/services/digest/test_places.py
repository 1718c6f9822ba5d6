"""Places in a digest: named by an event alone, or held with what they lie in and coordinates."""

from __future__ import annotations

import pytest

from timeline.models import DigestRecord, Event, Place
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import load

pytestmark = pytest.mark.django_db

PLACES = """\
- slug: berg
  name: Berg
  aliases: [Upper Berg, Stad Berg]
  lies_in: north
  latitude: 50.4501
  longitude: '-30.5'
  precision_m: 500
- slug: north
  name: The North
"""


def _content() -> list[tuple[object, ...]]:
    events = Event.objects.order_by("slug").values_list("slug", "place__slug")
    places = Place.objects.values_list(
        "slug", "name", "lies_in__slug", "latitude", "longitude", "precision_m", "aliases__name"
    )
    return [*events, *places.order_by("slug", "aliases__name")]


def refused(digest) -> list[str]:
    with pytest.raises(BadDigest) as refusal:
        load(digest.path)
    return [str(problem) for problem in refusal.value.problems]


def test_an_events_place_by_its_name_alone_becomes_one_without_coordinates(digest):
    digest.change("events.yaml", "slug: storm", "slug: storm\n  place: Berg")
    load(digest.path)
    place = Place.objects.get()
    assert (place.slug, place.name, place.latitude, place.lies_in) == ("berg", "Berg", None, None)
    assert set(place.events.values_list("slug", flat=True)) == {"opening", "storm"}


@pytest.mark.parametrize("said", ["Berg", "berg", "Stad Berg"])
def test_an_event_names_a_place_by_its_slug_or_any_of_its_names(digest, said):
    digest.write("places.yaml", PLACES)
    digest.change("events.yaml", "place: Berg", f"place: {said}")
    load(digest.path)
    place = Event.objects.get(slug="opening").place
    assert (place.slug, place.lies_in.slug, place.precision_m) == ("berg", "north", 500)
    assert (place.latitude, place.longitude) == (50.4501, -30.5)
    assert Place.objects.count() == 2


def test_a_dump_holds_places_and_loads_as_they_were(digest, tmp_path):
    digest.write("places.yaml", PLACES)
    load(digest.path)
    dump(tmp_path / "dump")
    before = _content()
    DigestRecord.objects.all().delete()
    Event.objects.all().delete()
    Place.objects.update(lies_in=None)
    Place.objects.all().delete()
    load(tmp_path / "dump")
    assert _content() == before


def test_what_an_editor_adds_to_a_place_stays_load_after_load(digest):
    load(digest.path)
    outer = Place.objects.create(slug="north", name="The North")
    place = Place.objects.get(slug="berg")
    place.name, place.lies_in = "Berg on the river", outer
    place.latitude, place.longitude = 50.0, 30.0
    place.save()
    for _ in range(2):
        load(digest.path)
        place.refresh_from_db()
        assert (place.name, place.latitude, place.lies_in) == ("Berg on the river", 50.0, outer)
        assert Event.objects.get(slug="opening").place == place
    assert Place.objects.count() == 2


def test_a_name_of_several_places_is_asked_and_none_is_taken(digest):
    for slug in ("one", "other"):
        Place.objects.create(slug=slug, name="Berg")
    (problem,) = refused(digest)
    assert problem.startswith("bridge/events.yaml:5: several places are called “Berg”: give the ")
    digest.change("events.yaml", "place: Berg", "place: other")
    load(digest.path)
    assert Event.objects.get(slug="opening").place.slug == "other"
    assert Place.objects.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("50.4501", "91", 5, "“latitude” is “91”; it must be a number in range"),
        ("  latitude: 50.4501\n", "", 1, "give both latitude and longitude, or neither"),
        ("lies_in: north", "lies_in: south", 4, "there is no place “south”"),
        ("lies_in: north", "lies_in: berg", 4,
         "A place can’t lie in itself, nor in one that lies in it."),
    ],
)  # fmt: skip
def test_a_bad_place_is_told_with_its_line(digest, old, new, line, what):
    digest.write("places.yaml", PLACES.replace(old, new))
    found = refused(digest)
    assert found[0].startswith(f"bridge/places.yaml:{line}: ")
    assert what in found[0]
