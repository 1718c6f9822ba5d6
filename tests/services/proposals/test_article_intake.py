"""Taking articles in, again, changed, and away."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.domain.time import edtf
from timeline.models import Actor, Article, Decision, Event, Mention, Outlet, Proposal, Source
from timeline.services.proposals import review
from timeline.services.proposals.article_intake import (
    Arrival,
    IncomingFile,
    IntakeDefaults,
    IntakeResult,
    files_under,
    outlet_named,
    take_in,
)
from timeline.services.proposals.text_changes import remove

pytestmark = pytest.mark.django_db

REPORT = """Harbour board turns down new quay

By Nils Moe
4 May 2023

The Harbour Board rejected the plan for a new quay on Wednesday.

“We cannot pay for it,” said Ida Berg, who chairs the board.

A fire destroyed the old quay in March 2021.
"""


@pytest.fixture(autouse=True)
def register(db: None) -> None:
    """Whom the register knows."""
    for slug, name, kind in (
        ("ida-berg", "Ida Berg", "person"),
        ("harbour-board", "Harbour Board", "organisation"),
    ):
        Actor.objects.create(slug=slug, name=name, kind=kind)


def take(
    text: str, *, name: str = "report.txt", defaults: IntakeDefaults | None = None
) -> IntakeResult:
    (result,) = take_in([IncomingFile(name, text.encode)], defaults=defaults)
    return result


def take_folder(path: Path) -> list[IntakeResult]:
    return list(take_in([IncomingFile(name, f.read_bytes) for f, name in files_under([path])]))


def accept(proposal: Proposal) -> Mention:
    article = proposal.article
    article.confirmed = True
    article.save()
    return review.accept(proposal, by=None)


def test_an_article_comes_in_with_what_it_states_and_its_proposals() -> None:
    taken = take(REPORT)
    article = taken.article
    assert taken.arrival is Arrival.NEW
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
    assert kinds["statement"].quotes[0].speaker == "ida-berg"
    assert kinds["statement"].quotes[0].words == "We cannot pay for it,"


def test_nothing_is_published_without_a_persons_yes() -> None:
    take(REPORT)
    assert not Source.objects.exists()
    assert not Event.objects.exists()
    assert not Mention.objects.exists()
    assert Actor.objects.count() == 2


def test_the_same_bytes_come_in_once() -> None:
    first = take(REPORT)
    again = take(REPORT, name="copy.txt")
    assert again.arrival is Arrival.KNOWN
    assert again.article == first.article
    assert Article.objects.count() == 1


def test_what_a_digest_brought_is_not_taken_in_again() -> None:
    import hashlib

    sha256 = hashlib.sha256(REPORT.encode()).hexdigest()
    Source.objects.create(slug="known", title="Known", document="report.txt", sha256=sha256)
    assert take(REPORT).arrival is Arrival.KNOWN
    assert not Article.objects.exists()


def test_an_outlet_is_the_one_stated_never_one_guessed() -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    stated = take(f"{REPORT}\nCopyright the herald\n", name="a.txt").article
    other = take(f"{REPORT}\nCopyright The Gazette\n", name="b.txt").article
    assert stated is not None
    assert other is not None
    assert (stated.outlet, stated.outlet_basis) == (herald, "stated")
    assert (other.outlet, other.outlet_basis, other.site) == (None, "not-stated", "The Gazette")


def test_an_outlet_is_known_by_an_alias_that_no_other_has() -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    post = Outlet.objects.create(slug="post", name="The Post")
    for outlet, name in ((herald, "Berg Herald"), (herald, "The Paper"), (post, "The paper")):
        outlet.aliases.create(name=name)
    stated = take(f"{REPORT}\nCopyright Berg Herald\n", name="a.txt").article
    either = take(f"{REPORT}\nCopyright The Paper\n", name="b.txt").article
    assert stated is not None
    assert either is not None
    assert (stated.outlet, stated.outlet_basis) == (herald, "stated")
    assert (either.outlet, either.site) == (None, "The Paper")
    assert outlet_named("berg HERALD") == herald
    post.aliases.create(name="The Herald")
    assert outlet_named("The Herald") == herald


def test_what_the_editor_gives_counts_where_the_article_states_none_and_says_so() -> None:
    herald = Outlet.objects.create(slug="herald", name="The Herald")
    given = IntakeDefaults(outlet=herald, published=edtf.parse("2024-01-01"))
    dated = take(REPORT, defaults=given).article
    undated = take("A ship sank on Monday.\n", name="b.txt", defaults=given).article
    assert dated is not None
    assert undated is not None
    assert (dated.edtf, dated.published_basis) == ("2023-05-04", "stated")
    assert (dated.outlet, dated.outlet_basis) == (herald, "inferred")
    assert (undated.edtf, undated.published_basis) == ("2024-01-01", "inferred")
    assert undated.published_reason


def test_without_a_publication_date_relative_dates_say_what_they_lack() -> None:
    article = take("A heading\n\nThe ferry sank on Monday.\n").article
    assert article is not None
    proposal = article.proposals.get()
    assert proposal.phrase
    assert not proposal.interval.is_dated
    assert "publication date" in proposal.because


def test_a_text_that_changed_keeps_what_was_reviewed_and_marks_its_passages() -> None:
    article = take(REPORT).article
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
    taken = take(changed)
    assert taken.arrival is Arrival.CHANGED
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


def test_a_text_put_back_as_it_was_finds_its_passages_again() -> None:
    article = take(REPORT).article
    assert article is not None
    fire = article.proposals.get(kind="incident")
    accept(fire)
    take(REPORT.replace("A fire destroyed", "Flames destroyed"))
    fire.refresh_from_db()
    assert fire.place == Proposal.Place.GONE
    take(REPORT)
    fire.refresh_from_db()
    assert fire.place == Proposal.Place.KEPT


def test_another_article_under_the_same_file_name_is_another_article() -> None:
    take(REPORT)
    taken = take("Ferry sinks\n\nThe ferry sank off the point in May 2020.\n")
    assert taken.arrival is Arrival.NEW
    assert Article.objects.count() == 2


def test_a_removed_article_leaves_its_mentions_and_can_come_in_again() -> None:
    article = take(REPORT).article
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
    taken = take(REPORT)
    assert taken.article == article
    refusal.refresh_from_db()
    assert refusal.place == Proposal.Place.KEPT
    assert Article.objects.count() == 1


def test_a_second_article_on_the_same_day_proposes_the_event_that_is_known() -> None:
    first = take(REPORT).article
    assert first is not None
    told = accept(first.proposals.get(kind="refusal"))
    second = take(
        "No quay for the north side\n\nPublished: 5 May 2023\n\n"
        "On 3 May the Harbour Board rejected a plan to build a new quay.\n",
        name="other.txt",
    ).article
    assert second is not None
    proposal = second.proposals.get(kind="refusal")
    assert proposal.event == told.event
    assert proposal.matches[0].event == told.event.pk
    assert any("3 May 2023" in reason for reason in proposal.matches[0].reasons)


def test_an_event_of_another_day_is_not_taken_for_it() -> None:
    first = take(REPORT).article
    assert first is not None
    accept(first.proposals.get(kind="refusal"))
    second = take(
        "Quay again\n\nPublished: 5 May 2024\n\nThe Harbour Board rejected the plan on Friday.\n",
        name="other.txt",
    ).article
    assert second is not None
    assert second.proposals.get(kind="refusal").event is None


def test_a_folder_comes_in_file_by_file_and_what_is_no_article_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "latin.txt").write_bytes(
        "Café shuts\n\nThe café closed in June 2022.\n".encode("latin-1")
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    results = take_folder(tmp_path)
    refused = [one for one in results if one.arrival is Arrival.REFUSED]
    assert {one.file.name for one in refused} == {"picture.png", "empty.txt"}
    assert all(one.why.endswith(".") for one in refused)
    assert [one.arrival for one in results if one not in refused] == [Arrival.NEW] * 2
    assert set(Article.objects.values_list("name", flat=True)) == {"report.txt", "in/latin.txt"}
    again = [one for one in take_folder(tmp_path) if one.arrival is not Arrival.REFUSED]
    assert [(one.arrival, one.proposals) for one in again] == [(Arrival.KNOWN, 0)] * 2


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    assert len(list(files_under([path, tmp_path, path]))) == 1
    with pytest.raises(FileNotFoundError):
        list(files_under([tmp_path / "nowhere"]))


def test_an_article_that_fails_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("timeline.services.proposals.propose.insert", fails)
    with pytest.raises(RuntimeError):
        take(REPORT)
    assert not Article.objects.exists()


def test_bytes_that_are_no_article_are_refused() -> None:
    (result,) = take_in([IncomingFile("a.pdf", lambda: b"%PDF-1.7 \x00\x01")])
    assert (result.arrival, result.article) == (Arrival.REFUSED, None)
    assert result.why.endswith(".")
    assert not Article.objects.exists()
    assert not Decision.objects.exists()
