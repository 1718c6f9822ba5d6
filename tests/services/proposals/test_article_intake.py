"""Taking articles in, again, changed, and away."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.domain.time import edtf
from timeline.models import Actor, Article, Decision, Event, Mention, Outlet, Proposal, Source
from timeline.services.articles.article_files import NotAnArticle
from timeline.services.proposals import review
from timeline.services.proposals.article_intake import Came, StatedOfAll, remove, take_in
from timeline.services.proposals.ingest import files, ingest
from timeline.services.proposals.propose import Finder

pytestmark = pytest.mark.django_db

REPORT = """Harbour board turns down new quay

By Nils Moe
4 May 2023

The Harbour Board rejected the plan for a new quay on Wednesday.

“We cannot pay for it,” said Ida Berg, who chairs the board.

A fire destroyed the old quay in March 2021.
"""


@pytest.fixture
def finder(db: None) -> Finder:
    for slug, name, kind in (
        ("ida-berg", "Ida Berg", "person"),
        ("harbour-board", "Harbour Board", "organisation"),
    ):
        Actor.objects.create(slug=slug, name=name, kind=kind)
    return Finder.of_database()


def take(text: str, finder: Finder, *, name: str = "report.txt", given: StatedOfAll | None = None):
    return take_in(text.encode(), name=name, finder=finder, given=given)


def accept(proposal: Proposal) -> Mention:
    article = proposal.article
    article.confirmed = True
    article.save()
    return review.accept(proposal, by=None)


def test_an_article_comes_in_with_what_it_states_and_its_proposals(finder: Finder) -> None:
    taken = take(REPORT, finder)
    article = taken.article
    assert taken.came is Came.NEW
    assert article is not None
    assert article.title == "Harbour board turns down new quay"
    assert article.authors == "Nils Moe"
    assert article.edtf == "2023-05-04"
    assert article.published_basis == "stated"
    assert article.outlet is None
    assert article.text == REPORT
    kinds = {p.kind: p for p in article.proposals.all()}
    assert set(kinds) == {"refusal", "statement", "incident"}
    assert taken.proposals == 3
    assert kinds["refusal"].edtf == "2023-05-03"
    assert kinds["incident"].edtf == "2021-03"
    assert kinds["statement"].quotes[0]["speaker"] == "ida-berg"
    assert kinds["statement"].quotes[0]["words"] == "We cannot pay for it,"


def test_nothing_is_published_without_a_persons_yes(finder: Finder) -> None:
    take(REPORT, finder)
    assert not Source.objects.exists()
    assert not Event.objects.exists()
    assert not Mention.objects.exists()
    assert Actor.objects.count() == 2


def test_the_same_bytes_come_in_once(finder: Finder) -> None:
    first = take(REPORT, finder)
    again = take(REPORT, finder, name="copy.txt")
    assert again.came is Came.KNOWN
    assert again.article == first.article
    assert Article.objects.count() == 1


def test_what_a_digest_brought_is_not_taken_in_again(finder: Finder) -> None:
    import hashlib

    sha256 = hashlib.sha256(REPORT.encode()).hexdigest()
    Source.objects.create(slug="known", title="Known", document="report.txt", sha256=sha256)
    assert take(REPORT, finder).came is Came.KNOWN
    assert not Article.objects.exists()


def test_an_outlet_is_the_one_stated_never_one_guessed(finder: Finder) -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    stated = take(f"{REPORT}\nCopyright the herald\n", finder, name="a.txt").article
    other = take(f"{REPORT}\nCopyright The Gazette\n", finder, name="b.txt").article
    assert stated is not None
    assert other is not None
    assert (stated.outlet, stated.outlet_basis) == (herald, "stated")
    assert (other.outlet, other.outlet_basis, other.site) == (None, "not-stated", "The Gazette")


def test_what_the_editor_gives_counts_where_the_article_states_none_and_says_so(
    finder: Finder,
) -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    given = StatedOfAll(outlet=herald, published=edtf.parse("2024-01-01"))
    dated = take(REPORT, finder, given=given).article
    undated = take("A ship sank on Monday.\n", finder, name="b.txt", given=given).article
    assert dated is not None
    assert undated is not None
    assert (dated.edtf, dated.published_basis) == ("2023-05-04", "stated")
    assert (dated.outlet, dated.outlet_basis) == (herald, "inferred")
    assert (undated.edtf, undated.published_basis) == ("2024-01-01", "inferred")
    assert undated.published_reason


def test_without_a_publication_date_relative_dates_say_what_they_lack(finder: Finder) -> None:
    article = take("A heading\n\nThe ferry sank on Monday.\n", finder).article
    assert article is not None
    proposal = article.proposals.get()
    assert proposal.phrase
    assert not proposal.interval.is_dated
    assert "publication date" in proposal.because


def test_a_text_that_changed_keeps_what_was_reviewed_and_marks_its_passages(
    finder: Finder,
) -> None:
    article = take(REPORT, finder).article
    assert article is not None
    refusal = article.proposals.get(kind="refusal")
    fire = article.proposals.get(kind="incident")
    statement = article.proposals.get(kind="statement")
    kept, lost = accept(refusal), accept(fire)
    review.reject(statement, by=None)
    changed = REPORT.replace(
        "The Harbour Board rejected", "It rained.\n\nThe Harbour Board rejected"
    )
    changed = changed.replace("A fire destroyed the old quay in March 2021.", "The quay is old.")
    taken = take(changed, finder)
    assert taken.came is Came.CHANGED
    assert taken.article == article
    refusal.refresh_from_db()
    fire.refresh_from_db()
    kept.refresh_from_db()
    assert refusal.place == Proposal.Place.MOVED
    assert kept.paragraph == refusal.paragraph == 5
    assert fire.place == Proposal.Place.GONE
    assert Mention.objects.filter(pk=lost.pk).exists()
    article.refresh_from_db()
    assert article.text[refusal.start : refusal.end] == refusal.passage
    assert article.text[refusal.focus_start : refusal.focus_end] in refusal.passage
    # What was decided is not proposed a second time, what was rejected neither.
    assert not article.proposals.filter(state=Proposal.State.OPEN).exists()
    assert article.source is not None
    assert article.source.sha256 == article.sha256


def test_a_text_put_back_as_it_was_finds_its_passages_again(finder: Finder) -> None:
    article = take(REPORT, finder).article
    assert article is not None
    fire = article.proposals.get(kind="incident")
    accept(fire)
    take(REPORT.replace("A fire destroyed", "Flames destroyed"), finder)
    fire.refresh_from_db()
    assert fire.place == Proposal.Place.GONE
    take(REPORT, finder)
    fire.refresh_from_db()
    assert fire.place == Proposal.Place.KEPT


def test_another_article_under_the_same_file_name_is_another_article(finder: Finder) -> None:
    take(REPORT, finder)
    taken = take("Ferry sinks\n\nThe ferry sank off the point in May 2020.\n", finder)
    assert taken.came is Came.NEW
    assert Article.objects.count() == 2


def test_a_removed_article_leaves_its_mentions_and_can_come_in_again(finder: Finder) -> None:
    article = take(REPORT, finder).article
    assert article is not None
    refusal = article.proposals.get(kind="refusal")
    accept(refusal)
    assert remove(article) == 1
    article.refresh_from_db()
    refusal.refresh_from_db()
    assert article.text == ""
    assert article.removed
    assert refusal.place == Proposal.Place.GONE
    assert Mention.objects.count() == 1
    assert not article.proposals.filter(state=Proposal.State.OPEN).exists()
    taken = take(REPORT, finder)
    assert taken.article == article
    refusal.refresh_from_db()
    assert refusal.place == Proposal.Place.KEPT
    assert Article.objects.count() == 1


def test_a_second_article_on_the_same_day_proposes_the_event_that_is_known(finder: Finder) -> None:
    first = take(REPORT, finder).article
    assert first is not None
    told = accept(first.proposals.get(kind="refusal"))
    second = take(
        "No quay for the north side\n\nPublished: 5 May 2023\n\n"
        "On 3 May the Harbour Board rejected a plan to build a new quay.\n",
        finder,
        name="other.txt",
    ).article
    assert second is not None
    proposal = second.proposals.get(kind="refusal")
    assert proposal.event == told.event
    assert proposal.matches[0]["event"] == told.event.pk
    assert any("3 May 2023" in reason for reason in proposal.matches[0]["reasons"])


def test_an_event_of_another_day_is_not_taken_for_it(finder: Finder) -> None:
    first = take(REPORT, finder).article
    assert first is not None
    accept(first.proposals.get(kind="refusal"))
    second = take(
        "Quay again\n\nPublished: 5 May 2024\n\nThe Harbour Board rejected the plan on Friday.\n",
        finder,
        name="other.txt",
    ).article
    assert second is not None
    assert second.proposals.get(kind="refusal").event is None


def test_a_folder_comes_in_file_by_file_and_what_is_no_article_is_told(
    finder: Finder, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "latin.txt").write_bytes(
        "Café shuts\n\nThe café closed in June 2022.\n".encode("latin-1")
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    told: list[Path] = []
    summary = ingest(files([tmp_path]), after_each=told.append)
    assert summary.came[Came.NEW] == 2
    assert {path.name for path, _ in summary.refused} == {"picture.png", "empty.txt"}
    assert all(why.endswith(".") for _, why in summary.refused)
    assert len(told) == 4
    assert set(Article.objects.values_list("name", flat=True)) == {"report.txt", "in/latin.txt"}
    again = ingest(files([tmp_path]))
    assert again.came == {Came.KNOWN: 2}
    assert again.proposals == 0


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    assert len(list(files([path, tmp_path, path]))) == 1
    with pytest.raises(FileNotFoundError):
        list(files([tmp_path / "nowhere"]))


def test_an_article_that_fails_halfway_leaves_nothing(
    finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("timeline.services.proposals.proposal_rows.insert", fails)
    with pytest.raises(RuntimeError):
        take(REPORT, finder)
    assert not Article.objects.exists()


def test_bytes_that_are_no_article_are_refused(finder: Finder) -> None:
    with pytest.raises(NotAnArticle):
        take_in(b"%PDF-1.7 \x00\x01", name="a.pdf", finder=finder)
    assert not Article.objects.exists()
    assert not Decision.objects.exists()
