"""Places at the desk: typed, looked up, merged, deleted, undone; and what a Reporter may do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.story import Town
from tests.web.markup import page
from timeline.models import Event, Place, Undoable
from timeline.services.places import merge_places, town_list
from timeline.services.places.town_list import Town as TownListed
from timeline.services.records.undo import plan, undo

LIST = "/admin/timeline/place/"
SPRINGFIELDS = [
    (
        TownListed(1, "Springfield", "United States", "Missouri", 170_188, 37.2, -93.3),
        ["Springfield", "SPR"],
    ),
    (
        TownListed(2, "Springfield", "Canada", "03", 20_000, 49.9, -96.9),
        ["Springfield", "Спрингфілд"],
    ),
]


@pytest.fixture
def storvik(town: Town) -> Place:
    return Place.objects.get(name="Storvik")


@pytest.fixture
def _few_towns(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RETOLD_TOWNS = tmp_path / "towns"

    def listed() -> Iterator[tuple[TownListed, list[str]]]:
        yield from SPRINGFIELDS

    monkeypatch.setattr(town_list, "_listed", listed)


def form(**changes: str) -> dict[str, str]:
    return {
        "name": "Storvik", "slug": "storvik", "lies_in": "", "latitude": "", "longitude": "",
        "precision_m": "", "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0", **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("latitude", "91", "A latitude is between -90 and 90 degrees."),
        ("longitude", "-180.5", "A longitude is between -180 and 180 degrees."),
        ("latitude", "50", "Give both a latitude and a longitude, or neither."),
        ("precision_m", "5", "This is of coordinates, and there are none."),
    ],
)
def test_coordinates_that_are_none_are_told_beside_their_field(desk, storvik, field, value, said):
    html = desk.post(f"{LIST}{storvik.pk}/change/", form(**{field: value})).content.decode()
    assert said in html
    storvik.refresh_from_db()
    assert (storvik.latitude, storvik.longitude) == (None, None)


def test_a_place_can_not_lie_in_itself(desk: Client, storvik: Place):
    inner = Place.objects.create(slug="quay", name="The Quay", lies_in=storvik)
    for outer in (storvik, inner):
        sent = form(lies_in=str(outer.pk))
        html = desk.post(f"{LIST}{storvik.pk}/change/", sent).content.decode()
        assert "A place can’t lie in itself, nor in one that lies in it." in html
    storvik.refresh_from_db()
    assert storvik.lies_in is None


@pytest.mark.usefixtures("_few_towns")
def test_several_towns_of_a_name_are_asked_and_none_is_chosen_beforehand(desk: Client, storvik):
    Place.objects.filter(pk=storvik.pk).update(name="springfield")
    address = f"{LIST}{storvik.pk}/towns/"
    found = page(desk, address)
    radios = found.all("input", type="radio", name="town")
    assert [radio["value"] for radio in radios] == ["1", "2", "none"]
    assert not [radio for radio in radios if "checked" in radio.attributes]
    assert "Springfield United States Missouri 170,188" in found.words
    assert "Springfield Canada 03 20,000" in found.words
    html = desk.post(address, {}).content.decode()
    assert "Choose the town that is meant, or that none of them is." in html
    assert desk.post(address, {"town": "7"}).status_code == 200
    assert desk.post(address, {"town": "none"}).status_code == 302
    storvik.refresh_from_db()
    assert storvik.latitude is None
    assert desk.post(address, {"town": "2"}).status_code == 302
    storvik.refresh_from_db()
    assert (storvik.latitude, storvik.longitude, storvik.lies_in) == (49.9, -96.9, None)
    assert storvik.history.first().history_change_reason == "Coordinates of Springfield, GeoNames 2"


@pytest.mark.usefixtures("_few_towns")
def test_an_unknown_place_is_none_s_fault_and_an_alias_finds_a_town(desk: Client, storvik: Place):
    address = f"{LIST}{storvik.pk}/towns/"
    assert "That is no fault of the place" in page(desk, address).words
    storvik.aliases.create(name="Спрингфілд")
    radios = page(desk, address).all("input", type="radio", name="town")
    assert [radio["value"] for radio in radios] == ["2", "none"]


@pytest.mark.usefixtures("_few_towns")
def test_nothing_is_looked_up_on_a_save(desk: Client, storvik: Place, settings):
    assert desk.post(f"{LIST}{storvik.pk}/change/", form(name="Springfield")).status_code == 302
    storvik.refresh_from_db()
    assert (storvik.name, storvik.latitude) == ("Springfield", None)
    assert not settings.RETOLD_TOWNS.exists()


def test_the_list_of_towns_knows_names_of_all_scripts(tmp_path: Path):
    file = tmp_path / "towns"
    (kyiv,) = town_list.towns(["Київ"], path=file)
    assert (kyiv.name, round(kyiv.latitude, 1), round(kyiv.longitude, 1)) == ("Kyiv", 50.5, 30.5)
    odesas = town_list.towns(["ODESSA"], path=file)
    assert [town.country for town in odesas] == ["Ukraine", "United States"]
    assert town_list.towns(["in Kyiv", "Kyiv was", ""], path=file) == []
    regions = [town.region for town in town_list.towns(["Springfield"], path=file)]
    assert {"Missouri", "Illinois", "Massachusetts"} < {*regions}
    assert len({*regions}) == len(regions)
    file.write_bytes(b"torn")
    assert len(town_list.towns(["Київ"], path=file)) == 1


def test_places_that_are_one_are_merged_and_parted_again(town: Town, storvik: Place):
    outer = Place.objects.create(slug="coast", name="The Coast")
    other = Place.objects.create(
        slug="port", name="Port Storvik", lies_in=outer, latitude=60.5, longitude=17.2
    )
    part = Place.objects.create(slug="quay", name="The Quay", lies_in=other)
    Event.objects.filter(pk=town.storm.pk).update(place=other)
    merge_places.merge(storvik, [other])
    storvik.refresh_from_db()
    part.refresh_from_db()
    assert set(storvik.events.all()) == {town.fire, town.storm}
    assert (part.lies_in, storvik.lies_in, storvik.latitude) == (storvik, outer, 60.5)
    assert list(storvik.aliases.values_list("name", flat=True)) == ["Port Storvik"]
    done = Undoable.objects.get()
    undo(done.pk, agreed=plan(done).lost_token)
    port = Place.objects.get(slug="port")
    storvik.refresh_from_db()
    part.refresh_from_db()
    assert (part.lies_in, storvik.lies_in, storvik.latitude) == (port, None, None)
    assert Event.objects.get(pk=town.storm.pk).place == port


def test_merging_a_place_with_what_it_lies_in_makes_no_circle(town: Town, storvik: Place):
    outer = Place.objects.create(slug="land", name="The Land")
    middle = Place.objects.create(slug="coast", name="The Coast", lies_in=outer)
    Place.objects.filter(pk=storvik.pk).update(lies_in=middle)
    merge_places.merge(storvik, [outer])
    middle.refresh_from_db()
    storvik.refresh_from_db()
    assert (middle.lies_in, storvik.lies_in) == (storvik, None)


@pytest.mark.parametrize("goes", [True, False])
def test_deleting_a_place_asks_where_its_events_go(desk: Client, town: Town, storvik, goes):
    outer = Place.objects.create(slug="coast", name="The Coast")
    Place.objects.filter(pk=storvik.pk).update(lies_in=outer)
    part = Place.objects.create(slug="quay", name="The Quay", lies_in=storvik)
    address = f"{LIST}{storvik.pk}/delete/"
    assert "1 event happened there, and 1 place lies in it" in page(desk, address).words
    assert Place.objects.filter(pk=storvik.pk).exists()
    assert desk.post(address, {"to": str(outer.pk) if goes else ""}).status_code == 302
    town.fire.refresh_from_db()
    part.refresh_from_db()
    assert (town.fire.place, part.lies_in) == (outer if goes else None, outer)
    done = Undoable.objects.get()
    undo(done.pk, agreed=plan(done).lost_token)
    town.fire.refresh_from_db()
    assert town.fire.place == storvik
    assert Place.objects.get(slug="quay").lies_in == storvik


def test_a_reporter_changes_no_place_that_readers_meet(reporters_desk: Client, storvik: Place):
    address = f"{LIST}{storvik.pk}/change/"
    assert reporters_desk.post(address, form(name="Elsewhere")).status_code == 403
    assert reporters_desk.post(f"{LIST}{storvik.pk}/towns/", {}).status_code == 403
    assert reporters_desk.post(f"{LIST}{storvik.pk}/delete/", {"to": ""}).status_code == 403
    assert Place.objects.get(pk=storvik.pk).name == "Storvik"
    sent = form(name="A draft's place", slug="drafts")
    assert reporters_desk.post(f"{LIST}add/", sent).status_code == 302


def test_a_box_tells_places_of_one_name_apart_by_where_they_are(desk: Client, town: Town):
    missouri = Place.objects.create(slug="missouri", name="Missouri")
    Place.objects.create(slug="springfield", name="Springfield", lies_in=missouri)
    Place.objects.create(slug="springfield-2", name="Springfield", latitude=42.1, longitude=-72.6)
    Place.objects.create(slug="springfield-3", name="Springfield")
    asked = {"app_label": "timeline", "model_name": "event", "field_name": "place"}
    found = desk.get("/admin/autocomplete/", asked | {"term": "Springfield"}).json()["results"]
    assert [one["text"] for one in found] == [
        "Springfield (in Missouri)", "Springfield (42.1° N, 72.6° W)",
        "Springfield (springfield-3)",
    ]  # fmt: skip


@pytest.mark.parametrize(("parts", "said"), [(1, "1 place lies in it"), (2, "2 places lie in it")])
def test_deleting_a_place_counts_what_lies_in_it(desk: Client, storvik: Place, parts, said):
    for number in range(parts):
        Place.objects.create(slug=f"quay-{number}", name=f"Quay {number}", lies_in=storvik)
    assert said in page(desk, f"{LIST}{storvik.pk}/delete/").words
