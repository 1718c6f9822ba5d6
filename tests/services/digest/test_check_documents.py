"""A digest held against its documents: their sums, date phrases and quotes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests import snapshot
from tests.digest_folder import DigestFolder
from timeline.services.digest.check_documents import DocumentReport, check
from timeline.services.digest.digest_files import BadDigest

REPORT = "documents/report.yaml"
ARTICLE = """\
BRIDGE OPENS AT LAST

Berg — On a grey noon on\u00a0Thursday the ribbon fell.
“The bridge\u202fis ours”, Mayor Berg said. ‘It will  hold’, her engineer had told her.

The town voted in May 2019. That same month a storm had closed the old one.
"""


@pytest.fixture
def papers(tmp_path: Path, digest: DigestFolder) -> Path:
    """A folder with the report's article, which the digest names and describes rightly."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "report.txt").write_text(ARTICLE, encoding="utf-8")
    digest.change(REPORT, "slug: report\n", f"slug: report\n{named()}")
    digest.change(
        REPORT, "  - event: opening\n    paragraph: 1", "  - event: opening\n    paragraph: 2"
    )
    digest.change(REPORT, "event: vote\n    paragraph: 2", "event: vote\n    paragraph: 4")
    digest.change(REPORT, "event: storm\n    paragraph: 2", "event: storm\n    paragraph: 4")
    digest.change(REPORT, "words: the bridge is ours", "words: The bridge is ours")
    digest.change(REPORT, "words: it will hold", "words: It will hold")
    digest.change(REPORT, "phrase: that same month", "phrase: That same month")
    return folder


def named() -> str:
    return f"document: report.txt\nsha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}\n"


def found(report: DocumentReport) -> tuple[int, int, int, int]:
    return report.quotes_found, report.quotes, report.phrases_found, report.phrases


def told(digest: DigestFolder, papers: Path) -> list[tuple[int, str]]:
    return [(problem.line, problem.what) for problem in check(digest.path, papers).problems]


def test_what_stands_in_the_document_is_found_whatever_its_quotes_and_spaces(digest, papers):
    report = check(digest.path, papers)
    assert report.problems == []
    # The column names no document, so nothing of it is looked for.
    assert found(report) == (2, 2, 3, 3)


def test_another_text_under_the_same_name_is_told(digest, papers):
    text = ARTICLE.replace("grey", "gray")
    (papers / "report.txt").write_text(text, encoding="utf-8")
    ((line, what),) = told(digest, papers)
    assert (line, "sha256" in digest.text(REPORT).splitlines()[line - 1]) == (3, True)
    assert what == f"the SHA-256 of report.txt is {hashlib.sha256(text.encode()).hexdigest()}"


@pytest.mark.parametrize("words", ["The bridge is theirs", "bridge is our", "the bridge is ours"])
def test_a_quote_that_does_not_stand_in_it_is_told(words, digest, papers):
    line = digest.change(REPORT, "The bridge is ours", words)
    assert told(digest, papers) == [(line, f"“{words}” does not stand in report.txt")]
    assert found(check(digest.path, papers)) == (1, 2, 3, 3)


def test_a_date_phrase_is_looked_for_in_its_paragraph(digest, papers):
    line = digest.change(REPORT, "phrase: in May 2019", "phrase: in June 2019")
    assert told(digest, papers) == [(line, "“in June 2019” does not stand in paragraph 4")]
    digest.change(REPORT, "phrase: in June 2019", "phrase: in May 2019")
    line = (
        digest.change(REPORT, "event: vote\n    paragraph: 4", "event: vote\n    paragraph: 3") + 2
    )
    assert told(digest, papers) == [(line, "“in May 2019” does not stand in paragraph 3")]


def test_a_paragraph_that_it_does_not_have_is_told(digest, papers):
    line = (
        digest.change(REPORT, "event: vote\n    paragraph: 4", "event: vote\n    paragraph: 5") + 1
    )
    assert told(digest, papers) == [(line, "report.txt has 4 paragraphs")]


def test_a_mention_without_a_paragraph_is_looked_for_in_the_whole(digest, papers):
    digest.change(REPORT, "event: vote\n    paragraph: 4", "event: vote")
    assert told(digest, papers) == []


def test_a_document_that_is_not_there_is_told(digest, papers):
    (papers / "report.txt").unlink()
    assert told(digest, papers) == [(2, "there is no report.txt")]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "deep/report.txt", "."])
def test_nothing_outside_the_folder_is_read(name, digest, papers):
    (papers.parent / "secret.txt").write_text(ARTICLE)
    (papers / "deep").mkdir()
    (papers / "deep" / "report.txt").write_text(ARTICLE)
    digest.change(REPORT, "document: report.txt", f"document: {name}")
    assert told(digest, papers) == [(2, f"there is no {name}")]


def test_a_folder_that_is_not_there_is_told(digest, tmp_path):
    (problem,) = check(digest.path, tmp_path / "nowhere").problems
    assert str(problem) == f"{tmp_path / 'nowhere'}: there is no such directory"


def test_a_digest_that_cannot_be_read_is_told_as_ever(digest, papers):
    digest.change("events.yaml", "place: Berg", "plaice: Berg")
    with pytest.raises(BadDigest):
        check(digest.path, papers)


@pytest.mark.django_db
def test_the_command_says_how_many_were_found_and_loads(digest, papers, capsys):
    call_command("load_seeds", digest.path, documents=papers)
    told = capsys.readouterr().out
    assert "2 of 2 quotes found" in told
    assert "3 of 3 date phrases found" in told
    assert "18 created, 0 updated, 0 unchanged" in told


@pytest.mark.django_db
def test_the_command_loads_nothing_where_a_quote_is_not_found(digest, papers, capsys):
    before = snapshot.rows()
    line = digest.change(REPORT, "It will hold", "It will do")
    with pytest.raises(CommandError) as failed:
        call_command("load_seeds", digest.path, documents=papers)
    assert "1 of 2 quotes found" in capsys.readouterr().out
    assert str(failed.value).splitlines() == [
        f"bridge/documents/report.yaml:{line}: “It will do” does not stand in report.txt",
        "Nothing was loaded.",
    ]
    assert snapshot.rows() == before


@pytest.mark.django_db
def test_every_quote_and_phrase_of_the_story_stands_in_its_document(documents, capsys):
    call_command("load_seeds", documents=documents, dry_run=True)
    told = capsys.readouterr().out
    quotes = check(settings.FIXTURES, documents).quotes
    assert quotes > 0
    assert f"{quotes} of {quotes} quotes found" in told
