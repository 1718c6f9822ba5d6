"""``manage.py load_seeds`` and ``dump_seeds``, as typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests import snapshot
from tests.installation import copied
from tests.story import at
from timeline.models import Event, Story
from timeline.services.digest import load_digest

pytestmark = pytest.mark.django_db


def test_without_a_directory_the_shipped_story_is_loaded(capsys):
    call_command("load_seeds")
    assert Story.objects.get().title in (settings.FIXTURES / "story.yaml").read_text()
    created, _, rest = capsys.readouterr().out.partition(" created, ")
    assert int(created) > 100
    assert rest == "0 updated, 0 unchanged\n"


def test_a_second_load_of_the_story_changes_nothing(capsys):
    call_command("load_seeds")
    created = capsys.readouterr().out.partition(" ")[0]
    before = snapshot.rows()
    call_command("load_seeds")
    assert capsys.readouterr().out == f"0 created, 0 updated, {created} unchanged\n"
    assert snapshot.rows() == before


def test_what_is_kept_and_what_is_left_is_named(digest, capsys):
    call_command("load_seeds", digest.path)
    Event.objects.filter(slug="storm").update(place=at("Berg"))
    digest.change("first_hand.yaml", digest.text("first_hand.yaml"), "[]\n")
    digest.change("documents/report.yaml", "draws_on: [speech]\n", "")
    digest.change("documents/report.yaml", "    via: speech\n", "")
    capsys.readouterr()
    call_command("load_seeds", digest.path)
    assert capsys.readouterr().out.splitlines() == [
        "kept: event storm: place was changed in admin",
        "no longer in the digest, left as it is: source speech",
        "0 created, 2 updated, 15 unchanged",
    ]


def test_of_a_long_list_a_few_are_named_and_all_where_that_is_asked_for(digest, capsys):
    call_command("load_seeds", digest.path)
    Event.objects.update(place=at("Elsewhere"), title="Otherwise", summary="Changed.")
    capsys.readouterr()
    call_command("load_seeds", digest.path)
    *named, rest, counts = capsys.readouterr().out.splitlines()
    assert len(named) == 5
    assert rest == "kept: … and 4 more like these: --verbose names them"
    call_command("load_seeds", digest.path, verbose=True)
    *every, same = capsys.readouterr().out.splitlines()
    assert (len(every), every[:5], same) == (9, named, counts)


def test_what_another_digest_brought_is_told_apart_from_what_an_editor_changed(digest, capsys):
    call_command("load_seeds", digest.path)
    Event.objects.filter(slug="storm").update(place=at("Berg"))
    digest.write("digest.yaml", "name: other\n")
    digest.change("events.yaml", "The bridge opens", "The bridge is opened")
    capsys.readouterr()
    call_command("load_seeds", digest.path)
    assert capsys.readouterr().out.splitlines() == [
        "differs: event opening: title stays as the digest “bridge” has it",
        "0 created, 0 updated, 18 unchanged",
    ]


def test_a_dump_is_called_as_asked_where_that_is_a_slug(digest, tmp_path):
    call_command("load_seeds", digest.path)
    call_command("dump_seeds", tmp_path / "dump", digest="berg")
    assert (tmp_path / "dump" / "digest.yaml").read_text() == "name: berg\n"
    with pytest.raises(CommandError, match="“Die Brücke” is no slug"):
        call_command("dump_seeds", tmp_path / "other", "--digest", "Die Brücke")


def test_a_dry_run_says_that_it_is_one(digest, capsys):
    before = snapshot.rows()
    call_command("load_seeds", digest.path, dry_run=True)
    assert capsys.readouterr().out == (
        "dry run, nothing was written: 18 created, 0 updated, 0 unchanged\n"
    )
    assert snapshot.rows() == before


def test_a_dump_says_how_many_files_it_wrote_and_where(digest, tmp_path, capsys):
    call_command("load_seeds", digest.path)
    capsys.readouterr()
    call_command("dump_seeds", tmp_path / "dump")
    assert capsys.readouterr().out == f"9 files written to {tmp_path / 'dump'}\n"
    assert len(list((tmp_path / "dump").rglob("*.yaml"))) == 9


def test_the_shipped_story_is_dumped_as_it_was_loaded(tmp_path, capsys):
    call_command("load_seeds")
    call_command("dump_seeds", tmp_path / "dump")
    capsys.readouterr()
    before = snapshot.rows()
    call_command("load_seeds", tmp_path / "dump")
    assert " 0 updated, " in capsys.readouterr().out
    after = snapshot.rows()
    # A dump names each outlet's colour, which the digest leaves open, and the loader remembers it.
    del before["timeline.DigestRecord"], after["timeline.DigestRecord"]
    assert after == before


def test_a_bad_digest_has_the_command_fail_in_few_words(digest):
    digest.change("events.yaml", "place: Berg", "plaice: Berg")
    with pytest.raises(CommandError) as failed:
        call_command("load_seeds", digest.path)
    assert str(failed.value) == ("bridge/events.yaml:5: unknown key “plaice”\nNothing was loaded.")


def test_a_shell_is_told_by_the_exit_status_and_not_by_a_traceback(digest, migrated, tmp_path):
    url = copied(migrated, tmp_path / "retold.sqlite3")
    line = digest.change("events.yaml", "place: Berg", "plaice: Berg")
    manage = Path(settings.BASE_DIR) / "manage.py"
    ran = subprocess.run(
        [sys.executable, manage, "load_seeds", digest.path],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert f"bridge/events.yaml:{line}: unknown key “plaice”" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def test_how_long_others_wait_is_said_before_anything_is_written(digest, capsys, monkeypatch):
    monkeypatch.setattr(load_digest, "ENTRIES_A_SECOND", 4)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load_digest._Load, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        call_command("load_seeds", digest.path)
    assert capsys.readouterr().err == (
        "18 entries in one transaction: whoever else saves waits for it, about 4 s.\n"
    )
