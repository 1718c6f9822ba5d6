"""Events by where they happened: lists, the register, a place's page, and who may know of one."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.story import Town
from tests.web.markup import page, slugs_listed
from timeline.models import Event, Place, State
from timeline.queries.publishing.scope import Scope, reading


@pytest.fixture
def places(town: Town) -> dict[str, Place]:
    """The fire was at Storvik, on the coast, whose coordinates are known; the opening on the coast,
    the storm on an island beyond 180 degrees.
    """
    coast = Place.objects.create(slug="coast", name="The Coast")
    storvik = Place.objects.get(name="Storvik")
    storvik.lies_in, storvik.latitude, storvik.longitude = coast, 60.5, 17.25
    storvik.precision_m = 2500
    storvik.save()
    storvik.aliases.create(name="Сторвік")
    isle = Place.objects.create(slug="isle", name="The Isle", latitude=-18, longitude=-179.5)
    Event.objects.filter(pk=town.opening.pk).update(place=coast)
    Event.objects.filter(pk=town.storm.pk).update(place=isle)
    return {"coast": coast, "storvik": storvik, "isle": isle}


def listed(client: Client, query: str) -> set[str]:
    return set(slugs_listed(page(client, f"/{query}")))


def test_a_place_has_what_happened_in_any_that_lies_in_it(client: Client, town: Town, places):
    fire, opening, storm = town.fire.slug, town.opening.slug, town.storm.slug
    assert listed(client, "?place=storvik") == {fire}
    assert listed(client, "?place=coast") == {fire, opening}
    assert listed(client, "?place=storvik&place=isle") == {fire, storm}
    found = page(client, "/?place=coast")
    assert found.texts(of="chip") == ["Remove The Coast ✕"]
    boxes = [box["value"] for box in found.all("input", type="checkbox", name="place")]
    assert boxes == ["coast", "isle", "storvik"]
    assert listed(client, "?q=сторв") == {fire}


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("17,60,18,61", {"fire-on-the-ferry"}),
        ("170,-20,-170,0", {"storm"}),
        ("-180,-90,180,90", {"fire-on-the-ferry", "storm"}),
        ("17.25,60.5,17.25,60.5", {"fire-on-the-ferry"}),
        ("18,60,17,61", set()),
    ],
)
def test_a_box_has_what_has_coordinates_in_it(client: Client, places, box, found):
    assert listed(client, f"?box={box}") == found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("place=land", "There is no place “land”."),
        ("box=1,2,3", "Give four numbers, in degrees: west,south,east,north."),
        ("box=1,nan,3,4", "Give four numbers, in degrees: west,south,east,north."),
        ("box=0,91,3,92", "A latitude is between -90 and 90 degrees; 91 is not."),
        ("box=0,1,181,2", "A longitude is between -180 and 180 degrees; 181 is not."),
        ("box=0,5,1,2", "The southern side comes first"),
    ],
)
def test_what_is_no_place_or_box_is_told_beside_its_field(client: Client, places, query, said):
    answer = client.get(f"/events.json?{query}")
    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert said in page(client, f"/?{query}").one("form", id="filters").words


def test_an_event_and_its_card_lead_to_the_place(client: Client, town: Town, places):
    facts = page(client, f"/events/{town.fire.slug}/").one("dl", of="facts")
    assert [link.words for link in facts.all("a") if "/places/" in link["href"]] == ["Storvik"]
    (card,) = page(client, "/?place=storvik").all("li", of="item")
    assert [link.words for link in card.all("a") if "/places/" in link["href"]] == ["Storvik"]


def test_a_places_page_tells_where_it_is_and_what_lies_in_it(client: Client, town: Town, places):
    storvik = page(client, "/places/storvik/")
    assert storvik.texts("h1") == ["Storvik"]
    assert "60.5° N, 17.25° E, within 2.5 km" in storvik.words
    assert "Also called Сторвік." in storvik.words
    assert storvik.one("dl", of="facts").one("a", href="/places/coast/").words == "The Coast"
    coast = page(client, "/places/coast/")
    assert "coordinates not recorded" in coast.words
    assert "Storvik 1 event" in coast.words
    assert set(slugs_listed(coast)) == {
        town.fire.slug, town.opening.slug,
    }  # fmt: skip


def test_the_register_counts_and_finds_places(client: Client, places):
    table = page(client, "/places/")
    assert table.texts("h1") == ["Places"]
    rows = [row.words for row in table.all("tr")][1:]
    assert [row.split()[0] for row in rows] == ["The", "Storvik", "The"]
    assert rows[0].endswith("2")
    assert "1 place" in page(client, "/places/?q=сторвік").words
    lines = client.get("/places.csv").getvalue().decode().splitlines()
    assert lines[2] == 'Storvik,The Coast,Сторвік,"60.5° N, 17.25° E, within 2.5 km",1'


def test_a_place_of_drafts_alone_is_no_reader_s(client: Client, town: Town, places):
    Event.objects.filter(pk=town.fire.pk).update(state=State.DRAFT)
    with reading(Scope.PUBLIC):
        assert set(Place.objects.values_list("slug", flat=True)) == {"coast", "isle"}
    Event.objects.filter(pk=town.opening.pk).update(state=State.WITHDRAWN)
    with reading(Scope.PUBLIC):
        assert set(Place.objects.values_list("slug", flat=True)) == {"isle"}
    for address in ("/", "/places/", "/places.csv", "/events.json", "/events.geojson"):
        answer = client.get(address)
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert "Storvik" not in text
        assert "The Coast" not in text
    assert client.get("/places/storvik/").status_code == 404
    assert client.get("/events.json?place=storvik").status_code == 400


def test_a_place_in_which_a_public_one_lies_is_public(places):
    outer = [Place.objects.create(slug=f"outer-{n}", name=f"Outer {n}") for n in range(6)]
    for inner, one in zip([places["coast"], *outer], outer, strict=False):
        Place.objects.filter(pk=inner.pk).update(lies_in=one)
    Event.objects.exclude(place=places["storvik"]).update(place=None)
    with reading(Scope.PUBLIC):
        found = set(Place.objects.values_list("slug", flat=True))
    assert found == {"storvik", "coast", *(one.slug for one in outer)}


def test_places_of_one_name_are_offered_with_where_they_are(client: Client, town: Town):
    coast = Place.objects.create(slug="coast", name="The Coast")
    for number, event in enumerate((town.fire, town.repair), 1):
        outer = coast if number == 1 else None
        place = Place.objects.create(slug=f"bay-{number}", name="The Bay", lies_in=outer)
        Event.objects.filter(pk=event.pk).update(place=place)
    offered = page(client, "/").one("details", id="fieldset-place").words
    assert "The Bay (in The Coast) 1" in offered
    assert "The Bay (bay-2) 1" in offered
    assert "The Coast 1" in offered
