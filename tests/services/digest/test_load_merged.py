"""Loading a digest again after records of it were merged at the desk."""

from __future__ import annotations

import pytest

from tests import snapshot
from tests.digest_folder import DigestFolder
from timeline.models import Actor, Event, Mention, Quote, Story, Term
from timeline.services.digest.load_digest import LoadReport, load
from timeline.services.records import merge_actors, merge_events

pytestmark = pytest.mark.django_db

COLUMN = "documents/column.yaml"


@pytest.fixture
def loaded(digest: DigestFolder) -> DigestFolder:
    """The digest, loaded once."""
    load(digest.path)
    return digest


def counts(report: LoadReport) -> tuple[int, int, int]:
    return report.created.total(), report.updated.total(), report.unchanged.total()


def told_of(slug: str) -> list[str]:
    return sorted(Mention.objects.filter(event__slug=slug).values_list("source__slug", flat=True))


def test_merged_events_stay_merged_and_no_mention_is_lost_or_doubled(loaded):
    merge_events.merge(Event.objects.get(slug="vote"), [Event.objects.get(slug="storm")])
    mentions = set(Mention.objects.values_list("pk", flat=True))
    before = snapshot.rows()
    for _ in range(2):
        report = load(loaded.path)
        told = "event storm: was merged in admin into “The town votes for a bridge”, and stays so"
        assert told in report.kept
        assert counts(report)[:2] == (0, 0)
        assert set(Event.objects.values_list("slug", flat=True)) == {"opening", "vote"}
        assert set(Mention.objects.values_list("pk", flat=True)) == mentions
        assert told_of("vote") == ["column", "report", "report"]
        assert Story.objects.get().closes_with.slug == "vote"
    after = snapshot.rows()
    del before["timeline.DigestRecord"], after["timeline.DigestRecord"]
    assert after == before


def test_a_new_mention_of_a_merged_event_tells_of_the_one_that_is_left(loaded):
    merge_events.merge(Event.objects.get(slug="vote"), [Event.objects.get(slug="storm")])
    loaded.add(COLUMN, "  - event: storm\n    paragraph: 5\n    says: It blew once more.\n")
    assert counts(load(loaded.path))[:2] == (1, 0)
    assert told_of("vote") == ["column", "column", "report", "report"]


def test_merged_actors_stay_merged_and_what_they_said_is_neither_lost_nor_doubled(loaded):
    merge_actors.merge(Actor.objects.get(slug="mayor"), [Actor.objects.get(slug="engineer")])
    before = snapshot.rows()
    for _ in range(2):
        report = load(loaded.path)
        assert "actor engineer: was merged in admin into “Mayor Ida Berg”, and stays so" in (
            report.kept
        )
        assert not [line for line in report.kept if line.startswith("mention")]
        assert counts(report)[:2] == (0, 0)
    after = snapshot.rows()
    del before["timeline.DigestRecord"], after["timeline.DigestRecord"]
    assert after == before
    assert Quote.objects.filter(speaker__slug="mayor").count() == 3


def test_what_the_digest_newly_says_of_merged_actors_is_said_of_the_one_that_is_left(loaded):
    merge_actors.merge(Actor.objects.get(slug="mayor"), [Actor.objects.get(slug="engineer")])
    loaded.add("events.yaml", "- slug: fair\n  title: A fair\n  actors: [mayor, engineer]\n")
    loaded.add(
        COLUMN,
        "  - event: fair\n    paragraph: 5\n    says: There was a fair.\n"
        "    names: {engineer: [Olle]}\n"
        "    quotes: [{speaker: engineer, told_by: mayor, words: come one come all}]\n",
    )
    load(loaded.path)
    fair = Event.objects.get(slug="fair")
    assert [p.actor.slug for p in fair.participations.all()] == ["mayor"]
    quote = Quote.objects.get(words="come one come all")
    assert (quote.speaker.slug, quote.told_by) == ("mayor", None)
    assert Term.objects.get(words="Olle").actor.slug == "mayor"


def test_the_digest_still_changes_the_one_that_is_left_after_merging(loaded):
    merge_events.merge(Event.objects.get(slug="vote"), [Event.objects.get(slug="storm")])
    loaded.change("events.yaml", "The town votes for a bridge", "Berg votes for a bridge")
    assert dict(load(loaded.path).updated) == {"event": 1}
    assert Event.objects.get(slug="vote").title == "Berg votes for a bridge"
