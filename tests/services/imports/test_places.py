"""Places and their coordinates in a file: made or found by name, never overwritten, told where they
differ.
"""

from __future__ import annotations

import pytest

from timeline.domain.timelines.column_mapping import Mapping, NameChoice, guess
from timeline.models import DigestRecord, Event, Mention, Outlet, Place
from timeline.services.imports.import_outcome import RowFate
from timeline.services.imports.import_timeline import BadRows, load, preview
from timeline.services.imports.imported_files import FILE
from timeline.services.imports.take_back import plan, take_back
from timeline.services.imports.timeline_file import open_file

pytestmark = pytest.mark.django_db

HEAD = "title,date,place,lat,lon\n"
ROWS = (
    "One,2022-03-01,Storvik,60.5,17.2\nTwo,2022-03-02,Storvik,60.5,17.2\nThree,2022-03-03,Berg,,\n"
)


def file(rows: str = ROWS, *, head: str = HEAD):
    return open_file((head + rows).encode(), name="towns.csv")


def mapping(head: str = HEAD) -> Mapping:
    return Mapping(guess(head.strip().split(",")))


def notes(rows: str) -> list[str]:
    return [note.sentence for note in preview(file(rows), mapping=mapping()).notes]


def test_places_are_made_once_with_their_coordinates():
    assert {"place", "latitude", "longitude"} <= mapping().columns.keys()
    report = load(file(), mapping=mapping())
    assert report.new["place"] == 2
    storvik = Place.objects.get(slug="storvik")
    assert (storvik.latitude, storvik.longitude, storvik.precision_m) == (60.5, 17.2, None)
    assert Place.objects.get(slug="berg").latitude is None
    assert storvik.events.count() == 2
    again = load(file(), mapping=mapping())
    assert (again.new["place"], Place.objects.count()) == (0, 2)


def test_a_known_place_is_found_by_any_of_its_names_and_keeps_its_coordinates():
    storvik = Place.objects.create(slug="the-town", name="Storvik town", latitude=60, longitude=17)
    storvik.aliases.create(name="storvik")
    report = load(file(), mapping=mapping())
    assert report.new["place"] == 1
    storvik.refresh_from_db()
    assert (storvik.latitude, storvik.events.count()) == (60, 2)
    told = [note for note, _ in report.notes]
    assert (
        told
        == [
            "“Storvik” has 60° N, 17° E already; 60.5° N, 17.2° E is left out.",
        ]
        * 2
    )


def test_coordinates_that_differ_for_one_name_are_told():
    rows = ROWS + "Four,2022-03-04,storvik,61,17.2\n"
    assert notes(rows) == ["“storvik” has 60.5° N, 17.2° E already; 61° N, 17.2° E is left out."]
    load(file(rows), mapping=mapping())
    assert Place.objects.get(slug="storvik").latitude == 60.5


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("X,2022,Berg,91,17", "“91” is no latitude, which is between -90 and 90."),
        ("X,2022,Berg,60,east", "“east” is no longitude, which is between -180 and 180."),
        ("X,2022,Berg,60,", "“” is no longitude, which is between -180 and 180."),
    ],
)
def test_coordinates_that_are_none_are_told_and_the_row_comes_in(row, said):
    assert any(said in note for note in notes(f"{row}\n"))
    load(file(f"{row}\n"), mapping=mapping())
    assert not Place.objects.filter(latitude__isnull=False).exists()
    assert Event.objects.count() == 1


def test_a_name_of_several_places_is_asked():
    for slug in ("one", "other"):
        Place.objects.create(slug=slug, name="Berg")
    with pytest.raises(BadRows) as refused:
        load(file(), mapping=mapping())
    (row,) = refused.value.planned
    assert row.problems == ("“Berg” may be 2 of the places in the record: say which.",)
    load(file(ROWS.replace("Berg", "other")), mapping=mapping())
    assert Event.objects.get(title="Three").place.slug == "other"


def test_a_place_that_is_the_same_as_a_known_one_joins_its_events_and_gets_no_name():
    load(file("One,2022-03-01,Kyiv,50.45,30.52\n"), mapping=mapping())
    same = {("place", "kiew"): NameChoice(same="kyiv")}
    said = Mapping(mapping().columns, names=same)
    other = open_file(f"{HEAD}One,2022-03-01,Kiew,50,30\n".encode(), name="other.csv")
    report = load(other, mapping=said, anew=True)
    assert report.fates == {RowFate.JOINED: 1}
    assert (Event.objects.count(), Place.objects.count()) == (1, 1)
    assert not Place.objects.get().aliases.exists()
    (kiew,) = preview(other, mapping=mapping(), anew=True).unknown
    assert (kiew.noun, kiew.name, kiew.rows) == ("place", "Kiew", 1)


@pytest.mark.parametrize(
    ("places", "choice", "events"),
    [
        (("Kyiv", "Kiew"), NameChoice(same="kyiv"), 1),
        (("Kiew", "Київ"), NameChoice(same="kyiv"), 1),
        (("Kiew", ""), NameChoice(left_out=True), 1),
        (("Kiew", "Lviv"), NameChoice(left_out=True), 2),
        (("Kiew", "Lviv"), NameChoice(same="kyiv"), 2),
    ],
)
def test_rows_whose_places_are_one_by_choice_are_one_event(places, choice, events: int):
    Place.objects.create(slug="kyiv", name="Kyiv").aliases.create(name="Київ")
    said = Mapping(mapping().columns | {"outlet": "outlet"}, names={("place", "kiew"): choice})
    head = f"outlet,{HEAD}"
    rows = [f"Paper {n},One,2022-03-01,{place},,\n" for n, place in enumerate(places)]
    for turned in (rows, rows[::-1]):
        told = file("".join(turned), head=head)
        seen = preview(told, mapping=said)
        assert "Kiew" in [one.name for one in seen.unknown if one.noun == "place"]
        load(told, mapping=said)
        assert (Event.objects.count(), Mention.objects.count()) == (events, 2)
    assert load(told, mapping=said).fates == {RowFate.UNCHANGED: 2}


def test_rows_whose_outlets_are_one_by_choice_are_one_telling():
    Outlet.objects.create(slug="echo", name="The Echo")
    said = Mapping(
        {"title": "title", "date": "date", "outlet": "outlet"},
        names={("outlet", "echo, the"): NameChoice(same="echo")},
    )
    rows = 'title,date,outlet\nOne,2022-03-01,The Echo\nOne,2022-03-01,"Echo, The"\n'
    report = load(file(rows, head=""), mapping=said)
    assert report.notes == [("Row 3 says the same, and is left out.", 2)]
    assert Mention.objects.get().source.outlet.slug == "echo"


def test_a_place_that_is_left_out_takes_its_coordinates_with_it():
    out = {("place", "storvik"): NameChoice(left_out=True)}
    load(file(), mapping=Mapping(mapping().columns, names=out))
    assert [*Place.objects.values_list("name", flat=True)] == ["Berg"]
    event = Event.objects.get(title="One")
    assert (event.place, event.named_values) == (None, {})


def test_an_editors_place_stays_and_an_import_taken_back_takes_its_places():
    load(file(), mapping=mapping())
    Event.objects.filter(title="One").update(place=Place.objects.get(slug="berg"))
    report = load(file(), mapping=mapping())
    assert Event.objects.get(title="One").place.slug == "berg"
    assert report.fates.total() == 3
    record = DigestRecord.objects.get(kind=FILE)
    take_back(record, agreed=plan(record).token)
    assert not Event.objects.exists()
    assert not Place.objects.exists()


def test_coordinates_without_a_place_are_values_of_the_event():
    row = "X,2022,,60,17\n"
    assert notes(row) == []
    load(file(row), mapping=mapping())
    event = Event.objects.get(title="X")
    assert (event.place, event.named_values) == (None, {"latitude": "60", "longitude": "17"})
