"""Folders of articles: some at a time, in processes of their own where there are many."""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.counting import queries_of
from timeline.domain.time import edtf
from timeline.models import Actor, Article, Event, Mention, Outlet, Proposal, Source, Term
from timeline.queries import known_events
from timeline.services.proposals import article_intake, finding_processes
from timeline.services.proposals.article_intake import (
    IncomingFile,
    IntakeDefaults,
    IntakeResult,
    files_under,
    take_in,
)
from timeline.services.proposals.text_changes import remove

pytestmark = pytest.mark.django_db


def text(number: int) -> str:
    return (
        f"Ferry {number} sinks\n\nBy Nils Moe\n\n{number % 27 + 1} May 2023\n\n"
        f"The ferry sank off the point on {number % 27 + 1} May 2023 in the great storm.\n\n"
        "“We saw nothing of it,” said Ida Berg, who chairs the board, on Monday.\n\n"
        "The Harbour Board rejected the plan for a new quay last week.\n"
    )


@pytest.fixture
def harbour(db: None) -> None:
    """What articles are held against: actors, a word for a thing, and two events that are told."""
    ida = Actor.objects.create(slug="ida-berg", name="Ida Berg")
    board = Actor.objects.create(slug="harbour-board", name="Harbour Board", kind="organisation")
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    source = Source.objects.create(
        slug="known", title="Known", outlet=herald, outlet_basis="stated"
    )
    for slug, title, phrase in (
        ("sinking", "A ferry sinks off the point", "on 3 May 2023"),
        ("plan", "The board rejects the plan for a quay", ""),
    ):
        event = Event.objects.create(slug=slug, title=title, kind="incident")
        event.actors.add(ida if slug == "sinking" else board)
        mention = Mention.objects.create(event=event, source=source, phrase=phrase, says=title)
        Term.objects.create(mention=mention, subject="the weather", words="the storm")


def folder(path: Path, count: int) -> Path:
    path.mkdir()
    for number in range(count):
        (path / f"{number:03}.txt").write_text(text(number), encoding="utf-8")
    return path


def take(path: Path, **options: Any) -> Counter[str]:
    """How many of a folder's files came in how."""
    found = [IncomingFile(name, file.read_bytes) for file, name in files_under([path])]
    return Counter(one.arrival.name for one in take_in(found, **options))


def told(result: IntakeResult) -> tuple[str, str, int, str]:
    return result.file.name, result.arrival, result.proposals, result.why


def made() -> list[dict[str, Any]]:
    """What came of it, but for keys and times."""
    drop = {"id", "article_id", "taken_in_at"}
    rows = [
        *Article.objects.order_by("name").values(),
        *Proposal.objects.order_by("article__name", "start", "end", "kind").values(),
    ]
    return [{name: value for name, value in row.items() if name not in drop} for row in rows]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a handful of files count as many, on a machine of two processors."""
    monkeypatch.setattr(finding_processes, "MANY", 5)
    monkeypatch.setattr(finding_processes, "_processors", lambda: 2)


def test_processes_of_their_own_find_what_this_one_finds_in_the_same_order(
    harbour: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path / "in", 40)
    (path / "005.txt").write_bytes(b"%PDF-1.7 \x00\x01")
    (path / "006.txt").write_text("A ship sank off the point on Monday.\n", encoding="utf-8")
    given = IntakeDefaults(published=edtf.parse("2024-01-01"))
    found = [IncomingFile(name, file.read_bytes) for file, name in files_under([path])]
    few = [told(one) for one in take_in(found, defaults=given)]
    here = made()
    Article.objects.all().delete()
    monkeypatch.setattr(article_intake, "_FILES", 4)
    monkeypatch.setattr(finding_processes, "MANY", 5)
    monkeypatch.setattr(finding_processes, "_processors", lambda: 2)
    assert [told(one) for one in take_in(found, defaults=given)] == few
    assert [name for name, *_ in few] == sorted(file.name for file in path.iterdir())
    assert [one[:2] for one in few if one[1] != "new"] == [("005.txt", "refused")]
    assert made() == here
    assert any(row.get("event_id") for row in here)
    assert Proposal.objects.get(article__name="006.txt").edtf == "2024-01-01"


def test_a_copied_process_and_a_new_one_find_the_same(
    harbour: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: None
) -> None:
    path = folder(tmp_path / "in", 6)
    take(path)
    here = made()
    Article.objects.all().delete()
    monkeypatch.setattr(finding_processes, "_context", lambda: multiprocessing.get_context("spawn"))
    take(path)
    assert made() == here


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
@pytest.mark.parametrize(("threads", "method"), [(1, "fork"), (2, "spawn")])
def test_processes_are_copied_only_where_no_other_thread_may_hold_a_lock(
    monkeypatch: pytest.MonkeyPatch, threads: int, method: str
) -> None:
    monkeypatch.setattr("threading.active_count", lambda: threads)
    assert finding_processes._context().get_start_method() == method


def test_what_a_folder_gives_is_what_its_files_give_one_by_one(
    harbour: None, tmp_path: Path
) -> None:
    path = folder(tmp_path / "in", 4)
    take(path)
    here = made()
    Article.objects.all().delete()
    for file in sorted(path.iterdir()):
        list(take_in([IncomingFile(file.name, file.read_bytes)]))
    assert made() == here
    assert any(row.get("matches") and row.get("quotes") == () for row in here)


def test_files_are_written_so_many_or_so_many_bytes_together(
    harbour: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    keep = article_intake.keep

    def kept(found: list[Any], **options: Any) -> None:
        written.append(len(found))
        keep(found, **options)

    monkeypatch.setattr(article_intake, "keep", kept)
    monkeypatch.setattr(article_intake, "_FILES", 2)
    monkeypatch.setattr(article_intake, "_WRITTEN", 6)
    take(folder(tmp_path / "a", 14))
    assert written == [6, 6, 2]
    written.clear()
    Article.objects.all().delete()
    monkeypatch.setattr(article_intake, "_BYTES", 2 * len(text(0).encode()))
    take(folder(tmp_path / "b", 6))
    assert written == [2, 2, 2]


def test_the_same_bytes_twice_in_a_run_come_in_once(harbour: None, tmp_path: Path) -> None:
    path = folder(tmp_path / "in", 2)
    for name in ("000b.txt", "copy.txt"):
        (path / name).write_text(text(0), encoding="utf-8")
    came = take(path)
    assert came == {"NEW": 2, "KNOWN": 2}
    assert Article.objects.count() == 2


def test_a_newer_version_in_the_same_run_is_the_same_article(harbour: None, tmp_path: Path) -> None:
    path = folder(tmp_path / "in", 1)
    page = '<html><head><link rel="canonical" href="https://example.org/ferry"></head><body>{}'
    for name, more in (("a.html", ""), ("b.html", "<p>A tug towed it home on 9 May 2023.</p>")):
        lines = "".join(f"<p>{line}</p>" for line in text(1).split("\n\n"))
        (path / name).write_text(page.format(lines + more), encoding="utf-8")
    came = take(path)
    assert came == {"NEW": 2, "CHANGED": 1}
    assert "tug" in Article.objects.get(url="https://example.org/ferry").text


def test_what_fails_halfway_leaves_whole_articles_and_goes_on_from_there(
    harbour: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path / "in", 40)
    keep = article_intake.keep
    runs: list[int] = []

    def fails(*given: Any, **options: Any) -> None:
        runs.append(1)
        if len(runs) == 2:
            raise RuntimeError("the power went")
        keep(*given, **options)

    monkeypatch.setattr(article_intake, "keep", fails)
    monkeypatch.setattr(article_intake, "_WRITTEN", 16)
    with pytest.raises(RuntimeError):
        take(path)
    taken = Article.objects.count()
    assert 0 < taken < 40
    assert not Article.objects.filter(proposals=None).exists()
    came = take(path)
    assert came == {"KNOWN": taken, "NEW": 40 - taken}


def test_a_file_that_cannot_be_read_is_told_and_the_rest_comes_in(
    harbour: None, tmp_path: Path
) -> None:
    path = folder(tmp_path / "in", 3)
    found = [IncomingFile(name, file.read_bytes) for file, name in files_under([path])]
    (path / "001.txt").unlink()
    came = [told(one) for one in take_in(found)]
    assert [one[:2] for one in came if one[1] != "new"] == [("001.txt", "refused")]
    assert Article.objects.count() == 2


def test_an_articles_outlet_and_removal_are_kept_to_as_one_by_one(
    harbour: None, tmp_path: Path
) -> None:
    path = folder(tmp_path / "in", 1)
    (path / "stated.txt").write_text(f"{text(2)}\nCopyright the herald\n", encoding="utf-8")
    take(path)
    assert Article.objects.get(name="stated.txt").outlet == Outlet.objects.get()
    remove(Article.objects.get(name="000.txt"))
    assert take(path) == {"CHANGED": 1, "KNOWN": 1}
    assert Article.objects.get(name="000.txt").proposals.exists()


def test_queries_do_not_grow_with_what_is_known(harbour: None, tmp_path: Path, many: None) -> None:
    before = queries_of(lambda: take(folder(tmp_path / "a", 8)))
    for number in range(30):
        event = Event.objects.create(slug=f"more-{number}", title="A ferry sinks")
        Mention.objects.create(
            event=event, source=Source.objects.get(), phrase="on 5 May 2023", says="It sank."
        )
    path = folder(tmp_path / "b", 8)
    for file in path.iterdir():
        file.write_text(file.read_text().replace("Nils", "Olle"))
        file.rename(path / f"other-{file.name}")
    assert queries_of(lambda: take(path)) == before


def test_very_many_events_are_looked_up_in_the_database_instead(
    harbour: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: None
) -> None:
    path = folder(tmp_path / "in", 6)
    take(path)
    here = made()
    Article.objects.all().delete()
    monkeypatch.setattr(known_events, "MOST_KEPT", 1)
    take(path)
    assert made() == here


def test_quotations_in_another_language_are_told_in_whichever_process_they_were_found(
    many: None, tmp_path: Path
) -> None:
    path = folder(tmp_path / "in", 5)
    (path / "006.txt").write_text(
        "Quay sold\n\n1 May 2023\n\nThe quay was sold to the bank on Monday, the board said.\n\n"
        "“Wir können nicht länger auf das Geld warten, das man uns versprach,” said Ida Berg.\n",
        encoding="utf-8",
    )
    take(path)
    quotes = [quote for one in Proposal.objects.all() for quote in one.quotes]
    assert {quote.language for quote in quotes if quote.words.startswith("Wir")} == {"de"}
    assert {quote.language for quote in quotes if quote.words.startswith("We ")} == {""}
