"""``manage.py import_timeline`` as it is typed."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import snapshot
from tests.story import at
from timeline.models import Event, Mention, Place, Story

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[list[str], list[str]]:
    out, err = StringIO(), StringIO()
    call_command("import_timeline", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.fixture
def slides(tmp_path: Path) -> Path:
    path = tmp_path / "sound.json"
    events = [
        {"start_date": {"year": year}, "text": {"headline": f"Of {year}"}} for year in (1990, 2022)
    ]
    path.write_text(json.dumps({"events": events}))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("Titel;Tag;Wer\nFähre;03/04/2022;\nSturm;soonish;\nEis;2021;Nils Moe\n")
    return path


DRAFTS = "What is new are drafts: readers see it once an Editor publishes it."


def test_it_says_what_came_of_it(slides: Path):
    Story.objects.create(title="Sound")
    assert run(slides) == (["2 created, 0 updated, 0 unchanged", DRAFTS], [])
    Event.objects.filter(title="Of 1990").update(place=at("Storvik"))
    assert run(slides)[0] == [
        "kept: row 1 (“Of 1990”): place was changed in admin",
        "0 created, 0 updated, 2 unchanged",
    ]


def test_a_dry_run_says_that_it_is_one(slides: Path):
    Story.objects.create(title="Sound")
    before = snapshot.rows()
    out, _ = run(slides, "--dry-run")
    assert out == ["dry run, nothing was written: 2 created, 0 updated, 0 unchanged"]
    assert snapshot.rows() == before


def test_without_any_story_a_first_one_is_named_after_the_file(slides: Path):
    first = "The archive has no story yet; the first is named after sound.json."
    assert run(slides, "--dry-run")[0][0] == first
    assert not Story.objects.exists()
    assert run(slides)[0][0] == first
    story = Story.objects.get()
    assert (story.title, story.main, story.state) == ("sound", True, "draft")
    assert set(story.events.all()) == set(Event.objects.all())
    assert run(slides) == (["0 created, 0 updated, 2 unchanged"], [])


def test_of_several_stories_one_has_to_be_named(slides: Path):
    for title in ("One", "Two"):
        Story.objects.create(title=title)
    with pytest.raises(CommandError, match=r"Say which story new events go into.+: one, two\."):
        run(slides)
    assert not Event.objects.exists()
    run(slides, "--story", "two")
    assert Story.objects.get(slug="two").events.count() == 2
    # What makes no event asks for none.
    assert run(slides) == (["0 created, 0 updated, 2 unchanged"], [])


@pytest.mark.parametrize(
    ("encoding", "read_as"), [("mac-roman", "Latin-1"), ("iso-8859-15", "Windows-1252")]
)
def test_an_encoding_that_cant_be_told_is_asked_for(tmp_path: Path, encoding: str, read_as: str):
    path = tmp_path / "old.csv"
    path.write_bytes(
        "title;date\nŒuvre volée près de Nîmes;2020\nMusée à 50 €;2021\n".encode(encoding)
    )
    with pytest.raises(CommandError, match=f"{read_as}.+ Say which encoding it has"):
        run(path)
    with pytest.raises(CommandError, match="The file is not encoded as UTF-8"):
        run(path, "--encoding", "utf-8")
    run(path, "--encoding", encoding)
    assert {*Event.objects.values_list("title", flat=True)} == {
        "Œuvre volée près de Nîmes", "Musée à 50 €",
    }  # fmt: skip


def test_how_a_file_was_read_is_told(tmp_path: Path):
    path = tmp_path / "old.csv"
    path.write_bytes("title;date\nCœur de l’Élysée – 2½ ans à Évreux;2020\n".encode("cp1252"))
    assert run(path)[0][0] == "It names no encoding; it was read as Windows-1252."


def test_problems_are_told_by_row_and_nothing_is_taken_in(table: Path):
    before = snapshot.rows()
    err = StringIO()
    with pytest.raises(CommandError, match=r"2 rows have problems; nothing was imported\. Mend"):
        call_command(
            "import_timeline", str(table), "--map", "title=Titel", "date=Tag", "actors=Wer",
            stderr=err,
        )  # fmt: skip
    told = err.getvalue().splitlines()
    assert [line.partition(":")[0] for line in told] == ["row 2", "row 3"]
    assert "“03/04/2022” is two different days" in told[0]
    assert "“soonish” is not read as a date" in told[1]
    assert snapshot.rows() == before


def test_what_is_said_of_a_table_is_remembered(table: Path):
    Story.objects.create(title="Sound")
    said = ["--map", "title=Titel", "date=Tag", "--map", "actors=Wer", "--day-first", "--skip-bad"]
    out, err = run(table, *said, "--new-actors", "person")
    assert out == [
        "“Titel”: What happened (title)", "“Tag”: Date, or its start", "“Wer”: Who took part",
        "actor “Nils Moe”, in 1 row: new", "new in the archive: 1 actor",
        "2 created, 0 updated, 0 unchanged, 1 skipped", DRAFTS,
    ]  # fmt: skip
    assert len(err) == 1
    assert Event.objects.get(title="Fähre").edtf == "2022-04-03"
    again = run(table, "--skip-bad")[0][3:]
    assert again == ["0 created, 0 updated, 2 unchanged, 1 skipped"]
    again = run(table, "--skip-bad", "--new", "--publish")[0][3:]
    assert again == ["0 created, 2 told once more, 0 updated, 0 unchanged, 1 skipped"]
    assert Mention.objects.filter(state="published").count() == 2


def test_unknown_names_are_told_once_each_with_what_becomes_of_them(tmp_path: Path):
    path = tmp_path / "towns.csv"
    path.write_text(
        "title,date,place,actors\nOne,2022,Kiew,Ida Berg\nTwo,2023,Kiew,Ida Berg\n"
        "Three,2024,Berg,\n"
    )
    Place.objects.create(slug="kyiv", name="Kyiv")
    said = ["--name", "place:Kiew=same:Kyiv", "--name", "place:Berg=out"]
    said += ["--name", "actor:Ida Berg=new:person"]
    out, _ = run(path, *said)
    assert out[4:7] == [
        "actor “Ida Berg”, in 2 rows: new, a person",
        "place “Kiew”, in 2 rows: the same as kyiv",
        "place “Berg”, in 1 row: left out",
    ]
    assert dict(Event.objects.values_list("title", "place__slug")) == {
        "One": "kyiv", "Two": "kyiv", "Three": None,
    }  # fmt: skip
    assert (Place.objects.count(), Place.objects.get().aliases.count()) == (1, 0)
    assert Event.objects.get(title="One").actors.get().kind == "person"
    assert run(path)[0][-1] == "0 created, 0 updated, 3 unchanged"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("place:Kiew=same:nowhere", "“nowhere” is the name of no place of the record"),
        ("town:Kiew=out", "its noun is one of actor, outlet, tag, place and kind"),
        ("place:Kiew=perhaps", "“perhaps” is no choice"),
        ("place:Kiew=new:thing", "“new:thing” is no choice"),
        ("Kiew", "is no NOUN:NAME=CHOICE"),
    ],
)
def test_a_choice_for_a_name_that_is_none_is_refused(said: str, why: str, table: Path):
    with pytest.raises(CommandError, match=why):
        run(table, "--map", "title=Titel", "date=Tag", "--name", said)
    assert not Event.objects.exists()


def test_a_column_is_kept_or_left_out_as_is_said(table: Path):
    said = ["--map", "title=Titel", "date=Tag", "--day-first", "--skip-bad"]
    out, _ = run(table, *said, "--map", "out=Wer", "--dry-run")
    assert out[2] == "“Wer”: left out"
    out, _ = run(table, *said)
    assert out[2] == "“Wer”: kept, as a value of the event"
    assert Event.objects.filter(named_values__has_key="Wer").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{table}"], "Say which column has the titles"),
        (["{table}", "--map", "titel=Titel"], "“titel=Titel” is no FIELD=COLUMN"),
        (["{table}", "--map", "title=Title"], "There is no column “Title”"),
        (["{table}", "--map", "out=Title"], "There is no column “Title” to keep or leave out."),
        (["nowhere.csv"], "^nowhere.csv is not there.$"),
    ],
)
def test_what_makes_no_sense_is_said_in_few_words(table: Path, arguments, message):
    with pytest.raises(CommandError, match=message):
        run(*(argument.format(table=table) for argument in arguments))


def test_rows_that_are_refused_hold_back_no_other_note(tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_text("title,date,url\nFire,2020,none\nStorm,soonish,no link\n")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 row has a problem"):
        call_command("import_timeline", str(path), stdout=out, stderr=err)
    assert "rows 2 and 3: “none” is no web address, and is left out. Likewise" in out.getvalue()
    told, _ = run(path, "--skip-bad")
    assert "row 2: “none” is no web address, and is left out." in told


def test_two_spellings_of_a_place_that_the_archive_knows_are_one(tmp_path: Path):
    Place.objects.create(slug="kyiv", name="Kyiv").aliases.create(name="Kiew")
    path = tmp_path / "own.csv"
    rows = "Fire,2020-01-02,Kyiv,Daily Alpha\nFire,2020-01-02,Kiew,Daily Beta\n"
    path.write_text(f"title,date,place,outlet\n{rows}Fire,2020-01-02,Lviv,Daily Beta\n")
    out, _ = run(path)
    assert "2 created, 1 told once more, 0 updated, 0 unchanged" in out
    assert Event.objects.get(place__slug="kyiv").mentions.count() == 2
