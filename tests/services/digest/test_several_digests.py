"""Several digests in one archive: each changes what it brought, and that alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import snapshot
from tests.digest_folder import DigestFolder
from timeline.models import Actor, DigestRecord, Event, Mention, Outlet, Source, Story
from timeline.services.digest.digest_files import BadDigest, read_digest
from timeline.services.digest.dump_digest import dump
from timeline.services.digest.load_digest import LoadReport, load
from timeline.services.records import merge_events

pytestmark = pytest.mark.django_db

FERRY = {
    "digest.yaml": "name: ferry\n",
    "story.yaml": "title: The ferry at Berg\nopens_with: last-trip\n",
    "outlets.yaml": "- slug: herald\n  name: The Berg Herald\n  note: A morning paper.\n",
    "actors.yaml": "- slug: mayor\n  name: Mayor Ida Berg\n  kind: person\n",
    "events.yaml": (
        "- slug: opening\n  title: The bridge is opened\n  place: Berg\n"
        "- slug: last-trip\n  title: The ferry's last trip\n  actors: [mayor]\n"
    ),
    "documents/farewell.yaml": (
        "slug: farewell\ntitle: Farewell to the ferry\noutlet: herald\noutlet_basis: stated\n"
        "published: '2022-03-05'\npublished_basis: stated\nmentions:\n"
        "  - event: last-trip\n    paragraph: 1\n    phrase: on Friday\n"
        "    says: It went once more.\n"
        "  - event: opening\n    paragraph: 2\n    phrase: the day before\n    says: It opened.\n"
    ),
}
"""Another story of the town, with the bridge's outlet, an actor and an event of it."""

DIFFERING = [
    "outlet herald: name stays as the digest “bridge” has it",
    "outlet herald: note stays as the digest “bridge” has it",
    "event opening: title stays as the digest “bridge” has it",
]


@pytest.fixture
def ferry(tmp_path: Path) -> DigestFolder:
    """The second digest."""
    folder = DigestFolder(tmp_path / "second")
    for path in (*folder.path.glob("*.yaml"), *folder.path.glob("documents/*.yaml")):
        path.unlink()
    for name, text in FERRY.items():
        folder.write(name, text)
    return folder


def counts(report: LoadReport) -> tuple[int, int, int]:
    return report.created.total(), report.updated.total(), report.unchanged.total()


def brought(digest: str) -> dict[str, list[str]]:
    """The keys of a digest's entries, by kind."""
    found: dict[str, list[str]] = {}
    for kind, key in DigestRecord.objects.filter(digest=digest).values_list("kind", "key"):
        found.setdefault(kind, []).append(key)
    return found


def first_rows() -> dict[str, list[dict[str, object]]]:
    """What the first digest left, but for dates that follow from every mention."""
    rows = snapshot.rows()
    return {
        noun: rows[f"timeline.{noun}"]
        for noun in ("Outlet", "Actor", "Alias", "Source", "Story", "Quote", "Term", "Detail")
    }


def test_a_digest_is_called_what_its_file_says_or_as_its_folder(digest, tmp_path):
    assert read_digest(digest.path).name == "bridge"
    digest.write("digest.yaml", "name: berg-bridge\n")
    assert read_digest(digest.path).name == "berg-bridge"
    other = DigestFolder(tmp_path / "Die Brücke, 2022")
    assert read_digest(other.path).name == "die-brucke-2022"
    digest.write("digest.yaml", "name: Berg bridge\n")
    with pytest.raises(BadDigest):
        read_digest(digest.path)


def test_the_first_digests_values_stay_and_each_difference_is_named(digest, ferry):
    load(digest.path)
    before = first_rows()
    opening = Event.objects.values().get(slug="opening")
    report = load(ferry.path)
    assert report.differing == DIFFERING
    assert (report.kept, report.left) == ([], [])
    assert counts(report) == (5, 0, 4)
    after = first_rows()
    for noun, rows in before.items():
        assert [row for row in after[noun] if row in rows] == rows
    changed = Event.objects.values().get(slug="opening")
    assert (changed["title"], changed["summary"]) == (opening["title"], opening["summary"])
    assert Outlet.objects.count() == 2


def test_what_another_digest_brought_is_used_by_reference(digest, ferry):
    load(digest.path)
    load(ferry.path)
    farewell = Source.objects.get(slug="farewell")
    assert farewell.outlet == Outlet.objects.get(slug="herald")
    assert set(Mention.objects.filter(event__slug="opening").values_list("source__slug")) == {
        ("report",), ("column",), ("farewell",),
    }  # fmt: skip
    trip = Event.objects.get(slug="last-trip")
    assert [p.actor.slug for p in trip.participations.all()] == ["mayor"]
    assert brought("ferry") == {
        "event": ["last-trip"],
        "source": ["farewell"],
        "mention": ["farewell#last-trip#1#1", "farewell#opening#2#1"],
        "story": ["story"],
    }


def test_each_is_loaded_again_without_changing_a_row_or_missing_the_others(digest, ferry):
    load(digest.path)
    load(ferry.path)
    before = snapshot.rows()
    again = load(digest.path)
    assert (again.kept, again.differing, again.left) == ([], [], [])
    report = load(ferry.path)
    assert (report.kept, report.differing, report.left) == ([], DIFFERING, [])
    assert snapshot.rows() == before


def test_what_a_digest_changes_or_drops_is_its_own_alone(digest, ferry):
    load(digest.path)
    load(ferry.path)
    ferry.change("events.yaml", "The bridge is opened", "The bridge opens to all")
    ferry.change("events.yaml", "The ferry's last trip", "The ferry goes for the last time")
    ferry.change("outlets.yaml", "- slug: herald", "- slug: courier")
    ferry.change("documents/farewell.yaml", "outlet: herald", "outlet: courier")
    ferry.change("outlets.yaml", "The Berg Herald", "The Courier")
    report = load(ferry.path)
    assert dict(report.updated) == {"event": 1, "source": 1}
    assert report.left == []
    assert Event.objects.get(slug="opening").title == "The bridge opens"
    assert Event.objects.get(slug="last-trip").title == "The ferry goes for the last time"


def test_what_was_renamed_in_admin_is_still_what_another_digest_means(digest, ferry):
    load(digest.path)
    Event.objects.filter(slug="opening").update(slug="the-opening")
    load(ferry.path)
    assert not Event.objects.filter(slug="opening").exists()
    assert Mention.objects.filter(event__slug="the-opening", source__slug="farewell").count() == 1


def test_what_was_deleted_in_admin_no_other_digest_brings_back(digest, ferry):
    load(digest.path)
    Event.objects.get(slug="opening").delete()
    for _ in range(2):
        report = load(ferry.path)
        assert "event opening: was deleted in admin, and stays deleted" in report.kept
        assert "mention farewell#opening#2#1: belongs to what was deleted in admin" in report.kept
        assert not Event.objects.filter(slug="opening").exists()


def test_events_of_two_digests_that_were_merged_stay_merged(digest, ferry):
    load(digest.path)
    load(ferry.path)
    keep, other = Event.objects.get(slug="vote"), Event.objects.get(slug="last-trip")
    merge_events.merge(keep, [other])
    before = {**snapshot.rows(), "timeline.DigestRecord": []}
    ferry.change("events.yaml", "The ferry's last trip", "The ferry goes for the last time")
    told = "event last-trip: was merged in admin into “The town votes for a bridge”, and stays so"
    assert told in load(ferry.path).kept
    load(digest.path)
    assert {**snapshot.rows(), "timeline.DigestRecord": []} == before


def test_each_digest_brings_its_own_story_and_a_deleted_one_stays_away(digest, ferry):
    load(digest.path)
    load(ferry.path)
    stories = {story.slug: story for story in Story.objects.all()}
    assert {slug: story.main for slug, story in stories.items()} == {
        "the-bridge-at-berg": True, "the-ferry-at-berg": False,
    }  # fmt: skip
    events = set(stories["the-ferry-at-berg"].events.values_list("slug", flat=True))
    assert events == {"opening", "last-trip"}
    ferry_alone = set(stories["the-bridge-at-berg"].events.values_list("slug", flat=True))
    assert ferry_alone == {"opening", "storm", "vote"}


def test_a_story_comes_beside_one_that_was_deleted_and_that_one_stays_away(digest, ferry):
    load(digest.path)
    Story.objects.get().delete()
    load(ferry.path)
    assert Story.objects.get().title == "The ferry at Berg"
    digest.change("story.yaml", "The bridge at Berg", "The bridge")
    report = load(digest.path)
    assert "story story: was deleted in admin, and stays deleted" in report.kept
    assert Story.objects.get().title == "The ferry at Berg"
    ferry.change("story.yaml", "The ferry at Berg", "The old ferry")
    assert dict(load(ferry.path).updated) == {"story": 1}


def test_a_dump_goes_by_the_only_digests_name_and_takes_its_place(digest, tmp_path):
    load(digest.path)
    dump(tmp_path / "dump")
    assert read_digest(tmp_path / "dump").name == "bridge"
    assert load(tmp_path / "dump").differing == []
    assert not DigestRecord.objects.exclude(digest="bridge").exists()


def test_a_dump_of_several_digests_goes_by_its_folder_or_the_name_given(digest, ferry, tmp_path):
    load(digest.path)
    load(ferry.path)
    Actor.objects.create(slug="clerk", name="The clerk", kind="person")
    dump(tmp_path / "Whole archive")
    assert read_digest(tmp_path / "Whole archive").name == "whole-archive"
    dump(tmp_path / "named", name="berg")
    report = load(tmp_path / "named")
    assert (counts(report)[:2], report.differing) == ((0, 0), [])
    assert brought("berg") == {"actor": ["clerk"]}
