"""A few faults of each kind that is quick, and that a drill sees what went wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.drills import __main__ as drills
from tests.drills import desk
from tests.drills.kills import imports, saves
from tests.drills.place import InFiles, Place
from tests.drills.tally import Tally

TABLES = """
CREATE TABLE timeline_source (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE timeline_historicalsource (id INTEGER);
CREATE TABLE timeline_mention (id INTEGER PRIMARY KEY, source_id INTEGER);
CREATE TABLE timeline_quote (id INTEGER PRIMARY KEY, mention_id INTEGER);
INSERT INTO timeline_source (title) VALUES
    ('Drill whole'), ('Drill twice'), ('Drill twice'), ('Drill half');
INSERT INTO timeline_historicalsource SELECT id FROM timeline_source;
INSERT INTO timeline_mention SELECT id, id FROM timeline_source;
INSERT INTO timeline_quote SELECT id, id FROM timeline_source WHERE title <> 'Drill half';
"""


def test_what_was_acknowledged_outlives_a_server_that_is_killed(tmp_path: Path):
    tally = saves.drill(InFiles(tmp_path), count=2, seed=1)
    assert (tally.tried, tally.wrong) == (2, [])
    assert tally.seen["saves acknowledged"]


def test_an_import_that_is_killed_can_be_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(imports, "ROWS", 150)
    tally = imports.drill(InFiles(tmp_path), count=1, seed=1)
    assert tally.tried >= 1
    assert tally.wrong == []


def test_what_is_lost_there_twice_or_half_there_is_told(tmp_path: Path):
    file = tmp_path / "retold.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(TABLES)
    place = Place(f"sqlite:///{file}", tmp_path)
    assert desk.amiss(place, {"Drill whole", "Drill lost"}, {"Drill whole"}) == [
        "an acknowledged save is lost",
        "a save is there twice",
        "a save is half there",
        "a save that was refused is there",
    ]


def test_a_fault_after_which_two_things_are_wrong_failed_once():
    tally = Tally()
    tally.fault()
    tally.fault(["lost", "twice"])
    assert (tally.tried, tally.failed) == (2, 1)
    assert tally.told == "Wrong: lost (1); twice (1)"


def test_a_drill_held_again_takes_the_place_of_its_own_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(drills, "FILE", tmp_path / "results.md")
    for name, tried, failed in (("stopping", 50, 5), ("kill-saves", 20, 0), ("stopping", 40, 0)):
        drills._write([name, "SQLite", str(tried), str(failed), "9", "2026-11-29, 0d907c4", ""])
    told = (tmp_path / "results.md").read_text()
    assert "60 faults in all, 0 failed" in told
    assert [line.split(" | ")[0] for line in told.splitlines()[-2:]] == [
        "| kill-saves",
        "| stopping",
    ]


@pytest.mark.parametrize("name", drills.DRILLS)
def test_each_drill_says_what_it_does_and_how_often(name: str):
    module = drills.DRILLS[name]
    assert len((module.__doc__ or "").split()) > 20
    assert 0 < module.COUNT <= 50
