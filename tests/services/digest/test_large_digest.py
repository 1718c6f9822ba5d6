"""A large digest: as few queries as for a small one, and all that is derived as it should be."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tests import snapshot
from tests.counting import queries_of
from tests.digest_folder import DigestFolder
from timeline.models import Event, Mention, Source
from timeline.services.digest.digest_files import BadDigest, write_yaml
from timeline.services.digest.load_digest import load
from timeline.services.records import collector

pytestmark = pytest.mark.django_db


def write(folder: Path, events: int) -> Path:
    """A digest of so many fairs, each told by two papers."""
    write_yaml(folder / "outlets.yaml", [{"slug": "herald", "name": "The Herald"}])
    write_yaml(folder / "actors.yaml", [
        {"slug": f"mayor-{n}", "name": f"Mayor {n}", "kind": "person", "aliases": [f"M. {n}"]}
        for n in range(5)
    ])  # fmt: skip
    write_yaml(folder / "events.yaml", [
        {"slug": f"fair-{n}", "title": f"Fair {n}", "actors": [f"mayor-{n % 5}"]}
        for n in range(events)
    ])  # fmt: skip
    for paper in ("early", "late"):
        write_yaml(folder / "documents" / f"{paper}.yaml", {
            "slug": paper, "title": paper, "outlet": "herald", "outlet_basis": "stated",
            "draws_on": ["early"] if paper == "late" else [],
            "mentions": [
                {
                    "event": f"fair-{n}", "paragraph": str(n + 1), "says": "It took place.",
                    "phrase": f"in May {1900 + n % 90}" if paper == "early" or n % 7 else
                    f"in June {1900 + n % 90}",
                    "names": {f"mayor-{n % 5}": [f"Mayor {n % 5}"]},
                    "quotes": [{"speaker": f"mayor-{n % 5}", "words": "welcome all"}],
                    "details": [{"aspect": "figure", "subject": "guests", "value": str(n)}],
                }
                for n in range(events)
            ],
        })  # fmt: skip
    return folder


def nothing_is_stale() -> bool:
    """Whether reading every phrase and dating every event again changes nothing."""
    return not Mention.objects.reread(
        Source.objects.values_list("pk", flat=True)
    ) and not Event.objects.refresh_dates(Event.objects.values_list("pk", flat=True))


def test_queries_do_not_grow_with_the_digest(tmp_path: Path) -> None:
    small, middle, large = (write(tmp_path / str(size), size) for size in (10, 60, 300))
    load(small)
    again = queries_of(lambda: load(small))
    more = queries_of(lambda: load(middle))
    assert queries_of(lambda: load(large)) == more
    assert queries_of(lambda: load(large)) == again


def test_a_second_load_of_more_than_a_thousand_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "fairs", 1100)
    load(folder)
    before = snapshot.rows()
    report = load(folder)
    assert (report.created.total(), report.updated.total()) == (0, 0)
    assert report.unchanged.total() == 1 + 5 + 1100 + 2 + 2200
    assert snapshot.rows() == before


def test_what_is_derived_is_as_if_each_had_been_saved(tmp_path: Path) -> None:
    load(write(tmp_path / "fairs", 40))
    assert nothing_is_stale()
    assert Event.objects.filter(disputed=True).count() == 6
    assert not Event.objects.filter(earliest=None).exists()


def test_phrases_that_look_back_are_read_once_for_all_as_one_by_one(digest: DigestFolder) -> None:
    load(digest.path)
    assert Mention.objects.get(phrase="that same month").edtf == "2019-05"
    assert nothing_is_stale()


def test_a_mention_that_is_new_in_a_known_source_is_read_with_those_before_it(
    digest: DigestFolder,
) -> None:
    load(digest.path)
    digest.add(
        "documents/report.yaml",
        "  - event: vote\n    paragraph: 5\n    phrase: that same month\n    says: It was rainy.\n",
    )
    load(digest.path)
    assert Mention.objects.get(paragraph=5).edtf == "2019-05"
    assert nothing_is_stale()


def test_a_mention_left_out_is_not_looked_back_to(digest: DigestFolder) -> None:
    load(digest.path)
    Source.objects.get(slug="report").mentions.all().delete()
    Event.objects.get(slug="vote").delete()
    digest.write(
        "documents/letter.yaml",
        "slug: letter\ntitle: A letter\nmentions:\n"
        "  - {event: opening, paragraph: 1, phrase: in May 2001, says: So it was.}\n"
        "  - {event: vote, paragraph: 2, phrase: in June 2002, says: They voted.}\n"
        "  - {event: storm, paragraph: 3, phrase: that same month, says: It stormed.}\n",
    )
    load(digest.path)
    assert Mention.objects.get(source__slug="letter", paragraph=3).edtf == "2001-05"
    assert nothing_is_stale()


@pytest.mark.parametrize("state", ["published", "draft"])
def test_an_editors_date_in_the_digest_counts_for_events_that_nothing_tells(
    digest: DigestFolder, state: str
) -> None:
    digest.add(
        "events.yaml",
        "- slug: fair\n  title: A fair\n  chosen: {date: '2021', reason: A poster.}\n"
        f"  state: {state}\n",
    )
    load(digest.path)
    assert Event.objects.get(slug="fair").edtf == "2021"
    assert nothing_is_stale()


@pytest.mark.parametrize("state", ["published", "draft"])
def test_an_editors_date_counts_in_a_digest_without_any_telling(tmp_path: Path, state: str) -> None:
    (tmp_path / "story.yaml").write_text("title: A story\n")
    (tmp_path / "events.yaml").write_text(
        "- slug: fair\n  title: A fair\n  chosen: {date: '2021', reason: A poster.}\n"
        f"  state: {state}\n"
    )
    load(tmp_path)
    assert Event.objects.get(slug="fair").edtf == "2021"


def test_what_a_source_draws_on_is_in_the_history(digest: DigestFolder) -> None:
    load(digest.path)
    made, drawn = Source.objects.get(slug="report").history.order_by("history_id")
    assert (made.history_type, made.draws_on.count()) == ("+", 0)
    assert drawn.history_type == "~"
    assert [link.to_source.slug for link in drawn.draws_on.all()] == ["speech"]
    assert drawn.history_change_reason == "loaded from the digest"


def test_the_collector_is_at_work_again_after_a_load_that_fails(digest: DigestFolder) -> None:
    digest.write("events.yaml", "- {slug: storm}\n")
    with pytest.raises(BadDigest):
        load(digest.path)
    assert gc.isenabled()
    with collector.at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()
