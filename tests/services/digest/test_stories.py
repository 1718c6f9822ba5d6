"""Stories in a digest: any number, and which events belong to which."""

from __future__ import annotations

import pytest

from tests.digest_folder import DigestFolder
from timeline.models import DigestRecord, Event, Story
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.load_digest import load

pytestmark = pytest.mark.django_db

STORIES = """\
- slug: bridge
  title: The bridge at Berg
  opens_with: opening
- slug: town
  title: A town and its papers
  introduction: Who reads what.
  language: nb
  main: true
  sources: [speech]
  chapters:
    - heading: Before
      words: It was long in coming.
      selection: to=2021
    - heading: After
"""


@pytest.fixture
def several(digest: DigestFolder) -> DigestFolder:
    """The digest with two stories, of which one has no more than the storm."""
    (digest.path / "story.yaml").unlink()
    digest.write("stories.yaml", STORIES)
    digest.change("events.yaml", "- slug: vote\n", "- slug: vote\n  stories: [bridge]\n")
    digest.change("events.yaml", "- slug: opening\n", "- slug: opening\n  stories: [bridge]\n")
    return digest


def events_of(slug: str) -> list[str]:
    return sorted(Story.objects.get(slug=slug).events.values_list("slug", flat=True))


def test_an_event_is_in_the_stories_it_names_or_in_all(several):
    load(several.path)
    assert events_of("bridge") == ["opening", "storm", "vote"]
    assert events_of("town") == ["storm"]
    town = Story.objects.get(slug="town")
    assert (town.main, town.language, town.introduction) == (True, "nb", "Who reads what.")
    assert [source.slug for source in town.sources.all()] == ["speech"]
    assert [(c.heading, c.selection) for c in town.chapters.all()] == [
        ("Before", "to=2021"), ("After", ""),
    ]  # fmt: skip
    again = load(several.path)
    assert (again.created.total(), again.updated.total(), again.kept) == (0, 0, [])


def test_an_event_of_no_story_is_in_none(several):
    several.change(
        "events.yaml",
        "  stories: [bridge]\n  title: The bridge",
        "  stories: []\n  title: The bridge",
    )
    load(several.path)
    assert events_of("bridge") == ["storm", "vote"]


def test_what_the_digest_changes_follows_and_what_an_editor_did_stays(several):
    load(several.path)
    town, bridge = Story.objects.get(slug="town"), Story.objects.get(slug="bridge")
    bridge.events.remove(Event.objects.get(slug="storm"))
    town.events.add(Event.objects.get(slug="vote"))
    own = Story.objects.create(title="Another")
    own.events.add(Event.objects.get(slug="opening"))
    several.change(
        "events.yaml", "- slug: opening\n  stories: [bridge]", "- slug: opening\n  stories: [town]"
    )
    report = load(several.path)
    assert report.kept == ["event storm: was taken out of the story “bridge” in admin"]
    assert dict(report.updated) == {"story": 2}
    assert events_of("bridge") == ["vote"]
    assert events_of("town") == ["opening", "storm", "vote"]
    assert events_of("another") == ["opening"]


def test_what_an_older_release_loaded_is_the_same_story(digest):
    load(digest.path)
    story = Story.objects.get()
    # As that release left it: nothing was kept of events, and an editor took one out since.
    record = DigestRecord.objects.get(kind="story")
    assert record.key == "story"
    DigestRecord.objects.filter(pk=record.pk).update(
        values={
            k: v
            for k, v in record.values.items()
            if k in {"title", "standfirst", "opens_with", "closes_with"}
        }
    )
    story.events.remove(Event.objects.get(slug="vote"))
    assert load(digest.path).kept == [
        "event vote: was taken out of the story “the-bridge-at-berg” in admin"
    ]
    (digest.path / "story.yaml").unlink()
    digest.write("stories.yaml", "- slug: the-bridge-at-berg\n  title: The bridge, again\n")
    load(digest.path)
    assert [(s.pk, s.title) for s in Story.objects.all()] == [(story.pk, "The bridge, again")]


def test_a_main_story_that_is_there_stays_the_main_one(several):
    Story.objects.create(title="Here before")
    load(several.path)
    assert Story.objects.get(main=True).title == "Here before"


@pytest.mark.parametrize(
    ("stories", "told"),
    [
        ("- slug: a\n  title: A\n- slug: a\n  title: B\n", "a second story with the slug “a”"),
        (
            "- slug: a\n  title: A\n  main: true\n- slug: b\n  title: B\n  main: true\n",
            "a second main story",
        ),
        ("- slug: a\n  title: A\n  sources: [nothing]\n", "there is no source “nothing”"),
        ("- title: A\n", "slug"),
        ("- slug: not-stated\n  title: A\n", "is kept"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_stories_is_told(digest, stories, told):
    (digest.path / "story.yaml").unlink()
    digest.write("stories.yaml", stories)
    with pytest.raises(BadDigest, match=told):
        load(digest.path)


def test_both_files_of_stories_or_an_unknown_one_are_refused(digest):
    digest.write("stories.yaml", "- slug: a\n  title: A\n")
    with pytest.raises(BadDigest, match="stands beside"):
        load(digest.path)
    (digest.path / "story.yaml").unlink()
    digest.change("events.yaml", "- slug: storm\n", "- slug: storm\n  stories: [b]\n")
    with pytest.raises(BadDigest, match="there is no story “b”"):
        load(digest.path)
