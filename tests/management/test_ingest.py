"""``manage.py ingest`` as it is typed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.installation import copied
from timeline.models import Article, Outlet, Proposal


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("ingest", *map(str, arguments), stdout=out, stderr=err, verbosity=0)
    return out.getvalue().strip(), err.getvalue().strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("Ferry sinks\n\nThe ferry sank in May 2020.\n")
    (tmp_path / "two.md").write_text("# Quay shut\n\nThe board closed the quay on Friday.\n")
    (tmp_path / "three.bin").write_bytes(b"\x00\x01\x02\x03" * 40)
    return tmp_path


@pytest.mark.django_db
def test_it_sums_up_what_came_in_and_tells_each_refusal(folder: Path) -> None:
    out, err = run(folder)
    assert out == "2 new, 0 changed, 0 already in, 1 refused; 2 proposals to review."
    assert err.startswith(f"{folder / 'three.bin'}: ")


@pytest.mark.django_db
def test_run_again_it_takes_in_nothing_twice(folder: Path) -> None:
    run(folder)
    out, _ = run(folder)
    assert out == "0 new, 0 changed, 2 already in, 1 refused; 0 proposals to review."
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_outlet_and_publication_date_may_be_given(folder: Path) -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    run(folder / "two.md", "--outlet", "the herald", "--published", "5 May 2023")
    article = Article.objects.get()
    assert (article.outlet, article.outlet_basis) == (herald, "inferred")
    assert (article.edtf, article.published_basis) == ("2023-05-05", "inferred")
    assert Proposal.objects.get().edtf == "2023-05-05"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "is not there"),
        (["{folder}", "--outlet", "The Moon"], "There is no outlet “The Moon”"),
        (["{folder}", "--published", "soonish"], "“soonish”"),
        (["{folder}", "--published", "Friday"], "publication date"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_taken_in(
    folder: Path, arguments: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(*(argument.format(folder=folder) for argument in arguments))
    assert not Article.objects.exists()


def test_killed_in_the_middle_it_leaves_whole_articles_and_goes_on_from_there(
    migrated: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(250):
        text = f"Ferry {number} sinks\n\nThe ferry {number} sank off the point in May 2020.\n"
        (folder / f"{number:03}.txt").write_text(text * 3)
    database = tmp_path / "k.sqlite3"
    environment = {**os.environ, "DATABASE_URL": copied(migrated, database)}

    def ingest() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "ingest", str(folder)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(what: str, of: str) -> int:
        with closing(sqlite3.connect(database)) as connection:
            (found,) = connection.execute(f"SELECT count({what}) FROM timeline_{of}").fetchone()
            return int(found)

    running = ingest()
    wal = tmp_path / "k.sqlite3-wal"
    while running.poll() is None:
        if wal.exists() and wal.stat().st_size > 200_000:
            break
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    taken = ask("*", "article")
    assert 0 < taken < 250
    assert ask("DISTINCT article_id", "proposal") == taken
    assert ingest().wait() == 0
    assert ask("*", "article") == 250
