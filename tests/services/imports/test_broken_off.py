"""An import that is killed is taken up again; meanwhile others write."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from tests import installation
from tests.story import at
from timeline.domain.timelines.column_mapping import Mapping
from timeline.models import Actor, DigestRecord, Event, Mention
from timeline.services.imports.import_outcome import RowFate
from timeline.services.imports.import_timeline import load
from timeline.services.imports.timeline_file import open_file
from timeline.services.records import timed_batches

ROWS = 250

_TABLE = "title,date,actors,outlet,source,place\n" + "".join(
    f"Happening {number},2022-03-{number % 28 + 1:02},Ida Berg {number % 7},"
    f"{'The Herald,Report ' + str(number % 5) if number % 2 else ','},there\n"
    for number in range(ROWS)
)
_COLUMNS = {name: name for name in ("title", "date", "actors", "outlet", "source", "place")}

_LOAD = f"""
import json, os
from timeline.domain.timelines.column_mapping import Mapping
from timeline.models import *
from timeline.services.imports import row_writer
from timeline.services.imports.import_timeline import load
from timeline.services.imports.timeline_file import open_file
from timeline.services.records import timed_batches
file = open_file({_TABLE!r}.encode(), name="mine.csv")
mapping = Mapping({_COLUMNS!r}, new_actors="person")
timed_batches.PAUSE = 0
def tell():
    print(json.dumps([
        sorted(Event.objects.values_list("title", "sequence", "mentions__source__title")),
        sorted(Actor.objects.values_list("name", flat=True)),
        sorted(Source.objects.values_list("title", flat=True)),
        DigestRecord.objects.count(), Mention.history.count(), Event.history.count(),
    ]))
def die(*_):
    os.kill(os.getpid(), 9)
"""
_BETWEEN = "timed_batches.time.sleep = die\n"
_WITHIN = """
update = row_writer.RowWriter._update
def dying(self, model, *more):
    update(self, model, *more)
    if Event.objects.count() > 100:
        die()
row_writer.RowWriter._update = dying
"""
_TAKE = "report = load(file, mapping=mapping, anew={anew}); tell()\n"


def test_a_file_whose_import_was_killed_is_taken_in_once(migrated: Path, tmp_path: Path):
    whole = installation.run(
        _LOAD + _TAKE.format(anew=False), url=installation.copied(migrated, tmp_path / "whole")
    )
    for how, anew in ((_BETWEEN, False), (_WITHIN, True)):
        take, url = _TAKE.format(anew=anew), installation.copied(migrated, tmp_path / f"{anew}")
        killed = installation.start(_LOAD + how + take, url=url)
        assert killed.communicate()[0] == ""
        assert killed.returncode == -9
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as left:
            (count,) = left.execute("SELECT count(*) FROM timeline_event").fetchone()
        assert 0 < count < ROWS
        assert installation.run(_LOAD + take, url=url) == whole


def taken_in(*, meanwhile, monkeypatch: pytest.MonkeyPatch, table: str = _TABLE):
    """The file taken in, with something done by another after each batch."""
    monkeypatch.setattr(timed_batches, "SECONDS", 0.2)
    # Of this module alone: threads of other tests sleep too.
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _: meanwhile())
    monkeypatch.setattr(timed_batches, "time", clock)
    file = open_file(table.encode(), name="mine.csv")
    return load(file, mapping=Mapping(_COLUMNS, new_actors="person"))


@pytest.mark.django_db(transaction=True)
def test_others_write_between_two_batches(monkeypatch: pytest.MonkeyPatch):
    if connection.vendor != "sqlite":
        pytest.skip("nobody waits for a writer there")
    turns = []

    def write() -> None:
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(name, timeout=2)) as other, other:
            other.execute("UPDATE timeline_event SET summary = 'here' WHERE title = 'Happening 3'")
            turns.append(other.total_changes)

    report = taken_in(meanwhile=write, monkeypatch=monkeypatch)
    assert turns
    assert report.fates == {RowFate.NEW: ROWS}
    assert Event.objects.count() == Mention.objects.count() == ROWS
    assert Event.objects.get(title="Happening 3").summary == "here"


@pytest.mark.django_db(transaction=True)
def test_whom_another_adds_meanwhile_is_known(monkeypatch: pytest.MonkeyPatch):
    def add() -> None:
        Actor.objects.get_or_create(slug="late", name="Latecomer", kind="person")

    last = f"Happening {ROWS},2022-04-01,Latecomer,,,\n"
    taken_in(meanwhile=add, monkeypatch=monkeypatch, table=_TABLE + last)
    assert Actor.objects.filter(name="Latecomer").count() == 1
    assert Event.objects.get(title=f"Happening {ROWS}").actors.get().slug == "late"
    assert DigestRecord.objects.filter(kind="import-file").count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_an_editor_changes_meanwhile_stays(monkeypatch: pytest.MonkeyPatch):
    def edit() -> None:
        Event.objects.filter(title=f"Happening {ROWS - 1}").update(place=at("as the editor says"))

    taken_in(meanwhile=lambda: None, monkeypatch=monkeypatch)
    report = taken_in(
        meanwhile=edit, monkeypatch=monkeypatch, table=_TABLE.replace(",there", ",elsewhere")
    )
    assert report.fates == {RowFate.UPDATED: ROWS - 1, RowFate.UNCHANGED: 1}
    assert len(report.kept) == 1
    assert Event.objects.filter(place__name="elsewhere").count() == ROWS - 1
    assert Event.objects.get(title=f"Happening {ROWS - 1}").place_name == "as the editor says"
